/** What a stored policy value means: checked by its schema, replaced by the closed value when it cannot be read. */
import { z } from 'zod';
import type { Json, PolicyDefinition, PolicyValues, ReactionPattern } from '../company.ts';

export type PolicyRow = { key: string; value: Json; updated_at: Date; updated_by: string };
export type Unreadable = { key: string; problem: string; updatedAt: Date };

/** The breaker of a step kind is its own row, `breaker:<kind>`, so that the operator's switches and the breaker never overwrite each other. */
export const BREAKER_PREFIX = 'breaker:';

/** Kinds of work that are no steps: they have a breaker and a kill switch all the same. */
export const DESK_KINDS: readonly string[] = ['roundtable', 'initiative'];

export const breakerSchema = z.strictObject({
  state: z.enum(['closed', 'open', 'half_open']),
  failures: z.int().min(0).default(0),
  opened_at: z.iso.datetime().nullable().default(null),
  retry_at: z.iso.datetime().nullable().default(null),
  reason: z.string().nullable().default(null),
});
export type Breaker = z.infer<typeof breakerSchema>;

/** Missing rows mean the shipped default; unreadable ones mean stop (the closed value), never "allow". */
export function resolvePolicies(
  definitions: Iterable<PolicyDefinition>,
  rows: readonly PolicyRow[],
): { values: PolicyValues; breakers: Map<string, Breaker>; unreadable: Unreadable[] } {
  const stored = new Map(rows.map((row) => [row.key, row]));
  const values: Record<string, unknown> = {};
  const unreadable: Unreadable[] = [];
  for (const definition of definitions) {
    const row = stored.get(definition.key);
    const parsed = row && definition.schema.safeParse(row.value);
    if (!row || !parsed) values[definition.key] = definition.default;
    else if (parsed.success) values[definition.key] = parsed.data;
    else {
      values[definition.key] = definition.closed;
      unreadable.push({ key: row.key, problem: explain(row.key, parsed.error), updatedAt: row.updated_at });
    }
  }
  return { values: values as PolicyValues, breakers: readBreakers(rows), unreadable };
}

function readBreakers(rows: readonly PolicyRow[]): Map<string, Breaker> {
  const breakers = new Map<string, Breaker>();
  for (const row of rows) {
    if (!row.key.startsWith(BREAKER_PREFIX)) continue;
    const parsed = breakerSchema.safeParse(row.value);
    const unreadable: Breaker = { state: 'open', failures: 0, opened_at: null, retry_at: null, reason: 'the breaker row cannot be read' };
    breakers.set(row.key.slice(BREAKER_PREFIX.length), parsed.success ? parsed.data : unreadable);
  }
  return breakers;
}

/** `x_daily_quota.limit: Too big: expected number to be <=50` — one line per problem, the place first. */
export function explain(key: string, error: z.ZodError): string {
  return error.issues.map((issue) => `${[key, ...issue.path.map(String)].join('.')}: ${issue.message}`).join('; ');
}

export type KnownNames = { agents: readonly string[]; kinds: readonly string[]; reactionTypes: readonly string[] };

/** The first name in a value that nobody bears: a typing error must not silently allow nothing or something else. Null when all are known. */
export function unknownName(key: string, value: unknown, known: KnownNames): { place: string; problem: string } | null {
  if (!value || typeof value !== 'object') return null;
  const named = value as { allowed_step_kinds?: string[]; kinds?: string[]; agents?: string[]; patterns?: ReactionPattern[] };
  const kind = { what: 'step kind', known: known.kinds };
  const agent = { what: 'agent', known: known.agents };
  const listed: { place: string; name: string; what: string; known: readonly string[] }[] = [
    ...(named.allowed_step_kinds ?? []).map((name, at) => ({ place: `allowed_step_kinds.${at}`, name, ...kind })),
    ...(named.kinds ?? []).map((name, at) => ({ place: `kinds.${at}`, name, ...kind, known: [...known.kinds, ...DESK_KINDS] })),
    ...(named.agents ?? []).map((name, at) => ({ place: `agents.${at}`, name, ...agent })),
    ...(named.patterns ?? []).flatMap(({ source, target, type }, at) => [
      { place: `patterns.${at}.source`, name: source, what: 'agent', known: ['*', ...known.agents] },
      { place: `patterns.${at}.target`, name: target, ...agent },
      { place: `patterns.${at}.type`, name: type, what: 'reaction type', known: known.reactionTypes },
    ]),
  ];
  const wrong = listed.find((one) => typeof one.name === 'string' && !one.known.includes(one.name));
  if (!wrong) return null;
  return { place: `${key}.${wrong.place}`, problem: `no ${wrong.what} is called "${wrong.name}"; known: ${wrong.known.join(', ')}` };
}

/** Policies as their pages show them: what each means, whether it is on, who changed it last and why, what it came to today. */
import { z } from 'zod';
import type { Json } from '../core/company.ts';
import { BREAKER_PREFIX, type Breaker, DESK_KINDS } from '../core/policy/rules.ts';
import { after, before, DAY_MS, startOfDay } from '../core/time.ts';
import type { World } from '../world/world.ts';
import { listPolicies, type PolicyLine, policyHistory, resolvedPolicies } from './policies.ts';
import { type Figure, policyFigures } from './policy-figures.ts';
import { OTHER_EFFECTS, type PolicyState, policyWords } from './policy-words.ts';

export type PolicyRowView = {
  key: string;
  /** policy: the company knows it · breaker: a row of the circuit breaker · stray: a row nobody reads */
  sort: 'policy' | 'breaker' | 'stray';
  summary: string;
  words: string;
  state: PolicyState;
  value: Json;
  updated_at: string | null;
  updated_by: string;
  /** Why it was changed last. */
  reason: string;
  unreadable: string | null;
  today: Figure | null;
};

export type PoliciesView = { as_of: string; policies: PolicyRowView[] };

type Resolved = Awaited<ReturnType<typeof resolvedPolicies>>;

export async function policiesView(world: World): Promise<PoliciesView> {
  const now = world.clock.now();
  const today = startOfDay(now);
  const resolved = await resolvedPolicies(world);
  const [lines, figures, reasons] = await Promise.all([
    listPolicies(world),
    policyFigures(world, resolved.values, today, after(today, DAY_MS)),
    lastReasons(world),
  ]);
  const row = (line: PolicyLine) => rowView(world, line, resolved, figures.get(line.key) ?? null, reasons.get(line.key) ?? '');
  return { as_of: now.toISOString(), policies: lines.map(row) };
}

function rowView(world: World, line: PolicyLine, resolved: Resolved, today: Figure | null, reason: string): PolicyRowView {
  const base = { ...line, updated_at: line.updated_at?.toISOString() ?? null, reason };
  if (world.company.policies.has(line.key)) {
    return { ...base, sort: 'policy', ...policyWords(line.key, resolved.values[line.key]), today };
  }
  const breaker = breakerOf(line.key, resolved);
  if (!breaker) return { ...base, sort: 'stray', summary: 'No part of the company reads this row.', words: '', state: null, today: null };
  const kind = line.key.slice(BREAKER_PREFIX.length);
  return {
    ...base,
    sort: 'breaker',
    summary: `The circuit breaker of ${world.company.stepKinds.get(kind)?.label ?? kind}: it opens after failures in a row.`,
    words: breakerWords(breaker),
    state: breaker.state === 'closed' ? 'on' : 'off',
    today: { text: `${breaker.failures} failures in a row`, href: '/runs' },
  };
}

function breakerOf(key: string, { breakers }: Resolved): Breaker | null {
  return key.startsWith(BREAKER_PREFIX) ? (breakers.get(key.slice(BREAKER_PREFIX.length)) ?? null) : null;
}

function breakerWords({ state, retry_at }: Breaker): string {
  if (state === 'closed') return 'Closed: work of this kind goes on.';
  if (state === 'half_open') return 'Half open: one step is being tried.';
  return `Open: work of this kind rests${retry_at ? ` and is tried again at ${retry_at.slice(11, 16)} UTC` : ' until a person closes it'}.`;
}

/** Why each policy was changed last. */
async function lastReasons(world: World): Promise<Map<string, string>> {
  const rows = await world.db.sql<{ key: string; reason: string }[]>`
    select distinct on (key) key, reason from ops_policy_history order by key, changed_at desc, id desc`;
  return new Map(rows.map(({ key, reason }) => [key, reason]));
}

export type PolicyVersion = { id: string; before: Json | null; after: Json; changed_by: string; reason: string; changed_at: string };

export type PolicyView = PolicyRowView & {
  as_of: string;
  /** The shipped value; null for rows that only the company writes. */
  shipped: Json | null;
  /** Its form as JSON Schema; null where there is none to fill in. */
  schema: Json | null;
  /** Names to choose from, by field. */
  names: Record<string, string[]>;
  /** door: yesterday's proposals can be weighed again · other: what kind of effect it has instead */
  effect: { at: 'door' } | { at: 'other'; words: string };
  yesterday: Figure | null;
  breaker: Breaker | null;
  history: PolicyVersion[];
};

/** Null when no policy has this key. */
export async function policyView(world: World, key: string): Promise<PolicyView | null> {
  const { as_of, policies } = await policiesView(world);
  const found = policies.find((policy) => policy.key === key);
  if (!found) return null;
  const resolved = await resolvedPolicies(world);
  const today = startOfDay(world.clock.now());
  const [history, yesterday] = await Promise.all([
    policyHistory(world.db.sql, { key, limit: 50 }),
    policyFigures(world, resolved.values, before(today, DAY_MS), today),
  ]);
  const definition = world.company.policies.get(key);
  const words = OTHER_EFFECTS[key];
  return {
    ...found,
    as_of,
    shipped: (definition?.default as Json | undefined) ?? null,
    schema: definition ? (z.toJSONSchema(definition.schema, { io: 'input', unrepresentable: 'any' }) as Json) : null,
    names: namesFor(world, key),
    effect: words === undefined ? { at: 'door' } : { at: 'other', words },
    yesterday: yesterday.get(key) ?? null,
    breaker: breakerOf(key, resolved),
    history: history.map((change) => ({ ...change, changed_at: change.changed_at.toISOString() })),
  };
}

/** Fields that may only name what exists. */
function namesFor(world: World, key: string): PolicyView['names'] {
  const agents = world.company.agents.map(({ id }) => id);
  const kinds = [...world.company.stepKinds.keys()];
  if (key === 'kill_switch') return { agents, kinds: [...kinds, ...DESK_KINDS] };
  if (key === 'auto_approve') return { allowed_step_kinds: kinds };
  if (key === 'reaction_matrix') return { source: ['*', ...agents], target: agents, type: [...world.company.reactionTypes.keys()] };
  return {};
}

/** Reading and changing policies. Every change is checked, kept with who and why, and told as an event. */
import type { Sql } from '../../world/db.ts';
import type { World } from '../../world/world.ts';
import type { Json, PolicyDefinition, PolicyValues } from '../company.ts';
import { InvalidInput } from '../errors.ts';
import { emit } from '../events/emit.ts';
import { cleanText } from '../text.ts';
import {
  BREAKER_PREFIX,
  type Breaker,
  breakerSchema,
  DESK_KINDS,
  explain,
  type KnownNames,
  resolvePolicies,
  type Unreadable,
  unknownName,
} from './rules.ts';
import { loadPolicies, lockPolicy, writePolicy } from './store.ts';

export type PolicySnapshot = { values: PolicyValues; breakers: Map<string, Breaker>; unreadable: Unreadable[] };

/** All policies as they stand now, in one query. */
export async function policySnapshot(world: World, sql: Sql = world.db.sql): Promise<PolicySnapshot> {
  return resolvePolicies(world.company.policies.values(), await loadPolicies(sql));
}

/** The values alone: missing → shipped default, unreadable → closed. */
export async function readPolicies(world: World, sql: Sql = world.db.sql): Promise<PolicyValues> {
  return (await policySnapshot(world, sql)).values;
}

/** @throws InvalidInput naming the place in the value; the old value then stays as it was. */
export async function setPolicy(
  world: World,
  change: { key: string; value: unknown; by: string; reason: string },
): Promise<{ key: string; before: Json | null; after: Json; unchanged: boolean }> {
  const after = checkPolicy(world, change.key, change.value);
  return world.db.begin(async (sql) => {
    const before = (await lockPolicy(sql, change.key))?.value ?? null;
    if (sameJson(before, after)) return { key: change.key, before, after, unchanged: true };
    const now = world.clock.now();
    const reason = cleanText(change.reason).slice(0, 500);
    await writePolicy(sql, { historyId: world.ids.next(), key: change.key, before, after, by: change.by, reason, now });
    const { values } = await policySnapshot(world, sql);
    await emit(world, sql, values, [
      {
        agentId: world.company.coordinator,
        kind: 'policy_changed',
        title: `Policy ${change.key} changed by ${change.by}`,
        summary: `${before === null ? 'not set' : JSON.stringify(before)} → ${JSON.stringify(after)}${reason ? ` — ${reason}` : ''}`.slice(
          0,
          1000,
        ),
        tags: ['policy', change.key],
        metadata: { key: change.key, before, after, reason },
        cause: { kind: 'person', id: change.by },
        depth: 0,
      },
    ]);
    return { key: change.key, before, after, unchanged: false };
  });
}

/** A value as it would be stored. @throws InvalidInput naming the place in the value */
export function checkPolicy(world: World, key: string, value: unknown): Json {
  const definition = definitionOf(world, key);
  const parsed = definition.schema.safeParse(value);
  if (!parsed.success) {
    const place = [key, ...(parsed.error.issues[0]?.path ?? []).map(String)].join('.');
    throw new InvalidInput(place, `${explain(key, parsed.error)}. The old value stays.`);
  }
  const unknown = unknownName(key, parsed.data, namesOf(world));
  if (unknown) throw new InvalidInput(unknown.place, `${unknown.place}: ${unknown.problem}. The old value stays.`);
  return parsed.data as Json;
}

function namesOf(world: World): KnownNames {
  return {
    agents: world.company.agents.map((agent) => agent.id),
    kinds: [...world.company.stepKinds.keys()],
    reactionTypes: [...world.company.reactionTypes.keys()],
  };
}

function definitionOf(world: World, key: string): PolicyDefinition {
  const known = world.company.policies.get(key);
  if (known) return known;
  const kind = key.startsWith(BREAKER_PREFIX) ? key.slice(BREAKER_PREFIX.length) : null;
  if (kind !== null && (world.company.stepKinds.has(kind) || DESK_KINDS.includes(kind))) {
    const closed: Breaker = { state: 'open', failures: 0, opened_at: null, retry_at: null, reason: null };
    return { key, summary: `Circuit breaker of ${kind}`, schema: breakerSchema, default: { ...closed, state: 'closed' }, closed };
  }
  throw new InvalidInput('key', `key: no policy is called "${key}". Known: ${[...world.company.policies.keys()].join(', ')}`);
}

function sameJson(a: Json | null, b: Json): boolean {
  return JSON.stringify(sortKeys(a)) === JSON.stringify(sortKeys(b));
}

function sortKeys(value: Json): Json {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (!value || typeof value !== 'object') return value;
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, sortKeys(value[key] as Json)]));
}

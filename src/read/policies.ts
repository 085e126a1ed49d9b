/** The policies as they stand, read without telling anyone about unreadable ones: the heartbeat does that. */
import type { Json, PolicyValues } from '../core/company.ts';
import { type PolicyRow, resolvePolicies } from '../core/policy/rules.ts';
import type { Sql } from '../world/db.ts';
import type { World } from '../world/world.ts';

export async function currentPolicies(world: World): Promise<PolicyValues> {
  return (await resolvedPolicies(world)).values;
}

export async function resolvedPolicies(world: World): Promise<ReturnType<typeof resolvePolicies>> {
  return resolvePolicies(world.company.policies.values(), await storedPolicies(world.db.sql));
}

export type PolicyLine = {
  key: string;
  /** As stored; the shipped default when nothing is. */
  value: Json;
  /** null: never written, the shipped default holds. */
  updated_at: Date | null;
  updated_by: string;
  summary: string;
  /** Why the stored value cannot be read, in which case the closed value holds. */
  unreadable: string | null;
};

/** Every policy the company knows, and every other row there is (circuit breakers), by key. */
export async function listPolicies(world: World): Promise<PolicyLine[]> {
  const rows = await storedPolicies(world.db.sql);
  const { unreadable } = resolvePolicies(world.company.policies.values(), rows);
  const problems = new Map(unreadable.map(({ key, problem }) => [key, problem]));
  const stored = new Map(rows.map((row) => [row.key, row]));
  const keys = new Set([...world.company.policies.keys(), ...stored.keys()]);
  return [...keys].sort().map((key) => {
    const row = stored.get(key);
    const definition = world.company.policies.get(key);
    return {
      key,
      value: row ? row.value : (definition?.default as Json),
      updated_at: row?.updated_at ?? null,
      updated_by: row?.updated_by ?? 'default',
      summary: definition?.summary ?? '',
      unreadable: problems.get(key) ?? null,
    };
  });
}

export type PolicyChange = {
  id: string;
  key: string;
  before: Json | null;
  after: Json;
  changed_by: string;
  reason: string;
  changed_at: Date;
};

/** Newest first. */
export function policyHistory(sql: Sql, filter: { key?: string | undefined; limit: number }): Promise<PolicyChange[]> {
  return sql<PolicyChange[]>`
    select id, key, before, after, changed_by, reason, changed_at from ops_policy_history
    where true ${filter.key ? sql`and key = ${filter.key}` : sql``} order by changed_at desc, id desc limit ${filter.limit}`;
}

function storedPolicies(sql: Sql): Promise<PolicyRow[]> {
  return sql<PolicyRow[]>`select key, value, updated_at, updated_by from ops_policy`;
}

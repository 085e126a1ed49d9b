/** SQL of ops_policy and ops_policy_history. */
import type { Sql } from '../../world/db.ts';
import type { Json } from '../company.ts';
import type { PolicyRow } from './rules.ts';

export function loadPolicies(sql: Sql): Promise<PolicyRow[]> {
  return sql<PolicyRow[]>`select key, value, updated_at, updated_by from ops_policy`;
}

/** Locks the key, so that two edits at once are written one after the other and both are kept in the history. */
export async function lockPolicy(sql: Sql, key: string): Promise<PolicyRow | null> {
  await sql`select pg_advisory_xact_lock(hashtext(${`deskmates.policy.${key}`}))`;
  const [row] = await sql<PolicyRow[]>`select key, value, updated_at, updated_by from ops_policy where key = ${key}`;
  return row ?? null;
}

export async function writePolicy(
  sql: Sql,
  change: { historyId: string; key: string; before: Json | null; after: Json; by: string; reason: string; now: Date },
): Promise<void> {
  const after = JSON.stringify(change.after);
  const before = change.before === null ? null : JSON.stringify(change.before);
  await sql`
    with written as (
      insert into ops_policy (key, value, updated_at, updated_by)
      values (${change.key}, ${after}::text::jsonb, ${change.now}, ${change.by})
      on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at, updated_by = excluded.updated_by
    )
    insert into ops_policy_history (id, key, before, after, changed_by, reason, changed_at)
    values (${change.historyId}, ${change.key}, ${before}::text::jsonb, ${after}::text::jsonb, ${change.by}, ${change.reason}, ${change.now})`;
}

/** Inserts the shipped value unless the key exists; says whether it was inserted. */
export async function seedPolicy(sql: Sql, key: string, value: Json, now: Date): Promise<boolean> {
  const rows = await sql`
    insert into ops_policy (key, value, updated_at, updated_by)
    values (${key}, ${JSON.stringify(value)}::text::jsonb, ${now}, 'seed') on conflict (key) do nothing returning key`;
  return rows.length === 1;
}

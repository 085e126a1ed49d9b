/** SQL of ops_trigger_rules. */
import type { Sql } from '../../world/db.ts';
import type { JsonObject, TriggerSeed } from '../company.ts';

export type TriggerRow = {
  name: string;
  trigger_event: string;
  kind: 'reactive' | 'proactive';
  conditions: JsonObject;
  action_config: JsonObject;
  cooldown_minutes: number;
  enabled: boolean;
  fire_count: number;
  last_fired_at: Date | null;
  next_due_at: Date | null;
  last_checked_at: Date | null;
  last_result: string | null;
  topic_index: number;
};

/** Rules whose cooldown is over and whose hour has come, least recently checked first: what a budget cut off is first next time (S15). */
export function selectDue(sql: Sql, now: Date): Promise<TriggerRow[]> {
  return sql<TriggerRow[]>`
    select name, trigger_event, kind, conditions, action_config, cooldown_minutes, enabled, fire_count, last_fired_at, next_due_at,
      last_checked_at, last_result, topic_index
    from ops_trigger_rules
    where enabled
      and (last_fired_at is null or kind = 'proactive' or last_fired_at + make_interval(mins => cooldown_minutes) <= ${now})
      and (next_due_at is null or next_due_at <= ${now})
    order by last_checked_at nulls first, name`;
}

export async function noteChecked(
  sql: Sql,
  name: string,
  note: { result: string; now: Date; nextDueAt?: Date; nextTopic?: boolean },
): Promise<void> {
  await sql`
    update ops_trigger_rules
    set last_checked_at = ${note.now}, last_result = ${note.result.slice(0, 500)}, next_due_at = coalesce(${note.nextDueAt ?? null}, next_due_at),
      topic_index = topic_index + ${note.nextTopic ? 1 : 0}
    where name = ${name}`;
}

export type Checked = { name: string; result: string; now: Date };

/** The same for several rules that did not fire. */
export async function noteQuiet(sql: Sql, notes: readonly Checked[]): Promise<void> {
  if (notes.length === 0) return;
  const rows = notes.map(({ name, result, now }) => ({ name, result: result.slice(0, 500), at: now }));
  await sql`
    update ops_trigger_rules r set last_checked_at = n.at, last_result = n.result
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as n(name text, result text, at timestamptz) where r.name = n.name`;
}

/** Marks the firing unless somebody else did since we looked; false then. */
export async function noteFired(sql: Sql, rule: TriggerRow, note: { result: string; now: Date; nextDueAt: Date | null }): Promise<boolean> {
  const rows = await sql`
    update ops_trigger_rules
    set last_checked_at = ${note.now}, last_fired_at = ${note.now}, last_result = ${note.result.slice(0, 500)}, fire_count = fire_count + 1,
      next_due_at = ${note.nextDueAt}, topic_index = topic_index + 1
    where name = ${rule.name} and fire_count = ${rule.fire_count} and enabled returning name`;
  return rows.length === 1;
}

/** Inserts the shipped rule unless one of that name exists; says whether it was inserted. */
export async function seedTrigger(sql: Sql, seed: TriggerSeed, now: Date): Promise<boolean> {
  const due = seed.kind === 'proactive' ? new Date(now.getTime() + (seed.first_after_minutes ?? 0) * 60_000) : null;
  const rows = await sql`
    insert into ops_trigger_rules (name, trigger_event, kind, conditions, action_config, cooldown_minutes, next_due_at, created_at, updated_by)
    values (${seed.name}, ${seed.trigger_event}, ${seed.kind}, ${JSON.stringify(seed.conditions)}::text::jsonb,
      ${JSON.stringify(seed.action_config)}::text::jsonb, ${seed.cooldown_minutes}, ${due}, ${now}, 'seed')
    on conflict (name) do nothing returning name`;
  return rows.length === 1;
}

/** One rule, locked for this transaction; null when there is none of that name. */
export async function lockRule(sql: Sql, name: string): Promise<TriggerRow | null> {
  const [row] = await sql<TriggerRow[]>`select * from ops_trigger_rules where name = ${name} for update`;
  return row ?? null;
}

export async function setEnabled(sql: Sql, name: string, enabled: boolean, by: string): Promise<void> {
  await sql`update ops_trigger_rules set enabled = ${enabled}, updated_by = ${by} where name = ${name}`;
}

export async function readRule(sql: Sql, name: string): Promise<TriggerRow | null> {
  const [row] = await sql<TriggerRow[]>`select * from ops_trigger_rules where name = ${name}`;
  return row ?? null;
}

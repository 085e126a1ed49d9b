/** SQL of ops_roundtable_slots: the day's plan and what became of it. */
import type { Sql } from '../../world/db.ts';
import type { PlannedSlot, SlotRow } from './day-rules.ts';

/** The plan of a day as first drawn; whoever comes second finds it. */
export async function insertPlan(sql: Sql, day: string, slots: readonly PlannedSlot[], now: Date): Promise<void> {
  await sql`
    insert into ops_roundtable_slots (day, slot, name, format, probability, roll, rank, created_at)
    select ${day}::date, s.slot, s.name, s.format, s.probability, s.roll, s.rank, ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(slots)}::text::jsonb) as s(slot text, name text, format text, probability numeric, roll numeric, rank int)
    on conflict (day, slot) do nothing`;
}

export async function selectPlan(sql: Sql, day: string): Promise<SlotRow[]> {
  return [
    ...(await sql<SlotRow[]>`
      select slot, name, format, probability::float8 as probability, roll::float8 as roll, rank, status, reason
      from ops_roundtable_slots where day = ${day}::date order by slot`),
  ];
}

/** Open slots of days that are over, and how many there are: nobody was awake. */
export async function closeOldPlans(sql: Sql, before: string, reason: string, now: Date): Promise<number> {
  const rows = await sql`
    update ops_roundtable_slots set status = 'missed', reason = ${reason}, decided_at = ${now} where status = 'open' and day < ${before}::date returning 1`;
  return rows.length;
}

/** Decides an open slot; false when somebody else did. */
export async function decideSlot(
  sql: Sql,
  slot: { day: string; slot: string },
  decision: { status: 'enqueued' | 'skipped' | 'missed'; reason: string; conversationId: string | null; now: Date },
): Promise<boolean> {
  const rows = await sql`
    update ops_roundtable_slots set status = ${decision.status}, reason = ${decision.reason.slice(0, 500)}, conversation_id = ${decision.conversationId},
      decided_at = ${decision.now}
    where day = ${slot.day}::date and slot = ${slot.slot} and status = 'open' returning 1`;
  return rows.length === 1;
}

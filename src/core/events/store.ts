/** SQL of ops_agent_events, and of the reactions that are queued together with an event. */
import type { Sql } from '../../world/db.ts';
import type { Prepared, ReactionInsert } from './emit.ts';
import type { EventKind, EventRow } from './event.ts';

/** Cooldowns are counted under a lock per pattern, taken in a fixed order. */
export async function lockPatterns(sql: Sql, reactions: readonly ReactionInsert[]): Promise<void> {
  const keys = [...new Set(reactions.map((reaction) => reaction.pattern))].sort();
  for (const key of keys) await sql`select pg_advisory_xact_lock(hashtext(${`deskmates.pattern.${key}`}))`;
}

/** The columns of one prepared event, as jsonb_to_recordset reads them. Shared with the statement that settles a step. */
export const eventColumns = (sql: Sql) => sql`
  id uuid, agent_id text, kind text, title text, summary text, tags text[], metadata jsonb, cause_kind text, cause_id text,
  depth int, mission_id uuid, step_id uuid, untrusted boolean`;

export const reactionColumns = (sql: Sql) => sql`
  id uuid, event_id uuid, pattern text, source_agent text, target_agent text, type text, status text, reason text, depth int, cooldown_minutes int`;

/** A reaction is dropped when its pattern already reacted within the cooldown. */
export const outsideCooldown = (sql: Sql, now: Date) => sql`
  not exists (
    select 1 from ops_agent_reactions earlier
    where earlier.pattern = r.pattern and earlier.status <> 'rejected'
      and earlier.created_at > ${now}::timestamptz - make_interval(mins => r.cooldown_minutes)
  )`;

export async function insertEvents(sql: Sql, prepared: Prepared, now: Date): Promise<void> {
  await sql`
    with events as (
      insert into ops_agent_events (id, agent_id, kind, title, summary, tags, metadata, cause_kind, cause_id, depth, mission_id, step_id, untrusted, created_at)
      select e.*, ${now}::timestamptz from jsonb_to_recordset(${JSON.stringify(prepared.events)}::text::jsonb) as e(${eventColumns(sql)})
    ), reactions as (
      insert into ops_agent_reactions (id, event_id, pattern, source_agent, target_agent, type, status, reason, depth, created_at)
      select r.id, r.event_id, r.pattern, r.source_agent, r.target_agent, r.type, r.status, r.reason, r.depth, ${now}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(prepared.reactions)}::text::jsonb) as r(${reactionColumns(sql)})
      where ${outsideCooldown(sql, now)}
    )
    select pg_notify('deskmates_events', '')`;
}

/** Newest first, or oldest first when `oldestFirst`. */
export function selectEvents(
  sql: Sql,
  filter: { kinds?: readonly string[]; tags?: readonly string[]; since?: Date; missionId?: string; limit: number; oldestFirst?: boolean },
): Promise<EventRow[]> {
  return sql<EventRow[]>`
    select id, seq::text, tx::text, agent_id, kind, title, summary, tags, metadata, cause_kind, cause_id, depth, mission_id, step_id, untrusted, created_at
    from ops_agent_events
    where true
      ${filter.kinds ? sql`and kind = any(${filter.kinds as EventKind[]})` : sql``}
      ${filter.tags?.length ? sql`and tags @> ${filter.tags as string[]}` : sql``}
      ${filter.since ? sql`and created_at >= ${filter.since}` : sql``}
      ${filter.missionId ? sql`and mission_id = ${filter.missionId}` : sql``}
    order by created_at ${filter.oldestFirst ? sql`asc` : sql`desc`}, ops_agent_events.seq ${filter.oldestFirst ? sql`asc` : sql`desc`}
    limit ${filter.limit}`;
}

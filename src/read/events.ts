/** Events as rows, with the table's column names. */
import type { EventRow } from '../core/events/event.ts';
import type { Sql } from '../world/db.ts';

export type EventFilter = { limit: number; agent?: string | undefined; kind?: string | undefined };

/** Newest first. `seq` and `tx` are decimal texts. */
export function listEvents(sql: Sql, filter: EventFilter): Promise<EventRow[]> {
  return sql<EventRow[]>`
    select id, seq::text, tx::text, agent_id, kind, title, summary, tags, metadata, cause_kind, cause_id, depth, mission_id, step_id, untrusted, created_at
    from ops_agent_events
    where true ${filter.agent ? sql`and agent_id = ${filter.agent}` : sql``} ${filter.kind ? sql`and kind = ${filter.kind}` : sql``}
    order by ops_agent_events.tx desc, ops_agent_events.seq desc limit ${filter.limit}`;
}

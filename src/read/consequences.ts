/** "What did this lead to?": from any row forward to everything that names it as its cause. One query. */
import { isUuid } from '../core/text.ts';
import type { Sql } from '../world/db.ts';
import type { WhyLink } from './why.ts';

export type Consequence = WhyLink & {
  id: string;
  /** 1 for what the row itself caused. */
  level: number;
  /** The row that caused this one. */
  parent_id: string;
};

const DEEPEST = 60;
/** Rows answered at most. */
export const MOST_CONSEQUENCES = 500;

/** In the order a tree is read: each row is followed by what it caused, oldest first. */
export async function consequences(sql: Sql, id: string): Promise<Consequence[]> {
  if (!isUuid(id)) return [];
  const rows = await sql<(Omit<Consequence, 'at'> & { at: Date })[]>`
    with recursive down (level, parent_id, kind, state, id, agent_id, title, detail, at) as (
      select 0, null::text, null::text, null::text, ${id}::text, null::text, null::text, null::text, null::timestamptz
      union all
      select d.level + 1, d.id, found.* from down d,
        lateral (
          select 'event', kind, id::text, agent_id, title, nullif(summary, ''), created_at
            from ops_agent_events where cause_id = d.id and cause_kind not in ('person', 'schedule')
          union all
          select 'reaction', status, id::text, target_agent, 'reacts with ' || type, coalesce(reason, pattern), created_at
            from ops_agent_reactions where event_id = d.id::uuid
          union all
          select 'proposal', status, id::text, agent_id, title, reason, created_at
            from ops_mission_proposals where cause_id = d.id and cause_kind not in ('person', 'schedule')
          union all
          select 'mission', status, id::text, created_by, title, reason, created_at from ops_missions where proposal_id = d.id::uuid
          union all
          select 'step', status, id::text, agent_id, kind, last_error, coalesce(started_at, created_at)
            from ops_mission_steps where mission_id = d.id::uuid
          union all
          select 'artifact', kind, id::text, agent_id, title, url, created_at from ops_artifacts where step_id = d.id::uuid
          union all
          select 'outbox', status, id::text, agent_id, text, error, created_at from ops_outbox where step_id = d.id::uuid
          union all
          select 'memory', type, id::text, agent_id, content, null, created_at
            from ops_agent_memory where cause_id = d.id and cause_kind <> 'person'
          union all
          select 'conversation', status, id::text, participants[1], format || ': ' || topic, coalesce(end_reason, last_error), created_at
            from ops_roundtable_queue where cause_id = d.id and cause_kind not in ('person', 'schedule')
          union all
          select 'turn', tone, id::text, speaker, dialogue, null, created_at from ops_roundtable_turns where conversation_id = d.id::uuid
          union all
          select 'initiative', status, id::text, agent_id, reason, last_error, created_at
            from ops_initiative_queue where cause_id = d.id and cause_kind = 'memory'
        ) as found (kind, state, id, agent_id, title, detail, at)
      where d.level < ${DEEPEST}
    )
    select level, parent_id, kind, state, id, agent_id, title, detail, at from down where level > 0 order by at, level, id limit ${MOST_CONSEQUENCES}`;
  return asTree(
    rows.map((row) => ({ ...row, at: row.at.toISOString() })),
    id,
  );
}

/** A row is told once, under the first cause that was found. */
function asTree(rows: Consequence[], root: string): Consequence[] {
  const children = Map.groupBy(rows, (row) => row.parent_id);
  const told = new Set([root]);
  const ordered: Consequence[] = [];
  const tell = (parent: string) => {
    for (const child of children.get(parent) ?? []) {
      if (told.has(child.id)) continue;
      told.add(child.id);
      ordered.push(child);
      tell(child.id);
    }
  };
  tell(root);
  return ordered;
}

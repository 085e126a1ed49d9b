/** "Why did this happen?": from any row back along its causes to the person, the slot or the rule that started it. One query. */
import { isUuid } from '../core/text.ts';
import type { Sql } from '../world/db.ts';

export type WhyLink = {
  /** event, reaction, proposal, mission, step, artifact, outbox, llm_call, memory, conversation, turn, initiative, metric; the last link may be what no row stands for: person, schedule, … */
  kind: string;
  /** The kind of event or artifact, or the row's status. */
  state: string | null;
  id: string | null;
  agent_id: string | null;
  title: string;
  detail: string | null;
  /** ISO time */
  at: string | null;
};

type Row = Omit<WhyLink, 'at'> & { at: Date; cause_kind: string | null; cause_id: string | null };

/** Links followed before giving up; the causality policy keeps chains far shorter. */
const MOST_LINKS = 100;

/** @returns the row itself first, its first cause last; null when no row has this id */
export async function whyChain(sql: Sql, id: string): Promise<WhyLink[] | null> {
  if (!isUuid(id)) return null;
  const rows = await sql<Row[]>`
    with recursive chain (n, kind, state, id, agent_id, title, detail, at, cause_kind, cause_id) as (
      select 0, null::text, null::text, null::text, null::text, null::text, null::text, null::timestamptz, 'any', ${id}::text
      union all
      select c.n + 1, found.* from chain c,
        lateral (select case when c.cause_id ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then c.cause_id::uuid end as cause) as followed,
        lateral (
          select 'event', kind, id::text, agent_id, title, nullif(summary, ''), created_at, cause_kind, cause_id
            from ops_agent_events where c.cause_kind in ('event', 'trigger', 'any') and id = followed.cause
          union all
          select 'reaction', status, id::text, target_agent, 'reacts with ' || type, coalesce(reason, pattern), created_at, 'event', event_id::text
            from ops_agent_reactions where c.cause_kind in ('reaction', 'any') and id = followed.cause
          union all
          select 'proposal', status, id::text, agent_id, title, reason, created_at, cause_kind, cause_id
            from ops_mission_proposals where c.cause_kind in ('proposal', 'any') and id = followed.cause
          union all
          select 'mission', status, id::text, created_by, title, reason, created_at, cause_kind, cause_id
            from ops_missions where c.cause_kind in ('mission', 'any') and id = followed.cause
          union all
          select 'step', status, id::text, agent_id, kind, last_error, coalesce(started_at, created_at), cause_kind, cause_id
            from ops_mission_steps where c.cause_kind in ('step', 'any') and id = followed.cause
          union all
          select 'artifact', kind, id::text, agent_id, title, url, created_at, 'step', step_id::text
            from ops_artifacts where c.cause_kind = 'any' and id = followed.cause
          union all
          select 'outbox', status, id::text, agent_id, text, error, created_at, 'step', step_id::text
            from ops_outbox where c.cause_kind = 'any' and id = followed.cause
          union all
          select 'llm_call', status, id::text, agent_id, purpose || ' by ' || provider || '/' || model, error, created_at, cause_kind, cause_id
            from ops_llm_calls where c.cause_kind = 'any' and id = followed.cause
          union all
          select 'memory', type, id::text, agent_id, content, null, created_at, cause_kind, cause_id
            from ops_agent_memory where c.cause_kind in ('memory', 'any') and id = followed.cause
          union all
          select 'conversation', status, id::text, participants[1], format || ': ' || topic, coalesce(end_reason, last_error), created_at, cause_kind, cause_id
            from ops_roundtable_queue where c.cause_kind in ('conversation', 'any') and id = followed.cause
          union all
          select 'turn', tone, id::text, speaker, dialogue, null, created_at, 'conversation', conversation_id::text
            from ops_roundtable_turns where c.cause_kind in ('turn', 'any') and id = followed.cause
          union all
          select 'initiative', status, id::text, agent_id, reason, last_error, created_at, cause_kind, cause_id
            from ops_initiative_queue where c.cause_kind in ('initiative', 'any') and id = followed.cause
          union all
          select 'metric', m.source, m.id::text, a.agent_id, m.engagements || ' of ' || m.impressions || ' engaged with post ' || m.post_id, null, m.observed_at,
              'step', a.step_id::text
            from ops_tweet_metrics m left join ops_artifacts a on a.id = m.draft_id where c.cause_kind in ('metric', 'any') and m.id = followed.cause
        ) as found (kind, state, id, agent_id, title, detail, at, cause_kind, cause_id)
      where c.n < ${MOST_LINKS}
    )
    select kind, state, id, agent_id, title, detail, at, cause_kind, cause_id from chain where n > 0 order by n`;
  const links = rows.map(({ cause_kind: _, cause_id: __, ...row }) => ({ ...row, at: row.at.toISOString() }));
  return links.length ? [...links, ...firstCause(rows)] : null;
}

/** A person or a slot of the day is no row; it ends the chain in words. */
function firstCause(rows: Row[]): WhyLink[] {
  const last = rows.at(-1);
  if (!last?.cause_kind || !last.cause_id) return [];
  const unwritten = { agent_id: null, state: null, detail: null, at: null };
  if (rows.length >= MOST_LINKS) return [{ ...unwritten, kind: 'more', id: null, title: `The chain goes on beyond ${MOST_LINKS} links` }];
  return [{ ...unwritten, kind: last.cause_kind, id: last.cause_id, title: last.cause_id }];
}

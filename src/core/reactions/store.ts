/** SQL of ops_agent_reactions after they were queued (they are queued together with their event, see events/store.ts). */
import type { Sql } from '../../world/db.ts';
import type { ReactionEvent } from '../company.ts';

export type ReactionRow = {
  id: string;
  event_id: string;
  pattern: string;
  source_agent: string;
  target_agent: string;
  type: string;
  status: 'queued' | 'proposed' | 'rejected' | 'failed';
  depth: number;
  created_at: Date;
  event: ReactionEvent;
};

/** The oldest waiting reaction with its event, locked for this transaction. */
export async function lockNext(sql: Sql): Promise<ReactionRow | null> {
  const [row] = await sql<ReactionRow[]>`
    select r.id, r.event_id, r.pattern, r.source_agent, r.target_agent, r.type, r.status, r.depth, r.created_at,
      jsonb_build_object('id', e.id, 'agent_id', e.agent_id, 'kind', e.kind, 'title', e.title, 'summary', e.summary, 'tags', to_jsonb(e.tags),
        'metadata', e.metadata, 'mission_id', e.mission_id, 'step_id', e.step_id, 'untrusted', e.untrusted) as event
    from ops_agent_reactions r join ops_agent_events e on e.id = r.event_id
    where r.status = 'queued' order by r.created_at, r.id limit 1 for update of r skip locked`;
  return row ?? null;
}

export async function settleReaction(
  sql: Sql,
  id: string,
  outcome: { status: 'proposed' | 'rejected' | 'failed'; proposalId: string | null; reason: string | null; now: Date },
): Promise<void> {
  await sql`
    update ops_agent_reactions set status = ${outcome.status}, proposal_id = ${outcome.proposalId}, reason = ${outcome.reason}, processed_at = ${outcome.now}
    where id = ${id} and status = 'queued'`;
}

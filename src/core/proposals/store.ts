/** SQL of ops_mission_proposals, and the one query that counts what the gates look at. */
import type { Sql } from '../../world/db.ts';
import type { ProposedStep } from '../company.ts';
import type { Usage } from './rules.ts';

export type ProposalRow = {
  id: string;
  agent_id: string;
  title: string;
  status: 'pending' | 'accepted' | 'rejected';
  proposed_steps: ProposedStep[];
  source: string;
  priority: number;
  gate: string | null;
  reason: string | null;
  cause_kind: string;
  cause_id: string | null;
  depth: number;
  untrusted: boolean;
  dedupe_key: string | null;
  decided_by: string | null;
  decided_at: Date | null;
  created_at: Date;
};

/** Held to the end of the transaction: gates count and insert one proposal after the other, whoever proposes (X07). */
export async function lockDoor(sql: Sql): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('deskmates.door'))`;
}

/**
 * Everything the gates count, in one query. Counts of what still stands today: failed and cancelled work gives its place back,
 * what is accepted, queued, running or done keeps it (X10). A tweet whose answer was lost keeps its place, too.
 */
export async function countUsage(sql: Sql, agentId: string, since: Date): Promise<Usage> {
  const [row] = await sql<[Usage]>`
    select
      (select count(*)::int from ops_mission_proposals where agent_id = ${agentId} and created_at >= ${since} and status <> 'rejected') as agent_today,
      (select count(*)::int from ops_mission_proposals where status = 'pending') as pending,
      (select count(*)::int from ops_mission_steps where kind = 'write_content' and created_at >= ${since} and status in ('queued', 'running', 'succeeded')) as drafts_today,
      (select count(*)::int from ops_mission_steps s where kind = 'post_tweet' and created_at >= ${since} and (status in ('queued', 'running', 'succeeded')
         or exists (select 1 from ops_outbox o where o.step_id = s.id and o.status in ('sending', 'posted', 'unconfirmed')))) as tweets_today,
      (select coalesce(sum(price_usd), 0)::float8 from ops_outbox where created_at >= ${since} and status in ('ready', 'sending', 'posted', 'unconfirmed')) as tweet_spend_today_usd,
      (select count(*)::int from ops_mission_steps where kind = 'deploy' and created_at >= ${since} and status in ('queued', 'running', 'succeeded')) as deploys_today`;
  return row;
}

export async function insertProposal(sql: Sql, row: ProposalRow): Promise<void> {
  await sql`
    insert into ops_mission_proposals (id, agent_id, title, status, proposed_steps, source, priority, gate, reason, cause_kind, cause_id, depth,
      untrusted, dedupe_key, decided_by, decided_at, created_at)
    values (${row.id}, ${row.agent_id}, ${row.title}, ${row.status}, ${JSON.stringify(row.proposed_steps)}::text::jsonb, ${row.source}, ${row.priority},
      ${row.gate}, ${row.reason}, ${row.cause_kind}, ${row.cause_id}, ${row.depth}, ${row.untrusted}, ${row.dedupe_key}, ${row.decided_by}, ${row.decided_at}, ${row.created_at})`;
}

export async function findByDedupeKey(sql: Sql, key: string): Promise<(ProposalRow & { mission_id: string | null }) | null> {
  const [row] = await sql<(ProposalRow & { mission_id: string | null })[]>`
    select p.*, m.id as mission_id from ops_mission_proposals p left join ops_missions m on m.proposal_id = p.id where p.dedupe_key = ${key}`;
  return row ?? null;
}

export async function lockProposal(sql: Sql, id: string): Promise<ProposalRow | null> {
  const [row] = await sql<ProposalRow[]>`select * from ops_mission_proposals where id = ${id} for update`;
  return row ?? null;
}

export async function settleProposal(
  sql: Sql,
  id: string,
  decision: { status: 'accepted' | 'rejected'; gate: string | null; reason: string | null; by: string; now: Date },
): Promise<void> {
  await sql`
    update ops_mission_proposals
    set status = ${decision.status}, gate = ${decision.gate}, reason = ${decision.reason}, decided_by = ${decision.by}, decided_at = ${decision.now}
    where id = ${id} and status = 'pending'`;
}

/** Pending proposals older than `before`, oldest first. */
export function selectExpired(sql: Sql, before: Date): Promise<ProposalRow[]> {
  return sql<
    ProposalRow[]
  >`select * from ops_mission_proposals where status = 'pending' and created_at < ${before} order by created_at, id limit 50`;
}

/** Whether any of these artifacts holds text from outside. */
export async function anyUntrusted(sql: Sql, artifactIds: readonly string[]): Promise<boolean> {
  const rows = await sql`select 1 from ops_artifacts where id = any(${artifactIds}::uuid[]) and untrusted limit 1`;
  return rows.length > 0;
}

/** Proposals of a source since then that were not turned away. Call it behind the door's lock. */
export async function countFromSource(sql: Sql, source: string, since: Date, agentId: string | null = null): Promise<number> {
  const [row] = await sql<[{ n: number }]>`
    select count(*)::int as n from ops_mission_proposals
    where source = ${source} and created_at >= ${since} and status <> 'rejected' ${agentId === null ? sql`` : sql`and agent_id = ${agentId}`}`;
  return row.n;
}

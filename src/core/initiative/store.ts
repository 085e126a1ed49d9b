/** SQL of ops_initiative_queue. */
import type { Sql } from '../../world/db.ts';
import type { JsonObject } from '../company.ts';

export type InitiativeRow = {
  id: string;
  agent_id: string;
  status: 'queued' | 'running' | 'proposed' | 'failed';
  reason: string;
  memory_ids: string[];
  proposal_id: string | null;
  idea: JsonObject | null;
  cause_kind: string;
  cause_id: string | null;
  run_after: Date;
  reserved_by: string | null;
  lease_expires_at: Date | null;
  attempt: number;
  last_error: string | null;
  created_at: Date;
};

/** Held to the end of the transaction: two heartbeats queue one initiative. */
export async function lockInitiatives(sql: Sql): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('deskmates.initiative'))`;
}

/** For each agent that had an initiative since `from`: when the last was, and how many since the day began. */
export async function lastInitiatives(sql: Sql, from: Date, day: Date): Promise<Map<string, { last: Date; today: number }>> {
  const rows = await sql<{ agent_id: string; last: Date; today: number }[]>`
    select agent_id, max(created_at) as last, count(*) filter (where created_at >= ${day})::int as today
    from ops_initiative_queue where created_at >= ${from} group by 1`;
  return new Map(rows.map((row) => [row.agent_id, { last: row.last, today: row.today }]));
}

/** Who of these knows enough to start something: so many sure memories, one of them a lesson from an outcome. The rules look again at each. */
export async function whoKnowsEnough(
  sql: Sql,
  agents: readonly string[],
  policy: { min_memories: number; min_confidence: number },
): Promise<Set<string>> {
  const sure = sql`m.agent_id = a.id and m.superseded_by is null and m.retired_at is null and m.confidence >= ${policy.min_confidence}::numeric`;
  const rows = await sql<{ id: string }[]>`
    select a.id from unnest(${agents as string[]}::text[]) as a(id)
    where (select count(*) from (select 1 from ops_agent_memory m where ${sure} limit ${policy.min_memories}) enough) >= ${policy.min_memories}
      and exists (select 1 from ops_agent_memory m where ${sure} and m.type = 'lesson'
        and (starts_with(m.source_trace_id, 'tweet-lesson:') or starts_with(m.source_trace_id, 'mission:')))`;
  return new Set(rows.map((row) => row.id));
}

export async function insertInitiative(
  sql: Sql,
  row: { id: string; agentId: string; reason: string; memoryIds: string[]; causeId: string | null; now: Date },
): Promise<void> {
  await sql`
    insert into ops_initiative_queue (id, agent_id, reason, memory_ids, cause_kind, cause_id, run_after, created_at)
    values (${row.id}, ${row.agentId}, ${row.reason}, ${row.memoryIds}::uuid[], 'memory', ${row.causeId}, ${row.now}, ${row.now})`;
  await sql`select pg_notify('deskmates_initiatives', '')`;
}

/** Takes the oldest that is due; one whose lease ran out is due again. `attempt` is its fence. */
export async function claimInitiative(
  sql: Sql,
  claim: { workerId: string; withoutAgents: readonly string[]; now: Date; leaseUntil: Date },
): Promise<InitiativeRow | null> {
  const [row] = await sql<InitiativeRow[]>`
    update ops_initiative_queue set status = 'running', reserved_by = ${claim.workerId}, lease_expires_at = ${claim.leaseUntil}, attempt = attempt + 1
    where id in (
      select id from ops_initiative_queue
      where status in ('queued', 'running') and run_after <= ${claim.now} and (lease_expires_at is null or lease_expires_at <= ${claim.now})
        and agent_id <> all(${claim.withoutAgents as string[]})
      order by run_after, id for update skip locked limit 1
    ) returning *`;
  return row ?? null;
}

export async function nextInitiativeAt(sql: Sql): Promise<Date | null> {
  const [row] = await sql<[{ at: Date | null }]>`
    select min(greatest(run_after, coalesce(lease_expires_at, run_after))) as at from ops_initiative_queue where status in ('queued', 'running')`;
  return row.at;
}

export async function renewInitiative(sql: Sql, fence: { id: string; attempt: number }, until: Date): Promise<boolean> {
  const rows = await sql`
    update ops_initiative_queue set lease_expires_at = ${until} where id = ${fence.id} and attempt = ${fence.attempt} and status = 'running' returning 1`;
  return rows.length === 1;
}

/** False when the claim was lost. */
export async function settleInitiative(
  sql: Sql,
  fence: { id: string; attempt: number },
  end: { status: 'proposed' | 'failed'; proposalId: string | null; idea: JsonObject | null; error: string | null; now: Date },
): Promise<boolean> {
  const rows = await sql`
    update ops_initiative_queue
    set status = ${end.status}, proposal_id = ${end.proposalId}, idea = ${end.idea ? JSON.stringify(end.idea) : null}::text::jsonb,
      last_error = ${end.error?.slice(0, 1000) ?? null}, finished_at = ${end.now}, lease_expires_at = null
    where id = ${fence.id} and attempt = ${fence.attempt} and status = 'running' returning 1`;
  return rows.length === 1;
}

export async function requeueInitiative(
  sql: Sql,
  fence: { id: string; attempt: number },
  wait: { error: string; runAfter: Date },
): Promise<boolean> {
  const rows = await sql`
    update ops_initiative_queue set status = 'queued', reserved_by = null, lease_expires_at = null, last_error = ${wait.error.slice(0, 1000)}, run_after = ${wait.runAfter}
    where id = ${fence.id} and attempt = ${fence.attempt} and status = 'running' returning 1`;
  return rows.length === 1;
}

export async function lastTitles(sql: Sql, agentId: string, limit: number): Promise<string[]> {
  const rows = await sql<{ title: string }[]>`
    select title from ops_mission_proposals where agent_id = ${agentId} order by created_at desc, id limit ${limit}`;
  return rows.map((row) => row.title);
}

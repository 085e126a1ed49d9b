/** SQL of ops_missions and ops_mission_steps outside the claim-and-settle path (claims.ts). */
import type { Sql } from '../../world/db.ts';
import type { ProposedStep } from '../company.ts';
import type { ProposalRow } from '../proposals/store.ts';
import type { StepRow } from './step-context.ts';

export type MissionRow = {
  id: string;
  proposal_id: string;
  title: string;
  status: 'approved' | 'running' | 'succeeded' | 'failed' | 'cancelled';
  created_by: string;
  priority: number;
  reason: string | null;
  cause_kind: string;
  cause_id: string | null;
  depth: number;
  created_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
};

/** Mission, steps and the wake-up for the workers in one statement. Only the first step is ready. */
export async function insertMission(
  sql: Sql,
  mission: { id: string; proposal: ProposalRow; steps: (ProposedStep & { id: string })[]; maxAttempts: number; now: Date },
): Promise<void> {
  const { id, proposal, steps, maxAttempts, now } = mission;
  await sql`
    with mission as (
      insert into ops_missions (id, proposal_id, title, status, created_by, priority, cause_kind, cause_id, depth, created_at)
      values (${id}, ${proposal.id}, ${proposal.title}, 'approved', ${proposal.agent_id}, ${proposal.priority}, 'proposal', ${proposal.id}, ${proposal.depth}, ${now})
    ), steps as (
      insert into ops_mission_steps (id, mission_id, agent_id, position, kind, status, ready, payload, priority, run_after, max_attempts, cause_kind, cause_id, depth, created_at)
      select s.id, ${id}::uuid, ${proposal.agent_id}, s.position - 1, s.kind, 'queued', s.position = 1, s.payload, ${proposal.priority}, ${now}::timestamptz,
        ${maxAttempts}, 'mission', ${id}, ${proposal.depth}, ${now}::timestamptz
      from rows from (jsonb_to_recordset(${JSON.stringify(steps)}::text::jsonb) as (id uuid, kind text, payload jsonb)) with ordinality as s(id, kind, payload, position)
    )
    select pg_notify('deskmates_steps', '')`;
}

export function selectSteps(sql: Sql, missionId: string): Promise<StepRow[]> {
  return sql<StepRow[]>`select * from ops_mission_steps where mission_id = ${missionId} order by position`;
}

export async function lockMission(sql: Sql, id: string): Promise<MissionRow | null> {
  const [row] = await sql<MissionRow[]>`select * from ops_missions where id = ${id} for update`;
  return row ?? null;
}

/** Cancels the mission and whatever of it has not finished; a running step's worker finds its lease gone. Returns the steps cancelled. */
export async function cancelRows(sql: Sql, id: string, reason: string, now: Date): Promise<number> {
  await sql`update ops_missions set status = 'cancelled', finished_at = ${now}, reason = ${reason} where id = ${id}`;
  const steps = await sql`
    update ops_mission_steps set status = 'cancelled', finished_at = ${now}, last_error = ${reason}, lease_expires_at = null
    where mission_id = ${id} and status in ('queued', 'running') returning id`;
  return steps.length;
}

/** Missions that ended since then, newest first, with the step kinds they went through and what the last one said. */
export async function selectFinished(
  sql: Sql,
  since: Date,
  limit: number,
): Promise<
  {
    id: string;
    title: string;
    status: 'succeeded' | 'failed';
    created_by: string;
    reason: string | null;
    kinds: string[];
    outcome: string | null;
  }[]
> {
  return [
    ...(await sql<
      {
        id: string;
        title: string;
        status: 'succeeded' | 'failed';
        created_by: string;
        reason: string | null;
        kinds: string[];
        outcome: string | null;
      }[]
    >`
      select m.id, m.title, m.status, m.created_by, m.reason,
        (select array_agg(s.kind order by s.position) from ops_mission_steps s where s.mission_id = m.id) as kinds,
        (select e.summary from ops_agent_events e where e.mission_id = m.id and e.kind = 'mission_succeeded' limit 1) as outcome
      from ops_missions m
      where m.status in ('succeeded', 'failed') and m.finished_at >= ${since} and m.created_at >= ${new Date(since.getTime() - 86_400_000)}
      order by m.finished_at desc, m.id limit ${limit}`),
  ];
}

/** A failed mission runs again from one step on: that step is ready now, the later ones wait for it. Attempts go on counting, for they are the fence. */
export async function reopenRows(sql: Sql, reopen: { id: string; from: number; attempts: number; now: Date }): Promise<void> {
  const { id, from, attempts, now } = reopen;
  await sql`update ops_missions set status = 'running', finished_at = null, reason = null where id = ${id} and status = 'failed'`;
  await sql`
    update ops_mission_steps
    set status = 'queued', ready = position = ${from}, run_after = ${now}, finished_at = null, reserved_by = null, lease_expires_at = null,
      max_attempts = attempt + ${attempts}, last_error = case when position = ${from} then last_error end
    where mission_id = ${id} and position >= ${from} and status in ('failed', 'cancelled')`;
  await sql`select pg_notify('deskmates_steps', '')`;
}

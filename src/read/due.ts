/** "What is due?": one query over all queues, for whoever decides how long to sleep. */
import type { Sql } from '../world/db.ts';

/** Null = nothing waits there. */
export type Due = { step: Date | null; lease: Date | null; talk: Date | null; initiative: Date | null };

export async function readDue(sql: Sql): Promise<Due> {
  const [row] = await sql<[Due]>`
    select (select min(run_after) from ops_mission_steps where status = 'queued' and ready) as step,
      (select min(lease_expires_at) from ops_mission_steps where status = 'running') as lease,
      (select min(greatest(run_after, coalesce(lease_expires_at, run_after))) from ops_roundtable_queue where status in ('pending', 'running', 'distilling')) as talk,
      (select min(greatest(run_after, coalesce(lease_expires_at, run_after))) from ops_initiative_queue where status in ('queued', 'running')) as initiative`;
  return row;
}

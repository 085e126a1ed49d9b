/** SQL of ops_action_runs and ops_workers. */
import type { Sql } from '../world/db.ts';

export type JobReport = {
  name: string;
  ok: boolean;
  ms: number;
  counts: Record<string, number>;
  error: string | null;
  cut: boolean;
  notes: string[];
  /** What the job says of single decisions: for triggers, whether a memory chose the topic and which. */
  choices?: { rule: string; agent: string; memoryInfluenced: boolean; memoryId: string | null; heldOut: boolean; topic: string }[];
};

/** `after`: the newest run that the caller knows of; should there be a newer one, somebody else was quicker. Undefined: it does not matter. */
type NewRun = { id: string; source: string; now: Date; deadBefore: Date; after?: Date | null | undefined };

/** Opens a run; null when another is under way, alive or dead. */
export async function openRun(sql: Sql, run: NewRun): Promise<string | null> {
  const rows = await sql`
    insert into ops_action_runs (id, action, source, status, started_at)
    select ${run.id}::uuid, 'heartbeat', ${run.source}, 'running', ${run.now}::timestamptz
    where ${run.after === undefined} or not exists (select 1 from ops_action_runs where started_at > coalesce(${run.after ?? null}::timestamptz, '-infinity'))
    on conflict do nothing returning id`;
  return rows.length ? run.id : null;
}

/** The same after closing a run older than `deadBefore`, which died with its process, as failed. Null = one is really running. */
export async function openAfterDead(sql: Sql, run: NewRun): Promise<string | null> {
  await sql`select pg_advisory_xact_lock(hashtext('deskmates.heartbeat'))`;
  await sql`
    update ops_action_runs set status = 'failed', finished_at = ${run.now}, jobs = '[{"name":"heartbeat","ok":false,"error":"its process stopped before the run was finished"}]'
    where status = 'running' and started_at < ${run.deadBefore}`;
  return openRun(sql, run);
}

export async function closeRun(
  sql: Sql,
  id: string,
  run: { status: 'succeeded' | 'partial' | 'failed'; jobs: JobReport[]; now: Date },
): Promise<void> {
  await sql`
    update ops_action_runs set status = ${run.status}, jobs = ${JSON.stringify(run.jobs)}::text::jsonb, finished_at = ${run.now} where id = ${id}`;
}

export async function noteWorker(
  sql: Sql,
  worker: { id: string; host: string; pid: number; kinds: string[]; running: number; now: Date; stopped?: boolean },
): Promise<void> {
  await sql`
    insert into ops_workers (worker_id, host, pid, kinds, running, started_at, seen_at)
    values (${worker.id}, ${worker.host}, ${worker.pid}, ${worker.kinds}, ${worker.running}, ${worker.now}, ${worker.now})
    on conflict (worker_id) do update set host = excluded.host, pid = excluded.pid, kinds = excluded.kinds, running = excluded.running, seen_at = excluded.seen_at,
      started_at = case when ops_workers.pid = excluded.pid and ops_workers.stopped_at is null then ops_workers.started_at else excluded.started_at end,
      stopped_at = ${worker.stopped ? worker.now : null}`;
}

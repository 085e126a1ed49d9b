/** The company's pulse and health: the last day of heartbeats, what each did, workers, queues, tables, and whether everything is alive. */
import type { Breaker } from '../core/policy/rules.ts';
import type { JobReport } from '../core/runs-store.ts';
import { isUuid } from '../core/text.ts';
import { before, DAY_MS, MINUTE_MS } from '../core/time.ts';
import type { Sql } from '../world/db.ts';
import type { World } from '../world/world.ts';
import { resolvedPolicies } from './policies.ts';
import { modelState } from './stage.ts';
import { judgeSigns, readSigns } from './verify.ts';

export type RunStatus = 'running' | 'succeeded' | 'partial' | 'failed';
export type Tick = { id: string; status: RunStatus; at: string; ms: number | null };
export type TickDetail = Tick & { source: string; finished_at: string | null; jobs: JobView[] };
export type JobView = JobReport & { budget_ms: number | null };

export type RunsView = {
  as_of: string;
  paused: boolean;
  interval_seconds: number;
  /** Oldest first, at most a day of five-minute beats. */
  ticks: Tick[];
  newest: TickDetail | null;
  recovered_24h: number;
  workers: WorkerView[];
  queues: QueueView[];
  model: {
    label: string;
    state: 'live' | 'offline' | 'unavailable';
    last_answer: string | null;
    last_failure: { at: string; error: string } | null;
  };
  database: { bytes: number; tables: TableView[] };
  checks: { name: string; ok: boolean | null; detail: string; at: string | null }[];
};

export type WorkerView = {
  id: string;
  host: string;
  running: number;
  state: 'alive' | 'silent' | 'stopped';
  /** null: every kind the company has. */
  kinds: string[] | null;
  started_at: string;
  seen_at: string;
  /** The steps it holds at this moment. */
  claims: { step_id: string; label: string; mission_id: string; since: string; attempt: number }[];
};

export type QueueView = {
  kind: string;
  label: string;
  ready: number;
  later: number;
  running: number;
  /** When the longest-waiting ready one could first have been taken. */
  oldest: string | null;
  breaker: Pick<Breaker, 'state' | 'failures' | 'retry_at' | 'reason'> | null;
};

export type TableView = { name: string; rows: number; bytes: number };

export const TICKS = 288;
const WORKER_SILENT_MS = 2 * MINUTE_MS;

export async function runsView(world: World): Promise<RunsView> {
  const { sql } = world.db;
  const now = world.clock.now();
  const { values, breakers } = await resolvedPolicies(world);
  const [ticks, recovered, workers, queues, calls, database, signs] = await Promise.all([
    readTicks(sql),
    countRecovered(sql, before(now, DAY_MS)),
    readWorkers(world, now),
    readQueues(world, breakers, now),
    readCalls(sql, before(now, 7 * DAY_MS)),
    readDatabase(sql),
    readSigns(sql, now),
  ]);
  const newest = ticks.findLast((tick) => tick.status !== 'running') ?? ticks.at(-1);
  return {
    as_of: now.toISOString(),
    paused: values.company.paused,
    interval_seconds: values.heartbeat_policy.interval_seconds,
    ticks,
    newest: newest ? await tickDetail(world, newest.id) : null,
    recovered_24h: recovered,
    workers,
    queues,
    model: { ...modelState(world, values), ...calls },
    database,
    checks: judgeSigns(signs, values, now).map((check) => ({ ...check, at: check.at?.toISOString() ?? null })),
  };
}

type RunRow = { id: string; status: RunStatus; started_at: Date; finished_at: Date | null };

function tick({ id, status, started_at, finished_at }: RunRow): Tick {
  return { id, status, at: started_at.toISOString(), ms: finished_at ? finished_at.getTime() - started_at.getTime() : null };
}

async function readTicks(sql: Sql): Promise<Tick[]> {
  const rows = await sql<RunRow[]>`select id, status, started_at, finished_at from ops_action_runs order by started_at desc limit ${TICKS}`;
  return rows.map(tick).reverse();
}

/** Null when there is no such heartbeat. */
export async function tickDetail(world: World, id: string): Promise<TickDetail | null> {
  if (!isUuid(id)) return null;
  const [row] = await world.db.sql<(RunRow & { source: string; jobs: Partial<JobReport>[] })[]>`
    select id, status, source, jobs, started_at, finished_at from ops_action_runs where id = ${id}`;
  if (!row) return null;
  const { heartbeat_policy } = (await resolvedPolicies(world)).values;
  const budgets: Record<string, number> = { triggers: heartbeat_policy.trigger_budget_ms, reactions: heartbeat_policy.reaction_budget_ms };
  return {
    ...tick(row),
    source: row.source,
    finished_at: row.finished_at?.toISOString() ?? null,
    jobs: row.jobs.map((job) => ({
      name: job.name ?? 'heartbeat',
      ok: job.ok ?? false,
      ms: job.ms ?? 0,
      counts: job.counts ?? {},
      error: job.error ?? null,
      cut: job.cut ?? false,
      notes: job.notes ?? [],
      budget_ms: job.name === 'heartbeat' ? null : (budgets[job.name ?? ''] ?? heartbeat_policy.job_budget_ms),
    })),
  };
}

async function countRecovered(sql: Sql, since: Date): Promise<number> {
  const [row] = await sql<{ n: number }[]>`
    select count(*)::int as n from ops_agent_events where kind = 'step_recovered' and created_at >= ${since}`;
  return row?.n ?? 0;
}

type WorkerRow = {
  worker_id: string;
  host: string;
  kinds: string[];
  running: number;
  started_at: Date;
  seen_at: Date;
  stopped_at: Date | null;
};
type ClaimRow = { id: string; kind: string; mission_id: string; reserved_by: string; started_at: Date; attempt: number };

async function readWorkers(world: World, now: Date): Promise<WorkerView[]> {
  const { sql } = world.db;
  const [rows, claims] = await Promise.all([
    sql<WorkerRow[]>`
      select worker_id, host, kinds, running, started_at, seen_at, stopped_at from ops_workers
      where seen_at >= ${before(now, DAY_MS)} order by (stopped_at is null) desc, seen_at desc limit 20`,
    sql<ClaimRow[]>`
      select id, kind, mission_id, coalesce(reserved_by, '') as reserved_by, coalesce(started_at, created_at) as started_at, attempt
      from ops_mission_steps where status = 'running' order by started_at limit 200`,
  ]);
  const all = world.company.stepKinds.size;
  return rows.map((row) => ({
    id: row.worker_id,
    host: row.host,
    running: row.running,
    state: row.stopped_at ? 'stopped' : now.getTime() - row.seen_at.getTime() > WORKER_SILENT_MS ? 'silent' : 'alive',
    kinds: row.kinds.length >= all ? null : row.kinds,
    started_at: row.started_at.toISOString(),
    seen_at: row.seen_at.toISOString(),
    // A claim carries the worker's name and, after '#', which of its lives made it.
    claims: claims
      .filter((claim) => claim.reserved_by.split('#')[0] === row.worker_id)
      .map((claim) => ({
        step_id: claim.id,
        label: labelOf(world, claim.kind),
        mission_id: claim.mission_id,
        since: claim.started_at.toISOString(),
        attempt: claim.attempt,
      })),
  }));
}

function labelOf(world: World, kind: string): string {
  return world.company.stepKinds.get(kind)?.label ?? kind;
}

type QueueRow = { kind: string; ready: number; later: number; running: number; oldest: Date | null };

/** Kinds of which something waits or runs, and those whose breaker is not closed. */
async function readQueues(world: World, breakers: ReadonlyMap<string, Breaker>, now: Date): Promise<QueueView[]> {
  const rows = await world.db.sql<QueueRow[]>`
    select kind, (count(*) filter (where status = 'queued' and ready and run_after <= ${now}))::int as ready,
      (count(*) filter (where status = 'queued' and not (ready and run_after <= ${now})))::int as later,
      (count(*) filter (where status = 'running'))::int as running,
      min(run_after) filter (where status = 'queued' and ready and run_after <= ${now}) as oldest
    from ops_mission_steps where status in ('queued', 'running') group by 1`;
  const waiting = new Map(rows.map((row) => [row.kind, row]));
  const troubled = [...breakers].filter(([, breaker]) => breaker.state !== 'closed').map(([kind]) => kind);
  return [...new Set([...waiting.keys(), ...troubled])].sort().map((kind) => {
    const row = waiting.get(kind);
    const breaker = breakers.get(kind);
    return {
      kind,
      label: labelOf(world, kind),
      ready: row?.ready ?? 0,
      later: row?.later ?? 0,
      running: row?.running ?? 0,
      oldest: row?.oldest?.toISOString() ?? null,
      breaker: breaker && breaker.state !== 'closed' ? breaker : null,
    };
  });
}

/** Of the last week: looking further back for a failure that never was would read the whole ledger. */
async function readCalls(sql: Sql, since: Date): Promise<Pick<RunsView['model'], 'last_answer' | 'last_failure'>> {
  const last = (status: string) => sql<{ at: Date; error: string | null }[]>`
    select coalesce(finished_at, created_at) as at, error from ops_llm_calls where status = ${status} and created_at >= ${since} order by created_at desc limit 1`;
  const [[answer], [failure]] = await Promise.all([last('succeeded'), last('failed')]);
  return {
    last_answer: answer?.at.toISOString() ?? null,
    last_failure: failure ? { at: failure.at.toISOString(), error: failure.error ?? 'no reason given' } : null,
  };
}

/** Sizes are exact, row counts are PostgreSQL's own estimates: counting a large table would cost more than the page is worth. */
async function readDatabase(sql: Sql): Promise<RunsView['database']> {
  const [[size], tables] = await Promise.all([
    sql<{ bytes: number }[]>`select pg_database_size(current_database())::float8 as bytes`,
    sql<TableView[]>`
      select c.relname as name, greatest(c.reltuples, s.n_live_tup, 0)::float8 as rows, pg_total_relation_size(c.oid)::float8 as bytes
      from pg_class c left join pg_stat_user_tables s on s.relid = c.oid
      where c.relkind = 'r' and c.relname like 'ops\_%' and c.relnamespace = current_schema()::regnamespace order by 3 desc, 1`,
  ]);
  return { bytes: size?.bytes ?? 0, tables };
}

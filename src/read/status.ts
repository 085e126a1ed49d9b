/** The company at one glance, for the command line: is it alive, what waits, what was done and refused today, what was spent. */
import { before, MINUTE_MS, startOfDay } from '../core/time.ts';
import type { Sql } from '../world/db.ts';
import type { World } from '../world/world.ts';
import { resolvedPolicies } from './policies.ts';
import { modelState } from './stage.ts';

export type Status = {
  company: string;
  paused: boolean;
  heartbeat: { at: Date | null; status: string | null; source: string | null };
  workers: { worker_id: string; host: string; kinds: string[]; running: number; seen_at: Date }[];
  /** Steps by status that are not finished, and those whose turn has not come. */
  queue: { ready: number; later: number; running: number };
  today: {
    proposals: Record<string, number>;
    missions: Record<string, number>;
    steps: Record<string, number>;
    rejections: { gate: string; count: number }[];
    events: number;
  };
  spend: { today_usd: number; cap_usd: number };
  breakers: { kind: string; state: string; failures: number; reason: string | null }[];
  unreadable_policies: string[];
  model: { label: string; state: string };
  pending_approvals: number;
};

/** A worker that has not been seen for longer than this counts as gone. */
const WORKER_SILENT_MS = 2 * MINUTE_MS;

export async function readStatus(world: World): Promise<Status> {
  const { sql } = world.db;
  const now = world.clock.now();
  const today = startOfDay(now);
  const { values, breakers, unreadable } = await resolvedPolicies(world);
  const [[beat], workers, queue, counts] = await Promise.all([
    sql<{ at: Date; status: string; source: string }[]>`
      select started_at as at, status, source from ops_action_runs order by started_at desc limit 1`,
    sql<Status['workers']>`
      select worker_id, host, kinds, running, seen_at from ops_workers
      where stopped_at is null and seen_at >= ${before(now, WORKER_SILENT_MS)} order by worker_id`,
    readQueue(sql, now),
    readToday(sql, today),
  ]);
  return {
    company: values.company.name,
    paused: values.company.paused,
    heartbeat: beat ?? { at: null, status: null, source: null },
    workers,
    queue,
    today: counts.today,
    spend: { today_usd: counts.spent, cap_usd: values.model_policy.daily_cap_usd },
    breakers: [...breakers]
      .filter(([, breaker]) => breaker.state !== 'closed')
      .map(([kind, { state, failures, reason }]) => ({ kind, state, failures, reason })),
    unreadable_policies: unreadable.map(({ problem }) => problem),
    model: modelState(world, values),
    pending_approvals: counts.pending,
  };
}

async function readQueue(sql: Sql, now: Date): Promise<Status['queue']> {
  const [row] = await sql<Status['queue'][]>`
    select (count(*) filter (where status = 'queued' and ready and run_after <= ${now}))::int as ready,
      (count(*) filter (where status = 'queued' and not (ready and run_after <= ${now})))::int as later,
      (count(*) filter (where status = 'running'))::int as running
    from ops_mission_steps where status in ('queued', 'running')`;
  return row ?? { ready: 0, later: 0, running: 0 };
}

async function readToday(sql: Sql, today: Date): Promise<{ today: Status['today']; spent: number; pending: number }> {
  const [proposals, missions, steps, gates, [other]] = await Promise.all([
    sql<Count[]>`select status as name, count(*)::int from ops_mission_proposals where created_at >= ${today} group by 1 order by 1`,
    sql<Count[]>`select status as name, count(*)::int from ops_missions where created_at >= ${today} group by 1 order by 1`,
    sql<Count[]>`select status as name, count(*)::int from ops_mission_steps where created_at >= ${today} group by 1 order by 1`,
    sql<{ gate: string; count: number }[]>`
      select coalesce(gate, 'unknown') as gate, count(*)::int from ops_mission_proposals
      where created_at >= ${today} and status = 'rejected' group by 1 order by 2 desc, 1`,
    sql<{ events: number; spent: number; pending: number }[]>`
      select (select count(*)::int from ops_agent_events where created_at >= ${today}) as events,
        (select coalesce(sum(cost_usd), 0)::float8 from ops_llm_calls where created_at >= ${today}) as spent,
        (select count(*)::int from ops_mission_proposals where status = 'pending') as pending`,
  ]);
  const byName = (rows: Count[]) => Object.fromEntries(rows.map(({ name, count }) => [name, count]));
  return {
    today: {
      proposals: byName(proposals),
      missions: byName(missions),
      steps: byName(steps),
      rejections: gates,
      events: other?.events ?? 0,
    },
    spent: other?.spent ?? 0,
    pending: other?.pending ?? 0,
  };
}

type Count = { name: string; count: number };

/** What the scheduler goes by: the newest heartbeat, and how many there were, counted up to `most`. */
export async function readBeats(sql: Sql, most: number): Promise<{ last: Date | null; count: number }> {
  const rows = await sql<
    { started_at: Date }[]
  >`select started_at from ops_action_runs order by started_at desc limit ${Math.max(1, most)}`;
  return { last: rows[0]?.started_at ?? null, count: rows.length };
}

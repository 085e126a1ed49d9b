/** "Does it really run?": the tutorial's verification points and whatever else must be alive, each with the last time it happened (S49, X04). */
import type { CorePolicies } from '../core/company.ts';
import { DAY_MS, MINUTE_MS } from '../core/time.ts';
import type { Sql } from '../world/db.ts';

export type Check = {
  name: string;
  /** null: nothing to see yet, and that is no fault of a young company */
  ok: boolean | null;
  detail: string;
  /** The last time it happened. */
  at: Date | null;
};

/** What the database knows about the company's life. */
export type Signs = {
  opened: Date | null;
  beat: { at: Date; status: string } | null;
  fired: Date | null;
  rules: number;
  fired_rules: number;
  reacted: Date | null;
  reaction_waits: Date | null;
  workers: number;
  worker_seen: Date | null;
  step_done: Date | null;
  step_waits: Date | null;
  event: Date | null;
  events_today: number;
  memories: number;
  memory: Date | null;
};

export async function readSigns(sql: Sql, now: Date): Promise<Signs> {
  const [row] = await sql<[Signs]>`
    select
      (select min(created_at) from ops_agent_events) as opened,
      (select jsonb_build_object('at', started_at, 'status', status) from ops_action_runs where status <> 'running' order by started_at desc limit 1) as beat,
      (select max(last_fired_at) from ops_trigger_rules) as fired,
      (select count(*)::int from ops_trigger_rules where enabled) as rules,
      (select count(*)::int from ops_trigger_rules where fire_count > 0) as fired_rules,
      (select processed_at from ops_agent_reactions where processed_at is not null order by created_at desc limit 1) as reacted,
      (select min(created_at) from ops_agent_reactions where status = 'queued') as reaction_waits,
      (select count(*)::int from ops_workers where stopped_at is null and seen_at >= ${new Date(now.getTime() - 2 * MINUTE_MS)}) as workers,
      (select max(seen_at) from ops_workers) as worker_seen,
      (select created_at from ops_agent_events where kind = 'step_succeeded' order by created_at desc limit 1) as step_done,
      (select min(run_after) from ops_mission_steps where status = 'queued' and ready) as step_waits,
      (select created_at from ops_agent_events order by tx desc, seq desc limit 1) as event,
      (select count(*)::int from ops_agent_events where created_at >= ${new Date(now.getTime() - DAY_MS)}) as events_today,
      (select count(*)::int from ops_agent_memory where superseded_by is null and retired_at is null) as memories,
      (select max(created_at) from ops_agent_memory) as memory`;
  return { ...row, beat: row.beat && { ...row.beat, at: new Date(row.beat.at) } };
}

/** Reads the signs. Pure. A paused company is not expected to fire, react or work. */
export function judgeSigns(signs: Signs, policies: Pick<CorePolicies, 'company' | 'heartbeat_policy'>, now: Date): Check[] {
  const older = (at: Date | null, ms: number) => at !== null && now.getTime() - at.getTime() > ms;
  const young = signs.opened === null || !older(signs.opened, DAY_MS);
  const beatMs = policies.heartbeat_policy.interval_seconds * 1000;
  const { paused } = policies.company;
  const seen = (happened: boolean): boolean | null => happened || (young ? null : false);
  const { beat } = signs;
  const beats = beat !== null && !older(beat.at, 2 * beatMs + MINUTE_MS) && beat.status !== 'failed';
  const reactionStuck = !paused && older(signs.reaction_waits, 3 * beatMs);
  const stepStuck = !paused && older(signs.step_waits, 10 * MINUTE_MS);
  return [
    {
      name: 'heartbeat',
      ok: beats,
      at: beat?.at ?? null,
      detail: beat
        ? `last one ${beat.status}; one is due every ${beatMs / 1000} s`
        : 'never: start the company, or let cron call /api/ops/heartbeat',
    },
    {
      name: 'triggers',
      ok: seen(signs.fired_rules > 0),
      at: signs.fired,
      detail: `${signs.fired_rules} of ${signs.rules} rules have fired`,
    },
    {
      name: 'reactions',
      ok: reactionStuck ? false : seen(signs.reacted !== null),
      at: signs.reacted,
      detail: reactionStuck ? 'one has waited for more than three heartbeats' : signs.reacted ? 'the queue is worked off' : 'none yet',
    },
    {
      name: 'workers',
      ok: signs.workers > 0,
      at: signs.worker_seen,
      detail: signs.workers ? `${signs.workers} alive` : 'none alive: run start, or worker on another machine',
    },
    {
      name: 'steps',
      ok: stepStuck ? false : seen(signs.step_done !== null),
      at: signs.step_done,
      detail: stepStuck
        ? 'one has been ready for more than ten minutes and nobody takes it: see breakers, kill_switch and --only'
        : 'ready steps are taken',
    },
    {
      name: 'events',
      ok: signs.event !== null && !older(signs.event, DAY_MS),
      at: signs.event,
      detail: `${signs.events_today} in the last 24 hours`,
    },
    {
      name: 'memories',
      ok: seen(signs.memories > 0),
      at: signs.memory,
      detail: signs.memories ? `${signs.memories} kept` : 'none yet: a finding of high confidence becomes the first',
    },
  ];
}

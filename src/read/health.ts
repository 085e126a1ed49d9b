/** Whether the company is well: database, heartbeat, workers, model. */
import type { World } from '../world/world.ts';
import { currentPolicies } from './policies.ts';
import { modelState } from './stage.ts';

export type Health = {
  ok: boolean;
  database: { ok: boolean; error: string | null };
  heartbeat?: { at: string | null; age_seconds: number | null; late: boolean };
  workers?: { worker_id: string; running: number; seen_at: string; stopped: boolean }[];
  model?: { label: string; state: string };
  paused?: boolean;
};

/** A heartbeat is late after this many of its intervals. */
const LATE_AFTER_BEATS = 3;

/** What is answered when the database is not. */
export function unhealthy(error: string): Health {
  return { ok: false, database: { ok: false, error } };
}

/** @throws when the database cannot be read */
export async function readHealth(world: World): Promise<Health> {
  const { sql } = world.db;
  const policies = await currentPolicies(world);
  const [beats, workers] = await Promise.all([
    sql<{ started_at: Date }[]>`select started_at from ops_action_runs order by started_at desc limit 1`,
    sql<{ worker_id: string; running: number; seen_at: Date; stopped_at: Date | null }[]>`
      select worker_id, running, seen_at, stopped_at from ops_workers order by seen_at desc limit 50`,
  ]);
  const at = beats[0]?.started_at ?? null;
  const age = at ? Math.max(0, Math.round((world.clock.now().getTime() - at.getTime()) / 1000)) : null;
  const late = age !== null && age > policies.heartbeat_policy.interval_seconds * LATE_AFTER_BEATS;
  return {
    ok: !late,
    database: { ok: true, error: null },
    heartbeat: { at: at?.toISOString() ?? null, age_seconds: age, late },
    workers: workers.map((w) => ({
      worker_id: w.worker_id,
      running: w.running,
      seen_at: w.seen_at.toISOString(),
      stopped: w.stopped_at !== null,
    })),
    model: modelState(world, policies),
    paused: policies.company.paused,
  };
}

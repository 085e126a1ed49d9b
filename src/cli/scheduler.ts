/** The built-in heartbeat: goes by the record of past ones, so that restarts and several schedulers do not double it. */
import { heartbeat } from '../core/heartbeat.ts';
import { readPolicies } from '../core/policy/policies.ts';
import { readBeats } from '../read/status.ts';
import type { World } from '../world/world.ts';

/** A changed policy acts within this time. */
const LOOK_AGAIN_MS = 30_000;
const AFTER_FAILURE_MS = 5000;

/** Beats until the signal aborts: a fresh company's first beats follow one another quickly, so that there is something to see. */
export async function runScheduler(world: World, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const { wait, last } = await untilDue(world);
      if (wait > 0) await world.clock.sleep(Math.min(wait, LOOK_AGAIN_MS), signal);
      else if ((await heartbeat(world, { source: 'scheduler', after: last })).status === 'already_running')
        await world.clock.sleep(AFTER_FAILURE_MS, signal);
    } catch (error) {
      world.log.warn({ error }, 'heartbeat: the database did not answer; trying again');
      await world.clock.sleep(AFTER_FAILURE_MS, signal);
    }
  }
}

/** Milliseconds to the next beat (0 or less: now), and when the last one was. */
async function untilDue(world: World): Promise<{ wait: number; last: Date | null }> {
  const { heartbeat_policy: policy } = await readPolicies(world);
  const { last, count } = await readBeats(world.db.sql, policy.warmup_beats);
  if (!last) return { wait: 0, last: null };
  const seconds = count < policy.warmup_beats ? policy.warmup_seconds : policy.interval_seconds;
  return { wait: last.getTime() + seconds * 1000 - world.clock.now().getTime(), last };
}

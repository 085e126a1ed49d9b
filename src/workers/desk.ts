/** A desk of a worker process: takes what is due of one queue (conversations, initiatives), renews its lease while at it, gives it back when told to stop. */
import { countsForBreaker, describe } from '../core/missions/rules.ts';
import { breakerGate, noteOutcome, takeTrial } from '../core/policy/breaker.ts';
import type { PolicySnapshot } from '../core/policy/policies.ts';
import { after } from '../core/time.ts';
import type { World } from '../world/world.ts';
import { atMost, bell } from './bell.ts';

export type Desk<Row> = {
  kind: string;
  channel: string;
  /** At once, per process. */
  places: number;
  claim(snapshot: PolicySnapshot, workerId: string, leaseUntil: Date): Promise<Row | null>;
  renew(row: Row, until: Date): Promise<boolean>;
  run(row: Row, snapshot: PolicySnapshot, signal: AbortSignal): Promise<void>;
  /** After a failure. Database outages are left to the lease. */
  setback(row: Row, snapshot: PolicySnapshot, error: unknown): Promise<unknown>;
  /** When the next of the queue is due, null for none. */
  nextAt(): Promise<Date | null>;
};

export type DeskOptions = {
  workerId: string;
  pollMs: number;
  /** Aborting it stops claims; what runs gets `drainMs`, then is told to stop and left to its lease. */
  signal: AbortSignal;
  drainMs: number;
  policies(): Promise<PolicySnapshot>;
};

/** Resolves when drained. */
export async function runDesk<Row>(world: World, desk: Desk<Row>, options: DeskOptions): Promise<void> {
  const wake = bell(world.clock);
  const listening = await world.db.listen(desk.channel, () => wake.ring()).catch(() => null);
  const running = new Set<Promise<void>>();
  const stop = new AbortController();
  const onStop = () => wake.ring();
  options.signal.addEventListener('abort', onStop);
  try {
    while (!options.signal.aborted) {
      try {
        const snapshot = await options.policies();
        const row =
          running.size < desk.places && (await isOpen(world, desk, snapshot)) ? await take(world, desk, options.workerId, snapshot) : null;
        if (row) {
          const one: Promise<void> = serve(world, desk, row, snapshot, stop.signal).finally(() => {
            running.delete(one);
            wake.ring();
          });
          running.add(one);
        } else await wake.heard(await pause(world, desk, options.pollMs), options.signal);
      } catch (error) {
        world.log.warn({ desk: desk.kind, error: describe(error) }, 'worker: the database did not answer; trying again');
        await world.clock.sleep(Math.max(options.pollMs, 500), options.signal);
      }
    }
    await atMost(world.clock, running.size ? options.drainMs : 0, Promise.allSettled(running));
    stop.abort();
    await atMost(world.clock, running.size ? 2000 : 0, Promise.allSettled(running));
  } finally {
    options.signal.removeEventListener('abort', onStop);
    await listening?.close().catch(() => undefined);
  }
}

/** The poll floor, or sooner when something is due sooner. */
async function pause<Row>(world: World, desk: Desk<Row>, pollMs: number): Promise<number> {
  const next = await desk.nextAt();
  if (!next) return pollMs;
  return Math.min(pollMs, Math.max(50, next.getTime() - world.clock.now().getTime()));
}

export async function isOpen<Row>(world: World, desk: Desk<Row>, { values, breakers }: PolicySnapshot): Promise<boolean> {
  if (values.company.paused || values.kill_switch.kinds.includes(desk.kind)) return false;
  const gate = breakerGate(breakers.get(desk.kind), world.clock.now());
  if (gate !== 'trial') return gate === 'closed';
  const next = await desk.nextAt();
  return next !== null && next <= world.clock.now() && takeTrial(world, values, desk.kind);
}

export function take<Row>(world: World, desk: Desk<Row>, workerId: string, snapshot: PolicySnapshot): Promise<Row | null> {
  const leaseMs = snapshot.values.worker_policy.lease_seconds * 1000;
  return desk.claim(snapshot, workerId, after(world.clock.now(), leaseMs));
}

/** Runs one row to its end; the lease is renewed meanwhile, and a lease that was lost stops the work. */
async function serve<Row>(world: World, desk: Desk<Row>, row: Row, snapshot: PolicySnapshot, stopped: AbortSignal): Promise<void> {
  const leaseMs = snapshot.values.worker_policy.lease_seconds * 1000;
  const lost = new AbortController();
  const done = new AbortController();
  const renewing = keepLease(world, desk, row, leaseMs, done.signal, lost);
  try {
    await attend(world, desk, row, snapshot, AbortSignal.any([stopped, lost.signal]));
  } finally {
    done.abort();
    await renewing;
  }
}

/** Runs one row; a failure is set back and told to the breaker. */
export async function attend<Row>(world: World, desk: Desk<Row>, row: Row, snapshot: PolicySnapshot, signal: AbortSignal): Promise<void> {
  try {
    await desk.run(row, snapshot, signal);
    const known = snapshot.breakers.get(desk.kind);
    if (known && (known.state !== 'closed' || known.failures > 0)) await noteOutcome(world, snapshot.values, desk.kind, null);
  } catch (error) {
    world.log.warn({ desk: desk.kind, error: describe(error) }, 'worker: it did not work out');
    await desk.setback(row, snapshot, error).catch((again: unknown) => {
      world.log.error({ desk: desk.kind, error: describe(again) }, 'worker: it could not be given back; its lease will run out');
    });
    if (countsForBreaker(error)) await noteOutcome(world, snapshot.values, desk.kind, describe(error)).catch(() => false);
  }
}

async function keepLease<Row>(
  world: World,
  desk: Desk<Row>,
  row: Row,
  leaseMs: number,
  done: AbortSignal,
  lost: AbortController,
): Promise<void> {
  for (;;) {
    await world.clock.sleep(leaseMs / 3, done);
    if (done.aborted) return;
    const ours = await desk.renew(row, after(world.clock.now(), leaseMs)).catch(() => true);
    if (!ours) return lost.abort();
  }
}

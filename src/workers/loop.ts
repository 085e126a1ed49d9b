/** A worker process: one dispatcher claims for all free slots, leases are renewed, crashed work is swept up, stopping drains. */
import { hostname } from 'node:os';
import { type ClaimedStep, renewLeases, requeueStep } from '../core/missions/claims.ts';
import { recoverStale } from '../core/missions/recover.ts';
import { describe } from '../core/missions/rules.ts';
import { work } from '../core/missions/work.ts';
import type { PolicySnapshot } from '../core/policy/policies.ts';
import { DESK_KINDS } from '../core/policy/rules.ts';
import { noteWorker } from '../core/runs-store.ts';
import { after } from '../core/time.ts';
import type { World } from '../world/world.ts';
import { atMost, bell } from './bell.ts';
import { runDesk } from './desk.ts';
import { initiatives, roundtable } from './desks.ts';
import { cachedPolicies } from './policies.ts';
import { takeSteps, tellBreaker } from './steps.ts';

export type WorkerOptions = {
  workerId: string;
  /** Step kinds this worker takes, and the desks `roundtable` and `initiative`; null = all. */
  kinds: string[] | null;
  /** The floor under the wake-up by NOTIFY. */
  pollMs: number;
  /** Aborting it starts the drain: no more claims, running steps get `drainMs` to finish, the rest go back to the queue. */
  signal: AbortSignal;
  concurrency?: number;
  drainMs?: number;
};

type Running = { step: ClaimedStep; stop: AbortController; done: Promise<void> };

/** Resolves when drained. Database outages are waited out. */
export async function runWorker(world: World, options: WorkerOptions): Promise<void> {
  // Two processes with one name must not share claims: the fence is per claim, the name is for people.
  const workerId = `${options.workerId}#${world.ids.next().slice(-6)}`;
  const named = options.kinds ?? [...world.company.stepKinds.keys(), ...DESK_KINDS];
  const kinds = named.filter((kind) => !DESK_KINDS.includes(kind));
  const running = new Map<string, Running>();
  const wake = bell(world.clock);
  const listening = await world.db.listen('deskmates_steps', () => wake.ring()).catch(() => null);
  const tending = new AbortController();
  const policies = cachedPolicies(world);
  const leaseMs = async () => (await policies()).values.worker_policy.lease_seconds * 1000;
  const upkeep = [
    async () => {
      const lease = await leaseMs();
      await renew(world, workerId, running, lease);
      return lease / 3;
    },
    async () => {
      const { requeued } = await recoverStale(world, 0);
      if (requeued) wake.ring();
      return (await leaseMs()) / 2;
    },
    async () => {
      await present(world, options.workerId, named, running.size, false);
      return 10_000;
    },
  ].map((round) => every(world, tending.signal, round));
  const onStop = () => wake.ring();
  options.signal.addEventListener('abort', onStop);
  const deskOptions = { workerId, pollMs: options.pollMs, signal: options.signal, drainMs: options.drainMs ?? 25_000, policies };
  const desks = [
    ...(named.includes('roundtable') ? [runDesk(world, roundtable(world), deskOptions)] : []),
    ...(named.includes('initiative') ? [runDesk(world, initiatives(world), deskOptions)] : []),
  ];
  try {
    while (!options.signal.aborted) {
      try {
        const now = await policies();
        const free = (options.concurrency ?? now.values.worker_policy.concurrency) - running.size;
        const steps = free > 0 && kinds.length > 0 && !now.values.company.paused ? await takeSteps(world, workerId, kinds, now, free) : [];
        for (const step of steps) start(world, workerId, step, now, running, wake.ring);
        if (steps.length === 0 || running.size > 0) await wake.heard(options.pollMs, options.signal);
      } catch (error) {
        world.log.warn({ worker: workerId, error: describe(error) }, 'worker: the database did not answer; trying again');
        await world.clock.sleep(Math.max(options.pollMs, 500), options.signal);
      }
    }
    await Promise.all([drain(world, workerId, running, options.drainMs ?? 25_000), ...desks]);
  } finally {
    tending.abort();
    options.signal.removeEventListener('abort', onStop);
    await Promise.allSettled(upkeep);
    await listening?.close().catch(() => undefined);
    await present(world, options.workerId, named, 0, true).catch(() => undefined);
  }
}

function start(
  world: World,
  workerId: string,
  step: ClaimedStep,
  snapshot: PolicySnapshot,
  running: Map<string, Running>,
  freed: () => void,
): void {
  const stop = new AbortController();
  const done = work(world, step, snapshot.values, workerId, stop.signal)
    .then((outcome) => tellBreaker(world, step, snapshot, outcome))
    .catch((error: unknown) => {
      world.log.error(
        { worker: workerId, step: step.id, error: describe(error) },
        'worker: the step could not be settled; its lease will run out and it is recovered',
      );
    })
    .finally(() => {
      running.delete(step.id);
      freed();
    });
  running.set(step.id, { step, stop, done });
}

/** A step whose lease is no longer ours is told to stop; its writes would change nothing. */
async function renew(world: World, workerId: string, running: Map<string, Running>, leaseMs: number): Promise<void> {
  const held = [...running.values()].map(({ step }) => ({ stepId: step.id, workerId, attempt: step.attempt }));
  if (held.length === 0) return;
  const ours = await renewLeases(world.db.sql, workerId, held, after(world.clock.now(), leaseMs));
  for (const { stepId } of held) if (!ours.has(stepId)) running.get(stepId)?.stop.abort();
}

/** Running steps may finish; what does not is told to stop and given back, so that nothing is left `running`. */
async function drain(world: World, workerId: string, running: Map<string, Running>, drainMs: number): Promise<void> {
  const all = () => Promise.allSettled([...running.values()].map((one) => one.done));
  await atMost(world.clock, drainMs, all());
  for (const { stop } of running.values()) stop.abort();
  await atMost(world.clock, running.size ? 2000 : 0, all());
  const now = world.clock.now();
  for (const { step } of running.values()) {
    const fence = { stepId: step.id, workerId, attempt: step.attempt };
    await requeueStep(
      world.db.sql,
      fence,
      { error: 'the worker was stopped', runAfter: now, free: true },
      { events: [], reactions: [] },
      now,
    );
  }
}

function present(world: World, workerId: string, kinds: string[], size: number, stopped: boolean): Promise<void> {
  return noteWorker(world.db.sql, {
    id: workerId,
    host: hostname(),
    pid: process.pid,
    kinds,
    running: size,
    now: world.clock.now(),
    stopped,
  });
}

/** Repeats until told to stop, first at once; a round says how long to wait for the next. A failure is logged and tried again. */
async function every(world: World, signal: AbortSignal, round: () => Promise<number>): Promise<void> {
  while (!signal.aborted) {
    const wait = await round().catch((error: unknown) => {
      world.log.warn({ error: describe(error) }, 'worker: upkeep failed; trying again');
      return 500;
    });
    await world.clock.sleep(wait, signal);
  }
}

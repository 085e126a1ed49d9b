/** Lets a company live on a virtual clock: the same heartbeat, claims, steps, desks and breakers as live, one after the other, from due instant to due instant. */
import { heartbeat } from '../core/heartbeat.ts';
import type { ClaimedStep } from '../core/missions/claims.ts';
import { recoverStale } from '../core/missions/recover.ts';
import { isOutage } from '../core/missions/rules.ts';
import { work } from '../core/missions/work.ts';
import type { PolicySnapshot } from '../core/policy/policies.ts';
import { DAY_MS, startOfDay } from '../core/time.ts';
import { readDue } from '../read/due.ts';
import { attend, type Desk, isOpen, take } from '../workers/desk.ts';
import { initiatives, roundtable } from '../workers/desks.ts';
import { cachedPolicies } from '../workers/policies.ts';
import { takeSteps, tellBreaker } from '../workers/steps.ts';
import type { Chaos } from './faults/chaos.ts';
import { lookIn, type Person } from './person.ts';
import type { SimulatedWorld } from './world/world.ts';

export type DriveOptions = {
  until: Date;
  person: Person;
  chaos: Chaos;
  /** After every simulated day: how many are over. */
  onDay?(days: number): void | Promise<void>;
  /** Aborting it ends the simulation after the current instant. */
  signal?: AbortSignal;
};

const WORKER = 'simulated';
/** A queue whose work nobody may take now (switched off, breaker open) is looked at again after this. */
const LOOK_AGAIN_MS = 30_000;
/** What an outage costs before the next look. */
const AFTER_OUTAGE_MS = 500;
const AFTER_FAILURE_MS = 5000;
const PACE_AGE_MS = 15 * 60_000;
const NEVER = Number.POSITIVE_INFINITY;

type Queue = 'step' | 'talk' | 'initiative';
type Running = { step: ClaimedStep; snapshot: PolicySnapshot; doneAt: number };
type Drive = {
  world: SimulatedWorld;
  options: DriveOptions;
  beats: number;
  beatAt: number;
  personAt: number;
  dayAt: number;
  running: Running[];
  rests: Record<Queue, number>;
  policies(): Promise<PolicySnapshot>;
  /** The same for the pace of the heart, which changes rarely. */
  pace(): Promise<PolicySnapshot>;
  desks: { talk: Desk<unknown>; initiative: Desk<unknown> };
};

export async function drive(world: SimulatedWorld, options: DriveOptions): Promise<void> {
  const start = world.clock.now().getTime();
  const state: Drive = {
    world,
    options,
    beats: 0,
    beatAt: start,
    personAt: options.person.nextAt(start),
    dayAt: startOfDay(world.clock.now()).getTime() + DAY_MS,
    running: [],
    rests: { step: 0, talk: 0, initiative: 0 },
    policies: cachedPolicies(world),
    pace: cachedPolicies(world, PACE_AGE_MS),
    desks: { talk: roundtable(world) as Desk<unknown>, initiative: initiatives(world) as Desk<unknown> },
  };
  const end = options.until.getTime();
  while (!options.signal?.aborted) {
    const due = await endure(() => dueTimes(state));
    if (!due) {
      world.clock.advance(AFTER_OUTAGE_MS);
      continue;
    }
    const next = Math.min(
      state.beatAt,
      state.personAt,
      state.dayAt,
      due.lease,
      due.step,
      due.talk,
      due.initiative,
      ...state.running.map((one) => one.doneAt),
    );
    if (next > world.clock.now().getTime()) world.clock.set(new Date(Math.min(next, end)));
    await options.chaos.beforeInstant();
    const now = world.clock.now().getTime();
    if (now >= state.dayAt) {
      state.dayAt += DAY_MS;
      await options.onDay?.(Math.round((now - start) / DAY_MS));
    }
    if (now >= end) break;
    await instant(state, due, now);
  }
}

/** Everything that is due now, in one fixed order. */
async function instant(state: Drive, due: Record<Queue | 'lease', number>, now: number): Promise<void> {
  const { world } = state;
  if (now >= state.beatAt) await endure(() => beat(state));
  if (now >= state.personAt) {
    state.personAt = state.options.person.nextAt(now);
    await endure(() => lookIn(world, state.options.person));
  }
  for (const done of state.running.filter((one) => one.doneAt <= now)) await endure(() => finish(state, done));
  if (due.lease <= now) await endure(() => recoverStale(world, 0));
  if (due.step <= now) await endure(() => begin(state));
  if (due.initiative <= now) await endure(() => turn(state, 'initiative'));
  if (due.talk <= now) await endure(() => turn(state, 'talk'));
}

/** An outage of the database is waited out, as workers and schedulers do; null then. Anything else is a bug and throws. */
async function endure<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (isOutage(error)) return null;
    throw error;
  }
}

async function dueTimes(state: Drive): Promise<Record<Queue | 'lease', number>> {
  const due = await readDue(state.world.db.sql);
  const at = (queue: Queue) => Math.max(due[queue]?.getTime() ?? NEVER, state.rests[queue]);
  const full = state.running.length >= MOST_RUNNING;
  return {
    step: full ? NEVER : at('step'),
    talk: at('talk'),
    initiative: at('initiative'),
    lease: due.lease ? due.lease.getTime() + 1 : NEVER,
  };
}

/** As many at once as one worker process takes by default. */
const MOST_RUNNING = 4;

/** The scheduler's rule: the first beats follow one another quickly. */
async function beat(state: Drive): Promise<void> {
  const { world } = state;
  const policy = (await state.pace()).values.heartbeat_policy;
  const began = state.beatAt;
  // Should the beat itself fail, the scheduler tries again soon.
  state.beatAt = world.clock.now().getTime() + AFTER_FAILURE_MS;
  await state.options.chaos.heartbeat((own) => heartbeat(own, { source: 'scheduler' }));
  state.beats++;
  const seconds = state.beats < policy.warmup_beats ? policy.warmup_seconds : policy.interval_seconds;
  state.beatAt = Math.max(began + seconds * 1000, world.clock.now().getTime() + 1);
}

/** Claimed now, done a while later: a step takes its seconds, and others go on meanwhile. */
async function begin(state: Drive): Promise<void> {
  const { world } = state;
  const snapshot = await state.policies();
  const free = MOST_RUNNING - state.running.length;
  const steps = snapshot.values.company.paused ? [] : await takeSteps(world, WORKER, [...world.company.stepKinds.keys()], snapshot, free);
  const now = world.clock.now();
  for (const step of steps) {
    const luck = world.random.fork(`takes/${step.agent_id}/${step.kind}/${now.toISOString()}`);
    const longest = Math.min(24, snapshot.values.worker_policy.lease_seconds * 0.8);
    state.running.push({ step, snapshot, doneAt: now.getTime() + Math.round((longest / 4 + luck.next() * longest * 0.75) * 1000) });
  }
  if (steps.length === 0) state.rests.step = now.getTime() + LOOK_AGAIN_MS;
}

async function finish(state: Drive, { step, snapshot, doneAt }: Running): Promise<void> {
  state.running = state.running.filter((one) => one.step.id !== step.id || one.doneAt !== doneAt);
  await state.options.chaos.mayDie(async (own) => {
    const outcome = await work(own, step, snapshot.values, WORKER, new AbortController().signal);
    await tellBreaker(own, step, snapshot, outcome);
  });
}

/** One row of a desk: a turn of a conversation, an initiative. */
async function turn(state: Drive, queue: 'talk' | 'initiative'): Promise<void> {
  const { world } = state;
  const desk = state.desks[queue];
  const snapshot = await state.policies();
  const row = (await isOpen(world, desk, snapshot)) ? await take(world, desk, WORKER, snapshot) : null;
  if (row === null) state.rests[queue] = world.clock.now().getTime() + LOOK_AGAIN_MS;
  else
    await state.options.chaos.mayDie((own) =>
      attend(
        own,
        queue === 'talk' ? (roundtable(own) as Desk<unknown>) : (initiatives(own) as Desk<unknown>),
        row,
        snapshot,
        new AbortController().signal,
      ),
    );
}

/** One company, one seed, so many days: seeded, lived, checked and counted in a database that is thrown away. */
import { seed } from '../core/seed.ts';
import { DAY_MS } from '../core/time.ts';
import { fingerprint } from '../read/fingerprint.ts';
import { checkInvariants, type Invariant } from '../read/invariants.ts';
import {
  type AffinityPoint,
  type DayLine,
  readAffinity,
  readDays,
  readSpend,
  readTotals,
  type SpendLine,
  type Totals,
} from '../read/totals.ts';
import { compareWithX } from '../read/x-ledger.ts';
import { seededRandom } from '../world/random.ts';
import type { Throwaway, ThrowawayDb } from '../world/throwaway.ts';
import { drive } from './drive.ts';
import { chaos } from './faults/chaos.ts';
import { failingModel, failingWeb, failingX } from './faults/ports.ts';
import { RATES } from './faults/rates.ts';
import { failingStatements } from './faults/statements.ts';
import { person } from './person.ts';
import { applySettings, BASE, type SimulationOptions } from './settings.ts';
import { type SimulatedWorld, simulatedWorld } from './world/world.ts';

export type SimulatedRun = {
  days: number;
  seed: string;
  /** SHA-256 over all rows of all ops tables. */
  hash: string;
  invariants: Invariant[];
  totals: Totals;
  spend: SpendLine[];
  perDay: DayLine[];
  affinity: AffinityPoint[];
};

export type Watching = {
  onDay?(days: number): void | Promise<void>;
  signal?: AbortSignal;
  /** Looks into the company before it is thrown away. */
  visit?(world: SimulatedWorld, url: string): Promise<void>;
};

/** @throws InvalidInput when a setting is refused; the signal's reason when it was stopped */
export async function simulate(databases: Throwaway, options: SimulationOptions, watching: Watching = {}): Promise<SimulatedRun> {
  const luck = seededRandom(`${options.seed}/faults`);
  const rates = RATES[options.faults];
  let armed = false;
  const database = await databases.open(
    rates.statement > 0 ? { interfere: failingStatements(luck.fork('statements'), rates.statement, () => armed) } : {},
  );
  try {
    const world = simulatedWorld({ ...options, db: database.db });
    await seed(world);
    await applySettings(world, [...BASE, ...options.settings]);
    const failing: SimulatedWorld = {
      ...world,
      model: failingModel(world.model, luck.fork('model'), rates.model),
      web: failingWeb(world.web, luck.fork('web'), rates.web),
      x: failingX(world.x, luck.fork('x'), rates.x),
    };
    armed = true;
    await drive(failing, {
      until: new Date(options.start.getTime() + options.days * DAY_MS),
      person: person(options.person),
      chaos: chaos(
        failing,
        luck.fork('chaos'),
        rates,
        cutOf(
          database,
          () => armed,
          (value) => {
            armed = value;
          },
        ),
      ),
      onDay: watching.onDay,
      signal: watching.signal,
    });
    armed = false;
    watching.signal?.throwIfAborted();
    const run = await lookBack(world, options);
    await watching.visit?.(world, database.url);
    return run;
  } finally {
    armed = false;
    await database.drop();
  }
}

/** The pool is asked for a fresh connection without meeting the simulated outages. */
function cutOf(database: ThrowawayDb, armed: () => boolean, arm: (value: boolean) => void): () => Promise<void> {
  return async () => {
    const before = armed();
    arm(false);
    await database.cut();
    arm(before);
  };
}

async function lookBack(world: SimulatedWorld, { days, seed: name }: SimulationOptions): Promise<SimulatedRun> {
  const { sql } = world.db;
  const onX = await compareWithX(sql, world.x.posts);
  const ledger: Invariant = {
    name: 'posts on X',
    ok: onX.length === 0,
    detail: onX.slice(0, 3).join('; ') || `${world.x.posts.length} posts arrived at X, each once and each known to the outbox`,
  };
  return {
    days,
    seed: name,
    hash: await fingerprint(sql),
    invariants: [...(await checkInvariants(sql, world.clock.now())), ledger],
    totals: await readTotals(sql),
    spend: await readSpend(sql),
    perDay: await readDays(sql),
    affinity: await readAffinity(sql),
  };
}

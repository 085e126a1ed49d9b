/** What may go wrong in a simulation besides answers: processes that die, clocks that jump, connections that are cut, heartbeats that come twice. */
import type { Db } from '../../world/db.ts';
import type { Random, World } from '../../world/world.ts';
import type { SimulatedWorld } from '../world/world.ts';
import type { Rates } from './rates.ts';

export type Chaos = {
  /** Before the work of an instant: the clock may jump, connections may be cut. */
  beforeInstant(): Promise<void>;
  heartbeat(beat: (own: World) => Promise<unknown>): Promise<void>;
  /** Runs work with a world in which its process may die at any call; then nothing more of it happens. */
  mayDie(work: (own: World) => Promise<void>): Promise<void>;
};

const CALLS_TO_LIVE = 12;
const FARTHEST_MS = 5 * 60 * 60_000;
const BACK_MS = 90_000;

/** @param cut ends every connection of the simulation's pool, as a restart of the server does */
export function chaos(world: SimulatedWorld, random: Random, rates: Rates, cut: () => Promise<void>): Chaos {
  const die = (work: (own: World) => Promise<void>) => mortal(world, random.int(1, CALLS_TO_LIVE), work);
  return {
    async beforeInstant() {
      if (random.chance(rates.jump))
        world.clock.advance(random.chance(0.25) ? -random.int(1000, BACK_MS) : random.int(60_000, FARTHEST_MS));
      if (random.chance(rates.restart)) await cut();
    },
    async heartbeat(beat) {
      const kind = random.chance(rates.beat) ? random.pick(['twice', 'killed'] as const) : 'once';
      if (kind === 'killed') return die(async (own) => void (await beat(own)));
      await beat(world);
      if (kind === 'twice') await beat(world);
    },
    mayDie: (work) => (random.chance(rates.death) ? die(work) : work(world)),
  };
}

/** After so many calls to the outside the process is gone: the call (or its answer) never comes back, and whoever waited is forgotten. */
function mortal(world: World, callsToLive: number, work: (own: World) => Promise<void>): Promise<void> {
  let left = callsToLive;
  return new Promise((resolve, reject) => {
    const gone = () => {
      resolve();
      return new Promise<never>(() => {});
    };
    const guarded = <Asked extends unknown[], Answer>(call: (...asked: Asked) => Promise<Answer>) => {
      return async (...asked: Asked): Promise<Answer> => {
        if (--left === 0) return gone();
        const answer = await call(...asked);
        return --left <= 0 ? gone() : answer;
      };
    };
    const db: Db = { ...world.db, begin: guarded(world.db.begin) as Db['begin'] };
    const own: World = {
      ...world,
      db,
      model: { ...world.model, generate: guarded(world.model.generate) },
      web: { read: guarded(world.web.read) },
      x: { ...world.x, post: guarded(world.x.post), timeline: guarded(world.x.timeline) },
    };
    work(own).then(resolve, reject);
  });
}

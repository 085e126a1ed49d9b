/** The World of a simulation: a clock that jumps, seeded chance, a database of its own, and ports that imitate what is outside. */
import type { Company } from '../../core/company.ts';
import { type VirtualClock, virtualClock } from '../../world/clock.ts';
import type { Db } from '../../world/db.ts';
import { makeIds, seededRandom } from '../../world/random.ts';
import type { Log, World } from '../../world/world.ts';
import { type Audience, usualAudience } from './audience.ts';
import { simulatedModel } from './model.ts';
import { simulatedWeb } from './web.ts';
import { type SimulatedX, simulatedX } from './x.ts';

export type SimulatedWorld = World & { clock: VirtualClock; x: SimulatedX };

const silent: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

export function simulatedWorld(parts: {
  db: Db;
  company: Company;
  seed: string;
  start: Date;
  audience?: Audience;
  log?: Log;
}): SimulatedWorld {
  const clock = virtualClock(parts.start);
  const random = seededRandom(parts.seed);
  return {
    clock,
    random,
    ids: makeIds(clock, random.fork('ids')),
    log: parts.log ?? silent,
    db: parts.db,
    model: simulatedModel(parts.seed, () => clock.now()),
    web: simulatedWeb(parts.seed, clock),
    x: simulatedX(clock, random.fork('x'), parts.audience ?? usualAudience),
    webhook: { deliver: async () => ({ outcome: 'delivered', status: 200 }) },
    company: parts.company,
  };
}

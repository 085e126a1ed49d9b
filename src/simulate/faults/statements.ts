/** A database whose statements now and then never arrive, or are carried out and their answer is lost. */
import type { Interference } from '../../world/db.ts';
import type { Random } from '../../world/world.ts';

/** @param armed false while the simulation itself looks at the database: only the company meets outages */
export function failingStatements(random: Random, share: number, armed: () => boolean): Interference {
  return () => {
    if (!armed() || !random.chance(share)) return null;
    return random.chance(0.5) ? 'lost' : 'unanswered';
  };
}

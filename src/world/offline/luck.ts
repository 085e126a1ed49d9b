/** Chance as the grammars use it: picks, mixes and weighted first choices, all from one seed. */
import type { Random } from '../world.ts';

export function shuffled<T>(random: Random, list: readonly T[]): T[] {
  const rest = [...list];
  for (let i = rest.length - 1; i > 0; i--) {
    const j = random.int(0, i);
    [rest[i], rest[j]] = [rest[j] as T, rest[i] as T];
  }
  return rest;
}

/** A few of the list's best, early ones likelier: the list stays the judge, chance only varies. */
export function amongFirst<T>(random: Random, list: readonly T[], width: number): T | undefined {
  const within = Math.min(width, list.length);
  if (within === 0) return undefined;
  return list[Math.min(random.int(0, within - 1), random.int(0, within - 1))];
}

export function maybe(random: Random, probability: number, text: string): string[] {
  return random.chance(probability) ? [text] : [];
}

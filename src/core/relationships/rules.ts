/** Bounds on affinity and its drift, and who is put together because of it (S31–S33). Pure. */

export const FLOOR = 0.1;
export const CEILING = 0.95;
/** Entries of drift_log that are kept. */
export const LOG_LENGTH = 20;

export type Pair = { agent_a: string; agent_b: string; affinity: number };

/** Alphabetical, as the table wants it. */
export function inOrder(a: string, b: string): [string, string] {
  return a < b ? [a, b] : [b, a];
}

export function allPairs(ids: readonly string[]): [string, string][] {
  const sorted = [...new Set(ids)].sort();
  return sorted.flatMap((a, i) => sorted.slice(i + 1).map((b): [string, string] => [a, b]));
}

/** What affinity becomes: two decimals, within 0.10 and 0.95. */
export function drifted(affinity: number, drift: number): number {
  return Math.min(CEILING, Math.max(FLOOR, Math.round((affinity + drift) * 100) / 100));
}

/** At most ±`limit`, two decimals. NaN and infinities are 0. */
export function clampDrift(drift: number, limit: number): number {
  if (!Number.isFinite(drift)) return 0;
  return Math.round(Math.min(limit, Math.max(-limit, drift)) * 100) / 100 || 0;
}

export type Pairing = { people: [string, string]; reason: string };

/** The pair that gets along worst, below `low`, and has not cleared the air lately; null when nobody needs to. */
export function lowestPair(pairs: readonly Pair[], low: number, recently: readonly string[][]): Pairing | null {
  const [worst] = pairs
    .filter((pair) => pair.affinity < low && !met(pair, recently))
    .sort((x, y) => x.affinity - y.affinity || (key(x) < key(y) ? -1 : 1));
  if (!worst) return null;
  return { people: [worst.agent_a, worst.agent_b], reason: `affinity ${worst.affinity.toFixed(2)} is the lowest, below ${low.toFixed(2)}` };
}

/** Memories one of the two must have more than the other. */
export const EXPERIENCE_GAP = 5;

/** A close pair of which one has learnt much more; the widest gap wins. The experienced one comes first. */
export function mentoringPair(
  pairs: readonly Pair[],
  high: number,
  memories: ReadonlyMap<string, number>,
  recently: readonly string[][],
): Pairing | null {
  const gapOf = (pair: Pair) => (memories.get(pair.agent_a) ?? 0) - (memories.get(pair.agent_b) ?? 0);
  const [best] = pairs
    .filter((pair) => pair.affinity >= high && Math.abs(gapOf(pair)) >= EXPERIENCE_GAP && !met(pair, recently))
    .sort((x, y) => Math.abs(gapOf(y)) - Math.abs(gapOf(x)) || y.affinity - x.affinity || (key(x) < key(y) ? -1 : 1));
  if (!best) return null;
  const people: [string, string] = gapOf(best) > 0 ? [best.agent_a, best.agent_b] : [best.agent_b, best.agent_a];
  return {
    people,
    reason: `affinity ${best.affinity.toFixed(2)} is close, and ${people[0]} remembers ${Math.abs(gapOf(best))} things more than ${people[1]}`,
  };
}

function met(pair: Pair, recently: readonly string[][]): boolean {
  return recently.some((people) => people.includes(pair.agent_a) && people.includes(pair.agent_b));
}

function key(pair: Pair): string {
  return `${pair.agent_a} ${pair.agent_b}`;
}

/** Film time and real time: where each moment stands in a film of the chosen pace, and back. Pure. */

export type Pace = 'story' | 'even' | 'real';

export type Gap = { after: number; realMs: number };

export type Timeline = {
  pace: Pace;
  /** Film milliseconds of each moment, never falling. */
  stops: number[];
  /** Real milliseconds of each moment. */
  times: number[];
  totalMs: number;
  /** Pauses that were shortened, by the moment before them. */
  gaps: Gap[];
};

const STORY_LEAST_MS = 20_000;
const STORY_MOST_MS = 40_000;
const LONG_PAUSE_MS = 3_000;
/** Moments of one instant still follow each other, so that each can be read. */
const BEAT_MS = 400;
const EVEN_MS = 2_000;
/** How long the last moment stays. */
const TAIL_MS = 1_500;

/** @param times real milliseconds of the moments, in order */
export function timelineOf(times: readonly number[], pace: Pace): Timeline {
  const stops: number[] = [];
  const gaps: Gap[] = [];
  for (const [index, time] of times.entries()) {
    const realMs = index === 0 ? 0 : Math.max(0, time - (times[index - 1] as number));
    if (pace === 'story' && realMs > LONG_PAUSE_MS) gaps.push({ after: index - 1, realMs });
    stops.push(index === 0 ? 0 : (stops[index - 1] as number) + paced(realMs, pace));
  }
  const end = (stops.at(-1) ?? 0) + (pace === 'even' ? EVEN_MS : TAIL_MS);
  const scale = pace === 'story' ? Math.min(Math.max(end, STORY_LEAST_MS), STORY_MOST_MS) / end : 1;
  return { pace, gaps, times: [...times], stops: stops.map((stop) => stop * scale), totalMs: end * scale };
}

function paced(realMs: number, pace: Pace): number {
  if (pace === 'even') return EVEN_MS;
  // Each moment has a place of its own.
  if (pace === 'real') return Math.max(1, realMs);
  if (realMs <= LONG_PAUSE_MS) return Math.max(BEAT_MS, realMs);
  // From 3 s to a day: 0.6 to 1.2 s.
  const stretch = Math.min(1, Math.log(realMs / LONG_PAUSE_MS) / Math.log(86_400_000 / LONG_PAUSE_MS));
  return 600 + 600 * stretch;
}

/** The last moment that has come by then; -1 before the first. */
export function momentAt(line: Pick<Timeline, 'stops'>, filmMs: number): number {
  return lastUpTo(line.stops, filmMs);
}

/** Real milliseconds at a film time. */
export function realAt(line: Timeline, filmMs: number): number {
  return between(line.stops, line.times, filmMs);
}

/** Film milliseconds at a real time. */
export function filmAt(line: Timeline, realMs: number): number {
  return between(line.times, line.stops, realMs);
}

function between(from: readonly number[], to: readonly number[], at: number): number {
  const index = lastUpTo(from, at);
  const [a, b] = [from[index], from[index + 1]];
  const [x, y] = [to[index], to[index + 1]];
  if (a === undefined || x === undefined) return to[0] ?? 0;
  if (b === undefined || y === undefined || b <= a) return x;
  return x + ((at - a) / (b - a)) * (y - x);
}

function lastUpTo(sorted: readonly number[], at: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

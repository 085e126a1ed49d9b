/** Film time and real time: where each event stands in a film of the chosen pace, and back. Pure. */
import { durationText } from '../../read/time-words.ts';

export type Mode =
  /** A story of 20 to 40 seconds, however long it really took. */
  | { pace: 'story' }
  /** Two seconds for each event. */
  | { pace: 'even' }
  /** As it was, 1 to 600 times as fast; `span` makes the film as long as, for example, its day. */
  | { pace: 'real'; speed: number; span?: { fromMs: number; toMs: number } };

/** Where the axis is broken: this much real time takes only a moment. */
export type Mark = { fromMs: number; toMs: number; realMs: number; words: string };

export type Warp = {
  /** Film milliseconds of each event, never falling. */
  stops: number[];
  /** Film and real milliseconds of the first moment, of each event and of the last moment: in between, time runs evenly. */
  film: number[];
  real: number[];
  startMs: number;
  durationMs: number;
  marks: Mark[];
};

const STORY_LEAST_MS = 20_000;
const STORY_MOST_MS = 40_000;
const LONG_PAUSE_MS = 3_000;
const SHORTENED_MS = { least: 600, most: 1_200 };
/** Events of one instant still follow each other, so that each can be read. */
const BEAT_MS = 400;
const EVEN_MS = 2_000;
/** How long the last event stays: long enough for a celebration. */
const TAIL_MS = 3_000;
const FASTEST = 600;
const DAY_MS = 86_400_000;

/** @param times real milliseconds of the events, oldest first */
export function warpOf(times: readonly number[], mode: Mode): Warp {
  return mode.pace === 'real' ? realWarp(times, mode) : shownWarp(times, mode.pace);
}

/** The last event that has happened by then; -1 before the first. */
export function eventAt({ stops }: Pick<Warp, 'stops'>, filmMs: number): number {
  return lastUpTo(stops, filmMs);
}

export function realAt(warp: Warp, filmMs: number): number {
  return between(warp.film, warp.real, filmMs);
}

export function filmAt(warp: Warp, realMs: number): number {
  return between(warp.real, warp.film, realMs);
}

function realWarp(times: readonly number[], mode: Extract<Mode, { pace: 'real' }>): Warp {
  const speed = Math.min(FASTEST, Math.max(1, mode.speed));
  const startMs = mode.span?.fromMs ?? times[0] ?? 0;
  const endMs = mode.span?.toMs ?? (times.at(-1) ?? startMs) + TAIL_MS * speed;
  const stops = rising(times).map((time) => Math.min(Math.max(0, time - startMs), endMs - startMs) / speed);
  const durationMs = (endMs - startMs) / speed;
  return { stops, film: [0, durationMs], real: [startMs, endMs], startMs, durationMs, marks: [] };
}

function shownWarp(times: readonly number[], pace: 'story' | 'even'): Warp {
  const real = rising(times);
  const steps = real.map((time, i) => (i === 0 ? 0 : pause(time - (real[i - 1] as number), pace)));
  let last = 0;
  const stops = steps.map((step) => {
    last += step;
    return last;
  });
  const end = last + (pace === 'even' ? Math.max(EVEN_MS, TAIL_MS) : TAIL_MS);
  const scale = pace === 'story' ? Math.min(Math.max(end, STORY_LEAST_MS), STORY_MOST_MS) / end : 1;
  const scaled = stops.map((stop) => stop * scale);
  const marks = real.flatMap((time, i): Mark[] => {
    const realMs = i === 0 ? 0 : time - (real[i - 1] as number);
    if (realMs <= LONG_PAUSE_MS) return [];
    return [{ fromMs: scaled[i - 1] as number, toMs: scaled[i] as number, realMs, words: durationText(realMs) }];
  });
  const [startMs, durationMs] = [real[0] ?? 0, end * scale];
  const ends = { film: [0, ...scaled, durationMs], real: [startMs, ...real, (real.at(-1) ?? startMs) + TAIL_MS] };
  return { stops: scaled, ...ends, startMs, durationMs, marks: pace === 'story' ? marks : [] };
}

function pause(realMs: number, pace: 'story' | 'even'): number {
  if (pace === 'even') return EVEN_MS;
  if (realMs <= LONG_PAUSE_MS) return Math.max(BEAT_MS, realMs);
  const share = Math.min(1, Math.log(realMs / LONG_PAUSE_MS) / Math.log(DAY_MS / LONG_PAUSE_MS));
  return SHORTENED_MS.least + (SHORTENED_MS.most - SHORTENED_MS.least) * share;
}

/** Times as recorded may fall back by a little; a film never does. */
function rising(times: readonly number[]): number[] {
  let last = Number.NEGATIVE_INFINITY;
  return times.map((time) => {
    last = Math.max(last, time);
    return last;
  });
}

function between(from: readonly number[], to: readonly number[], at: number): number {
  const i = lastUpTo(from, at);
  const [a, b, x, y] = [from[i], from[i + 1], to[i], to[i + 1]];
  if (a === undefined || x === undefined) return to[0] ?? 0;
  return b === undefined || y === undefined || b <= a ? x : x + ((at - a) / (b - a)) * (y - x);
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

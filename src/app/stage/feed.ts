/** The feed's memory: what is shown, what is held back while someone reads, nothing twice. Pure. */
import type { StreamEvent } from '../../read/stream.ts';
import { FEED_MOST } from './limits.ts';

export type FeedState = {
  /** Newest first, like `held`. */
  shown: StreamEvent[];
  /** Arrived while the reader had scrolled down; shown when asked for, so that nothing moves under the eyes. */
  held: StreamEvent[];
};

export function startFeed(newestFirst: StreamEvent[]): FeedState {
  return { shown: newestFirst, held: [] };
}

/** @param oldestFirst as the stream delivers them; what was seen already is dropped */
export function arrive(state: FeedState, oldestFirst: StreamEvent[], hold: boolean): FeedState {
  const newest = state.held[0] ?? state.shown[0];
  const fresh = oldestFirst.filter((event) => !newest || isAfter(event, newest)).reverse();
  if (fresh.length === 0) return state;
  if (hold) return { ...state, held: [...fresh, ...state.held].slice(0, FEED_MOST) };
  return { shown: [...fresh, ...state.held, ...state.shown].slice(0, FEED_MOST), held: [] };
}

export function release(state: FeedState): FeedState {
  return state.held.length ? { shown: [...state.held, ...state.shown].slice(0, FEED_MOST), held: [] } : state;
}

/** Appends older events read by cursor. */
export function extend(state: FeedState, olderNewestFirst: StreamEvent[]): FeedState {
  const last = state.shown.at(-1);
  const fresh = olderNewestFirst.filter((event) => !last || isAfter(last, event));
  return fresh.length ? { ...state, shown: [...state.shown, ...fresh] } : state;
}

/** Order of visibility: by transaction, then by number. */
export function isAfter(a: { tx: string; seq: string }, b: { tx: string; seq: string }): boolean {
  return a.tx === b.tx ? BigInt(a.seq) > BigInt(b.seq) : BigInt(a.tx) > BigInt(b.tx);
}

/** Slows down guessing: after 10 wrong tokens within a minute nobody may try until the minute has passed. One count for all, as addresses can be forged. */

const WINDOW_MS = 60_000;
const MOST_FAILURES = 10;

const shared = globalThis as typeof globalThis & { deskmatesWrongTokens?: number[] };
shared.deskmatesWrongTokens ??= [];
const failures = shared.deskmatesWrongTokens;

export function countFailure(now: Date): void {
  failures.push(now.getTime());
}

/** 0 when a try is free. */
export function secondsUntilNextTry(now: Date): number {
  while (failures[0] !== undefined && failures[0] <= now.getTime() - WINDOW_MS) failures.shift();
  const oldest = failures[failures.length - MOST_FAILURES];
  return oldest === undefined ? 0 : Math.ceil((oldest + WINDOW_MS - now.getTime()) / 1000);
}

/** Clocks: the live one follows the database's time, so machines with wrong clocks agree; the virtual one is moved by hand. */
import type { Clock } from './world.ts';

/** @param offsetMs read at every call: database time minus this machine's time, in milliseconds */
export function liveClock(offsetMs: () => number = () => 0): Clock {
  return {
    now: () => new Date(Date.now() + offsetMs()),
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const done = () => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', done);
          resolve();
        };
        const timer = setTimeout(done, ms);
        signal?.addEventListener('abort', done);
      }),
  };
}

export type VirtualClock = Clock & { set(time: Date): void; advance(ms: number): void };

/** A clock that stands still until it is moved; sleeping moves it. */
export function virtualClock(start: Date): VirtualClock {
  let time = start.getTime();
  return {
    now: () => new Date(time),
    sleep: async (ms, signal) => {
      if (!signal?.aborted) time += ms;
    },
    set: (to) => {
      time = to.getTime();
    },
    advance: (ms) => {
      time += ms;
    },
  };
}

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
    deadline: (ms) => {
      const controller = new AbortController();
      const timer = setTimeout(() => controller.abort(), ms);
      return { signal: controller.signal, clear: () => clearTimeout(timer) };
    },
  };
}

export type VirtualClock = Clock & { set(time: Date): void; advance(ms: number): void };

/** A clock that stands still until it is moved; sleeping moves it, and deadlines abort as it passes them. */
export function virtualClock(start: Date): VirtualClock {
  let time = start.getTime();
  const deadlines = new Set<{ at: number; controller: AbortController }>();
  const moveTo = (to: number) => {
    time = to;
    for (const deadline of deadlines) {
      if (deadline.at > time) continue;
      deadlines.delete(deadline);
      deadline.controller.abort();
    }
  };
  return {
    now: () => new Date(time),
    sleep: async (ms, signal) => {
      if (!signal?.aborted) moveTo(time + ms);
    },
    deadline: (ms) => {
      const deadline = { at: time + ms, controller: new AbortController() };
      deadlines.add(deadline);
      return { signal: deadline.controller.signal, clear: () => void deadlines.delete(deadline) };
    },
    set: (to) => moveTo(to.getTime()),
    advance: (ms) => moveTo(time + ms),
  };
}

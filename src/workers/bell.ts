/** Waiting: a bell that ends the wait under way (or the next one if nobody waits), and waiting for something no longer than a time. */
import type { Clock } from '../world/world.ts';

export type Bell = { ring(): void; heard(timeoutMs: number, signal?: AbortSignal): Promise<void> };

export function bell(clock: Clock): Bell {
  let rung = false;
  let waiting: AbortController | null = null;
  return {
    ring() {
      rung = true;
      waiting?.abort();
    },
    async heard(timeoutMs, signal) {
      if (!rung && !signal?.aborted) {
        waiting = new AbortController();
        await clock.sleep(timeoutMs, waiting.signal);
        waiting = null;
      }
      rung = false;
    },
  };
}

/** Resolves when `done` does or after `ms`, and leaves no timer behind that would keep the process alive. */
export async function atMost(clock: Clock, ms: number, done: Promise<unknown>): Promise<void> {
  const enough = new AbortController();
  await Promise.race([done, clock.sleep(ms, enough.signal)]);
  enough.abort();
}

/** A bell: ringing it ends the wait under way, or the next one if nobody waits. */
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

/** Good manners per host: one request at a time, a pause between two, and silence for as long as a host asked for it. */
import type { Clock } from '../world.ts';

export type Lanes = {
  /** Runs `work` when it is this host's turn; never, when the signal aborts before. @throws the signal's reason, or what `work` throws */
  inTurn<T>(host: string, signal: AbortSignal, work: () => Promise<T>): Promise<T>;
  /** The pause this host wants; between the least and the most that is honoured. */
  pause(host: string, ms: number): void;
  /** Ask this host nothing for `ms`. */
  backOff(host: string, ms: number): void;
  /** How long this host still wants silence, in milliseconds; 0 = it may be asked. */
  silence(host: string): number;
};

type Lane = { tail: Promise<void>; waiting: number; gapMs: number; freeAt: number; silentUntil: number };

const LEAST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 10_000;
const LONGEST_SILENCE_MS = 60 * 60_000;
const MANY_HOSTS = 1000;

export function makeLanes(clock: Clock): Lanes {
  const lanes = new Map<string, Lane>();
  const now = () => clock.now().getTime();

  function laneOf(host: string): Lane {
    const known = lanes.get(host);
    if (known) return known;
    if (lanes.size >= MANY_HOSTS) forgetIdle();
    const lane = { tail: Promise.resolve(), waiting: 0, gapMs: LEAST_PAUSE_MS, freeAt: 0, silentUntil: 0 };
    lanes.set(host, lane);
    return lane;
  }

  function forgetIdle(): void {
    for (const [host, lane] of lanes) {
      if (lane.waiting === 0 && Math.max(lane.freeAt, lane.silentUntil) <= now()) lanes.delete(host);
    }
  }

  return {
    async inTurn(host, signal, work) {
      const lane = laneOf(host);
      const before = lane.tail;
      const { promise, resolve } = Promise.withResolvers<void>();
      lane.waiting++;
      lane.tail = before.then(() => promise);
      try {
        await orAborted(before, signal);
        const wait = lane.freeAt - now();
        if (wait > 0) await clock.sleep(wait, signal);
        signal.throwIfAborted();
        try {
          return await work();
        } finally {
          lane.freeAt = now() + lane.gapMs;
        }
      } finally {
        lane.waiting--;
        resolve();
      }
    },
    pause(host, ms) {
      laneOf(host).gapMs = Math.min(Math.max(ms, LEAST_PAUSE_MS), LONGEST_PAUSE_MS);
    },
    backOff(host, ms) {
      const lane = laneOf(host);
      lane.silentUntil = Math.max(lane.silentUntil, now() + Math.min(ms, LONGEST_SILENCE_MS));
    },
    silence: (host) => Math.max(0, (lanes.get(host)?.silentUntil ?? 0) - now()),
  };
}

/** The promise's outcome, or the signal's reason if that comes first. */
export async function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const stop = () => reject(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** Runs work until a limit: what takes longer is told to stop and no longer waited for. */
import type { Clock } from '../world/world.ts';

export type Within<T> = { cut: false; value: T } | { cut: true };

/** @param work gets a signal that aborts at the limit; its later result or error is dropped */
export async function within<T>(clock: Clock, limitMs: number, work: (signal: AbortSignal) => Promise<T>): Promise<Within<T>> {
  const deadline = clock.deadline(limitMs);
  const cut = new Promise<Within<T>>((resolve) => {
    if (deadline.signal.aborted) resolve({ cut: true });
    deadline.signal.addEventListener('abort', () => resolve({ cut: true }), { once: true });
  });
  const working = work(deadline.signal);
  working.catch(() => undefined);
  try {
    return await Promise.race([cut, working.then((value): Within<T> => ({ cut: false, value }))]);
  } finally {
    deadline.clear();
  }
}

/** Ctrl-C and its relatives: the first asks to stop, a second one a moment later asks to hurry. */
import { npmWatch } from '../world/ancestry.ts';
import { liveClock } from '../world/clock.ts';
import { processEnv } from '../world/process-env.ts';

export type StopSignals = { asked: AbortSignal; hurried: AbortSignal };

/** One Ctrl-C may arrive twice: from the terminal, and passed on by npm. */
const SAME_MS = 700;
const PARENT_CHECK_MS = 2000;

/** Call it once per process: it replaces the default of ending at once. */
export function stopSignals(): StopSignals {
  const asked = new AbortController();
  const hurried = new AbortController();
  const clock = liveClock();
  let first = 0;
  const stop = () => {
    const now = clock.now().getTime();
    if (!asked.signal.aborted) {
      first = now;
      asked.abort();
    } else if (now - first > SAME_MS) hurried.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  watchParent(() => {
    if (!asked.signal.aborted) asked.abort();
  });
  return { asked: asked.signal, hurried: hurried.signal };
}

/** Started by npm, or by the Node that handed over to this one: when that one is killed, nobody could stop us any more. */
function watchParent(gone: () => void): void {
  if (processEnv().DESKMATES_LIFELINE === 'ipc' && process.channel) {
    process.once('disconnect', gone);
    process.channel.unref();
    return;
  }
  const alive = npmWatch(processEnv());
  if (!alive) return;
  const clock = liveClock();
  const watch = async () => {
    while (alive()) await clock.sleep(PARENT_CHECK_MS);
    gone();
  };
  void watch();
}

/** Shows a database on the dashboard without letting anybody work in it: for looking at a simulated company. */
import { liveClock } from '../world/clock.ts';
import { readEnv } from '../world/env.ts';
import { processEnv } from '../world/process-env.ts';
import { choosePort, localOrigin } from './address.ts';
import { build, isBuilt } from './build.ts';
import type { Call } from './command.ts';
import { ROOT } from './root.ts';
import { superviseWeb } from './supervise.ts';

const PATIENCE_MS = 30_000;

/** Resolves when the signal aborts. */
export async function openStage(call: Call, databaseUrl: string, firstDay: Date, signal: AbortSignal, ready: () => void): Promise<void> {
  ready();
  const env = readEnv(processEnv(), ROOT);
  if (!isBuilt()) {
    call.out.say('The dashboard is being built (once; some 10 to 30 seconds)…');
    await build(() => {}, signal);
  }
  const port = await choosePort(env.host, env.port);
  const url = localOrigin(env.host, port);
  const web = superviseWeb({
    host: env.host,
    port,
    url,
    clock: liveClock(),
    say: call.out.say,
    env: { ...processEnv(), DATABASE_URL: databaseUrl, DESKMATES_DATA: env.dataDir, HOST: env.host, PORT: String(port) },
  });
  try {
    const up = await web.up(PATIENCE_MS);
    call.out.say(
      up
        ? `The simulated company is at ${url} — its first day as a film: ${url}/film/${firstDay.toISOString().slice(0, 10)}\nNobody works there. Ctrl-C ends it.`
        : `The dashboard does not answer at ${url}: ${web.lastWords()}`,
    );
    if (up && !signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  } finally {
    await web.stop();
  }
}

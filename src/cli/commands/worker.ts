/** `worker`: a worker alone, for a machine of its own. */
import { hostname } from 'node:os';
import { InvalidInput } from '../../core/errors.ts';
import { DESK_KINDS } from '../../core/policy/rules.ts';
import { runWorker } from '../../workers/loop.ts';
import { readEnv } from '../../world/env.ts';
import { processEnv } from '../../world/process-env.ts';
import { type Command, textOf, wholeOf } from '../command.ts';
import { withWorld } from '../open-world.ts';
import { ROOT } from '../root.ts';
import { stopSignals } from '../signals.ts';
import { closest } from '../suggest.ts';

const worker: Command = {
  name: 'worker',
  summary: 'work on queued steps until Ctrl-C or SIGTERM; then finish what runs, at most 30 s',
  options: {
    only: { type: 'string', hint: 'KINDS', help: 'these step kinds only, and roundtable or initiative, separated by commas' },
    concurrency: { type: 'string', hint: 'N', help: 'steps at once, 1 to 64; default: the policy worker_policy' },
  },
  notes: `Needs DATABASE_URL, or a company that runs on this machine. WORKER_ID names it, POLL_INTERVAL_MS says how often it looks when nobody rings.
The log goes to stderr. With --json: {worker_id, kinds} when it has stopped.`,
  run: async (call) => {
    const concurrency = wholeOf(call, 'concurrency', { min: 1, max: 64, default: undefined });
    const only = textOf(call, 'only')
      ?.split(',')
      .map((kind) => kind.trim())
      .filter(Boolean);
    const env = readEnv(processEnv(), ROOT);
    const workerId = env.workerId ?? `${hostname()}-${process.pid}`;
    return withWorld({ level: 'info' }, async ({ world }) => {
      const known = [...world.company.stepKinds.keys(), ...DESK_KINDS];
      const unknown = only?.find((kind) => !known.includes(kind));
      if (only?.length === 0 || unknown !== undefined) {
        const near = unknown === undefined ? null : closest(unknown, known);
        throw new InvalidInput(
          'only',
          `--only: no kind of work is called "${unknown ?? ''}"${near ? `; did you mean ${near}?` : '.'} Known: ${known.join(', ')}`,
        );
      }
      const stop = stopSignals();
      world.log.info({ worker: workerId, kinds: only ?? 'all' }, 'worker: ready');
      const work = runWorker(world, { workerId, kinds: only ?? null, pollMs: env.pollMs, signal: stop.asked, concurrency });
      await Promise.race([work, aborted(stop.hurried)]);
      world.log.info({ worker: workerId }, 'worker: stopped');
      if (call.json) call.out.json({ worker_id: workerId, kinds: only ?? known });
      return 0;
    });
  },
};

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
}

export const commands: readonly Command[] = [worker];

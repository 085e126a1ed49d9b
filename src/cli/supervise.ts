/** The dashboard as a child process: kept alive, and never outliving this one. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { answers } from '../world/reach.ts';
import type { Clock } from '../world/world.ts';
import { nextProgram } from './build.ts';
import { ROOT } from './root.ts';

export type Supervised = {
  /** Resolves to whether it answers; false after `patienceMs`. */
  up(patienceMs: number): Promise<boolean>;
  /** What it wrote last, for a person to read. */
  lastWords(): string;
  stop(): Promise<void>;
};

export type WebOptions = {
  host: string;
  port: number;
  /** Where it can be asked from this machine. */
  url: string;
  env: Record<string, string | undefined>;
  clock: Clock;
  say(sentence: string): void;
};

const GUARD = pathToFileURL(join(ROOT, 'src', 'world', 'stdin-guard.mjs')).href;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
/** A child that lived this long was well; the next pause is short again. */
const WELL_MS = 60_000;
const TERM_PATIENCE_MS = 5000;
/** A dashboard for a few people needs little; the rest of the memory is the company's. */
const NODE_FLAGS = ['--max-old-space-size=512', '--max-semi-space-size=2'];

export function superviseWeb(options: WebOptions): Supervised {
  const { clock } = options;
  const stopping = new AbortController();
  let child: ChildProcess | null = null;
  let said = '';
  const hear = (data: Buffer) => {
    said = (said + data).slice(-4000);
  };

  const runOnce = (): Promise<string> =>
    new Promise((resolve) => {
      const next = [nextProgram(), 'start', '-H', options.host.replace(/^\[|\]$/g, ''), '-p', String(options.port)];
      const started = spawn(process.execPath, [...NODE_FLAGS, '--import', GUARD, ...next], {
        cwd: ROOT,
        env: { ...options.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
        // Its stdin is the lifeline: it ends when this process does.
        stdio: ['pipe', 'pipe', 'pipe'],
        // A Ctrl-C of the terminal is for this process; it tells the child in its own time.
        detached: process.platform !== 'win32',
      });
      child = started;
      started.stdin.on('error', () => {});
      started.stdout.on('data', hear);
      started.stderr.on('data', hear);
      started.once('error', (error) => resolve(error.message));
      started.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
    });

  const watch = async () => {
    for (let pause = FIRST_PAUSE_MS; !stopping.signal.aborted; ) {
      const began = clock.now().getTime();
      const how = await runOnce();
      child = null;
      if (stopping.signal.aborted) return;
      if (clock.now().getTime() - began > WELL_MS) pause = FIRST_PAUSE_MS;
      options.say(`The dashboard ended (${how}); starting it again.${said.trim() ? ` It said: ${said.trim().split('\n').at(-1)}` : ''}`);
      await clock.sleep(pause, stopping.signal);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    }
  };
  const watching = watch();

  return {
    async up(patienceMs) {
      const until = clock.now().getTime() + patienceMs;
      while (clock.now().getTime() < until && !stopping.signal.aborted) {
        if (await answers(`${options.url}/api/health`, 2000)) return true;
        await clock.sleep(100, stopping.signal);
      }
      return false;
    },
    lastWords: () => said.trim(),
    async stop() {
      stopping.abort();
      child?.kill('SIGTERM');
      await Promise.race([watching, clock.sleep(TERM_PATIENCE_MS)]);
      child?.kill('SIGKILL');
      await watching;
    },
  };
}

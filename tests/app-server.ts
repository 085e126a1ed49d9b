/** The built dashboard as a process of its own, on a free loopback port. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export type AppServer = {
  url: string;
  port: number;
  /** What it has written to its terminal. */
  output(): string;
  /** Ends by SIGTERM; resolves to the exit code. */
  stop(): Promise<number | null>;
};

const ROOT = join(import.meta.dirname, '..');
const PATIENCE_MS = 30_000;

/** @param env is the server's whole environment, so that nothing of this machine leaks into a test */
export async function startApp(env: Record<string, string>, port?: number): Promise<AppServer> {
  if (!existsSync(join(ROOT, '.next', 'BUILD_ID'))) throw new Error('The dashboard is not built: run `npm run build` first.');
  const listening = port ?? (await freePort());
  const next = join(ROOT, 'node_modules', 'next', 'dist', 'bin', 'next');
  const child = spawn(process.execPath, [next, 'start', '-H', '127.0.0.1', '-p', String(listening)], {
    cwd: ROOT,
    env: { PATH: process.env.PATH ?? '', NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const url = `http://127.0.0.1:${listening}`;
  await untilUp(url, child, () => output);
  return { url, port: listening, output: () => output, stop: () => stop(child) };
}

async function untilUp(url: string, child: ChildProcess, output: () => string): Promise<void> {
  for (const giveUp = Date.now() + PATIENCE_MS; Date.now() < giveUp; await pause(50)) {
    if (child.exitCode !== null) throw new Error(`The dashboard ended with ${child.exitCode}:\n${output()}`);
    const answer = await fetch(`${url}/api/health`).catch(() => null);
    await answer?.body?.cancel();
    if (answer) return;
  }
  child.kill('SIGKILL');
  throw new Error(`The dashboard did not answer within ${PATIENCE_MS} ms:\n${output()}`);
}

async function stop(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  child.kill('SIGTERM');
  const last = setTimeout(() => child.kill('SIGKILL'), 10_000);
  const code = await ended;
  clearTimeout(last);
  return code;
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}

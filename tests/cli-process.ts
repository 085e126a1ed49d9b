/** The command `deskmates` as a real process with an environment of its own, so that no key of this machine leaks into a test. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { ENV_NAMES } from '../src/world/env.ts';

export const ROOT = join(import.meta.dirname, '..');
export const PROGRAM = join(ROOT, 'bin', 'deskmates.mjs');

export type Ended = { code: number | null; stdout: string; stderr: string };

/** What a .env of this folder sets does not count: a variable that is set to nothing stays so. */
export function cleanEnv(env: Record<string, string>): NodeJS.ProcessEnv {
  const blank = Object.fromEntries(ENV_NAMES.map((name) => [name, '']));
  return { NODE_ENV: 'production', PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...blank, ...env };
}

export function startCli(args: readonly string[], env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, [PROGRAM, ...args], { cwd: ROOT, env: cleanEnv(env), stdio: ['pipe', 'pipe', 'pipe'] });
}

/** Runs to the end; `input` goes to its stdin. */
export function runCli(args: readonly string[], env: Record<string, string>, input = ''): Promise<Ended> {
  const child = startCli(args, env);
  const ended: Ended = { code: null, stdout: '', stderr: '' };
  child.stdout?.on('data', (data) => {
    ended.stdout += data;
  });
  child.stderr?.on('data', (data) => {
    ended.stderr += data;
  });
  child.stdin?.on('error', () => {});
  child.stdin?.end(input);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ ...ended, code }));
  });
}

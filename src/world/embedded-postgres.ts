/** The embedded PostgreSQL of one data folder: started, or adopted when it runs already, kept alive, and stopped with its launcher. */
import { existsSync, readFileSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { connect, type Sql } from './db.ts';
import { type Account, reachableHome, serverAccount } from './embedded/account.ts';
import { type Binaries, findBinaries, runnableBinaries } from './embedded/binaries.ts';
import { checkOwner, ensureCluster, ROLE, readPassword } from './embedded/cluster.ts';
import { readConnection, writeConnection } from './embedded/connection.ts';
import { choosePort } from './embedded/port.ts';
import { isOther, launcherLives, pause, readPostmaster, type Spawned, serverProcess, startServer, whenGone } from './embedded/process.ts';

export { findRunning } from './embedded/connection.ts';

export type EmbeddedServer = {
  /** postgresql://… on 127.0.0.1, with the generated password. */
  url: string;
  /** Another launcher started it and keeps it; stop() leaves it running. */
  adopted: boolean;
  pid: number;
  stop(): Promise<void>;
  /** Resolves with the reason when the server went away for good without stop(). Never rejects. */
  lost: Promise<string>;
};

export type EmbeddedOptions = {
  /** The folder of the data itself, usually `<DESKMATES_DATA>/postgres`; database.json and postgres.log stand beside it. */
  dataDir: string;
  onProgress?: (sentence: string) => void;
  /** Taken if it is free. */
  port?: number;
};

const DATABASE = 'deskmates';
/** How long a dead server may stay a zombie, hold its memory, or take to shut down before starting is given up. */
const LOCK_PATIENCE_MS = 15_000;
const RESTARTS_A_MINUTE = 5;

type Place = {
  root: string;
  dataDir: string;
  logFile: string;
  account: Account | null;
  binaries: Binaries;
  say: (sentence: string) => void;
};

/** A running server in our hands: our own child, or another launcher's. */
type Held = { url: string; pid: number; port: number; own: boolean; gone: Promise<void>; stop(): Promise<void> };

/** Resolves when the database accepts connections. Throws an Error whose message says what is wrong and what to do. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const place = prepare(options);
  return keepAlive(place, await acquire(place, options.port));
}

function prepare(options: EmbeddedOptions): Place {
  const wanted = resolve(options.dataDir);
  const say = options.onProgress ?? (() => {});
  const found = findBinaries();
  const first = serverAccount(wanted);
  const { home, moved } = reachableHome(dirname(wanted), first);
  if (moved) {
    say(
      `PostgreSQL does not run as root, and the account ${first?.name} cannot reach ${dirname(wanted)}: the database is kept in ${home}.`,
    );
  }
  const dataDir = join(realpathSync(home), basename(wanted));
  checkOwner(dataDir);
  const account = serverAccount(dataDir);
  const binaries = runnableBinaries(found, account, realpathSync(home));
  return { root: dirname(wanted), dataDir, logFile: join(dirname(wanted), 'postgres.log'), account, binaries, say };
}

async function acquire(place: Place, wantedPort: number | undefined): Promise<Held> {
  const until = Date.now() + LOCK_PATIENCE_MS;
  for (;;) {
    const running = await adopt(place);
    if (running) return running;
    const launched = await launch(place, wantedPort ?? readConnection(place.root)?.port);
    if ('held' in launched) return launched.held;
    if (!launched.mayPass || Date.now() > until) {
      throw new Error(`The embedded PostgreSQL did not start: ${launched.detail} (its log: ${place.logFile})`);
    }
    await pause(200);
  }
}

/** The living server of this folder, when its launcher lives too. An orphan is shut down first, so that the new server has a guard. */
async function adopt(place: Place): Promise<Held | null> {
  const until = Date.now() + LOCK_PATIENCE_MS;
  for (let orphanSince = 0; ; await pause(100)) {
    const pid = serverProcess(place.dataDir);
    const postmaster = readPostmaster(place.dataDir);
    if (pid === null || postmaster === null) return null;
    const url = addressOf(place, postmaster.port);
    const mark = postmaster.ready ? await askLauncher(url) : null;
    if (mark !== null && launcherLives(mark)) {
      writeConnection(place.root, { url, pid, port: postmaster.port, dataDir: place.dataDir });
      return { url, pid, port: postmaster.port, own: false, gone: whenGone(place.dataDir, pid), stop: async () => {} };
    }
    if (mark !== null) {
      // Its guard needs a moment to notice that the launcher is gone; without a guard we do its work.
      if (orphanSince === 0) orphanSince = Date.now();
      else if (Date.now() - orphanSince > 2000) process.kill(pid, 'SIGINT');
    }
    if (Date.now() > until && postmaster.ready) {
      throw new Error(
        `Process ${pid} is a PostgreSQL that uses ${place.dataDir}, but it does not answer. End it (kill -INT ${pid}) and start again.`,
      );
    }
  }
}

type Launched = { held: Held } | { mayPass: boolean; detail: string };

async function launch(place: Place, wantedPort: number | undefined): Promise<Launched> {
  if (!existsSync(join(place.dataDir, 'PG_VERSION'))) place.say('Creating the database (first start)…');
  ensureCluster(place.binaries, place.account, place.dataDir);
  removeStalePidFile(place.dataDir);
  const port = await choosePort(place.dataDir, wantedPort);
  if (existsSync(place.logFile)) renameSync(place.logFile, `${place.logFile}.1`);
  const spawned = startServer(place.binaries, place.account, place.dataDir, port, place.logFile);
  const pid = await spawned.pid;
  if (pid === null || !(await becomesReady(place, spawned, pid))) return failure(place);
  try {
    const url = addressOf(place, port);
    await ensureDatabase(addressOf(place, port, 'postgres'));
    writeConnection(place.root, { url, pid, port, dataDir: place.dataDir });
    return { held: { url, pid, port, own: true, gone: spawned.gone, stop: spawned.stop } };
  } catch (error) {
    await spawned.stop();
    throw error;
  }
}

/** Crash recovery may take minutes after a hard day, so only the end of the process ends the wait. */
async function becomesReady(place: Place, spawned: Spawned, pid: number): Promise<boolean> {
  for (let waits = 1; !spawned.isGone(); waits++) {
    const postmaster = readPostmaster(place.dataDir);
    if (postmaster?.pid === pid && postmaster.ready) return true;
    if (waits % 250 === 0) place.say('PostgreSQL is still starting (after a hard stop it first repairs what was under way)…');
    await pause(20);
  }
  return false;
}

function failure(place: Place): Launched {
  const log = existsSync(place.logFile) ? readFileSync(place.logFile, 'utf8') : '';
  const mayPass = /lock file .* already exists|pre-existing shared memory block|could not bind|Address already in use/.test(log);
  const lines = log.split('\n').filter((line) => /FATAL|PANIC|ERROR|HINT|cannot|could not|error/.test(line));
  return { mayPass, detail: lines.slice(-4).join(' ') || 'it said nothing' };
}

/** After a crash the pid file may name a process that has nothing to do with us, and PostgreSQL would wait for its end. */
function removeStalePidFile(dataDir: string): void {
  const left = readPostmaster(dataDir);
  if (left && serverProcess(dataDir) === null && isOther(left.pid)) rmSync(join(dataDir, 'postmaster.pid'), { force: true });
}

function addressOf(place: Place, port: number, database = DATABASE): string {
  return `postgresql://${ROLE}:${readPassword(place.dataDir)}@127.0.0.1:${port}/${database}`;
}

async function withDatabase<T>(url: string, work: (sql: Sql) => Promise<T>): Promise<T> {
  const db = await connect(url, { max: 1, patienceMs: 0 });
  try {
    return await work(db.sql);
  } finally {
    await db.close();
  }
}

async function ensureDatabase(url: string): Promise<void> {
  await withDatabase(url, async (sql) => {
    const found = await sql`select 1 from pg_database where datname = ${DATABASE}`;
    if (found.length === 0) await sql`create database ${sql(DATABASE)}`;
  });
}

/** The launcher's mark of the server at this address, or null while it does not answer. */
async function askLauncher(url: string): Promise<string | null> {
  try {
    return await withDatabase(url, async (sql) => {
      const [row] = await sql`select coalesce(current_setting('deskmates.launcher', true), '') as mark`;
      return String(row?.mark);
    });
  } catch {
    return null;
  }
}

/** Watches over the server: what dies is started again on the same port, so that every pool finds it again by itself. */
function keepAlive(place: Place, first: Held): EmbeddedServer {
  const lost = Promise.withResolvers<string>();
  let current = first;
  let stopping = false;
  let acquiring = false;
  const watch = async () => {
    let restarts: number[] = [];
    for (;;) {
      await current.gone;
      if (stopping) return;
      restarts = [...restarts.filter((at) => at > Date.now() - 60_000), Date.now()];
      if (restarts.length > RESTARTS_A_MINUTE) throw new Error(`it ended ${restarts.length} times within a minute`);
      place.say(
        current.own ? 'PostgreSQL went away unexpectedly; starting it again.' : 'PostgreSQL was stopped by its launcher; starting it here.',
      );
      acquiring = true;
      const next = await acquire(place, current.port);
      if (next.port !== current.port) {
        await next.stop();
        throw new Error(`port ${current.port} was taken by another program meanwhile`);
      }
      current = next;
      if (stopping) return current.stop();
      acquiring = false;
    }
  };
  const watching = watch().catch((error: Error) =>
    lost.resolve(`The embedded PostgreSQL is gone: ${error.message}. See ${place.logFile}.`),
  );
  return {
    url: first.url,
    get adopted() {
      return !current.own;
    },
    get pid() {
      return current.pid;
    },
    lost: lost.promise,
    async stop() {
      stopping = true;
      const { own } = current;
      await current.stop();
      if (own || acquiring) await watching;
    },
  };
}

/** PostgreSQL as a process: starting it under a guard, recognising it again, and stopping it. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Account, asAccount } from './account.ts';
import type { Binaries } from './binaries.ts';

export type Postmaster = { pid: number; port: number; ready: boolean };

export type Spawned = {
  /** Resolves with the postmaster's pid, or null when it never came up. */
  pid: Promise<number | null>;
  /** Resolves when the server is gone. */
  gone: Promise<void>;
  isGone(): boolean;
  /** Fast shutdown: open transactions are rolled back, everything committed is kept. */
  stop(): Promise<void>;
};

export const SETTINGS: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  idle_in_transaction_session_timeout: '60s',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Small when idle: no I/O worker processes, no replication, little shared memory.
  io_method: 'sync',
  shared_buffers: '64MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_logical_replication_workers: '0',
  max_wal_size: '256MB',
  min_wal_size: '32MB',
  autovacuum_max_workers: '2',
  jit: 'off',
};

/**
 * Waits on a pipe from the launcher: when the launcher is gone, however it went, the pipe ends and PostgreSQL is shut down.
 * The pid file is read first, so that a number that was given to another process meanwhile is left alone.
 */
const GUARD = `
"$0" "$@" </dev/null >&2 3<&- &
p=$!
echo $p
exec >&-
(read _; read q <"$DESKMATES_PGDATA/postmaster.pid" && [ "$q" = "$p" ] && kill -INT $p) <&3 &
w=$!
exec 3<&-
wait $p
kill $w 2>/dev/null
`;

/** Given to the server as a setting of its own, so that whoever adopts it can ask whose child it is. */
export function launcherMark(): string {
  return `${process.pid}:${born(process.pid) ?? ''}`;
}

/** Whether the launcher that a mark names is still the same living process. */
export function launcherLives(mark: string): boolean {
  const [pid, birth] = mark.split(':');
  return born(Number(pid)) === birth;
}

export function startServer(binaries: Binaries, account: Account | null, dataDir: string, port: number, logFile: string): Spawned {
  return process.platform === 'win32'
    ? startOnWindows(binaries, dataDir, port, logFile)
    : startGuarded(binaries, account, dataDir, port, logFile);
}

function serverArguments(dataDir: string, port: number): string[] {
  const settings = Object.entries({ ...SETTINGS, port: String(port), 'deskmates.launcher': launcherMark() });
  return ['-D', dataDir, ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

function startGuarded(binaries: Binaries, account: Account | null, dataDir: string, port: number, logFile: string): Spawned {
  const log = openSync(logFile, 'a', 0o600);
  const how = asAccount(account);
  const guard = spawn('/bin/sh', ['-c', GUARD, join(binaries.native, 'bin', 'postgres'), ...serverArguments(dataDir, port)], {
    ...how,
    env: { ...how.env, DESKMATES_PGDATA: dataDir },
    cwd: '/',
    detached: true,
    stdio: ['ignore', 'pipe', log, 'pipe'],
  });
  closeSync(log);
  const lifeline = guard.stdio[3] as NodeJS.WritableStream;
  lifeline.on('error', () => {});
  const pid = firstLine(guard).then((line) => Number.parseInt(line, 10) || null);
  let guardGone = false;
  const guardExit = new Promise<void>((resolve) => {
    const settle = () => {
      guardGone = true;
      resolve();
    };
    guard.once('exit', settle);
    guard.once('error', settle);
  });
  // The guard may be killed alone; the server is gone only when its own process is.
  const gone = guardExit.then(async () => {
    const server = await pid;
    while (server !== null && serverProcess(dataDir) === server) await pause(100);
  });
  return {
    pid,
    gone,
    isGone: () => guardGone,
    async stop() {
      lifeline.end();
      const server = await pid;
      if (guardGone && server !== null && serverProcess(dataDir) === server) process.kill(server, 'SIGINT');
      await gone;
    },
  };
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    child.stdout?.setEncoding('utf8');
    child.stdout?.on('data', (data: string) => {
      text += data;
    });
    child.stdout?.once('close', () => resolve(text));
    child.once('error', () => resolve(''));
  });
}

/** Not tried on a Windows machine: pg_ctl drops an administrator's rights, which postgres.exe itself refuses. No guard: the next start adopts. */
function startOnWindows(binaries: Binaries, dataDir: string, port: number, logFile: string): Spawned {
  const pgCtl = join(binaries.native, 'bin', 'pg_ctl.exe');
  const [, , ...settings] = serverArguments(dataDir, port);
  const quoted = settings.map((argument) => (/[\s=]/.test(argument) ? `"${argument}"` : argument)).join(' ');
  const started = spawnSync(pgCtl, ['start', '-D', dataDir, '-l', logFile, '-w', '-o', quoted], { ...asAccount(null), stdio: 'ignore' });
  const running = started.status === 0 ? readPostmaster(dataDir) : null;
  let over = running === null;
  const gone = (async () => {
    while (running && serverProcess(dataDir) === running.pid) await pause(500);
    over = true;
  })();
  return {
    pid: Promise.resolve(running?.pid ?? null),
    gone,
    isGone: () => over,
    async stop() {
      spawnSync(pgCtl, ['stop', '-D', dataDir, '-m', 'fast', '-w'], { ...asAccount(null), stdio: 'ignore' });
      await gone;
    },
  };
}

/** What the server wrote into its pid file; null when there is none. The process it names may be dead. */
export function readPostmaster(dataDir: string): Postmaster | null {
  const file = join(dataDir, 'postmaster.pid');
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, 'utf8').split('\n');
  const pid = Number.parseInt(lines[0] ?? '', 10);
  return pid > 0 ? { pid, port: Number.parseInt(lines[3] ?? '', 10), ready: (lines[7] ?? '').trim() === 'ready' } : null;
}

/** The pid of the living server of this data folder, or null: a pid alone proves nothing, it may have been given to another process. */
export function serverProcess(dataDir: string): number | null {
  const pid = readPostmaster(dataDir)?.pid;
  if (!pid) return null;
  const command = commandOf(pid);
  return command !== null && `${command} `.includes(`-D ${dataDir} `) ? pid : null;
}

/** Whether a pid belongs to a living process at all (asked when it is not our server). */
export function isOther(pid: number): boolean {
  return Boolean(commandOf(pid));
}

/** Resolves when this server has ended; keeps no process alive. */
export async function whenGone(dataDir: string, pid: number): Promise<void> {
  while (serverProcess(dataDir) === pid) await new Promise((resolve) => setTimeout(resolve, 500).unref());
}

/** Command line of a living process; '' for a zombie, null for none. */
function commandOf(pid: number): string | null {
  if (process.platform === 'linux') return tryRead(`/proc/${pid}/cmdline`)?.replaceAll('\0', ' ') ?? null;
  if (process.platform === 'win32') return cim(pid, 'CommandLine');
  return ps(pid, 'command=');
}

/** When a living process began, as a text to compare; null for none. */
function born(pid: number): string | null {
  // Field 22 counts from behind the name, which may itself hold spaces and brackets.
  if (process.platform === 'linux')
    return (
      tryRead(`/proc/${pid}/stat`)
        ?.replace(/^.*\)\s/s, '')
        .split(' ')[19] ?? null
    );
  if (process.platform === 'win32') return cim(pid, 'CreationDate');
  return ps(pid, 'lstart=')?.replace(/\W+/g, '-') ?? null;
}

function ps(pid: number, field: string): string | null {
  const { stdout, status } = spawnSync('ps', ['-ww', '-o', field, '-p', String(pid)], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : null;
}

function cim(pid: number, field: string): string | null {
  const query = `(Get-CimInstance Win32_Process -Filter 'ProcessId=${pid}').${field}`;
  const { stdout, status } = spawnSync('powershell', ['-NoProfile', '-Command', query], { encoding: 'utf8' });
  return status === 0 && stdout.trim() ? stdout.trim().replace(/[:\s]+/g, '-') : null;
}

function tryRead(file: string): string | null {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return null;
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** The running company as one tree of processes: seconds from start (built) to the first event, and its memory when idle. Linux only. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { connect } from '../src/world/db.ts';
import { findRunning } from '../src/world/embedded-postgres.ts';
import type { Measure } from './statistics.ts';

const ROOT = join(import.meta.dirname, '..');
const AIM_SECONDS = 5;
const AIM_MB = 350;
/** The first minutes are busy on purpose; idle is after them. */
const SETTLE_MS = 40_000;

export async function measureProcess(): Promise<Measure[]> {
  if (process.platform !== 'linux') {
    console.log('Start-up and memory are read from /proc and measured on Linux only.');
    return [];
  }
  const built = spawnSync(process.execPath, ['bin/deskmates.mjs', 'build'], { cwd: ROOT, encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`the dashboard could not be built: ${built.stderr.slice(-500)}`);
  const data = mkdtempSync(join(tmpdir(), 'deskmates-bench-start-'));
  const begin = performance.now();
  const child = spawn(process.execPath, ['bin/deskmates.mjs', 'start'], {
    cwd: ROOT,
    env: { ...process.env, DATABASE_URL: '', DESKMATES_DATA: data },
    stdio: 'ignore',
  });
  try {
    const seconds = (await firstEvent(data, begin)) / 1000;
    await pause(SETTLE_MS);
    const mb = tree(child.pid ?? 0).reduce((sum, pid) => sum + pssMb(pid), 0);
    return [
      {
        what: 'start (built) to the first event',
        ours: `${seconds.toFixed(1)} s`,
        reference: `aim ${AIM_SECONDS} s`,
        ratio: seconds / AIM_SECONDS,
        aim: '≤ 1×',
        met: seconds <= AIM_SECONDS,
      },
      {
        what: 'memory of the whole tree (PSS)',
        ours: `${mb.toFixed(0)} MB`,
        reference: `aim ${AIM_MB} MB`,
        ratio: mb / AIM_MB,
        aim: '≤ 1×',
        met: mb <= AIM_MB,
      },
    ];
  } finally {
    child.kill('SIGTERM');
    await new Promise((resolve) => child.once('exit', resolve));
    rmSync(data, { recursive: true, force: true });
  }
}

/** Milliseconds until a rule has fired: the first thing the company does by itself. */
async function firstEvent(data: string, begin: number): Promise<number> {
  for (;;) {
    if (performance.now() - begin > 120_000) throw new Error('the company did nothing within two minutes');
    const url = await findRunning(data).catch(() => null);
    const db = url ? await connect(url, { max: 1 }).catch(() => null) : null;
    const found = db ? await db.sql`select 1 from ops_agent_events where kind = 'trigger_fired' limit 1`.catch(() => []) : [];
    const ms = performance.now() - begin;
    await db?.close();
    if (found.length) return ms;
    await pause(50);
  }
}

function tree(root: number): number[] {
  const parents = new Map<number, number>();
  for (const entry of readdirSync('/proc')) {
    const stat = /^\d+$/.test(entry) ? read(`/proc/${entry}/stat`) : '';
    const parent = /\) \S (\d+)/.exec(stat)?.[1];
    if (parent) parents.set(Number(entry), Number(parent));
  }
  const isOurs = (pid: number): boolean => pid === root || (parents.has(pid) && isOurs(parents.get(pid) as number));
  return [...parents.keys()].filter(isOurs);
}

function pssMb(pid: number): number {
  return Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) / 1024;
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

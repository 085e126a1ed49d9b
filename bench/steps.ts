/** The whole step path (claim, events, settle, mission roll-up) by the real worker loop, against pgbench running the same statements. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { claimSteps, settleStep } from '../src/core/missions/claims.ts';
import { runWorker } from '../src/workers/loop.ts';
import { type Sql, type Statement, sqlOver } from '../src/world/sql.ts';
import { benchWorld, fillQueue, idleCompany, type Server } from './bench-world.ts';
import { type Measure, median } from './statistics.ts';

const STEPS = 3000;
const CLIENTS = 10;

export async function measureSteps(server: Server, rounds: number): Promise<Measure> {
  const ours: number[] = [];
  const reference: number[] = [];
  const pgbench = findPgbench();
  for (let round = 0; round < rounds; round++) {
    ours.push(await workerRate(await server.fresh()));
    if (pgbench) reference.push(await pgbenchRate(await server.fresh(), pgbench));
  }
  const [a, b] = [median(ours), median(reference)];
  const ratio = pgbench ? a / b : null;
  return {
    what: 'step path, steps/s (1 process, 10 at a time)',
    ours: a.toFixed(0),
    reference: pgbench ? `${b.toFixed(0)} pgbench, ${CLIENTS} clients` : 'pgbench is not installed',
    ratio,
    aim: '≥ 0.8×',
    met: ratio === null ? null : ratio >= 0.8,
  };
}

async function workerRate(url: string): Promise<number> {
  let done = 0;
  let finished = () => {};
  const all = new Promise<void>((resolve) => {
    finished = resolve;
  });
  const world = await benchWorld(
    url,
    idleCompany(() => {
      done++;
      if (done === STEPS) finished();
    }),
  );
  await fillQueue(world, STEPS);
  const stop = new AbortController();
  const begin = performance.now();
  const worker = runWorker(world, { workerId: 'bench', kinds: ['nothing'], pollMs: 1000, signal: stop.signal, concurrency: CLIENTS });
  await all;
  while (Number((await world.db.sql`select count(*) as n from ops_mission_steps where status in ('queued', 'running')`)[0]?.n) > 0);
  const seconds = (performance.now() - begin) / 1000;
  stop.abort();
  await worker;
  await world.db.close();
  return STEPS / seconds;
}

async function pgbenchRate(url: string, pgbench: string): Promise<number> {
  const world = await benchWorld(
    url,
    idleCompany(() => {}),
  );
  await fillQueue(world, STEPS * 4);
  const folder = mkdtempSync(join(tmpdir(), 'deskmates-pgbench-'));
  const script = join(folder, 'step.sql');
  writeFileSync(script, await stepScript());
  const transactions = Math.floor((STEPS * 3) / CLIENTS);
  const run = spawnSync(
    pgbench,
    ['-n', '-M', 'prepared', '-c', String(CLIENTS), '-j', '2', '-t', String(transactions), '-f', script, url],
    { encoding: 'utf8' },
  );
  rmSync(folder, { recursive: true });
  // The figure counts only if the statements did what ours do.
  const [done] = await world.db
    .sql`select count(*)::int as steps, (select count(*)::int from ops_missions where status = 'succeeded') as missions from ops_mission_steps where status = 'succeeded'`;
  const expected = transactions * CLIENTS;
  if (done?.steps !== expected || done?.missions !== expected)
    throw new Error(`pgbench settled ${done?.steps} of ${expected} steps: ${run.stderr.slice(-600)}`);
  await world.db.close();
  const rate = Number(/tps = ([\d.]+)/.exec(run.stdout)?.[1]);
  if (!Number.isFinite(rate)) throw new Error(`pgbench failed: ${run.stderr.slice(-600)}`);
  return rate;
}

/** The statements that our code sends for one step, with literals for what it would have put in and pgbench's variables for the ids. */
async function stepScript(): Promise<string> {
  const now = new Date();
  const later = new Date(now.getTime() + 600_000);
  const claim = await recorded((sql) =>
    claimSteps(sql, { workerId: 'bench', kinds: ['nothing'], withoutAgents: [], limit: 1, now, leaseUntil: later, eventIds: ['EVENT'] }),
  );
  const fence = { stepId: 'STEP', workerId: 'bench', attempt: 1 };
  const event = (id: string, kind: string, cause: string) => ({
    id,
    agent_id: 'brain',
    kind,
    title: 'bench',
    summary: 'done',
    tags: ['nothing', 'done'],
    metadata: { kind: 'nothing', attempt: 1 },
    cause_kind: cause,
    cause_id: null,
    depth: 0,
    mission_id: null,
    step_id: null,
    untrusted: false,
  });
  const prepared = { events: [event('E1', 'step_succeeded', 'step'), event('E2', 'mission_succeeded', 'mission')], reactions: [] };
  const settle = await recorded((sql) =>
    settleStep(sql, fence, { status: 'succeeded', result: { n: 0 }, missionStatus: 'succeeded' }, prepared, now),
  );
  const claimed = literal(claim).replace("'{EVENT}'", 'array[gen_random_uuid()]');
  const settled = literal(settle)
    .replace("'STEP'", ':id')
    .replace(
      /'(\[\{"id": "E1".*?\])'/s,
      (_all, json: string) =>
        `replace(replace('${json}', '"E1"', to_json(gen_random_uuid())::text), '"E2"', to_json(gen_random_uuid())::text)`,
    );
  return `${claimed.trim()} \\gset\n${settled.trim()};\n`;
}

async function recorded(send: (sql: Sql) => Promise<unknown>): Promise<Statement> {
  const seen: Statement[] = [];
  await send(
    sqlOver(async (statement) => {
      seen.push(statement);
      return [];
    }),
  ).catch(() => undefined);
  const [first] = seen;
  if (!first) throw new Error('nothing was sent');
  return first;
}

function literal({ text, parameters }: Statement): string {
  const written = (value: unknown): string => {
    if (value === null) return 'null';
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    // pgbench takes every colon before a word or digit for a variable, inside quotes too.
    if (value instanceof Date) return `to_timestamp(${value.getTime() / 1000})`;
    if (Array.isArray(value)) return `'{${value.join(',')}}'`;
    return `'${String(value).replaceAll("'", "''").replaceAll('":', '": ')}'`;
  };
  return text.replace(/\$(\d+)/g, (_all, n: string) => written(parameters[Number(n) - 1])).replace(/\s+/g, ' ');
}

function findPgbench(): string | null {
  const folders = (process.env.PATH ?? '').split(':').concat('/usr/local/bin', '/opt/homebrew/bin');
  const debian = '/usr/lib/postgresql';
  if (existsSync(debian)) folders.push(...readdirSync(debian).map((version) => join(debian, version, 'bin')));
  return folders.map((folder) => join(folder, 'pgbench')).find(existsSync) ?? null;
}

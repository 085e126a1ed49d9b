/** Many worker processes on one database: each step once, whatever is killed, frozen or stopped. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { StepKind } from '../src/core/company.ts';
import { propose } from '../src/core/proposals/propose.ts';
import { seed } from '../src/core/seed.ts';
import { smallCompany, smallPolicies } from './small-company.ts';
import { type TestWorld, testWorld } from './world.ts';

const tally: StepKind = {
  kind: 'tally',
  label: 'Tally',
  payload: z.strictObject({ n: z.int() }),
  result: z.looseObject({}),
  run: () => Promise.reject(new Error('runs in worker processes only')),
};
const policies = {
  auto_approve: { enabled: true, allowed_step_kinds: ['tally'] },
  worker_policy: { ...smallPolicies.worker_policy, lease_seconds: 2, max_attempts: 5, backoff_seconds: 1, concurrency: 5 },
};

let world: TestWorld;
let workers: ChildProcess[] = [];
let stderr = '';

beforeEach(async () => {
  stderr = '';
  world = await testWorld({ company: smallCompany({ stepKinds: [tally], policies }), clock: 'live' });
  await world.db.sql`create table test_runs (step_id uuid, attempt int, worker text)`;
  await seed(world);
});
afterEach(async () => {
  for (const worker of workers) worker.kill('SIGKILL');
  await Promise.all(workers.map((worker) => (worker.exitCode === null && worker.signalCode === null ? once(worker, 'exit') : null)));
  workers = [];
  await world.close();
});

async function start(name: string, takesMs: number): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['tests/worker-process.ts', name, String(takesMs)], {
    env: { ...process.env, DATABASE_URL: world.url },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  workers.push(child);
  child.stderr.on('data', (data) => {
    stderr += data;
  });
  await once(child.stdout, 'data');
  return child;
}

async function fill(steps: number, missions: number): Promise<void> {
  const each = steps / missions;
  for (let m = 0; m < missions; m++) {
    await propose(world, {
      agentId: 'brain',
      title: `mission ${m}`,
      source: 'api',
      cause: { kind: 'person', id: null },
      steps: Array.from({ length: each }, (_, i) => ({ kind: 'tally', payload: { n: m * each + i } })),
    });
  }
}

async function until(what: string, done: () => Promise<boolean>): Promise<void> {
  for (let i = 0; i < 1200; i++) {
    if (await done()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`waited in vain until ${what}; workers said: ${stderr.slice(-2000)}`);
}

const live = async () =>
  Number((await world.db.sql`select count(*) as n from ops_mission_steps where status in ('queued', 'running')`)[0]?.n);
const finished = () => until('every step is finished', async () => (await live()) === 0);
const runs = () => world.db.sql<{ step_id: string; attempt: number; worker: string }[]>`select * from test_runs`;

async function everythingOnce(steps: number, missions: number): Promise<void> {
  const { sql } = world.db;
  expect(await sql`select status, count(*)::int as n from ops_mission_steps group by 1`).toEqual([{ status: 'succeeded', n: steps }]);
  expect(await sql`select status, count(*)::int as n from ops_missions group by 1`).toEqual([{ status: 'succeeded', n: missions }]);
  expect(
    await sql`select count(*)::int as n, count(distinct step_id)::int as steps from ops_agent_events where kind = 'step_succeeded'`,
  ).toEqual([{ n: steps, steps }]);
  expect(await sql`select count(*)::int as n from ops_agent_events where kind = 'mission_succeeded'`).toEqual([{ n: missions }]);
}

describe('worker processes', () => {
  test('four of them run 500 steps, each exactly once', async () => {
    await fill(500, 100);
    await Promise.all(['a', 'b', 'c', 'd'].map((name) => start(name, 5)));
    await finished();
    await everythingOnce(500, 100);
    const executed = await runs();
    expect(executed).toHaveLength(500);
    expect(new Set(executed.map((run) => run.step_id)).size).toBe(500);
    expect(new Set(executed.map((run) => run.worker)).size).toBe(4);
  });

  test('one killed in the middle: its steps are finished by the others, none lost, none settled twice', async () => {
    await fill(120, 60);
    const [victim] = await Promise.all(['victim', 'b', 'c'].map((name) => start(name, 100)));
    await until('the victim holds steps', async () => (await runs()).filter((run) => run.worker === 'victim').length >= 8);
    victim?.kill('SIGKILL');
    await finished();
    await everythingOnce(120, 60);
    const executed = await runs();
    const again = executed.filter((run) => run.attempt > 1);
    expect(again.length).toBeGreaterThan(0);
    expect(again.every((run) => run.worker !== 'victim')).toBe(true);
    expect(await world.db.sql`select 1 from ops_agent_events where kind = 'step_recovered'`).toHaveLength(again.length);
  });

  test('one frozen past its lease and thawed writes nothing: the step was finished by another', async () => {
    await fill(1, 1);
    const frozen = await start('frozen', 1500);
    await until('it runs', async () => (await runs()).length === 1);
    frozen.kill('SIGSTOP');
    await start('b', 10);
    await finished();
    frozen.kill('SIGCONT');
    await until('it notices', async () => stderr.includes('lease was lost'));
    await everythingOnce(1, 1);
    const [step] = await world.db.sql<{ attempt: number; reserved_by: string }[]>`select attempt, reserved_by from ops_mission_steps`;
    expect(step).toMatchObject({ attempt: 2, reserved_by: expect.stringMatching(/^b#/) });
  });

  test('told to stop, one finishes what it has, takes nothing more, exits with 0 and leaves nothing running', async () => {
    await fill(200, 200);
    const worker = await start('a', 100);
    await until('it works', async () => (await runs()).length >= 5);
    worker.kill('SIGTERM');
    const [code] = await once(worker, 'exit');
    expect(code).toBe(0);
    const counts = await world.db.sql<
      { status: string; n: number }[]
    >`select status, count(*)::int as n from ops_mission_steps group by 1 order by 1`;
    expect(counts.map((row) => row.status)).toEqual(['queued', 'succeeded']);
    expect((await runs()).length).toBe(counts.find((row) => row.status === 'succeeded')?.n);
    expect(await world.db.sql`select worker_id, stopped_at is not null as stopped from ops_workers`).toEqual([
      { worker_id: 'a', stopped: true },
    ]);
  });

  test('two with the same name share nothing but the name', async () => {
    await fill(100, 100);
    await Promise.all([start('twin', 5), start('twin', 5)]);
    await finished();
    await everythingOnce(100, 100);
    expect(await runs()).toHaveLength(100);
  });

  test('a kill switch stops the claims of its kind, and lifting it lets them go on', async () => {
    const set = (kinds: string[]) =>
      world.db.sql`update ops_policy set value = ${JSON.stringify({ agents: [], kinds })}::text::jsonb where key = 'kill_switch'`;
    await fill(10, 10);
    await set(['tally']);
    await start('a', 1);
    await until('it is there', async () => (await world.db.sql`select 1 from ops_workers`).length === 1);
    // Long enough for many polls: it still has not claimed.
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect(await runs()).toEqual([]);
    await set([]);
    await finished();
    await everythingOnce(10, 10);
  });
});

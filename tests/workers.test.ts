/** Many worker processes on one database: each step once, whatever is killed, frozen, stopped or cut off. */
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Workshop, workshop } from './workshop.ts';

let shop: Workshop;
beforeEach(async () => {
  shop = await workshop();
});
afterEach(() => shop.close());

describe('worker processes', () => {
  test('four of them run 500 steps, each exactly once', async () => {
    await shop.fill(500, 100);
    await Promise.all(['a', 'b', 'c', 'd'].map((name) => shop.start(name, 5)));
    await shop.finished();
    await shop.everythingOnce(500, 100);
    const executed = await shop.runs();
    expect(executed).toHaveLength(500);
    expect(new Set(executed.map((run) => run.step_id)).size).toBe(500);
    expect(new Set(executed.map((run) => run.worker)).size).toBe(4);
  });

  test('one killed in the middle: its steps are finished by the others, none lost, none settled twice', async () => {
    await shop.fill(120, 60);
    const [victim] = await Promise.all(['victim', 'b', 'c'].map((name) => shop.start(name, 100)));
    await shop.until('the victim holds steps', async () => (await shop.runs()).filter((run) => run.worker === 'victim').length >= 8);
    victim?.kill('SIGKILL');
    await shop.finished();
    await shop.everythingOnce(120, 60);
    const executed = await shop.runs();
    const again = executed.filter((run) => run.attempt > 1);
    expect(again.length).toBeGreaterThan(0);
    expect(again.every((run) => run.worker !== 'victim')).toBe(true);
    expect(await shop.world.db.sql`select 1 from ops_agent_events where kind = 'step_recovered'`).toHaveLength(again.length);
  });

  test('one frozen past its lease and thawed writes nothing: the step was finished by another', async () => {
    await shop.fill(1, 1);
    const frozen = await shop.start('frozen', 1500);
    await shop.until('it runs', async () => (await shop.runs()).length === 1);
    frozen.kill('SIGSTOP');
    await shop.start('b', 10);
    await shop.finished();
    frozen.kill('SIGCONT');
    await shop.until('it notices', async () => shop.said().includes('lease was lost'));
    await shop.everythingOnce(1, 1);
    const [step] = await shop.world.db.sql<{ attempt: number; reserved_by: string }[]>`select attempt, reserved_by from ops_mission_steps`;
    expect(step).toMatchObject({ attempt: 2, reserved_by: expect.stringMatching(/^b#/) });
  });

  test('told to stop, one finishes what it has, takes nothing more, exits with 0 and leaves nothing running', async () => {
    await shop.fill(200, 200);
    const worker = await shop.start('a', 100);
    await shop.until('it works', async () => (await shop.runs()).length >= 5);
    worker.kill('SIGTERM');
    const [code] = await once(worker, 'exit');
    expect(code).toBe(0);
    const counts = await shop.world.db.sql<
      { status: string; n: number }[]
    >`select status, count(*)::int as n from ops_mission_steps group by 1 order by 1`;
    expect(counts.map((row) => row.status)).toEqual(['queued', 'succeeded']);
    expect((await shop.runs()).length).toBe(counts.find((row) => row.status === 'succeeded')?.n);
    expect(await shop.world.db.sql`select worker_id, stopped_at is not null as stopped from ops_workers`).toEqual([
      { worker_id: 'a', stopped: true },
    ]);
  });

  test('two with the same name share nothing but the name', async () => {
    await shop.fill(100, 100);
    await Promise.all([shop.start('twin', 5), shop.start('twin', 5)]);
    await shop.finished();
    await shop.everythingOnce(100, 100);
    expect(await shop.runs()).toHaveLength(100);
  });

  test('a kill switch stops the claims of its kind, and lifting it lets them go on', async () => {
    const set = (kinds: string[]) =>
      shop.world.db.sql`update ops_policy set value = ${JSON.stringify({ agents: [], kinds })}::text::jsonb where key = 'kill_switch'`;
    await shop.fill(10, 10);
    await set(['tally']);
    await shop.start('a', 1);
    await shop.until('it is there', async () => (await shop.world.db.sql`select 1 from ops_workers`).length === 1);
    // Long enough for many polls: it still has not claimed.
    await pause(2500);
    expect(await shop.runs()).toEqual([]);
    await set([]);
    await shop.finished();
    await shop.everythingOnce(10, 10);
  });

  test('with every connection cut again and again under full load, nothing is lost and nothing is settled twice', async () => {
    await shop.fill(200, 50);
    await Promise.all(['a', 'b', 'c'].map((name) => shop.start(name, 20)));
    const { sql } = shop.world.db;
    for (let cut = 0; cut < 12; cut++) {
      await pause(250);
      await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`;
    }
    await shop.finished();
    await shop.everythingOnce(200, 50);
  });
});

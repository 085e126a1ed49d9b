/** Roundtable workers as real processes: killed at every turn, two at once; the conversation ends once, with each turn once, distilled once. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTalk } from '../src/core/conversations/start.ts';
import { seed } from '../src/core/seed.ts';
import { readTalk } from '../src/read/conversations.ts';
import { talkCompany } from './talk-company.ts';
import { type TestWorld, testWorld } from './world.ts';

let world: TestWorld;
let workers: ChildProcess[];
let stderr: string;

beforeEach(async () => {
  workers = [];
  stderr = '';
  world = await testWorld({ company: talkCompany(), clock: 'live' });
  await world.db.sql`create table test_calls (n serial, purpose text, worker text)`;
  await seed(world);
});
afterEach(async () => {
  for (const worker of workers) worker.kill('SIGKILL');
  await Promise.all(workers.map((worker) => (worker.exitCode === null && worker.signalCode === null ? once(worker, 'exit') : null)));
  await world.close();
});

async function start(name: string, takesMs: number, returning = Number.POSITIVE_INFINITY): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['tests/talk-process.ts', name, String(takesMs), String(returning)], {
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

async function until(what: string, done: () => Promise<boolean>): Promise<void> {
  for (let i = 0; i < 1200; i++) {
    if (await done().catch(() => false)) return;
    await pause(25);
  }
  throw new Error(`waited in vain until ${what}; workers said: ${stderr.slice(-2000)}`);
}

const calls = async () => (await world.db.sql`select 1 from test_calls`).length;
const state = async (id: string) => {
  const talk = await readTalk(world.db.sql, id);
  if (!talk) throw new Error('no such talk');
  return talk;
};

async function endedOnce(id: string): Promise<void> {
  const talk = await state(id);
  expect(talk).toMatchObject({ status: 'completed', turn_count: 6, distillation: { status: 'done' } });
  expect(talk.turns.map(({ turn }) => turn)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(talk.turns.map(({ speaker }) => speaker)).toEqual(['opus', 'brain', 'opus', 'brain', 'opus', 'brain']);
  const told = await world.db
    .sql`select kind, count(*)::int as n from ops_agent_events where ${`conversation:${id}`} = any(tags) group by 1 order by 1`;
  expect([...told]).toEqual([
    { kind: 'affinity_changed', n: 1 },
    { kind: 'conversation_distilled', n: 1 },
    { kind: 'conversation_ended', n: 1 },
    { kind: 'conversation_queued', n: 1 },
    { kind: 'conversation_started', n: 1 },
    { kind: 'conversation_turn', n: 6 },
    { kind: 'memory_learnt', n: 1 },
  ]);
  const [pair] = await world.db.sql`select affinity::float8 as affinity, total_interactions from ops_agent_relationships`;
  expect(pair).toEqual({ affinity: 0.52, total_interactions: 1 });
}

describe('roundtable workers', () => {
  test('killed in the middle of every single call, the last one finishes what the others began', async () => {
    const { id } = await startTalk(world, { format: 'chat', topic: null, participants: ['opus', 'brain'], by: 'ada' });
    // Each finishes the call in which the one before it died, and dies in the next: at every turn, and in the distillation.
    for (let turn = 0; turn < 7; turn++) {
      const before = await calls();
      const finishes = turn === 0 ? 0 : 1;
      const victim = await start(`victim-${turn}`, 1, finishes);
      await until(`call ${turn} has begun`, async () => (await calls()) === before + finishes + 1);
      expect((await state(id)).turn_count).toBe(Math.min(turn, 6));
      victim.kill('SIGKILL');
      await once(victim, 'exit');
    }
    expect((await state(id)).status).toBe('distilling');
    await start('last', 1);
    await until('it ended', async () => (await state(id)).status === 'completed');
    await endedOnce(id);
    expect(await calls()).toBe(1 + 6 * 2 + 1);
  }, 90_000);

  test('two of them share one conversation: one call a turn, and one more', async () => {
    const { id } = await startTalk(world, { format: 'chat', topic: null, participants: ['opus', 'brain'], by: 'ada' });
    await Promise.all([start('a', 60), start('b', 60)]);
    await until('it ended', async () => (await state(id)).status === 'completed');
    await endedOnce(id);
    expect(await calls()).toBe(7);
  }, 60_000);

  test('told to stop, one finishes its turn and leaves the rest to others', async () => {
    const { id } = await startTalk(world, { format: 'chat', topic: null, participants: ['opus', 'brain'], by: 'ada' });
    const one = await start('one', 400);
    await until('it speaks', async () => (await calls()) > 0);
    one.kill('SIGTERM');
    const [code] = await once(one, 'exit');
    expect(code).toBe(0);
    const talk = await state(id);
    expect(talk.turn_count).toBe(await calls());
    expect(talk.status).toBe('running');
    await start('two', 1);
    await until('it ended', async () => (await state(id)).status === 'completed');
    await endedOnce(id);
  }, 60_000);
});

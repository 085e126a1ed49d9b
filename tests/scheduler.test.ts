/** The built-in heartbeat on a virtual clock: when it beats, and that two of them do the work of one. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runScheduler } from '../src/cli/scheduler.ts';
import { smallCompany, smallPolicies } from './small-company.ts';
import { type TestWorld, testWorld } from './world.ts';

let world: TestWorld;
const heartbeat_policy = { ...smallPolicies.heartbeat_policy, interval_seconds: 300, warmup_seconds: 10, warmup_beats: 4 };
beforeAll(async () => {
  world = await testWorld({ company: smallCompany({ policies: { heartbeat_policy } }) });
});
afterAll(() => world.close());
beforeEach(() => world.db.sql`truncate ops_action_runs`);

/** Lets the scheduler run until the clock, which its sleeping moves, has come that far. */
async function runFor(seconds: number, schedulers = 1): Promise<number[]> {
  const stop = new AbortController();
  const end = world.clock.now().getTime() + seconds * 1000;
  const clock = {
    ...world.clock,
    sleep: async (ms: number, signal?: AbortSignal) => {
      await world.clock.sleep(ms, signal);
      if (world.clock.now().getTime() >= end) stop.abort();
    },
  };
  const begun = world.clock.now().getTime();
  await Promise.all(Array.from({ length: schedulers }, () => runScheduler({ ...world, clock }, stop.signal)));
  const rows = await world.db.sql<{ started_at: Date }[]>`select started_at from ops_action_runs order by started_at`;
  return rows.map((row) => Math.round((row.started_at.getTime() - begun) / 1000));
}

describe('the scheduler', () => {
  test('beats at once, quickly at first, then at its interval', async () => {
    expect(await runFor(700)).toEqual([0, 10, 20, 30, 330, 630]);
  });
  test('goes on where the last process stopped', async () => {
    await runFor(40);
    world.clock.advance(100_000);
    expect((await runFor(1)).length).toBe(4);
    expect((await runFor(400)).length).toBe(5);
  });
  test('two of them beat as often as one', async () => {
    const beats = await runFor(320, 2);
    expect(new Set(beats).size).toBe(beats.length);
  });
});

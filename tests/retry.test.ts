/** A person sends failed work back to the queue: the rest of the mission follows, the record says who and why, and the gates still count. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { retryMission } from '../src/core/missions/retry.ts';
import { propose } from '../src/core/proposals/propose.ts';
import { seed } from '../src/core/seed.ts';
import { smallCompany } from './small-company.ts';
import { workAll } from './turn.ts';
import { type TestWorld, testWorld } from './world.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await testWorld({ company: smallCompany() });
  await seed(world);
});
afterEach(() => world.close());

const person = { kind: 'person', id: 'ada' } as const;
const ask = (kinds: [string, string][]) =>
  propose(world, {
    agentId: 'brain',
    title: 'Say it',
    steps: kinds.map(([kind, text]) => ({ kind, payload: { text } })),
    source: 'person',
    cause: person,
  });
const retry = (id: string, reason = 'the wall was repaired') => retryMission(world, { id, by: 'ada', reason });
const steps = (id: string) =>
  world.db.sql<{ kind: string; status: string; ready: boolean; attempt: number }[]>`
    select kind, status, ready, attempt from ops_mission_steps where mission_id = ${id} order by position`;
const mission = async (id: string) => (await world.db.sql`select status, reason, finished_at from ops_missions where id = ${id}`)[0];

async function failedMission(
  kinds: [string, string][] = [
    ['echo', 'one'],
    ['echo', 'bad'],
    ['echo', 'three'],
  ],
): Promise<string> {
  const id = (await ask(kinds)).mission_id as string;
  await workAll(world);
  expect(await mission(id)).toMatchObject({ status: 'failed' });
  return id;
}

describe('retrying', () => {
  test('queues the failed step and what was to follow it, keeps what was done, and is on record', async () => {
    const id = await failedMission();
    expect(await retry(id)).toMatchObject({ id, status: 'running', steps_queued: 2 });
    expect(await mission(id)).toEqual({ status: 'running', reason: null, finished_at: null });
    expect((await steps(id)).map(({ status, ready }) => [status, ready])).toEqual([
      ['succeeded', true],
      ['queued', true],
      ['queued', false],
    ]);
    const [told] = await world.db.sql`select summary, tags, metadata, mission_id from ops_agent_events where kind = 'step_retried'`;
    expect(told).toMatchObject({
      summary: 'sent back to work by ada: the wall was repaired',
      metadata: { by: 'ada', reason: 'the wall was repaired' },
      mission_id: id,
    });
  });
  test('the mission ends like any other: done once the cause is gone, failed again while it is not', async () => {
    const id = await failedMission();
    await retry(id);
    await workAll(world);
    expect(await mission(id)).toMatchObject({ status: 'failed', reason: expect.stringContaining('does not echo') });
    await retry(id);
    await world.db.sql`update ops_mission_steps set payload = '{"text":"two"}' where mission_id = ${id} and position = 1`;
    await workAll(world);
    expect(await mission(id)).toMatchObject({ status: 'succeeded' });
    expect((await steps(id)).map(({ attempt }) => attempt)).toEqual([1, 3, 1]);
  });
  test('the same failure twice at once is sent back once', async () => {
    const id = await failedMission();
    const both = await Promise.allSettled([retry(id), retry(id)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('what is refused, and changes nothing', () => {
  test('no reason, no such mission, a mission that has not failed', async () => {
    const id = await failedMission();
    await expect(retry(id, '  ')).rejects.toMatchObject({ field: 'reason' });
    await expect(retry('019a0000-0000-7000-8000-000000000099')).rejects.toThrow('no mission');
    await expect(retry('nonsense')).rejects.toThrow('not a mission id');
    const running = (await ask([['echo', 'hello']])).mission_id as string;
    await expect(retry(running)).rejects.toThrow('only what failed');
    expect(await mission(id)).toMatchObject({ status: 'failed' });
  });
  test('a cap that has been filled since', async () => {
    const id = await failedMission([['post_tweet', 'bad']]);
    for (const text of ['1', '2', '3', '4', '5']) await ask([['post_tweet', text]]);
    await expect(retry(id)).rejects.toThrow('post_tweet_cap: 5 of 5');
    expect((await steps(id))[0]).toMatchObject({ status: 'failed' });
  });
  test('a place in the limit of a day that is over; work without a limit goes on', async () => {
    const posts = await failedMission([['post_tweet', 'bad']]);
    const echoes = await failedMission();
    world.clock.advance(86_400_000);
    await expect(retry(posts)).rejects.toThrow('propose post_tweet anew');
    await expect(retry(echoes)).resolves.toMatchObject({ status: 'running' });
  });
});

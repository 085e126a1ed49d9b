/** Numbers of posts: read from X by the heartbeat's job, or imported from an analytics export. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadCompany } from '../company/index.ts';
import { importMetrics, readMetrics } from '../src/core/content/metrics.ts';
import { readPolicies, setPolicy } from '../src/core/policy/policies.ts';
import { liveX } from '../src/world/live-x.ts';
import { posted } from './posted.ts';
import { startXServer, type XServer } from './servers/x-server.ts';
import { type TestWorld, testWorld } from './world.ts';

let world: TestWorld;
let x: XServer;

beforeEach(async () => {
  x = await startXServer();
  const keys = { apiKey: 'a', apiSecret: 'b', accessToken: 'c', accessSecret: 'd' };
  world = await testWorld({ company: loadCompany(), seed: 'metrics', x: liveX({ ...keys, baseURL: x.url, timeoutMs: 2000 }) });
});
afterEach(async () => {
  await world.close();
  await x.close();
});

const set = async (key: string, change: object) => {
  const before = (await readPolicies(world))[key] as object;
  await setPolicy(world, { key, value: { ...before, ...change }, by: 'ada', reason: 'test' });
};

describe('numbers of posts', () => {
  test('are read from X for our own young posts, once per interval; gone, empty and foreign ones change nothing', async () => {
    const [good, gone, unseen] = [await posted(world, 'good'), await posted(world, 'gone'), await posted(world, 'unseen')];
    x.metrics[good.post] = { impression_count: 400, like_count: 10, reply_count: 2, retweet_count: 3, quote_count: 1, bookmark_count: 4 };
    x.metrics[unseen.post] = { impression_count: 0, like_count: 0 };
    const read = async () => (await readMetrics(world, await readPolicies(world))).counts;
    expect(await read()).toEqual({ asked: 3, read: 1 });
    const rows = await world.db
      .sql`select draft_id, post_id, impressions, engagements, engagement_rate::float8 as rate, source from ops_tweet_metrics`;
    expect([...rows]).toEqual([{ draft_id: good.draft, post_id: good.post, impressions: 400, engagements: 20, rate: 0.05, source: 'x' }]);
    expect(await read()).toEqual({ asked: 2, read: 0 });
    world.clock.advance(241 * 60_000);
    expect(await read()).toEqual({ asked: 3, read: 0 });
    x.metrics[good.post] = { impression_count: 500, like_count: 'many' };
    world.clock.advance(241 * 60_000);
    expect(await read()).toEqual({ asked: 3, read: 1 });
    expect(gone.draft).toBeTruthy();
  });

  test('are not asked for while the policy says no, and X’s refusal is a note, not a failure', async () => {
    await posted(world, 'one');
    await set('metrics_policy', { fetch: false });
    expect((await readMetrics(world, await readPolicies(world))).counts).toEqual({ asked: 0, read: 0 });
    expect(x.requests).toEqual([]);
    await set('metrics_policy', { fetch: true });
    await x.close();
    const { notes } = await readMetrics(world, await readPolicies(world));
    expect(notes[0]).toMatch(/X did not give its numbers/);
    x = await startXServer();
  });

  test('come from an export, by id or by text; importing it twice changes nothing', async () => {
    const byId = await posted(world, 'By its id');
    const { draft } = await posted(world, 'By its text & more');
    await world.db.sql`update ops_outbox set status = 'would_post', x_post_id = null where draft_id = ${draft}`;
    const { contentHash } = await import('../src/core/content/store.ts');
    const { comparable } = await import('../src/core/content/rules.ts');
    await world.db
      .sql`update ops_outbox set text_hash = ${contentHash(comparable('By its text & more').toLowerCase())} where draft_id = ${draft}`;
    const csv = `\ufeffPost id,Post text,Impressions,Engagements\n${byId.post},x,"1,000",20\n1800000000000000000,By its text &amp; more,500,25\n1700000000000000000,Somebody else’s,9,9\nnonsense,,x,y\n`;
    const first = await importMetrics(world, { csv, by: 'ada' });
    expect(first).toEqual({ rows: 4, ours: 2, written: 2, unknown: 1, problems: ['row 5: names no post'] });
    expect(await importMetrics(world, { csv, by: 'ada' })).toMatchObject({ written: 0 });
    const rows = await world.db.sql`select draft_id, engagement_rate::float8 as rate from ops_tweet_metrics order by rate`;
    expect([...rows]).toEqual([
      { draft_id: byId.draft, rate: 0.02 },
      { draft_id: draft, rate: 0.05 },
    ]);
    await expect(importMetrics(world, { csv: 'a,b\n1,2\n', by: 'ada' })).rejects.toThrow(/file: it has no/);
  });
});

/** The control plane over real HTTP, what only reads: events, missions, causes, the stream, health, the sample newsroom. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadCompany } from '../company/index.ts';
import { seed } from '../src/core/seed.ts';
import { type Answer, caller } from './api-call.ts';
import { type AppServer, startApp } from './app-server.ts';
import { eventIds, openEvents } from './event-stream.ts';
import { type TestWorld, testWorld } from './world.ts';

const URL_STEP = { kind: 'crawl', payload: { url: 'https://example.com/a' } };
const GOOD = { agent_id: 'brain', title: 'Read a page', proposed_steps: [URL_STEP] };

let world: TestWorld;
let app: AppServer;
const { get, post } = caller(() => app.url);
const count = async (table: string) => Number((await world.db.sql`select count(*)::int as n from ${world.db.sql(table)}`)[0]?.n);

beforeAll(async () => {
  world = await testWorld({ company: loadCompany(), clock: 'live' });
  await seed(world);
  app = await startApp({ DATABASE_URL: world.url });
  for (const title of ['one', 'two', 'three', 'four', 'five']) await post('/api/ops/proposals', { ...GOOD, title });
});
afterAll(async () => {
  await app?.stop();
  await world?.close();
});

describe('reading', () => {
  test('events page by cursor in both directions without a gap', async () => {
    await expect
      .poll(async () => ((await get('/api/ops/events?limit=200')).body.events as unknown[]).length)
      .toBe(await count('ops_agent_events'));
    const all = (await get('/api/ops/events?limit=200')).body.events as { id: string; tx: string; seq: string }[];
    const [newest] = all;
    const back = (await get(`/api/ops/events?before=${newest?.tx}.${newest?.seq}&limit=3`)).body;
    expect((back.events as { id: string }[]).map((event) => event.id)).toEqual(all.slice(1, 4).map((event) => event.id));
    const forth = (await get(`/api/ops/events?after=${back.cursor}&limit=3`)).body;
    expect((forth.events as { id: string }[]).map((event) => event.id)).toEqual(
      all
        .slice(0, 3)
        .map((event) => event.id)
        .reverse(),
    );
    expect((await get('/api/ops/events?after=1;2')).status).toBe(400);
  });
  test('missions show their steps; why leads back to who asked', async () => {
    const { body } = await post('/api/ops/proposals', { ...GOOD, title: 'Why me' });
    const missions = (await get('/api/ops/missions?limit=5')).body.missions as { id: string; steps: unknown[]; origin: string }[];
    expect(missions[0]).toMatchObject({
      id: body.mission_id,
      title: 'Why me',
      origin: 'api',
      steps: [expect.objectContaining({ kind: 'crawl', status: 'queued' })],
    });
    const detail = await get(`/api/ops/missions/${body.mission_id}`);
    expect(detail.body).toMatchObject({ steps: [expect.objectContaining({ payload: URL_STEP.payload, artifacts: [] })] });
    const { chain } = (await get(`/api/ops/why/${body.mission_id}`)).body as { chain: { kind: string }[] };
    expect(chain.map((link) => link.kind)).toEqual(['mission', 'proposal', 'person']);
    for (const path of ['/api/ops/missions/1', '/api/ops/why/0190a000-0000-7000-8000-000000000000'])
      expect((await get(path)).status).toBe(404);
  });
  test('the stream tells what happens, resumes from the last id, and asks for a new reading when it cannot', async () => {
    const { cursor } = (await get('/api/ops/stage?feed=1')).body.feed as { cursor: string };
    const stream = await openEvents(`${app.url}/api/stream?after=${cursor}`);
    const ids = async (proposal: Answer) =>
      (await world.db.sql<{ id: string }[]>`select id from ops_agent_events where cause_id = ${String(proposal.body.id)}`).map(
        (row) => row.id,
      );
    const [first] = await ids(await post('/api/ops/proposals', { ...GOOD, title: 'first' }));
    const read = await stream.until((sent) => eventIds(sent).includes(String(first)));
    stream.close();
    const [second] = await ids(await post('/api/ops/proposals', { ...GOOD, title: 'second' }));
    const lastId = read.findLast((sent) => sent.id)?.id ?? '';
    const resumed = await openEvents(`${app.url}/api/stream?after=${cursor}`, { 'last-event-id': lastId });
    expect(eventIds(await resumed.until((sent) => eventIds(sent).length > 0))).toEqual([second]);
    resumed.close();
    for (const after of ['-1.-1', 'x', '9000000000000000000.1']) {
      const lost = await openEvents(`${app.url}/api/stream?after=${after}`);
      expect((await lost.next())?.event).toBe('snapshot');
      lost.close();
    }
  });
  test('streams are capped, and a place is free again when one leaves', async () => {
    for (let asked = 0; asked < 70; asked++) expect((await fetch(`${app.url}/api/stream`, { method: 'HEAD' })).status).toBe(204);
    const open = await Promise.all(Array.from({ length: 64 }, () => openEvents(`${app.url}/api/stream`)));
    expect(new Set(open.map((stream) => stream.status))).toEqual(new Set([200]));
    const refused = await get('/api/stream');
    expect(refused).toMatchObject({ status: 503, body: { error: { message: expect.stringContaining('64') } } });
    expect((await get('/api/health')).status).toBe(200);
    for (const stream of open) stream.close();
    const again = async () => {
      const stream = await openEvents(`${app.url}/api/stream`);
      stream.close();
      return stream.status;
    };
    await expect.poll(again, { timeout: 10_000 }).toBe(200);
  });
  test('health says whether all is well, and why', async () => {
    expect(await get('/api/health')).toMatchObject({
      status: 200,
      body: { ok: true, database: { ok: true }, model: { state: 'offline' } },
    });
    const [strange] = await Promise.all([get('/api/health', { 'x-forwarded-for': '203.0.113.9' })]);
    expect(strange.body).toEqual({ ok: true });
  });
  test('the sample newsroom is a site like any other', async () => {
    const feed = await get('/sample-newsroom/feed.xml');
    expect(feed.headers.get('content-type')).toContain('application/rss+xml');
    const link = /<guid[^>]*>([^<]+)</.exec(String(feed.body.text))?.[1] ?? '';
    expect(link.startsWith(`${app.url}/sample-newsroom/`)).toBe(true);
    const article = await get(new URL(link).pathname);
    expect(article.body.text).toContain('Sample newsroom');
    expect(article.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect((await get('/sample-newsroom/no-such-article')).status).toBe(404);
  });
});

describe('when the database is away', () => {
  test('answers say so without its details, and the dashboard stays up', async () => {
    const orphan = await startApp({ DATABASE_URL: 'postgresql://deskmates:hidden-password@127.0.0.1:1/nothing' });
    try {
      const ask = async (path: string) => {
        const response = await fetch(`${orphan.url}${path}`);
        // The page's outline is on its way before the database is asked.
        expect(path === '/stage' ? [200, 500] : [503]).toContain(response.status);
        expect(await response.text()).not.toMatch(/hidden-password|ECONNREFUSED|node_modules|\.ts:\d/);
      };
      await Promise.all(['/api/health', '/api/ops/stage', '/stage'].map(ask));
      expect(orphan.output()).not.toContain('hidden-password');
    } finally {
      await orphan.stop();
    }
  });
});

/** The views of library, outbox, runs and costs over real HTTP, the file to keep, and a post settled by request. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadCompany } from '../company/index.ts';
import { heartbeat } from '../src/core/heartbeat.ts';
import { seed } from '../src/core/seed.ts';
import { caller, errorOf } from './api-call.ts';
import { type AppServer, startApp } from './app-server.ts';
import { makeArtifact, makeCall, makePost } from './record-rows.ts';
import { type TestWorld, testWorld } from './world.ts';

const NOBODY = '0190a000-0000-7000-8000-000000000000';

let world: TestWorld;
let app: AppServer;
const { call, get, post } = caller(() => app.url);

beforeAll(async () => {
  world = await testWorld({ company: loadCompany(), clock: 'live' });
  await seed(world);
  await heartbeat(world, { source: 'cli' });
  await makeCall(world, { model: 'claude-haiku-5-5', usd: 0.25, agent: 'brain' });
  app = await startApp({ DATABASE_URL: world.url });
});
afterAll(async () => {
  await app?.stop();
  await world?.close();
});

test('every view is there, and strange questions are answered calmly', async () => {
  const id = await makeArtifact(world, { title: 'A heron' });
  const library = await get('/api/ops/views/library?q=heron');
  expect(library.body.artifacts).toMatchObject([{ id }]);
  for (const strange of ['q=%00%27%3B--', 'before=1_2', 'before=99999999999999999_x', `kind=${'x'.repeat(500)}`, 'q=a&q=b'])
    expect((await get(`/api/ops/views/library?${strange}`)).status, strange).toBe(200);
  expect((await get(`/api/ops/views/library/${id}`)).body).toMatchObject({ artifact: { title: 'A heron' } });
  const runs = (await get('/api/ops/views/runs')).body as { ticks: { id: string }[] };
  expect((await get(`/api/ops/views/runs/${runs.ticks[0]?.id}`)).body).toMatchObject({ status: 'succeeded', source: 'cli' });
  expect((await get('/api/ops/views/costs')).body).toMatchObject({ today: { usd: 0.25, calls: 1 } });
  expect((await get('/api/ops/views/outbox?status=nonsense&before=x')).body).toMatchObject({ status: null, posts: [] });
  for (const path of [`views/library/${NOBODY}`, 'views/library/1', `views/runs/${NOBODY}`, 'views/runs/x', `artifacts/${NOBODY}/markdown`])
    expect((await get(`/api/ops/${path}`)).status, path).toBe(404);
});

test('a text is kept as a file with a harmless name', async () => {
  const id = await makeArtifact(world, { title: '../../"x"\r\nSet-Cookie: a=b/Übung', body: 'Words.' });
  const answer = await get(`/api/ops/artifacts/${id}/markdown`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="[a-z0-9-]+\.md"$/);
  expect(answer.headers.get('content-type')).toBe('text/markdown; charset=utf-8');
  expect(answer.headers.get('set-cookie')).toBeNull();
  expect(answer.body.text).toContain('Words.\n\n*finding by Analyst');
});

test('a post is settled once, with the field named when it cannot be', async () => {
  const id = await makePost(world, { status: 'unconfirmed', text: 'lost' });
  const path = `/api/ops/outbox/${id}/settle`;
  const refused = [
    { body: { outcome: 'posted', post: 'p1', reason: 'seen' }, field: 'post' },
    { body: { outcome: 'posted', reason: 'seen' }, field: 'post' },
    { body: { outcome: 'not_posted', reason: '' }, field: 'reason' },
    { body: { outcome: 'not_posted', reason: 'x', post: '1234567' }, field: 'post' },
    { body: { outcome: 'sent again', reason: 'x' }, field: 'outcome' },
  ];
  for (const { body, field } of refused) {
    const answer = await post(path, body);
    expect([answer.status, errorOf(answer).field], JSON.stringify(body)).toEqual([400, field]);
  }
  expect((await post(path, { outcome: 'posted', post: '1234567', reason: 'seen' })).body).toEqual({ id, status: 'posted' });
  expect((await post(path, { outcome: 'not_posted', reason: 'no' })).status).toBe(400);
  expect((await post(`/api/ops/outbox/${NOBODY}/settle`, { outcome: 'not_posted', reason: 'no' })).status).toBe(404);
  const foreign = await call('POST', path, { body: { outcome: 'not_posted', reason: 'no' }, headers: { origin: 'https://evil.example' } });
  expect(foreign.status).toBe(403);
  const [told] = await world.db.sql`select summary from ops_agent_events where kind = 'post_settled'`;
  expect(told?.summary).toBe('api: seen');
});

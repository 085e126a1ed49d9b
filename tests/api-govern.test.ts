/** Policies, approvals and triggers over real HTTP: what they show, what they refuse and where. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadCompany } from '../company/index.ts';
import { propose } from '../src/core/proposals/propose.ts';
import { seed } from '../src/core/seed.ts';
import { caller, errorOf } from './api-call.ts';
import { type AppServer, startApp } from './app-server.ts';
import { type TestWorld, testWorld } from './world.ts';

let world: TestWorld;
let app: AppServer;
const { call, get, post } = caller(() => app.url);

beforeAll(async () => {
  world = await testWorld({ company: loadCompany(), clock: 'live' });
  await seed(world);
  app = await startApp({ DATABASE_URL: world.url });
});
afterAll(async () => {
  await app?.stop();
  await world?.close();
});

test('every view is there', async () => {
  const policies = (await get('/api/ops/views/policies')).body.policies as { key: string }[];
  expect(policies.map(({ key }) => key)).toContain('x_daily_quota');
  expect((await get('/api/ops/views/policies/x_daily_quota')).body).toMatchObject({ effect: { at: 'door' }, words: '5 tweets a day.' });
  expect((await get('/api/ops/views/policies/nonsense')).status).toBe(404);
  expect((await get('/api/ops/views/approvals')).body).toMatchObject({ waiting: [], total: 0 });
  const triggers = (await get('/api/ops/views/triggers')).body as { rules: unknown[]; reactions: { patterns: unknown[] } };
  expect(triggers.rules).toHaveLength(world.company.triggers.length);
  expect(triggers.reactions.patterns.length).toBeGreaterThan(5);
});

test('a held proposal is shown with its facts, and decided', async () => {
  const held = await propose(world, {
    agentId: 'brain',
    title: 'Post <b>this</b>',
    steps: [
      { kind: 'crawl', payload: { url: 'https://example.com/' } },
      { kind: 'post_tweet', payload: { draft_id: world.ids.next() } },
    ],
    source: 'person',
    cause: { kind: 'person', id: 'ada' },
  });
  expect(held).toMatchObject({ status: 'pending' });
  const { waiting } = (await get('/api/ops/views/approvals')).body as { waiting: { id: string; facts: { text: string }[] }[] };
  expect(waiting).toMatchObject([{ id: held.id, title: 'Post <b>this</b>', gate: 'auto_approve' }]);
  expect((await post(`/api/ops/proposals/${held.id}/decide`, { decision: 'reject', reason: '' })).status).toBe(400);
  expect((await post(`/api/ops/proposals/${held.id}/decide`, { decision: 'reject', reason: 'not now' })).body).toMatchObject({
    status: 'rejected',
  });
  expect((await post(`/api/ops/proposals/${held.id}/decide`, { decision: 'accept' })).status).toBe(409);
  expect((await get('/api/ops/views/approvals')).body).toMatchObject({ waiting: [] });
});

test('yesterday is weighed with a good value; a bad one is refused where it is bad', async () => {
  const path = '/api/ops/policy/rehearse';
  const told = await post(path, { key: 'x_daily_quota', value: { limit: 1 } });
  expect(told.body).toMatchObject({ happened: { accepted: 0 }, changed: [], cut: false });
  for (const [value, field] of [
    [{ limit: 99 }, 'x_daily_quota.limit'],
    [{}, 'x_daily_quota.limit'],
    [null, 'x_daily_quota'],
  ] as const) {
    const refused = await post(path, { key: 'x_daily_quota', value });
    expect([refused.status, errorOf(refused).field]).toEqual([400, field]);
  }
  expect(errorOf(await post(path, { key: 'nonsense', value: {} })).field).toBe('key');
  expect((await post(path, { key: 'x_daily_quota', value: {}, more: 1 })).status).toBe(400);
  expect((await world.db.sql`select 1 from ops_policy_history`).length).toBe(0);
});

test('a rule is rehearsed and switched; what is not there is 404, and another site may not', async () => {
  const path = '/api/ops/triggers/proactive_scan_signals';
  expect((await post(`${path}/rehearse`, {})).body).toMatchObject({ outcome: 'proposes', proposal: { agent_id: 'growth' } });
  expect((await post(`${path}/switch`, { enabled: false, reason: 'quiet' })).body).toEqual({
    name: 'proactive_scan_signals',
    enabled: false,
    unchanged: false,
  });
  const { rules } = (await get('/api/ops/views/triggers')).body as { rules: { name: string }[] };
  expect(rules.find(({ name }) => name === 'proactive_scan_signals')).toMatchObject({
    enabled: false,
    switched: { by: 'api', reason: 'quiet' },
  });
  for (const verb of ['rehearse', 'switch'])
    expect((await post(`/api/ops/triggers/nonsense%20%27/${verb}`, verb === 'switch' ? { enabled: true } : {})).status, verb).toBe(404);
  expect(errorOf(await post(`${path}/switch`, { enabled: 'yes' })).field).toBe('enabled');
  const foreign = await call('POST', `${path}/switch`, { body: { enabled: true }, headers: { origin: 'https://evil.example' } });
  expect(foreign.status).toBe(403);
});

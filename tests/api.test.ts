/** The control plane over real HTTP, what changes something: heartbeat, proposals, decisions, policies. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadCompany } from '../company/index.ts';
import { readPolicies, setPolicy } from '../src/core/policy/policies.ts';
import { seed } from '../src/core/seed.ts';
import { caller, errorOf } from './api-call.ts';
import { type AppServer, startApp } from './app-server.ts';
import { type TestWorld, testWorld } from './world.ts';

const CRON = 'a-cron-secret-for-the-tests';
const URL_STEP = { kind: 'crawl', payload: { url: 'https://example.com/a' } };
const GOOD = { agent_id: 'brain', title: 'Read a page', proposed_steps: [URL_STEP] };

let world: TestWorld;
let app: AppServer;

beforeAll(async () => {
  world = await testWorld({ company: loadCompany(), clock: 'live' });
  await seed(world);
  const before = (await readPolicies(world)).deploy_policy;
  await setPolicy(world, { key: 'deploy_policy', value: { ...before, enabled: true, max_per_day: 10 }, by: 'ada', reason: 'for the test' });
  app = await startApp({ DATABASE_URL: world.url, CRON_SECRET: CRON });
});
afterAll(async () => {
  await app?.stop();
  await world?.close();
});

const { call, post } = caller(() => app.url);
const count = async (table: string) => Number((await world.db.sql`select count(*)::int as n from ${world.db.sql(table)}`)[0]?.n);

describe('the heartbeat endpoint', () => {
  test('beats with the cron secret, by POST and by GET', async () => {
    for (const method of ['POST', 'GET']) {
      const answer = await call(method, '/api/ops/heartbeat', { headers: { authorization: `Bearer ${CRON}` } });
      expect(answer.status).toBe(200);
      expect(answer.body).toMatchObject({
        status: 'succeeded',
        jobs: expect.arrayContaining([expect.objectContaining({ name: 'triggers', ok: true })]),
      });
    }
    const rows = await world.db.sql`select source, status from ops_action_runs`;
    expect(rows.map((row) => row.source)).toEqual(['api', 'api']);
  });
  test('does nothing for anyone else', async () => {
    const before = await count('ops_action_runs');
    const foreign: Record<string, string>[] = [
      {},
      { authorization: 'Bearer undefined' },
      { authorization: 'Bearer ' },
      { cookie: `deskmates_session=${CRON}` },
    ];
    for (const headers of foreign) {
      for (const method of ['GET', 'POST']) expect((await call(method, '/api/ops/heartbeat', { headers })).status).toBe(401);
    }
    expect(await count('ops_action_runs')).toBe(before);
  });
});

describe('proposing', () => {
  test('good work is accepted and becomes a mission', async () => {
    const answer = await post('/api/ops/proposals', GOOD);
    expect(answer).toMatchObject({ status: 201, body: { status: 'accepted', gate: null, reason: null, mission_id: expect.any(String) } });
    const [row] = await world.db
      .sql`select source, cause_kind, cause_id, priority from ops_mission_proposals where id = ${String(answer.body.id)}`;
    expect(row).toEqual({ source: 'api', cause_kind: 'person', cause_id: 'api', priority: 0 });
  });
  test('a browser on the dashboard is a person, whose work goes first', async () => {
    const answer = await post('/api/ops/proposals', GOOD, { origin: app.url });
    const [row] = await world.db.sql`select source, priority from ops_mission_proposals where id = ${String(answer.body.id)}`;
    expect(row).toEqual({ source: 'person', priority: 10 });
  });
  test('asked twice with one key is asked once', async () => {
    const asked = { ...GOOD, dedupe_key: 'once' };
    const first = await post('/api/ops/proposals', asked);
    const second = await post('/api/ops/proposals', asked);
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.body).toMatchObject({ id: first.body.id, deduplicated: true });
  });
  test('a gate’s refusal is stored and told with its reason', async () => {
    await post('/api/ops/policy', { key: 'kill_switch', value: { agents: ['growth'], kinds: [] }, reason: 'test' });
    const answer = await post('/api/ops/proposals', { ...GOOD, agent_id: 'growth' });
    await post('/api/ops/policy', { key: 'kill_switch', value: { agents: [], kinds: [] }, reason: 'test' });
    expect(answer).toMatchObject({
      status: 200,
      body: { status: 'rejected', gate: 'kill_switch', mission_id: null, reason: expect.stringContaining('growth') },
    });
  });

  const bad: [name: string, body: unknown, field: string][] = [
    ['an unknown agent', { ...GOOD, agent_id: 'nobody' }, 'agent_id'],
    ['an unknown step kind', { ...GOOD, proposed_steps: [{ kind: 'conquer', payload: {} }] }, 'proposed_steps[0].kind'],
    ['no steps', { ...GOOD, proposed_steps: [] }, 'proposed_steps'],
    ['steps that are no list', { ...GOOD, proposed_steps: 'crawl' }, 'proposed_steps'],
    [
      'a payload its schema refuses',
      { ...GOOD, proposed_steps: [URL_STEP, { kind: 'crawl', payload: { url: 7 } }] },
      'proposed_steps[1].payload.url',
    ],
    [
      'an unknown field of a payload',
      { ...GOOD, proposed_steps: [{ kind: 'crawl', payload: { ...URL_STEP.payload, sudo: true } }] },
      'proposed_steps[0].payload',
    ],
    ['a title that is a number', { ...GOOD, title: 7 }, 'title'],
    ['an empty title', { ...GOOD, title: '  ' }, 'title'],
    ['no title', { agent_id: 'brain', proposed_steps: [URL_STEP] }, 'title'],
    ['a status of its own', { ...GOOD, status: 'accepted' }, 'status'],
    ['an approval of its own', { ...GOOD, decided_by: 'me' }, 'decided_by'],
    ['a cost of its own', { ...GOOD, proposed_steps: [{ ...URL_STEP, cost: 0 }] }, 'proposed_steps[0].cost'],
    ['a priority beyond the limit', { ...GOOD, priority: 1e9 }, 'priority'],
    ['a list', [GOOD], 'body'],
    ['null', null, 'body'],
  ];
  test.each(bad)('%s is refused by name, and nothing is stored', async (_name, body, field) => {
    const before = [await count('ops_mission_proposals'), await count('ops_missions'), await count('ops_agent_events')];
    const answer = await post('/api/ops/proposals', body);
    expect(answer.status).toBe(400);
    expect(errorOf(answer).field).toBe(field);
    expect(errorOf(answer).message).not.toMatch(/\n|\bat .*\.(ts|js)|select |insert /i);
    expect([await count('ops_mission_proposals'), await count('ops_missions'), await count('ops_agent_events')]).toEqual(before);
  });
  test('what is too large, too deep, no JSON or no text is refused before it is understood', async () => {
    const large = { ...GOOD, title: 'x'.repeat(1_000_000) };
    expect((await post('/api/ops/proposals', large)).status).toBe(413);
    const sized = { ...GOOD, proposed_steps: [{ kind: 'crawl', payload: { url: `https://example.com/${'x'.repeat(100_000)}` } }] };
    expect(await post('/api/ops/proposals', sized)).toMatchObject({ status: 400, body: { error: { field: 'proposed_steps' } } });
    const deep = `{"agent_id":"brain","title":"x","proposed_steps":${'['.repeat(10_000)}${']'.repeat(10_000)}}`;
    expect(await call('POST', '/api/ops/proposals', { raw: deep })).toMatchObject({ status: 400, body: { error: { field: 'body' } } });
    for (const raw of ['{', '', 'undefined']) expect((await call('POST', '/api/ops/proposals', { raw })).status).toBe(400);
    const typed = (type: string) => call('POST', '/api/ops/proposals', { raw: JSON.stringify(GOOD), headers: { 'content-type': type } });
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])
      expect((await typed(type)).status).toBe(415);
  });
  test('lists what became of them, newest first', async () => {
    const rejected = await call('GET', '/api/ops/proposals?status=rejected&limit=5');
    expect(rejected.body.proposals).toEqual([expect.objectContaining({ status: 'rejected', gate: 'kill_switch', agent_id: 'growth' })]);
    expect((await call('GET', '/api/ops/proposals?limit=1')).body.proposals).toHaveLength(1);
    for (const query of ['limit=0', 'limit=1000', 'limit=x', 'status=maybe'])
      expect((await call('GET', `/api/ops/proposals?${query}`)).status).toBe(400);
  });
});

describe('deciding', () => {
  const deploy = {
    agent_id: 'opus',
    title: 'Deploy the landing page',
    proposed_steps: [{ kind: 'deploy', payload: { target: 'landing' } }],
  };
  const decide = (id: unknown, body: unknown) => post(`/api/ops/proposals/${id}/decide`, body);
  test('a person accepts what waited', async () => {
    const { body } = await post('/api/ops/proposals', deploy);
    expect(body).toMatchObject({ status: 'pending', gate: 'needs_person' });
    const accepted = await decide(body.id, { decision: 'accept' });
    expect(accepted).toMatchObject({ status: 200, body: { id: body.id, status: 'accepted', mission_id: expect.any(String) } });
    expect((await decide(body.id, { decision: 'accept' })).status).toBe(409);
  });
  test('a rejection needs a reason', async () => {
    const { body } = await post('/api/ops/proposals', deploy);
    expect(await decide(body.id, { decision: 'reject' })).toMatchObject({ status: 400, body: { error: { field: 'reason' } } });
    expect(await decide(body.id, { decision: 'reject', reason: 'not today' })).toMatchObject({
      status: 200,
      body: { status: 'rejected', gate: 'person' },
    });
  });
  test('ids that are none lead nowhere', async () => {
    for (const id of ['0190a000-0000-7000-8000-000000000000', '1', '-1', "'; drop table ops_policy; --", '%00', '../heartbeat']) {
      expect([404, 405]).toContain((await decide(encodeURIComponent(id), { decision: 'accept' })).status);
    }
    const { body } = await post('/api/ops/proposals', GOOD);
    expect((await decide(body.mission_id, { decision: 'accept' })).status).toBe(404);
    expect((await decide(body.id, { decision: 'maybe' })).status).toBe(400);
  });
});

describe('policies', () => {
  test('a change is told before and after; a bad value changes nothing', async () => {
    const good = await post('/api/ops/policy', { key: 'company', value: { name: 'Loop & Co', paused: true }, reason: 'lunch' });
    expect(good).toMatchObject({ status: 200, body: { key: 'company', after: { paused: true }, unchanged: false } });
    const bad = await post('/api/ops/policy', { key: 'company', value: { name: 7, paused: true } });
    expect(bad).toMatchObject({ status: 400, body: { error: { field: 'company.name' } } });
    expect((await post('/api/ops/policy', { key: 'nonsense', value: {} })).status).toBe(400);
    expect((await call('GET', '/api/ops/policy')).body.policies).toMatchObject({ company: { paused: true } });
    await post('/api/ops/policy', { key: 'company', value: { name: 'Loop & Co', paused: false }, reason: 'back' });
  });
});

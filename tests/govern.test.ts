/** Governing on a real database: triggers switched and rehearsed, yesterday weighed again, policies and approvals as their pages read them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadCompany } from '../company/index.ts';
import { heartbeat } from '../src/core/heartbeat.ts';
import { setPolicy } from '../src/core/policy/policies.ts';
import { decidePending } from '../src/core/proposals/decide-pending.ts';
import { propose } from '../src/core/proposals/propose.ts';
import { seed } from '../src/core/seed.ts';
import { DAY_MS } from '../src/core/time.ts';
import { rehearseTrigger } from '../src/core/triggers/rehearse.ts';
import { switchTrigger } from '../src/core/triggers/switch.ts';
import { approvalsView } from '../src/read/approvals.ts';
import { replayYesterday } from '../src/read/policy-replay.ts';
import { policiesView, policyView } from '../src/read/policy-view.ts';
import { triggersView } from '../src/read/triggers.ts';
import { type TestWorld, testWorld } from './world.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld({ company: loadCompany() });
  await seed(world);
});
afterAll(() => world.close());

const ask = (kind: string, payload: object, more: { agentId?: string; untrusted?: boolean } = {}) =>
  propose(world, {
    agentId: 'brain',
    title: `${kind} something`,
    steps: [{ kind, payload: payload as never }],
    source: 'person',
    cause: { kind: 'person', id: 'ada' },
    ...more,
  });
const crawl = () => ask('crawl', { url: 'https://example.com/' });

/** How many rows every table that a firing would touch has. */
async function rows(): Promise<unknown> {
  const [counts] = await world.db.sql`
    select (select count(*) from ops_mission_proposals) as proposals, (select count(*) from ops_missions) as missions,
      (select count(*) from ops_agent_events) as events, (select count(*) from ops_influences) as influences,
      (select md5(string_agg(t::text, '' order by name)) from ops_trigger_rules t) as rules`;
  return counts;
}

describe('a trigger rule', () => {
  test('is rehearsed without a trace', async () => {
    const before = await rows();
    const told = await rehearseTrigger(world, 'proactive_scan_signals');
    expect(told).toMatchObject({
      outcome: 'proposes',
      proposal: { agent_id: 'growth', proposed_steps: [{ kind: 'scan_signals' }] },
      decision: { status: 'accepted' },
    });
    expect(await rehearseTrigger(world, 'mission_failed')).toMatchObject({ outcome: 'quiet' });
    expect(await rows()).toEqual(before);
  });
  test('that is set wrongly says so in its rehearsal', async () => {
    await world.db.sql`update ops_trigger_rules set action_config = '{}' where name = 'insight_promoted'`;
    expect(await rehearseTrigger(world, 'insight_promoted')).toMatchObject({
      outcome: 'error',
      note: expect.stringContaining('target_agent'),
    });
    await expect(rehearseTrigger(world, 'nonsense')).rejects.toMatchObject({ name: 'InvalidInput', field: 'name' });
  });
  test('says what the door would say', async () => {
    await setPolicy(world, { key: 'kill_switch', value: { agents: ['growth'], kinds: [] }, by: 'ada', reason: '' });
    expect(await rehearseTrigger(world, 'proactive_scan_signals')).toMatchObject({ decision: { status: 'rejected', gate: 'kill_switch' } });
    await setPolicy(world, { key: 'kill_switch', value: { agents: [], kinds: [] }, by: 'ada', reason: '' });
  });
  test('is switched off with who and why, does not fire then, and is switched on again', async () => {
    const off = { name: 'proactive_scan_signals', enabled: false, by: 'ada', reason: 'too much' };
    expect(await switchTrigger(world, off)).toMatchObject({ enabled: false, unchanged: false });
    expect(await switchTrigger(world, off)).toMatchObject({ unchanged: true });
    await heartbeat(world, { source: 'cli' });
    const rule = async () => (await triggersView(world)).rules.find(({ name }) => name === off.name);
    expect(await rule()).toMatchObject({ enabled: false, fire_count: 0, switched: { by: 'ada', reason: 'too much' } });
    await switchTrigger(world, { ...off, enabled: true, reason: 'calmer now' });
    world.clock.advance(60_000);
    await heartbeat(world, { source: 'cli' });
    expect(await rule()).toMatchObject({ fire_count: 1, fired_today: 1, last_result: 'fired' });
    expect((await rule())?.eligible_at).not.toBeNull();
    expect((await rule())?.run_id).not.toBeNull();
    const told = await world.db.sql`select title, cause_id from ops_agent_events where kind = 'trigger_switched' order by seq`;
    expect(told.map(({ cause_id }) => cause_id)).toEqual(['ada', 'ada']);
    await expect(switchTrigger(world, { ...off, name: 'nonsense' })).rejects.toMatchObject({ field: 'name' });
  });
});

describe('a policy', () => {
  test.each([
    ['auto_approve', { enabled: true, allowed_step_kinds: ['crawl', 'crowl'] }, 'auto_approve.allowed_step_kinds.1'],
    ['kill_switch', { agents: [], kinds: ['roundtable', 'dance'] }, 'kill_switch.kinds.1'],
    [
      'reaction_matrix',
      { patterns: [{ source: '*', tags: ['a'], target: 'brian', type: 'analyze', probability: 1, cooldown: 0 }] },
      'reaction_matrix.patterns.0.target',
    ],
    [
      'reaction_matrix',
      { patterns: [{ source: '*', tags: ['a'], target: 'brain', type: 'dance', probability: 1, cooldown: 0 }] },
      'reaction_matrix.patterns.0.type',
    ],
  ])('%s that names what does not exist is refused at the very place', async (key, value, field) => {
    await expect(setPolicy(world, { key, value, by: 'ada', reason: '' })).rejects.toMatchObject({ name: 'InvalidInput', field });
  });
  test('is told in words, with its state, its last change and its figures', async () => {
    await setPolicy(world, { key: 'content_policy', value: { enabled: false, max_drafts_per_day: 3 }, by: 'ada', reason: 'holidays' });
    await ask('write_content', { topic: 'herons' });
    const { policies } = await policiesView(world);
    expect(policies.find(({ key }) => key === 'content_policy')).toMatchObject({
      state: 'off',
      words: 'No articles are written.',
      updated_by: 'ada',
      reason: 'holidays',
      today: { text: '0 of 3 used, 1 rejected', href: '/library' },
    });
    for (const row of policies) expect([row.key, row.words !== '' && row.today !== null]).toEqual([row.key, true]);
    await setPolicy(world, { key: 'content_policy', value: { enabled: true, max_drafts_per_day: 8 }, by: 'ada', reason: '' });
  });
  test('that cannot be read, breakers and rows that nobody reads are shown as what they are', async () => {
    const { sql } = world.db;
    await sql`update ops_policy set value = '{"limit":"many"}' where key = 'x_daily_quota'`;
    await sql`insert into ops_policy (key, value) values ('old_policy', '{}'), ('breaker:crawl', '{"state":"open","failures":3,"reason":"no such host"}')`;
    const { policies } = await policiesView(world);
    const row = (key: string) => policies.find((policy) => policy.key === key);
    expect(row('x_daily_quota')).toMatchObject({ unreadable: expect.stringContaining('x_daily_quota.limit'), words: '0 tweets a day.' });
    expect(row('old_policy')).toMatchObject({ sort: 'stray' });
    expect(row('breaker:crawl')).toMatchObject({ sort: 'breaker', state: 'off', words: expect.stringMatching(/^Open/) });
    expect(await policyView(world, 'breaker:crawl')).toMatchObject({ breaker: { failures: 3, reason: 'no such host' }, schema: null });
    expect(await policyView(world, 'nonsense')).toBeNull();
    await sql`delete from ops_policy where key in ('old_policy', 'breaker:crawl', 'x_daily_quota')`;
  });
  test('has a form, and says what kind of effect it has', async () => {
    expect(await policyView(world, 'x_daily_quota')).toMatchObject({
      schema: { properties: { limit: { type: 'integer', minimum: 0, maximum: 50 } } },
      effect: { at: 'door' },
    });
    expect(await policyView(world, 'worker_policy')).toMatchObject({ effect: { at: 'other' }, yesterday: expect.anything() });
  });
});

describe('what waits for a person', () => {
  test('is told with its gate, its cost and its facts', async () => {
    const { id } = await ask('draft_tweet', { topic: 'https://example.com/x' });
    expect((await approvalsView(world)).waiting).toEqual([]);
    expect(id).toBeTruthy();
    await setPolicy(world, { key: 'auto_approve', value: { enabled: true, allowed_step_kinds: [] }, by: 'ada', reason: '' });
    await crawl();
    const view = await approvalsView(world);
    expect(view).toMatchObject({ total: 1, auto_approved: [] });
    expect(view.waiting).toMatchObject([{ gate: 'auto_approve', cost: { usd: null }, origin: 'asked by ada' }]);
    expect(view.waiting[0]?.facts).toContainEqual({ text: 'names the address of example.com', tone: 'plain' });
    await world.db.sql`update ops_mission_steps set status = 'failed' where kind = 'crawl'`;
    const [only] = view.waiting;
    await decidePending(world, { id: only?.id ?? '', decision: 'reject', by: 'ada', reason: 'no' });
  });
});

describe('yesterday, weighed again', () => {
  test('is what happened when nothing is changed, and tells what another value would have done', async () => {
    const shipped = world.company.policies.get('auto_approve')?.default as { enabled: boolean; allowed_step_kinds: string[] };
    await setPolicy(world, { key: 'auto_approve', value: shipped, by: 'ada', reason: '' });
    world.clock.set(new Date(Math.floor(world.clock.now().getTime() / DAY_MS) * DAY_MS + DAY_MS + 3_600_000));
    for (let n = 0; n < 3; n++) await crawl();
    await ask('deploy', { target: 'landing' });
    world.clock.advance(60_000);
    await setPolicy(world, { key: 'kill_switch', value: { agents: [], kinds: ['crawl'] }, by: 'ada', reason: '' });
    await crawl();
    world.clock.advance(60_000);
    await setPolicy(world, { key: 'kill_switch', value: { agents: [], kinds: [] }, by: 'ada', reason: '' });
    world.clock.advance(DAY_MS);
    const before = await rows();
    const none = { agents: [], kinds: [] };
    const switched = await replayYesterday(world, 'kill_switch', none);
    // Deploying is switched off by policy, so it was rejected, and one crawl met the switch.
    expect(switched).toMatchObject({
      happened: { accepted: 3, pending: 0, rejected: 2 },
      edited: { accepted: 4, pending: 0, rejected: 1 },
      unsure: 0,
    });
    expect(await replayYesterday(world, 'causality', { max_depth: 8 })).toMatchObject({ changed: [], unsure: 0 });
    const told = await replayYesterday(world, 'auto_approve', { enabled: true, allowed_step_kinds: [] });
    expect(told.edited).toEqual({ accepted: 0, pending: 3, rejected: 2 });
    expect(told.changed).toHaveLength(3);
    expect(told.changed[0]).toMatchObject({ was: 'accepted', now: { status: 'pending', gate: 'auto_approve' } });
    expect(await rows()).toEqual(before);
  });
});

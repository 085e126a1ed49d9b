/** Chapter 5: agents start work of their own, when they know enough to, and only through the one intake (S34, S35). */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadCompany } from '../company/index.ts';
import type { Json } from '../src/core/company.ts';
import { heartbeat } from '../src/core/heartbeat.ts';
import { takeInitiative } from '../src/core/initiative/generate.ts';
import { claimInitiative } from '../src/core/initiative/store.ts';
import type { NewMemory } from '../src/core/memory/keep.ts';
import { remember } from '../src/core/memory/remember.ts';
import { readPolicies, setPolicy } from '../src/core/policy/policies.ts';
import { seed } from '../src/core/seed.ts';
import { after } from '../src/core/time.ts';
import { influenceArms, verdict } from '../src/read/influence.ts';
import { whyChain } from '../src/read/why.ts';
import { type TalkModel, talkModel } from './talk-model.ts';
import { initiateAll } from './turn.ts';
import { type TestWorld, testWorld } from './world.ts';

let world: TestWorld;
let model: TalkModel;
let idea: Json | string;

beforeEach(async () => {
  idea = {
    title: 'Compare the two shortest posts',
    step_kind: 'analyze',
    topic: 'short posts',
    reason: 'short ones did twice the median',
    memory_refs: ['m2'],
  };
  model = talkModel({ initiative: () => idea });
  world = await testWorld({ company: loadCompany(), seed: 'initiative', model });
  await seed(world);
  await world.db.sql`update ops_trigger_rules set enabled = false`;
  await set('initiative_policy', { enabled: true });
  await set('holdout_policy', { share: 0 });
  await set('roundtable_policy', { enabled: false });
});
afterEach(() => world.close());

const set = async (key: string, change: object) => {
  const before = (await readPolicies(world))[key] as object;
  await setPolicy(world, { key, value: { ...before, ...change }, by: 'ada', reason: 'test' });
};
let traces = 0;
const know = async (agentId: string, content: string, more: Partial<NewMemory> = {}) =>
  remember(world, await readPolicies(world), {
    agentId,
    type: 'insight',
    content,
    confidence: 0.75,
    tags: [],
    traceId: `test:${++traces}`,
    untrusted: false,
    cause: { kind: 'person', id: 'ada' },
    ...more,
  });
const experienced = async (agentId: string) => {
  for (let n = 0; n < 4; n++) await know(agentId, `Insight ${n} of ${agentId}.`);
  return know(agentId, 'A short post reached twice the median.', { type: 'lesson', confidence: 0.7, traceId: `tweet-lesson:${agentId}` });
};
const beat = () => heartbeat(world, { source: 'cli' });
const queue = () => world.db.sql`select agent_id, status, proposal_id, last_error, reason from ops_initiative_queue order by created_at`;

describe('an initiative is queued', () => {
  test('only when it is switched on, five sure memories are there and one of them is a lesson from an outcome', async () => {
    await beat();
    expect(await queue()).toHaveLength(0);
    for (let n = 0; n < 6; n++) await know('growth', `Insight ${n}.`);
    await beat();
    expect(await queue()).toHaveLength(0);
    await know('brain', 'A lesson alone.', { type: 'lesson', traceId: 'tweet-lesson:brain' });
    await know('creator', 'unsure', { type: 'lesson', confidence: 0.58, traceId: 'tweet-lesson:creator' });
    for (let n = 0; n < 5; n++) await know('creator', `Unsure ${n}.`, { confidence: 0.58 });
    await beat();
    expect(await queue()).toHaveLength(0);
    await set('initiative_policy', { enabled: false });
    await experienced('opus');
    await beat();
    expect(await queue()).toHaveLength(0);
    await set('initiative_policy', { enabled: true });
    await beat();
    expect([...(await queue())]).toMatchObject([
      { agent_id: 'opus', status: 'queued', reason: expect.stringContaining('5 sure memories') },
    ]);
    expect(model.of('initiative')).toHaveLength(0);
  });

  test('once in four hours, three times a day, and once by two heartbeats', async () => {
    await experienced('opus');
    await Promise.all([beat(), beat(), beat()]);
    await beat();
    expect(await queue()).toHaveLength(1);
    world.clock.set(new Date('2026-03-03T00:00:30Z'));
    for (let n = 0; n < 23; n++) {
      await beat();
      world.clock.advance(3_600_000);
    }
    expect((await queue()).length).toBe(4);
  });
});

describe('the worker', () => {
  test('asks the model once and brings the idea in through the intake; why leads to the memory', async () => {
    const lesson = await experienced('opus');
    await beat();
    expect(await initiateAll(world)).toBe(1);
    const [proposal] = await world.db
      .sql`select id, agent_id, source, status, untrusted, cause_kind, proposed_steps from ops_mission_proposals`;
    expect(proposal).toMatchObject({
      agent_id: 'opus',
      source: 'initiative',
      status: 'accepted',
      untrusted: true,
      cause_kind: 'initiative',
      proposed_steps: [{ kind: 'analyze', payload: { topic: 'short posts' } }],
    });
    const chain = await whyChain(world.db.sql, proposal?.id);
    expect(chain?.map(({ kind }) => kind)).toEqual(['proposal', 'initiative', 'memory', 'person']);
    expect(chain?.[2]?.id).toBe(lesson.id);
    expect(model.of('initiative')[0]?.prompt).toContain('A short post reached twice the median.');
    const [row] = await queue();
    expect(row).toMatchObject({ status: 'proposed', proposal_id: proposal?.id });
  });

  test('meets the gates like everybody else', async () => {
    await experienced('opus');
    await set('kill_switch', { kinds: ['analyze'] });
    await beat();
    await initiateAll(world);
    const [proposal] = await world.db.sql`select status, gate, reason from ops_mission_proposals`;
    expect(proposal).toMatchObject({ status: 'rejected', gate: 'kill_switch' });
    expect((await queue())[0]).toMatchObject({ status: 'proposed' });
  });

  test.each([
    [{ title: 'Deploy it', step_kind: 'deploy', topic: 'all' }, /asks for "deploy", which nobody may start alone/],
    [{ title: 'Post it', step_kind: 'post_tweet', topic: 'all' }, /asks for "post_tweet"/],
    [{ title: 'x' }, /could not be used/],
    ['I would rather not.', /could not be used/],
  ])('records an idea that cannot be used: %j', async (answer, reason) => {
    idea = answer as Json;
    await experienced('opus');
    await beat();
    await initiateAll(world);
    expect((await queue())[0]).toMatchObject({ status: 'failed', proposal_id: null, last_error: expect.stringMatching(reason) });
    expect(await world.db.sql`select 1 from ops_mission_proposals`).toHaveLength(0);
    expect(await world.db.sql`select 1 from ops_agent_events where kind = 'initiative_failed'`).toHaveLength(1);
  });

  test('that lost its claim submits nothing: one initiative, one proposal', async () => {
    await experienced('opus');
    await beat();
    const claim = () =>
      claimInitiative(world.db.sql, {
        workerId: 'w',
        withoutAgents: [],
        now: world.clock.now(),
        leaseUntil: after(world.clock.now(), 30_000),
      });
    const slow = await claim();
    expect(await claim()).toBeNull();
    world.clock.advance(31_000);
    const quick = await claim();
    if (!slow || !quick) throw new Error('nothing was claimed');
    const policies = await readPolicies(world);
    expect(await takeInitiative(world, quick, policies, new AbortController().signal)).toBe(true);
    expect(await takeInitiative(world, slow, policies, new AbortController().signal)).toBe(false);
    expect(await world.db.sql`select 1 from ops_mission_proposals where source = 'initiative'`).toHaveLength(1);
    expect(await world.db.sql`select 1 from ops_influences where kind = 'initiative'`).toHaveLength(1);
  });
});

describe('does it pay', () => {
  test('a held-out initiative is made without memories, and both kinds are counted apart', async () => {
    await experienced('opus');
    await set('holdout_policy', { share: 1 });
    await beat();
    await initiateAll(world);
    expect(model.of('initiative')[0]?.prompt).not.toContain('A short post reached twice the median.');
    await set('holdout_policy', { share: 0 });
    await experienced('brain');
    await beat();
    await initiateAll(world);
    const arms = await influenceArms(world.db.sql, new Date(0));
    expect(arms).toMatchObject([
      { kind: 'initiative', arm: 'held_out', decisions: 1, accepted: 1 },
      { kind: 'initiative', arm: 'influenced', decisions: 1, accepted: 1 },
    ]);
    expect(verdict(arms, 'initiative')).toBe('Too few to compare: 1 with memory, 1 held out; 10 of each are needed.');
    expect(verdict(arms, 'topic')).toBe('No topic was up to memory yet.');
    const many = arms.map((arm) => ({
      ...arm,
      decisions: 20,
      succeeded: arm.arm === 'influenced' ? 18 : 12,
      failed: arm.arm === 'influenced' ? 2 : 8,
    }));
    expect(verdict(many, 'initiative')).toBe('Missions succeeded in 90 % of cases with memory, in 60 % without.');
  });
});

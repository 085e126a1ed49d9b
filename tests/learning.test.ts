/** Chapter 3: learning from outcomes, promotion, fading, and a person's word about a memory. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadCompany } from '../company/index.ts';
import { heartbeat } from '../src/core/heartbeat.ts';
import { careFor } from '../src/core/memory/care.ts';
import type { NewMemory } from '../src/core/memory/keep.ts';
import { learnFromOutcomes } from '../src/core/memory/learn.ts';
import { promoteAndFade } from '../src/core/memory/promote.ts';
import { remember } from '../src/core/memory/remember.ts';
import { searchLive } from '../src/core/memory/store.ts';
import { readPolicies, setPolicy } from '../src/core/policy/policies.ts';
import { propose } from '../src/core/proposals/propose.ts';
import { seed } from '../src/core/seed.ts';
import { evaluateTriggers } from '../src/core/triggers/evaluate.ts';
import { listMemories, readVoice } from '../src/read/memory.ts';
import { whyChain } from '../src/read/why.ts';
import { posted } from './posted.ts';
import { workAll } from './turn.ts';
import { type TestWorld, testWorld } from './world.ts';

let world: TestWorld;

beforeEach(async () => {
  world = await testWorld({ company: loadCompany(), seed: 'learning' });
});
afterEach(() => world.close());

async function measured(draft: string, rate: number, at = world.clock.now()): Promise<void> {
  await world.db.sql`
    insert into ops_tweet_metrics (id, draft_id, post_id, impressions, engagements, engagement_rate, observed_at)
    values (${world.ids.next()}, ${draft}, ${draft}, 1000, ${Math.round(rate * 1000)}, ${rate}, ${at})`;
}
const learn = async () => learnFromOutcomes(world, await readPolicies(world));
const memories = (agentId?: string) => listMemories(world.db.sql, { agentId, all: true, limit: 500 });
const note = (content: string, more: Partial<NewMemory> = {}): NewMemory => ({
  agentId: 'brain',
  type: 'insight',
  content,
  confidence: 0.7,
  tags: [],
  traceId: `test:${content}`,
  untrusted: false,
  cause: { kind: 'person', id: 'ada' },
  ...more,
});
const set = async (key: string, change: object) => {
  const before = (await readPolicies(world))[key] as object;
  await setPolicy(world, { key, value: { ...before, ...change }, by: 'ada', reason: 'test' });
};

describe('posts', () => {
  test('more than twice the median is a lesson of 0.7, less than 0.3 of it one of 0.6, of whoever wrote it; once', async () => {
    const [hit, miss] = [
      await posted(world, 'One number: 40 minutes. Why?'),
      await posted(world, 'Long words without anything in them that anybody wanted to know about at this hour', 'creator'),
    ];
    for (const [draft, rate] of [
      [hit.draft, 0.051],
      [miss.draft, 0.005],
    ] as const)
      await measured(draft, rate);
    for (let n = 0; n < 3; n++) await measured((await posted(world, `Usual post ${n}`)).draft, 0.02);
    expect(await learn()).toMatchObject({ lessons: 2 });
    expect(await learn()).toMatchObject({ lessons: 0 });
    const [lesson] = await memories('twitter-alt');
    expect(lesson).toMatchObject({
      type: 'lesson',
      confidence: 0.7,
      source_trace_id: `tweet-lesson:${hit.draft}`,
      cause_kind: 'metric',
      tags: ['engagement', 'outcome', 'content'],
      content:
        '“One number: 40 minutes. Why?” reached 5.1 % engagement, 2.5× our median of 2.0 %: a short post with a number and a question, sent at 09 UTC, works',
    });
    expect((await memories('creator'))[0]).toMatchObject({ confidence: 0.6, source_trace_id: `tweet-lesson:${miss.draft}` });
    expect((await whyChain(world.db.sql, lesson?.id ?? ''))?.map(({ kind }) => kind).slice(0, 2)).toEqual(['memory', 'metric']);
  });

  test('fewer than three posts, or a median of nothing, teach nothing', async () => {
    await measured((await posted(world, 'one')).draft, 0.5);
    await measured((await posted(world, 'two')).draft, 0.001);
    expect(await learn()).toMatchObject({ lessons: 0 });
    for (let n = 0; n < 5; n++) await measured((await posted(world, `zero ${n}`)).draft, 0);
    expect(await learn()).toMatchObject({ lessons: 0 });
  });

  test('older than 48 hours do not count; the newest reading of a post does', async () => {
    const past = new Date(world.clock.now().getTime() - 49 * 3_600_000);
    for (let n = 0; n < 3; n++) await measured((await posted(world, `old ${n}`)).draft, 0.02, past);
    expect(await learn()).toMatchObject({ lessons: 0 });
    const { draft } = await posted(world, 'grows');
    await measured(draft, 0.001, new Date(world.clock.now().getTime() - 3_600_000));
    await measured(draft, 0.02);
    for (let n = 0; n < 3; n++) await measured((await posted(world, `new ${n}`)).draft, 0.02);
    expect(await learn()).toMatchObject({ lessons: 0 });
  });

  test('give three lessons a day and agent at most, the clearest first', async () => {
    for (let n = 0; n < 9; n++) await measured((await posted(world, `usual ${n}`, 'brain')).draft, 0.02);
    for (let n = 0; n < 5; n++) await measured((await posted(world, `hit ${n}`)).draft, 0.05 + n / 100);
    expect(await learn()).toMatchObject({ lessons: 3 });
    expect((await memories('twitter-alt')).map(({ content }) => /hit \d/.exec(content)?.[0]).sort()).toEqual(['hit 2', 'hit 3', 'hit 4']);
    expect(await learn()).toMatchObject({ lessons: 0 });
    world.clock.advance(86_400_000);
    expect((await learn()).lessons).toBe(2);
  });
});

describe('missions', () => {
  test('succeeded is a strategy, failed a lesson, once each, with the mission as the cause', async () => {
    const ask = { agentId: 'growth', source: 'person', cause: { kind: 'person', id: 'ada' } } as const;
    await propose(world, {
      ...ask,
      title: 'Remember what is not there',
      steps: [{ kind: 'remember', payload: { artifact_id: world.ids.next(), agent_id: 'brain' } }],
    });
    await workAll(world);
    expect(await learn()).toMatchObject({ from_missions: 1, strategies: 0 });
    expect(await learn()).toMatchObject({ from_missions: 0 });
    const [lesson] = await memories('growth');
    expect(lesson).toMatchObject({
      type: 'lesson',
      confidence: 0.65,
      cause_kind: 'mission',
      tags: expect.arrayContaining(['reliability']),
      content: expect.stringContaining('failed:'),
    });
    const finding = world.ids.next();
    await world.db.sql`
      insert into ops_artifacts (id, agent_id, kind, title, body, data, content_hash, created_at)
      values (${finding}, 'brain', 'finding', 'Costs', 'x', '{"confidence": 0.9, "finding": "Costs fall.", "topic": "cost"}', 'h', ${world.clock.now()})`;
    await propose(world, {
      ...ask,
      title: 'Remember the costs',
      steps: [{ kind: 'remember', payload: { artifact_id: finding, agent_id: 'brain' } }],
    });
    await workAll(world);
    expect(await learn()).toMatchObject({ strategies: 1 });
    expect((await memories('growth'))[0]).toMatchObject({
      type: 'strategy',
      confidence: 0.6,
      content: expect.stringMatching(/^“Remember the costs” worked by way of remember/),
    });
  });
});

describe('long-term memory', () => {
  test('sure insights are lifted once, with an event; nobody fades unless the policy says so, and then only what was never used', async () => {
    const policies = await readPolicies(world);
    await remember(world, policies, note('Sure.', { confidence: 0.85 }));
    await remember(world, policies, note('Not so sure.', { confidence: 0.79 }));
    await remember(world, policies, note('A sure lesson.', { confidence: 0.9, type: 'lesson' }));
    expect(await promoteAndFade(world, policies)).toEqual({ promoted: 1, faded: 0 });
    expect(await promoteAndFade(world, policies)).toEqual({ promoted: 0, faded: 0 });
    const [event] = await world.db.sql`select title, tags, cause_kind from ops_agent_events where kind = 'insight_promoted'`;
    expect(event).toMatchObject({ title: 'Sure.', cause_kind: 'memory', tags: expect.arrayContaining(['insight', 'promoted']) });
    world.clock.advance(31 * 86_400_000);
    await set('memory_policy', { decay_days: 30 });
    expect(await promoteAndFade(world, await readPolicies(world))).toEqual({ promoted: 0, faded: 2 });
    expect((await listMemories(world.db.sql, { limit: 10 })).map(({ content }) => content)).toEqual(['Sure.']);
    expect((await memories()).filter(({ retired_by }) => retired_by === 'decay')).toHaveLength(2);
  });
});

describe('a person’s word', () => {
  const only = async () => (await memories())[0];
  test('pins a memory, marks it wrong or forgets it, with who and why; voice and search follow', async () => {
    const policies = await readPolicies(world);
    for (let n = 0; n < 11; n++)
      await remember(world, policies, note(`Short posts number ${n} did well.`, { type: 'lesson', tags: ['engagement'] }));
    const voice = async () => (await readVoice(world.db.sql, 'brain', world.company.voiceRules)).modifiers.map(({ rule }) => rule);
    expect(await voice()).toEqual(['engagement_lessons']);
    const victim = await only();
    if (!victim) throw new Error('no memory');
    await careFor(world, { id: victim.id, action: 'wrong', by: 'ada', reason: 'measured on a holiday' });
    expect(await voice()).toEqual([]);
    expect((await searchLive(world.db.sql, { agentId: 'brain', words: ['post'], limit: 50 })).map(({ id }) => id)).not.toContain(victim.id);
    expect((await memories()).find(({ id }) => id === victim.id)).toMatchObject({
      retired_by: 'ada',
      retired_reason: 'wrong: measured on a holiday',
    });
    const [event] = await world.db.sql`select kind, cause_kind, cause_id, summary from ops_agent_events where kind = 'memory_retired'`;
    expect(event).toMatchObject({ cause_kind: 'person', cause_id: 'ada', summary: 'marked wrong by ada: measured on a holiday' });
    expect(await careFor(world, { id: victim.id, action: 'forget', by: 'ada', reason: 'again' })).toMatchObject({ unchanged: true });
    await expect(careFor(world, { id: victim.id, action: 'pin', by: 'ada', reason: '' })).rejects.toThrow(/was retired/);
  });
  test('needs a reason to end a memory, and the memory to exist', async () => {
    const { id } = await remember(world, await readPolicies(world), note('One.'));
    await expect(careFor(world, { id, action: 'wrong', by: 'ada', reason: ' ' })).rejects.toThrow(/reason: say why it is wrong/);
    await expect(careFor(world, { id: world.ids.next(), action: 'pin', by: 'ada', reason: '' })).rejects.toThrow(/no memory/);
  });
  test('keeps what is pinned through any number of newer memories', async () => {
    await set('memory_policy', { max_per_agent: 5 });
    const policies = await readPolicies(world);
    const { id } = await remember(world, policies, note('The oldest and dearest.'));
    await careFor(world, { id, action: 'pin', by: 'ada', reason: '' });
    for (let n = 0; n < 20; n++) {
      world.clock.advance(1000);
      await remember(world, policies, note(`Newer ${n}.`));
    }
    const live = await listMemories(world.db.sql, { limit: 100 });
    expect(live).toHaveLength(5);
    expect(live.map((one) => one.id)).toContain(id);
  });
});

describe('topics of work', () => {
  test('are changed by a memory when it is drawn; the heartbeat’s record and the event say which, and each agent’s memories are read once', async () => {
    await seed(world);
    await set('memory_influence_policy', { probability: 1 });
    await world.db
      .sql`update ops_trigger_rules set enabled = name in ('proactive_research', 'proactive_scan_signals'), action_config = action_config || '{"target_agent": "brain"}', next_due_at = null`;
    const policies = await readPolicies(world);
    const { id } = await remember(
      world,
      policies,
      note('Approval by a human takes 40 minutes a day.', { type: 'lesson', confidence: 0.8 }),
    );
    const asked: string[] = [];
    const { memoryCache } = await import('../src/core/triggers/evaluate.ts');
    const noted = (target: typeof world.db.sql, self: unknown, args: unknown[]) => {
      asked.push('read');
      return Reflect.apply(target as (...parts: unknown[]) => unknown, self, args);
    };
    const cached = memoryCache({
      ...world,
      db: {
        ...world.db,
        sql: new Proxy(world.db.sql, { apply: noted }),
      },
    });
    await Promise.all([cached('brain'), cached('brain'), cached('brain')]);
    // One statement with its two fragments.
    const once = asked.length;
    await cached('brain');
    expect(asked.length).toBe(once);
    const { choices } = await evaluateTriggers(world, policies, 4000);
    expect(choices).toHaveLength(2);
    expect(
      choices.every((choice) => choice.memoryInfluenced && choice.memoryId === id && choice.topic === 'human approval and review'),
    ).toBe(true);
    const [event] = await world.db.sql`select metadata, cause_kind, cause_id from ops_agent_events where kind = 'trigger_fired' limit 1`;
    expect(event).toMatchObject({ metadata: { memory_influenced: true, memory_id: id }, cause_kind: 'memory', cause_id: id });
    const [used] = await memories('brain');
    expect(used?.use_count).toBe(2);
    const recorded = await world.db
      .sql`select chooser, influenced, base, chosen, proposal_id is not null as proposed from ops_influences order by chooser`;
    expect(
      recorded.every((row) => row.influenced && row.chosen === 'human approval and review' && row.base !== row.chosen && row.proposed),
    ).toBe(true);
    await heartbeat(world, { source: 'cli' });
    const [run] = await world.db.sql`select jobs from ops_action_runs order by started_at desc limit 1`;
    expect(run?.jobs.map((job: { name: string }) => job.name).slice(0, 6)).toEqual([
      'triggers',
      'reactions',
      'promote_insights',
      'learn_from_outcomes',
      'stale_steps',
      'stale_roundtables',
    ]);
    expect(run?.jobs[0]).toHaveProperty('choices');
  });
});

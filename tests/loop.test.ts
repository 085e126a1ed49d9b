/** Heartbeat, triggers and reactions on a real database: the loop closes, each job is isolated, and two at once do the work once. */
import { afterEach, describe, expect, test } from 'vitest';
import type { Checker, ReactionPattern, ReactionType } from '../src/core/company.ts';
import { heartbeat } from '../src/core/heartbeat.ts';
import { setPolicy } from '../src/core/policy/policies.ts';
import { propose } from '../src/core/proposals/propose.ts';
import { seed } from '../src/core/seed.ts';
import { rule, type SmallParts, smallCompany, smallPolicies } from './small-company.ts';
import { workAll } from './turn.ts';
import { type TestWorld, testWorld } from './world.ts';

let world: TestWorld;
afterEach(() => world.close());

async function company(parts: SmallParts): Promise<TestWorld> {
  world = await testWorld({ company: smallCompany(parts) });
  await seed(world);
  return world;
}

const fires: Checker = async () => ({
  fired: true,
  proposal: { agent_id: 'brain', title: 'as the rule says', proposed_steps: [{ kind: 'echo', payload: { text: 'hi' } }] },
});
const again: ReactionType = {
  type: 'again',
  propose: (event, target) => ({
    agent_id: target,
    title: `again: ${event.title}`.slice(0, 150),
    proposed_steps: [{ kind: 'echo', payload: { text: 'again' } }],
  }),
};
const pattern = (more: Partial<ReactionPattern> = {}): ReactionPattern => ({
  source: '*',
  tags: ['echoed'],
  target: 'brain',
  type: 'again',
  probability: 1,
  cooldown: 0,
  ...more,
});
const person = (text: string) =>
  propose(world, {
    agentId: 'opus',
    title: text,
    steps: [{ kind: 'echo', payload: { text } }],
    source: 'person',
    cause: { kind: 'person', id: 'ada' },
  });
const number = async (query: string) => Number((await world.db.sql.unsafe(query))[0]?.n);
const job = (report: Awaited<ReturnType<typeof heartbeat>>, name: string) => report.jobs.find((one) => one.name === name);

describe('the heartbeat', () => {
  test('ten at once do the work once', async () => {
    await company({ checkers: { a: fires }, triggers: [rule('a')] });
    const reports = await Promise.all(Array.from({ length: 10 }, () => heartbeat(world, { source: 'api' })));
    expect(new Set(reports.map((report) => report.status))).toEqual(new Set(['succeeded', 'already_running']));
    expect(await number('select fire_count n from ops_trigger_rules')).toBe(1);
    expect(await number('select count(*) n from ops_mission_proposals')).toBe(1);
    expect(await number("select count(*) n from ops_action_runs where status = 'running'")).toBe(0);
  });

  test('delivered again a second later, no rule fires inside its cooldown', async () => {
    await company({ checkers: { a: fires }, triggers: [rule('a', { cooldown_minutes: 10 })] });
    await heartbeat(world, { source: 'api' });
    world.clock.advance(1000);
    await heartbeat(world, { source: 'api' });
    expect(await number('select fire_count n from ops_trigger_rules')).toBe(1);
    world.clock.advance(10 * 60_000);
    await heartbeat(world, { source: 'api' });
    expect(await number('select fire_count n from ops_trigger_rules')).toBe(2);
  });

  test('a rule that throws, one nobody can check and one with a broken proposal leave the others alone, and the record says what happened', async () => {
    const broken: Checker = async () => ({ fired: true, proposal: { agent_id: 'nobody', title: 'x', proposed_steps: [] } });
    await company({
      checkers: { throws: async () => Promise.reject(new Error('the table is on fire')), broken, good: fires },
      triggers: [rule('throws'), rule('broken'), rule('good'), rule('unknown')],
    });
    const report = await heartbeat(world, { source: 'cli' });
    expect(report.status).toBe('succeeded');
    expect(job(report, 'triggers')?.counts).toMatchObject({ due: 4, fired: 1, errors: 3 });
    const results = await world.db.sql<
      { name: string; last_result: string }[]
    >`select name, last_result from ops_trigger_rules order by name`;
    expect(Object.fromEntries(results.map((row) => [row.name, row.last_result]))).toEqual({
      broken: expect.stringContaining('no agent is called "nobody"'),
      good: 'fired',
      throws: 'error: the table is on fire',
      unknown: expect.stringContaining('no checker is called "unknown"'),
    });
    const [run] = await world.db.sql`select status, jobs from ops_action_runs`;
    expect(JSON.stringify(run?.jobs)).toContain('the table is on fire');
    expect(await number("select fire_count n from ops_trigger_rules where name = 'broken'")).toBe(0);
  });

  test('a checker that hangs is cut at its share, the others go on, and what the budget left out comes first next time', async () => {
    const order: string[] = [];
    const seen =
      (name: string): Checker =>
      async () => {
        order.push(name);
        return { fired: false };
      };
    const hangs =
      (name: string): Checker =>
      async () => {
        order.push(name);
        world.clock.advance(1500);
        return new Promise(() => undefined);
      };
    const names = ['a', 'b', 'c', 'd', 'e'];
    await company({
      checkers: { a: hangs('a'), b: hangs('b'), c: hangs('c'), d: seen('d'), e: seen('e') },
      triggers: names.map((name) => rule(name)),
    });
    const first = await heartbeat(world, { source: 'cli' });
    expect(order).toEqual(['a', 'b', 'c']);
    expect(job(first, 'triggers')?.counts).toMatchObject({ cut: 3, postponed: 2 });
    world.clock.advance(60_000);
    await heartbeat(world, { source: 'cli' });
    expect(order.slice(3, 5)).toEqual(['d', 'e']);
    const rows = await world.db.sql<{ last_result: string }[]>`select last_result from ops_trigger_rules where name = 'a'`;
    expect(rows[0]?.last_result).toContain('took longer than 1000 ms');
  });

  test('killed in the middle, it is closed as failed and the next one completes what was left', async () => {
    await company({ checkers: { a: fires }, triggers: [rule('a')] });
    await world.db
      .sql`insert into ops_action_runs (id, source, status, started_at) values (${world.ids.next()}, 'cli', 'running', ${world.clock.now()})`;
    expect((await heartbeat(world, { source: 'cli' })).status).toBe('already_running');
    world.clock.advance(121_000);
    expect((await heartbeat(world, { source: 'cli' })).status).toBe('succeeded');
    expect(await number("select count(*) n from ops_action_runs where status = 'failed'")).toBe(1);
    expect(await number('select count(*) n from ops_mission_proposals')).toBe(1);
  });

  test('a paused company proposes nothing and reacts to nothing, and goes on when resumed', async () => {
    await company({ checkers: { a: fires }, triggers: [rule('a')] });
    await setPolicy(world, { key: 'company', value: { name: 'Two', paused: true }, by: 'ada', reason: '3 AM' });
    await heartbeat(world, { source: 'cli' });
    expect(await number('select count(*) n from ops_mission_proposals')).toBe(0);
    await setPolicy(world, { key: 'company', value: { name: 'Two', paused: false }, by: 'ada', reason: '' });
    await heartbeat(world, { source: 'cli' });
    expect(await number('select count(*) n from ops_mission_proposals')).toBe(1);
  });

  test('what nobody decides in time is rejected, never accepted', async () => {
    await company({});
    const held = await propose(world, {
      agentId: 'brain',
      title: 'ship',
      steps: [{ kind: 'deploy', payload: { text: 'v3' } }],
      source: 'api',
      cause: { kind: 'person', id: null },
    });
    world.clock.advance(49 * 3_600_000);
    const report = await heartbeat(world, { source: 'cli' });
    expect(job(report, 'expire_pending')?.counts).toEqual({ expired: 1 });
    const [row] = await world.db.sql`select status, gate, reason from ops_mission_proposals where id = ${held.id}`;
    expect(row).toEqual({ status: 'rejected', gate: 'expired', reason: expect.stringContaining('48 hours') });
  });
});

describe('proactive rules', () => {
  test('wait for their hour, fire, and are next due after cooldown and jitter; topics take turns', async () => {
    const topics: (string | null)[] = [];
    const checker: Checker = async (input) => {
      topics.push(input.topic);
      return fires(input);
    };
    const config = { target_agent: 'brain', jitter_minutes: [25, 45], skip_probability: 0, topics: ['memory', 'queues'] };
    await company({
      checkers: { p: checker },
      triggers: [rule('p', { kind: 'proactive', cooldown_minutes: 180, first_after_minutes: 2, action_config: config })],
    });
    await heartbeat(world, { source: 'cli' });
    expect(topics).toEqual([]);
    for (let minute = 0; minute < 480; minute += 5) {
      world.clock.advance(5 * 60_000);
      await heartbeat(world, { source: 'cli' });
    }
    expect(topics).toEqual(['memory', 'queues', 'memory']);
    const [row] = await world.db
      .sql`select (extract(epoch from next_due_at - last_fired_at) / 60)::float8 as minutes from ops_trigger_rules`;
    expect(row?.minutes).toBeGreaterThanOrEqual(205);
    expect(row?.minutes).toBeLessThanOrEqual(225);
  });

  test('a skipped turn is recorded and waits like a fired one', async () => {
    const config = { target_agent: 'brain', jitter_minutes: [25, 45], skip_probability: 1 };
    await company({ checkers: { p: fires }, triggers: [rule('p', { kind: 'proactive', cooldown_minutes: 60, action_config: config })] });
    await world.db.sql`update ops_trigger_rules set fire_count = 1`;
    expect(job(await heartbeat(world, { source: 'cli' }), 'triggers')?.counts).toMatchObject({ skipped: 1, fired: 0 });
    const [row] = await world.db.sql`select last_result, next_due_at, fire_count from ops_trigger_rules`;
    expect(row).toMatchObject({ last_result: expect.stringContaining('skipped'), fire_count: 1 });
    expect(row?.next_due_at > world.clock.now()).toBe(true);
  });
});

describe('reactions', () => {
  test('an event that matches is queued with it and becomes a proposal at the next heartbeat, through the same door', async () => {
    await company({ reactionTypes: [again], policies: { reaction_matrix: { patterns: [pattern({ cooldown: 60 })] } } });
    await person('hello');
    await workAll(world);
    expect(await number("select count(*) n from ops_agent_reactions where status = 'queued'")).toBe(1);
    expect(job(await heartbeat(world, { source: 'cli' }), 'reactions')?.counts).toMatchObject({ processed: 1, proposed: 1 });
    const [row] = await world.db.sql`
      select p.source, p.cause_kind, p.depth, r.status, e.kind as event from ops_mission_proposals p
      join ops_agent_reactions r on r.id::text = p.cause_id join ops_agent_events e on e.id = r.event_id`;
    expect(row).toEqual({ source: 'reaction', cause_kind: 'reaction', depth: 1, status: 'proposed', event: 'step_succeeded' });
  });

  test('within its cooldown a pattern reacts once, however many events match at once', async () => {
    await company({ reactionTypes: [again], policies: { reaction_matrix: { patterns: [pattern({ cooldown: 60 })] } } });
    await Promise.all(['a', 'b', 'c', 'd'].map(person));
    await Promise.all([workAll(world), workAll(world), workAll(world)]);
    expect(await number('select count(*) n from ops_agent_reactions')).toBe(1);
    world.clock.advance(61 * 60_000);
    await person('later');
    await workAll(world);
    expect(await number('select count(*) n from ops_agent_reactions')).toBe(2);
  });

  test('a chain that feeds itself ends at the causality limit with a stored refusal', async () => {
    await company({ reactionTypes: [again], policies: { causality: { max_depth: 3 }, reaction_matrix: { patterns: [pattern()] } } });
    await person('echo for ever');
    for (let i = 0; i < 8; i++) {
      await workAll(world);
      await heartbeat(world, { source: 'cli' });
      world.clock.advance(60_000);
    }
    expect(await number('select max(depth) n from ops_agent_events')).toBe(3);
    expect(await number('select count(*) n from ops_missions')).toBe(4);
    const refused = await world.db.sql`select reason from ops_agent_reactions where status = 'rejected'`;
    expect(refused).toEqual([{ reason: expect.stringContaining('the limit is 3') }]);
  });

  test('a pattern on an unknown agent or of an unknown type fails by itself, and the next one goes on', async () => {
    const patterns = [pattern({ target: 'nobody' }), pattern({ type: 'sing' }), pattern()];
    await company({ reactionTypes: [again], policies: { causality: { max_depth: 1 }, reaction_matrix: { patterns } } });
    await person('hello');
    await workAll(world);
    const report = await heartbeat(world, { source: 'cli' });
    expect(job(report, 'reactions')).toMatchObject({ ok: true, counts: { processed: 3, proposed: 1, failed: 2 } });
    expect(job(report, 'reactions')?.notes.join(' ')).toMatch(/nobody.*sing|sing.*nobody/s);
  });

  test('ten thousand waiting reactions stay within the budget, oldest first', async () => {
    await company({ reactionTypes: [again], policies: { heartbeat_policy: { ...smallPolicies.heartbeat_policy, reaction_budget_ms: 5 } } });
    const outcome = await person('hello');
    await world.db.sql`
      insert into ops_agent_reactions (id, event_id, pattern, source_agent, target_agent, type, created_at)
      select gen_random_uuid(), (select id from ops_agent_events where cause_id = ${outcome.id}), 'p' || n, 'opus', 'brain', 'sing', ${world.clock.now()}::timestamptz + make_interval(secs => n)
      from generate_series(1, 10000) n`;
    const { sql, begin } = world.db;
    world.db.begin = (work) => {
      world.clock.advance(1);
      return begin(work);
    };
    await heartbeat(world, { source: 'cli' });
    const done = await sql<{ pattern: string }[]>`select pattern from ops_agent_reactions where status <> 'queued' order by created_at`;
    expect(done.map((row) => row.pattern)).toEqual(['p1', 'p2', 'p3', 'p4', 'p5']);
  });
});

describe('loops end', () => {
  test('a diagnosis that fails is not diagnosed again', async () => {
    const diagnose: ReactionType = {
      type: 'diagnose',
      propose: (event, target) => ({
        agent_id: target,
        title: 'why?',
        proposed_steps: [{ kind: 'diagnose', payload: { text: 'bad' } }],
        dedupe_key: `diagnose:${event.mission_id}`,
      }),
    };
    await company({
      reactionTypes: [diagnose],
      policies: { reaction_matrix: { patterns: [pattern({ tags: ['mission_failed'], type: 'diagnose' })] } },
    });
    await person('bad');
    for (let i = 0; i < 5; i++) {
      await workAll(world);
      await heartbeat(world, { source: 'cli' });
    }
    const missions = await world.db.sql<
      { title: string; status: string }[]
    >`select title, status from ops_missions order by created_at, id`;
    expect(missions.map(({ title, status }) => [title, status])).toEqual([
      ['bad', 'failed'],
      ['why?', 'failed'],
    ]);
  });
});

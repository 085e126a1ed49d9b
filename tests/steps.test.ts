/** Steps on a real database: sequence, deliverables, retries, fencing, recovery, the breaker. */
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { StepKind } from '../src/core/company.ts';
import { Postponed, TransientError } from '../src/core/errors.ts';
import { claimSteps, renewLeases, settleStep } from '../src/core/missions/claims.ts';
import { recoverStale } from '../src/core/missions/recover.ts';
import { work } from '../src/core/missions/work.ts';
import { noteOutcome, takeTrial } from '../src/core/policy/breaker.ts';
import { policySnapshot, readPolicies, setPolicy } from '../src/core/policy/policies.ts';
import { propose } from '../src/core/proposals/propose.ts';
import { seed } from '../src/core/seed.ts';
import { after } from '../src/core/time.ts';
import { smallCompany } from './small-company.ts';
import { workAll } from './turn.ts';
import { type TestWorld, testWorld } from './world.ts';

let failures = 0;
/** Fails as often as told, then echoes. */
const flaky: StepKind<{ times: number; how: string }> = {
  kind: 'flaky',
  label: 'Flaky',
  payload: z.strictObject({ times: z.int(), how: z.string() }),
  result: z.strictObject({ after: z.int() }),
  run: async ({ payload }) => {
    if (failures++ < payload.times) throw payload.how === 'postpone' ? new Postponed('not now', 60_000) : new TransientError('not yet');
    return { result: { after: failures }, summary: 'there', tags: [] };
  },
};

let world: TestWorld;
beforeEach(async () => {
  await world?.close();
  failures = 0;
  world = await testWorld({
    company: smallCompany({
      stepKinds: [flaky as StepKind],
      policies: { auto_approve: { enabled: true, allowed_step_kinds: ['echo', 'flaky'] } },
    }),
  });
  await seed(world);
});
afterAll(() => world.close());

const mission = async (...steps: { kind: string; payload: object }[]) => {
  const outcome = await propose(world, {
    agentId: 'brain',
    title: 'work',
    steps: steps as never,
    source: 'api',
    cause: { kind: 'person', id: null },
  });
  return outcome.mission_id as string;
};
const echo = (text: string) => ({ kind: 'echo', payload: { text } });
const steps = (id: string) =>
  world.db.sql`select kind, status, ready, attempt, last_error, result from ops_mission_steps where mission_id = ${id} order by position`;
const status = async (id: string) => (await world.db.sql`select status, reason from ops_missions where id = ${id}`)[0];
const claimOne = async (workerId: string) => {
  const now = world.clock.now();
  const [step] = await claimSteps(world.db.sql, {
    workerId,
    kinds: ['echo', 'flaky'],
    withoutAgents: [],
    limit: 1,
    now,
    leaseUntil: after(now, 30_000),
    eventIds: [world.ids.next()],
  });
  if (!step) throw new Error('nothing to claim');
  return step;
};
const never = new AbortController().signal;

describe('a mission', () => {
  test('runs its steps one after the other and succeeds with the last', async () => {
    const id = await mission(echo('one'), echo('two'), echo('three'));
    await workAll(world, { limit: 1 });
    expect((await steps(id)).map((step) => [step.status, step.ready])).toEqual([
      ['succeeded', true],
      ['queued', true],
      ['queued', false],
    ]);
    expect(await status(id)).toMatchObject({ status: 'running' });
    await workAll(world);
    expect(await status(id)).toEqual({ status: 'succeeded', reason: null });
    const told = await world.db.sql<{ kind: string }[]>`select kind from ops_agent_events where mission_id = ${id} order by seq`;
    expect(told.map((event) => event.kind)).toEqual([
      'proposal_accepted',
      ...Array.from({ length: 3 }, () => ['step_started', 'step_succeeded']).flat(),
      'mission_succeeded',
    ]);
  });

  test('fails with its step: the rest is settled, and nothing of it starves the queue', async () => {
    const id = await mission(echo('one'), echo('bad'), echo('three'));
    await workAll(world);
    expect((await steps(id)).map((step) => step.status)).toEqual(['succeeded', 'failed', 'cancelled']);
    expect(await status(id)).toEqual({ status: 'failed', reason: 'the wall does not echo' });
    const failed = await world.db.sql`select tags from ops_agent_events where kind = 'mission_failed' and mission_id = ${id}`;
    expect(failed).toEqual([{ tags: ['mission_failed', 'echo'] }]);
    expect(await workAll(world)).toEqual([]);
  });

  test('whose step ends without a deliverable has failed', async () => {
    const id = await mission(echo('empty'));
    await workAll(world);
    expect(await status(id)).toEqual({ status: 'failed', reason: expect.stringContaining('without a deliverable') });
  });

  test('with a step kind nobody knows any more fails visibly and does not loop', async () => {
    const id = await mission(echo('x'));
    await world.db.sql`update ops_mission_steps set kind = 'gone' where mission_id = ${id}`;
    await workAll(world, { kinds: ['gone'] });
    expect(await status(id)).toEqual({ status: 'failed', reason: expect.stringContaining('no step kind is called "gone"') });
  });
});

describe('trying again', () => {
  test('what can pass waits longer each time, then succeeds; each attempt is told', async () => {
    const id = await mission({ kind: 'flaky', payload: { times: 2, how: 'fail' } });
    expect((await workAll(world)).map((done) => done.outcome)).toEqual(['retried']);
    expect(await workAll(world)).toEqual([]);
    world.clock.advance(7000);
    expect((await workAll(world)).map((done) => done.outcome)).toEqual(['retried']);
    world.clock.advance(7000);
    expect(await workAll(world)).toEqual([]);
    world.clock.advance(7000);
    expect((await workAll(world)).map((done) => done.outcome)).toEqual(['succeeded']);
    expect((await steps(id))[0]).toMatchObject({ attempt: 3, status: 'succeeded', last_error: null });
  });
  test('only as often as allowed', async () => {
    const id = await mission({ kind: 'flaky', payload: { times: 99, how: 'fail' } });
    for (let i = 0; i < 6; i++) {
      await workAll(world);
      world.clock.advance(120_000);
    }
    expect((await steps(id))[0]).toMatchObject({ attempt: 3, status: 'failed', last_error: 'not yet (attempt 3 of 3)' });
  });
  test('postponing costs no attempt', async () => {
    const id = await mission({ kind: 'flaky', payload: { times: 5, how: 'postpone' } });
    for (let i = 0; i < 6; i++) {
      await workAll(world);
      world.clock.advance(61_000);
    }
    expect(await status(id)).toMatchObject({ status: 'succeeded' });
  });
});

describe('leases', () => {
  test('a worker that lost its lease writes nothing, whatever it does', async () => {
    const id = await mission(echo('x'));
    const mine = await claimOne('a');
    world.clock.advance(31_000);
    expect(await recoverStale(world, 0)).toEqual({ requeued: 1, failed: 0 });
    const theirs = await claimOne('b');
    expect(theirs.attempt).toBe(mine.attempt + 1);
    const policies = await readPolicies(world);
    const events = async () => Number((await world.db.sql`select count(*) as n from ops_agent_events`)[0]?.n);
    const before = await events();
    expect(await work(world, mine, policies, 'a', never)).toMatchObject({ outcome: 'lost' });
    expect(await renewLeases(world.db.sql, 'a', [{ stepId: mine.id, workerId: 'a', attempt: mine.attempt }], world.clock.now())).toEqual(
      new Set(),
    );
    expect(await events()).toBe(before);
    expect(await work(world, theirs, policies, 'b', never)).toMatchObject({ outcome: 'succeeded' });
    expect((await steps(id))[0]).toMatchObject({ status: 'succeeded', attempt: 2 });
    expect(
      await settleStep(
        world.db.sql,
        { stepId: mine.id, workerId: 'b', attempt: 2 },
        { status: 'failed', error: 'x', missionStatus: 'failed' },
        { events: [], reactions: [] },
        world.clock.now(),
      ),
    ).toBe(false);
  });
  test("renewed, a step is nobody else's, however long it takes", async () => {
    await mission(echo('x'));
    const mine = await claimOne('a');
    for (let i = 0; i < 10; i++) {
      world.clock.advance(20_000);
      expect(
        await renewLeases(world.db.sql, 'a', [{ stepId: mine.id, workerId: 'a', attempt: mine.attempt }], after(world.clock.now(), 30_000)),
      ).toEqual(new Set([mine.id]));
      expect(await recoverStale(world, 0)).toEqual({ requeued: 0, failed: 0 });
    }
  });
  test('a step that kills its worker every time fails with the reason, and its mission with it', async () => {
    const id = await mission(echo('poison'));
    for (let i = 0; i < 3; i++) {
      await claimOne('a');
      world.clock.advance(31_000);
      await recoverStale(world, 0);
      world.clock.advance(120_000);
    }
    expect(await status(id)).toEqual({ status: 'failed', reason: 'a stopped answering during attempt 3 of 3' });
    expect(await world.db.sql`select 1 from ops_agent_events where kind = 'mission_failed'`).toHaveLength(1);
  });
  test('two sweepers at once give one new attempt and tell it once', async () => {
    await mission(echo('x'));
    await claimOne('a');
    world.clock.advance(31_000);
    const swept = await Promise.all([recoverStale(world, 0), recoverStale(world, 0), recoverStale(world, 0)]);
    expect(swept.reduce((sum, one) => sum + one.requeued, 0)).toBe(1);
    expect(await world.db.sql`select 1 from ops_agent_events where kind = 'step_recovered'`).toHaveLength(1);
  });
});

describe('the circuit breaker on the database', () => {
  test("opens with one alarm, keeps the operator's switch apart, gives one try to one worker, and closes", async () => {
    const policies = await readPolicies(world);
    for (let i = 0; i < 5; i++) await noteOutcome(world, policies, 'echo', 'the wall is down');
    const breaker = async () => (await policySnapshot(world)).breakers.get('echo');
    expect(await breaker()).toMatchObject({ state: 'open', failures: 5, reason: 'the wall is down' });
    expect(await world.db.sql`select 1 from ops_agent_events where kind = 'worker_disabled'`).toHaveLength(1);
    expect((await readPolicies(world)).kill_switch).toEqual({ agents: [], kinds: [] });
    expect(await takeTrial(world, policies, 'echo')).toBe(false);
    world.clock.advance(61_000);
    const tries = await Promise.all([takeTrial(world, policies, 'echo'), takeTrial(world, policies, 'echo')]);
    expect(tries.sort()).toEqual([false, true]);
    await noteOutcome(world, policies, 'echo', null);
    expect(await breaker()).toMatchObject({ state: 'closed', failures: 0 });
    expect(await world.db.sql`select 1 from ops_agent_events where kind = 'worker_enabled'`).toHaveLength(1);
  });
  test('a person closes it by hand', async () => {
    const policies = await readPolicies(world);
    for (let i = 0; i < 3; i++) await noteOutcome(world, policies, 'echo', 'down');
    await setPolicy(world, { key: 'breaker:echo', value: { state: 'closed' }, by: 'ada', reason: 'mended' });
    expect((await policySnapshot(world)).breakers.get('echo')).toMatchObject({ state: 'closed', failures: 0 });
    await expect(setPolicy(world, { key: 'breaker:dance', value: { state: 'closed' }, by: 'ada', reason: '' })).rejects.toMatchObject({
      field: 'key',
    });
  });
});

describe('events', () => {
  test('are never changed or deleted, not even by hand', async () => {
    await mission(echo('x'));
    await expect(world.db.sql`update ops_agent_events set title = 'y'`).rejects.toThrow(/append-only/);
    await expect(world.db.sql`delete from ops_agent_events`).rejects.toThrow(/append-only/);
  });
});

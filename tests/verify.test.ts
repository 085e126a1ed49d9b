/** verify on a real database: a company that runs passes, and each thing that can be broken is named. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { heartbeat } from '../src/core/heartbeat.ts';
import { propose } from '../src/core/proposals/propose.ts';
import { seed } from '../src/core/seed.ts';
import { judgeSigns, readSigns, type Signs } from '../src/read/verify.ts';
import { judgeTeam, readTeamSigns, type TeamSigns } from '../src/read/verify-team.ts';
import { rule, smallCompany, smallPolicies } from './small-company.ts';
import { workAll } from './turn.ts';
import { type TestWorld, testWorld } from './world.ts';

let world: TestWorld;
beforeAll(async () => {
  const fires = async () => ({
    fired: true as const,
    proposal: { agent_id: 'brain', title: 'hi', proposed_steps: [{ kind: 'echo', payload: { text: 'hi' } }] },
  });
  world = await testWorld({ company: smallCompany({ triggers: [rule('a')], checkers: { a: fires } }) });
});
afterAll(() => world.close());

const verdicts = (signs: Signs, now: Date, policies = smallPolicies) =>
  Object.fromEntries(judgeSigns(signs, policies, now).map((check) => [check.name, check.ok]));
const ask = async () => verdicts(await readSigns(world.db.sql, world.clock.now()), world.clock.now());

describe('verify', () => {
  test('an empty database: nothing beats, nobody works, and the rest is not held against it', async () => {
    expect(await ask()).toEqual({
      heartbeat: false,
      triggers: null,
      reactions: null,
      workers: false,
      steps: null,
      events: false,
      memories: null,
    });
  });
  test('a company that works: what happened is seen', async () => {
    await seed(world);
    await heartbeat(world, { source: 'cli' });
    await workAll(world);
    const now = world.clock.now();
    await world.db
      .sql`insert into ops_workers (worker_id, host, pid, kinds, started_at, seen_at) values ('w', 'h', 1, ${['echo']}, ${now}, ${now})`;
    expect(await ask()).toEqual({
      heartbeat: true,
      triggers: true,
      reactions: null,
      workers: true,
      steps: true,
      events: true,
      memories: null,
    });
  });
  test('a day later without a heartbeat or a worker: each is named, with what to do', async () => {
    await propose(world, {
      agentId: 'brain',
      title: 'left lying',
      steps: [{ kind: 'echo', payload: { text: 'x' } }],
      source: 'api',
      cause: { kind: 'person', id: null },
    });
    world.clock.advance(25 * 3_600_000);
    expect(await ask()).toEqual({
      heartbeat: false,
      triggers: true,
      reactions: false,
      workers: false,
      steps: false,
      events: false,
      memories: false,
    });
    const checks = judgeSigns(await readSigns(world.db.sql, world.clock.now()), smallPolicies, world.clock.now());
    expect(checks.find((check) => check.name === 'workers')?.detail).toContain('run start');
    expect(checks.find((check) => check.name === 'steps')?.detail).toContain('nobody takes it');
  });
  test('a paused company is not blamed for what waits', async () => {
    const paused = { ...smallPolicies, company: { name: 'Two', paused: true } };
    expect(verdicts(await readSigns(world.db.sql, world.clock.now()), world.clock.now(), paused).steps).toBe(true);
  });
  test('a reaction that waits for more than three heartbeats is stuck', async () => {
    const signs = await readSigns(world.db.sql, world.clock.now());
    const waits = new Date(world.clock.now().getTime() - 16 * 60_000);
    expect(verdicts({ ...signs, reaction_waits: waits }, world.clock.now()).reactions).toBe(false);
  });
});

describe('the team', () => {
  const signs = async () => readTeamSigns(world.db.sql, world.clock.now());
  const judged = async (change: Partial<TeamSigns> = {}, policies = smallPolicies) =>
    Object.fromEntries(judgeTeam({ ...(await signs()), ...change }, policies, world.clock.now()).map((check) => [check.name, check.ok]));
  const hours = (n: number) => new Date(world.clock.now().getTime() - n * 3_600_000);

  test('of a young company owes nothing yet', async () => {
    expect(new Set(Object.values(await judged({ opened: hours(1), pairs: 15 })))).toEqual(new Set([null]));
  });
  test('of a company of age has talked and held its standup', async () => {
    expect(await judged({ opened: hours(100) })).toMatchObject({ conversations: false, standup: false });
    expect(await judged({ opened: hours(100), talk_ended: hours(2), standup: hours(20) })).toMatchObject({
      conversations: true,
      standup: true,
    });
    expect(await judged({ opened: hours(100), talk_ended: hours(60), standup: hours(60) })).toMatchObject({
      conversations: false,
      standup: false,
    });
  });
  test('is stuck when a talk or an initiative waits for an hour, unless the company is paused', async () => {
    const stuck = { talk_waits: hours(2), initiative_waits: hours(2) };
    const bold = { ...smallPolicies, initiative_policy: { ...smallPolicies.initiative_policy, enabled: true } };
    expect(await judged(stuck, bold)).toMatchObject({ conversations: false, initiative: false });
    const paused = { ...bold, company: { name: 'Two', paused: true } };
    expect(await judged(stuck, paused)).toMatchObject({ conversations: null, initiative: null });
  });
  test('without relationships is told to seed them; what happened is seen', async () => {
    expect(await judged({ pairs: 0 })).toMatchObject({ relationships: false });
    const at = hours(1);
    expect(
      await judged({
        pairs: 15,
        drifted: at,
        distilled: at,
        influenced: at,
        learnt: at,
        promoted: at,
        modifiers: ['x'],
        initiative: at,
        action_item: at,
      }),
    ).toMatchObject({
      relationships: true,
      distillation: true,
      influence: true,
      outcomes: true,
      'long-term memory': true,
      voices: true,
      initiative: true,
      'action items': true,
    });
  });
});

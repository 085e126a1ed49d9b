/** Policies on a real database: edits are checked, kept, told; seeding never overwrites; what cannot be read means stop. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { heartbeat } from '../src/core/heartbeat.ts';
import { readPolicies, setPolicy } from '../src/core/policy/policies.ts';
import { propose } from '../src/core/proposals/propose.ts';
import { seed } from '../src/core/seed.ts';
import { rule, smallCompany } from './small-company.ts';
import { type TestWorld, testWorld } from './world.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld({ company: smallCompany({ triggers: [rule('never')], checkers: { never: async () => ({ fired: false }) } }) });
  await seed(world);
});
afterAll(() => world.close());

const history = (key: string) =>
  world.db.sql`select before, after, changed_by, reason from ops_policy_history where key = ${key} order by changed_at, id`;

describe('editing a policy', () => {
  test('takes effect at once, keeps who, why, before and after, and is told as an event', async () => {
    const change = await setPolicy(world, { key: 'x_daily_quota', value: { limit: 3 }, by: 'ada', reason: 'quieter' });
    expect(change).toEqual({ key: 'x_daily_quota', before: { limit: 5 }, after: { limit: 3 }, unchanged: false });
    expect((await readPolicies(world)).x_daily_quota).toEqual({ limit: 3 });
    expect(await history('x_daily_quota')).toMatchObject([
      { before: { limit: 5 }, after: { limit: 3 }, changed_by: 'ada', reason: 'quieter' },
    ]);
    const [event] = await world.db.sql`select title, summary from ops_agent_events where kind = 'policy_changed'`;
    expect(event?.summary).toContain('{"limit":5} → {"limit":3}');
  });
  test.each([
    [{ limit: -1 }, 'x_daily_quota.limit'],
    [{ limit: 2.5 }, 'x_daily_quota.limit'],
    [{ limit: 'many' }, 'x_daily_quota.limit'],
    [{ limit: 1e12 }, 'x_daily_quota.limit'],
    ['on', 'x_daily_quota'],
    [null, 'x_daily_quota'],
  ])('%j is refused with the place named and the old value stays', async (value, field) => {
    await expect(setPolicy(world, { key: 'x_daily_quota', value, by: 'ada', reason: '' })).rejects.toMatchObject({
      name: 'InvalidInput',
      field,
      message: expect.stringContaining('old value stays'),
    });
    expect((await readPolicies(world)).x_daily_quota).toEqual({ limit: 3 });
  });
  test('an unknown key is refused with the known ones', async () => {
    await expect(setPolicy(world, { key: 'x_quota', value: {}, by: 'ada', reason: '' })).rejects.toMatchObject({
      field: 'key',
      message: expect.stringContaining('x_daily_quota'),
    });
  });
  test('a list that names a step kind or an agent nobody knows is refused', async () => {
    await expect(
      setPolicy(world, { key: 'auto_approve', value: { enabled: true, allowed_step_kinds: ['ecko'] }, by: 'a', reason: '' }),
    ).rejects.toThrow(/"ecko"/);
    await expect(setPolicy(world, { key: 'kill_switch', value: { agents: ['brian'], kinds: [] }, by: 'a', reason: '' })).rejects.toThrow(
      /"brian"/,
    );
  });
  test('setting the same value writes nothing', async () => {
    const before = (await history('x_daily_quota')).length;
    expect(await setPolicy(world, { key: 'x_daily_quota', value: { limit: 3 }, by: 'ada', reason: '' })).toMatchObject({ unchanged: true });
    expect(await history('x_daily_quota')).toHaveLength(before);
  });
});

describe('seeding', () => {
  test('again changes nothing that a person edited, neither policies nor rules', async () => {
    await world.db.sql`update ops_trigger_rules set cooldown_minutes = 99, enabled = false, updated_by = 'ada' where name = 'never'`;
    expect(await seed(world)).toEqual({ policies: 0, triggers: 0, relationships: 0 });
    expect((await readPolicies(world)).x_daily_quota).toEqual({ limit: 3 });
    const [row] = await world.db.sql`select cooldown_minutes, enabled from ops_trigger_rules where name = 'never'`;
    expect(row).toEqual({ cooldown_minutes: 99, enabled: false });
  });
});

describe('a value that somebody broke by hand', () => {
  test('means stop, is told once, and does not stop the rest', async () => {
    await world.db.sql`update ops_policy set value = '{"limit": "eight"}', updated_at = ${world.clock.now()} where key = 'x_daily_quota'`;
    expect((await readPolicies(world)).x_daily_quota).toEqual({ limit: 0 });
    world.clock.advance(1000);
    expect((await heartbeat(world, { source: 'cli' })).status).toBe('succeeded');
    await heartbeat(world, { source: 'cli' });
    const told = await world.db.sql`select summary, tags from ops_agent_events where kind = 'policy_unreadable'`;
    expect(told).toHaveLength(1);
    expect(told[0]?.summary).toContain('x_daily_quota.limit');
    const outcome = await propose(world, {
      agentId: 'brain',
      title: 'still here',
      steps: [{ kind: 'echo', payload: { text: 'x' } }],
      source: 'api',
      cause: { kind: 'person', id: null },
    });
    expect(outcome.status).toBe('accepted');
  });
});

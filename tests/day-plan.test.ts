/** The day's rhythm (S21, S23, S28, S33) as the heartbeat lives it. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadCompany } from '../company/index.ts';
import { fillSlots, recoverTalks } from '../src/core/conversations/plan.ts';
import { heartbeat } from '../src/core/heartbeat.ts';
import { remember } from '../src/core/memory/remember.ts';
import { readPolicies, setPolicy } from '../src/core/policy/policies.ts';
import { seed } from '../src/core/seed.ts';
import { daySlots, listTalks, readTalk } from '../src/read/conversations.ts';
import { whyChain } from '../src/read/why.ts';
import { talkModel } from './talk-model.ts';
import { talkAll } from './turn.ts';
import { type TestWorld, testWorld } from './world.ts';

let world: TestWorld;

beforeEach(async () => {
  world = await testWorld({ company: loadCompany(), seed: 'day', model: talkModel(), now: new Date('2026-03-01T23:59:00Z') });
  await seed(world);
  await world.db.sql`update ops_trigger_rules set enabled = false`;
});
afterEach(() => world.close());

const set = async (key: string, change: object) => {
  const before = (await readPolicies(world))[key] as object;
  await setPolicy(world, { key, value: { ...before, ...change }, by: 'ada', reason: 'test' });
};
const fill = async () => fillSlots(world, await readPolicies(world));
async function liveDay(hours = 24): Promise<void> {
  for (let n = 0; n < hours * 2; n++) {
    await fill();
    world.clock.advance(30 * 60_000);
  }
}
const scheduled = async () => (await listTalks(world.db.sql, { limit: 100 })).filter(({ source }) => source === 'schedule');

describe('a day', () => {
  test('of the shipped company holds five conversations, the standup among them; every slot says what became of it and why', async () => {
    world.clock.set(new Date('2026-03-02T00:00:00Z'));
    await liveDay();
    const slots = await daySlots(world.db.sql, '2026-03-02');
    expect(slots).toHaveLength(24);
    expect(slots.filter(({ status }) => status === 'open')).toEqual([]);
    const held = slots.filter(({ status }) => status === 'enqueued');
    expect(held.length).toBeGreaterThan(2);
    expect(held.length).toBeLessThanOrEqual(5);
    expect(held.find(({ slot }) => slot === '06:00')).toMatchObject({ format: 'standup' });
    expect(slots.filter(({ status }) => status === 'skipped').every(({ reason }) => /drawn|a day|pair|experience/.test(reason ?? ''))).toBe(
      true,
    );
    const talks = await scheduled();
    expect(talks.map(({ slot }) => slot?.slice(11)).sort()).toEqual(held.map(({ slot }) => slot).sort());
    const standup = talks.find(({ format }) => format === 'standup');
    expect(standup?.participants.slice(0, 2)).toEqual(['opus', 'brain']);
    expect(standup?.participants).toHaveLength(5);
  });

  test('holds more when the limit is raised', async () => {
    world.clock.set(new Date('2026-03-02T00:00:00Z'));
    await set('roundtable_policy', { max_daily_conversations: 24 });
    await liveDay();
    expect((await scheduled()).length).toBeGreaterThan(8);
  });

  test('two heartbeats, one slot: one conversation', async () => {
    world.clock.set(new Date('2026-03-02T06:00:00Z'));
    const both = await Promise.allSettled([fill(), fill(), fill()]);
    expect(both.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0);
    await fill();
    expect((await scheduled()).filter(({ slot }) => slot === '2026-03-02/06:00')).toHaveLength(1);
    const again = (await heartbeat(world, { source: 'cli' })).jobs.find(({ name }) => name === 'roundtable_slots');
    expect(again).toMatchObject({ ok: true, counts: { enqueued: 0 } });
  });

  test('a week asleep brings no flood: what was missed is recorded, and one slot at most is filled on waking', async () => {
    world.clock.set(new Date('2026-03-02T05:30:00Z'));
    await fill();
    world.clock.set(new Date('2026-03-09T06:20:00Z'));
    const counts = await fill();
    expect(counts.enqueued).toBe(1);
    expect(counts.missed).toBeGreaterThan(10);
    const left = await world.db
      .sql`select day::text, slot from ops_roundtable_slots where status = 'open' and (day + slot::time) < '2026-03-09 06:00'`;
    expect(left).toHaveLength(0);
    const missed = (await daySlots(world.db.sql, '2026-03-02')).find(({ slot }) => slot === '06:00');
    expect(missed).toMatchObject({ status: 'missed', reason: expect.stringContaining('nobody was awake') });
  });

  test('a company that opens in the afternoon still holds its evening: what was missed leaves its place', async () => {
    world.clock.set(new Date('2026-03-02T16:20:00Z'));
    await liveDay(8);
    const slots = await daySlots(world.db.sql, '2026-03-02');
    expect(slots.filter(({ status }) => status === 'missed').length).toBeGreaterThan(10);
    const evening = slots.filter(({ slot, roll, probability }) => slot >= '16:00' && roll < probability);
    const held = slots.filter(({ status }) => status === 'enqueued');
    expect(held).toHaveLength(Math.min(5, evening.length));
  });

  test('without conversations every slot is skipped and says so', async () => {
    world.clock.set(new Date('2026-03-02T06:00:00Z'));
    await set('roundtable_policy', { enabled: false });
    await fill();
    expect(await scheduled()).toEqual([]);
    expect((await daySlots(world.db.sql, '2026-03-02')).find(({ slot }) => slot === '06:00')?.reason).toMatch(/switched off/);
  });

  test('agents that are switched off are not called', async () => {
    world.clock.set(new Date('2026-03-02T06:00:00Z'));
    await set('kill_switch', { agents: ['brain', 'growth'] });
    await fill();
    const [standup] = await scheduled();
    expect(standup?.participants).toHaveLength(4);
    expect(standup?.participants).not.toContain('brain');
  });
});

describe('pairings', () => {
  const force = async (at: string, probability = 1) => {
    await world.db.sql`update ops_roundtable_slots set roll = 0, rank = 0, probability = ${probability} where slot = ${at}`;
  };
  async function holdSlot(day: string, at: string) {
    world.clock.set(new Date(`${day}T00:00:00Z`));
    await fill();
    await force(at);
    world.clock.set(new Date(`${day}T${at}:00Z`));
    await fill();
    const slot = (await daySlots(world.db.sql, day)).find((one) => one.slot === at);
    return slot?.conversation_id ? readTalk(world.db.sql, slot.conversation_id) : slot;
  }

  test('the lowest pair is sent to clear the air, with the reason, and not the same one again the next day', async () => {
    await set('holdout_policy', { share: 0 });
    const first = await holdSlot('2026-03-02', '15:00');
    expect(first).toMatchObject({
      format: 'conflict_resolution',
      participants: ['brain', 'twitter-alt'],
      influence: {
        pairing: { kind: 'lowest', affinity_influenced: true, held_out: false, reason: 'affinity 0.30 is the lowest, below 0.40' },
      },
    });
    expect(await holdSlot('2026-03-03', '15:00')).toMatchObject({ participants: ['opus', 'twitter-alt'] });
    const recorded = await world.db.sql`select influenced, held_out, chosen from ops_influences where kind = 'pairing'`;
    expect(recorded[0]).toMatchObject({ influenced: true, held_out: false, chosen: 'brain, twitter-alt' });
  });

  test('a close pair with unequal experience meets for mentoring; without a gap the slot is skipped and says so', async () => {
    await set('holdout_policy', { share: 0 });
    expect(await holdSlot('2026-03-02', '11:00')).toMatchObject({
      status: 'skipped',
      reason: expect.stringContaining('differs enough in experience'),
    });
    const policies = await readPolicies(world);
    for (let n = 0; n < 6; n++) {
      const note = {
        agentId: 'observer',
        type: 'insight' as const,
        content: `Seen ${n}`,
        confidence: 0.7,
        tags: [],
        traceId: `t:${n}`,
        untrusted: false,
      };
      await remember(world, policies, { ...note, cause: { kind: 'person', id: 'ada' } });
    }
    expect(await holdSlot('2026-03-03', '11:00')).toMatchObject({
      format: 'mentoring',
      participants: ['observer', 'brain'],
      influence: { pairing: { kind: 'mentoring', reason: expect.stringContaining('observer remembers 6 things more than brain') } },
    });
  });

  test('a share is drawn by lot for comparison, and says what it would have been', async () => {
    await set('holdout_policy', { share: 1 });
    expect(await holdSlot('2026-03-02', '15:00')).toMatchObject({
      influence: {
        pairing: {
          affinity_influenced: false,
          held_out: true,
          reason: expect.stringContaining('by affinity it would have been brain and twitter-alt'),
        },
      },
    });
  });
});

describe('topics', () => {
  test('a memory of somebody at the table chooses when it is drawn, and why leads to it', async () => {
    await set('memory_influence_policy', { probability: 1 });
    const policies = await readPolicies(world);
    for (const agentId of ['opus', 'brain']) {
      const note = {
        agentId,
        type: 'lesson' as const,
        content: 'Priorities of three were met, priorities of nine were not.',
        confidence: 0.8,
        tags: [],
        traceId: `t:${agentId}`,
      };
      await remember(world, policies, { ...note, untrusted: false, cause: { kind: 'person', id: 'ada' } });
    }
    world.clock.set(new Date('2026-03-02T06:00:00Z'));
    await fill();
    const [standup] = await scheduled();
    expect(standup?.topic).toBe('today’s three priorities');
    expect(standup?.influence.topic).toMatchObject({
      memory_influenced: true,
      held_out: false,
      memory: expect.stringContaining('Priorities of three'),
    });
    const chain = await whyChain(world.db.sql, standup?.id ?? '');
    expect(chain?.map(({ kind }) => kind)).toEqual(['conversation', 'memory', 'person']);
  });
});

describe('what nobody goes on with', () => {
  test('is called off after six hours when it never began, and due again when its worker vanished', async () => {
    world.clock.set(new Date('2026-03-02T06:00:00Z'));
    await fill();
    world.clock.set(new Date('2026-03-02T11:00:00Z'));
    const policies = await readPolicies(world);
    // The opening standup has waited since the night.
    expect(await recoverTalks(world, policies, 30 * 60_000)).toEqual({ waiting: 1, called_off: 1 });
    await talkAll(world, { withinMs: 60 * 60_000 });
    const talks = await listTalks(world.db.sql, { limit: 10 });
    expect(talks.map(({ source, status }) => [source, status]).sort()).toEqual([
      ['opening', 'cancelled'],
      ['schedule', 'completed'],
    ]);
    const [told] = await world.db.sql`select summary from ops_agent_events where kind = 'conversation_failed'`;
    expect(told?.summary).toMatch(/called off: no worker began it within 11 hours/);
  });
});

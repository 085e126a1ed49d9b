/** What the pages of conversations, agents and "Does it pay?" read, on real PostgreSQL. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agentView } from '../src/read/agent.ts';
import { agentsView } from '../src/read/agents.ts';
import { daysOf, paysView } from '../src/read/pays.ts';
import { talkPage } from '../src/read/talk.ts';
import { dayOf, talksView } from '../src/read/talks.ts';
import { type PeopleRows, peopleWorld } from './people-rows.ts';

let rows: PeopleRows;
beforeAll(async () => {
  rows = await peopleWorld();
});
afterAll(() => rows?.world.close());

describe('the conversations of a day', () => {
  test('join the schedule with what luck drew and what became of it', async () => {
    const view = await talksView(rows.world, null);
    expect(view.slots).toHaveLength(24);
    const by = new Map(view.slots.map((slot) => [slot.at, slot]));
    expect(by.get('06:00')).toMatchObject({
      status: 'enqueued',
      label: 'Standup',
      roll: 0.31,
      talk: { id: rows.ids.done, status: 'completed' },
    });
    expect(by.get('06:00')?.people).toBe('Boss, Analyst, 3 drawn by lot');
    expect(by.get('23:00')).toMatchObject({
      status: 'open',
      on: false,
      reason: expect.stringMatching(/5 conversations a day, and \d+ others/),
    });
    expect(by.get('00:00')).toMatchObject({ status: 'open', on: true });
    expect(by.get('01:00')).toMatchObject({ status: 'skipped', on: false, talk: null, reason: expect.stringContaining('0.93 drawn') });
    expect(by.get('15:00')?.people).toBe('the pair that gets along worst');
    expect(view.live?.id).toBe(rows.ids.live);
    const held = view.talks.filter((talk) => talk.source === 'schedule');
    expect(held.map((talk) => talk.id)).toEqual([rows.ids.live, rows.ids.done, rows.ids.failed]);
    expect(held[1]).toMatchObject({ memories: 1, drifts: 1, action_items: 1, usd: 0.01, turn_count: 6 });
  });
  test('of a past day are those of that day; a day without a plan has none', async () => {
    const view = await talksView(rows.world, '2020-02-29');
    expect(view).toMatchObject({ day: '2020-02-29', slots: [], talks: [] });
    const today = new Date('2026-03-02T00:00:00Z');
    for (const text of [null, '2026-03-03', '2026-02-30', 'tomorrow', '2026-3-1']) expect(dayOf(text, today)).toBe(today);
  });
});

describe('one conversation', () => {
  test('says who spoke, why, and with what in mind', async () => {
    const page = await talkPage(rows.world, rows.ids.done);
    const turn = page?.talk.turns[2];
    expect(turn).toMatchObject({ speaker: 'twitter-alt', tone: 'critical', reply_to: 'brain' });
    expect(turn?.memories.map((memory) => memory.id)).toEqual([rows.ids.lesson]);
    expect(turn?.weights.map((one) => one.weight)).toEqual([...(turn?.weights ?? [])].map((one) => one.weight).sort((a, b) => b - a));
    expect(turn?.weights.reduce((sum, one) => sum + one.share, 0)).toBeCloseTo(1);
    expect(page?.talk.turns[0]?.weights).toEqual([]);
    expect(page?.talk.turns[3]?.notes).toEqual(['an address was taken out']);
  });
  test('leads to what it left behind, as it stands now', async () => {
    const talk = (await talkPage(rows.world, rows.ids.done))?.talk;
    expect(talk?.result?.memories[0]?.replaced).toMatchObject({ id: rows.ids.old, live: false });
    expect(talk?.result?.action_items[0]).toMatchObject({
      proposal_id: rows.ids.proposal,
      mission_id: expect.any(String),
      state: 'approved',
    });
    expect(talk?.why.topic).toMatchObject({ state: 'influenced', memory: { id: rows.ids.strategy } });
    expect(talk?.voices.find((voice) => voice.agent_id === 'twitter-alt')?.modifiers[0]?.memories[0]?.id).toBe(rows.ids.lesson);
    expect(talk?.cost).toEqual({ calls: 2, usd: 0.01, tokens: 1660 });
    const live = (await talkPage(rows.world, rows.ids.live))?.talk;
    expect(live?.why).toMatchObject({ topic: { state: 'held_out' }, pairing: { kind: 'lowest' } });
  });
  test('that does not exist is null', async () => {
    expect(await talkPage(rows.world, 'nonsense')).toBeNull();
    expect(await talkPage(rows.world, '0190a000-0000-7000-8000-000000000000')).toBeNull();
  });
});

describe('agents', () => {
  test('show the day, the table they sit at, and whom they are close to', async () => {
    const { agents, pairs } = await agentsView(rows.world);
    expect(pairs).toHaveLength(15);
    const boss = agents.find((agent) => agent.id === 'opus');
    expect(boss?.talking?.id).toBe(rows.ids.live);
    expect(boss?.affinity).toMatchObject({ closest: { id: 'brain', affinity: 0.8 }, farthest: { id: 'twitter-alt', affinity: 0.28 } });
    expect(boss?.today.usd).toBeCloseTo(0.01);
    const pair = pairs.find((one) => one.a === 'opus' && one.b === 'twitter-alt');
    expect(pair).toMatchObject({ affinity: 0.28, seeded: 0.3, log: [{ drift: -0.02, talk: { id: rows.ids.done } }] });
  });
  test('know what replaced what, where it comes from, and what a person may follow', async () => {
    const view = await agentView(rows.world, 'opus');
    const by = new Map(view?.memories.map((memory) => [memory.id, memory]));
    expect(by.get(rows.ids.old)).toMatchObject({
      state: 'replaced',
      replaced: { reason: 'the numbers say the opposite', by: { id: rows.ids.strategy } },
    });
    expect(by.get(rows.ids.strategy)).toMatchObject({ state: 'live', promoted: true, replaces: [{ id: rows.ids.old }] });
    expect(by.get(rows.ids.wrong)?.source.href).toBe(`/talks/${rows.ids.done}#turn-3`);
    expect(view?.pairs).toHaveLength(5);
    expect(view?.cost.days).toHaveLength(14);
    expect(view?.cost.purposes[0]).toMatchObject({ purpose: 'turn', calls: 2 });
  });
  test('speak as their memories earned it, and the preview says so', async () => {
    const { voice } = (await agentView(rows.world, 'twitter-alt')) ?? {};
    expect(voice?.active[0]).toMatchObject({ rule: 'engagement_lessons' });
    expect(voice?.active[0]?.memories.length).toBe(12);
    expect(voice?.preview).toContain('Personality evolution:\n- Reference what works in engagement when relevant');
    expect((await agentView(rows.world, 'creator'))?.voice.preview).not.toContain('Personality evolution');
    expect(await agentView(rows.world, 'nobody')).toBeNull();
  });
});

describe('does it pay', () => {
  test('compares what memory changed with what chance held back, down to the posts', async () => {
    const { kinds, talks } = await paysView(rows.world, 30);
    const topic = kinds.find((kind) => kind.kind === 'topic');
    expect(topic?.influenced).toMatchObject({ decisions: 12, accepted: 1, posts: 1, engagement: 0.08, cost_usd: 0.01 });
    expect(topic?.held_out).toMatchObject({ decisions: 11, accepted: 0, engagement: null });
    expect(topic).toMatchObject({ untouched: 1, newest: { length: 5 } });
    expect(kinds.map((kind) => kind.kind)).toEqual(['topic', 'pairing', 'initiative']);
    expect(topic?.verdict).toMatch(/12 with memory and 11 held out/);
    expect(talks.find((row) => row.format === 'standup')).toMatchObject({
      label: 'Standup',
      usd: 0.01,
      memories: 1,
      missions: 1,
      succeeded: 0,
    });
  });
  test('looks back over one of three windows', () => {
    expect([null, '7', '90', '8', 'x'].map(daysOf)).toEqual([30, 7, 90, 30, 30]);
  });
});

import { describe, expect, test } from 'vitest';
import { agents } from './agents.ts';
import { formats } from './formats.ts';
import { loadCompany } from './index.ts';
import { relationships } from './relationships.ts';
import { schedule } from './schedule.ts';
import { memoryTags, voiceRules } from './voice-rules.ts';

const of = (name: string) => formats.find((format) => format.name === name);

describe('the sixteen formats', () => {
  test('are the tutorial’s, with its bounds', () => {
    expect(formats.map(({ name }) => name).sort()).toEqual(
      'brainstorm check_in conflict_resolution content_review debate deep_discussion deep_dive mentoring night_briefing night_shift one_on_one retrospective standup strategy war_room watercooler'.split(
        ' ',
      ),
    );
    expect(of('standup')).toMatchObject({
      minAgents: 4,
      maxAgents: 6,
      minTurns: 6,
      maxTurns: 12,
      temperature: 0.5,
      opener: 'coordinator',
      formal: true,
    });
    expect(of('debate')).toMatchObject({ minAgents: 2, maxAgents: 3, minTurns: 6, maxTurns: 10, temperature: 0.8 });
    expect(of('watercooler')).toMatchObject({ minAgents: 2, maxAgents: 3, minTurns: 2, maxTurns: 5, temperature: 0.9 });
  });
  test('make tasks in three of them, which the coordinator opens', () => {
    expect(
      formats
        .filter(({ formal }) => formal)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['brainstorm', 'standup', 'war_room']);
    expect(formats.filter(({ formal, opener }) => formal && opener !== 'coordinator')).toEqual([]);
  });
});

test('six voices have a name, a tone, a quirk, a signature line and a directive of substance', () => {
  expect(agents.map(({ displayName }) => displayName)).toEqual(
    expect.arrayContaining(['Boss', 'Analyst', 'Hustler', 'Writer', 'Wildcard', 'Observer']),
  );
  for (const agent of agents) {
    for (const text of [agent.tone, agent.quirk, agent.signatureLine]) expect(text.length).toBeGreaterThan(8);
    expect(agent.systemDirective.length).toBeGreaterThan(400);
  }
});

test('fifteen pairs, each once, each with a backstory; the tutorial’s five start where it says', () => {
  expect(relationships).toHaveLength(15);
  expect(new Set(relationships.map(({ a, b }) => [a, b].sort().join())).size).toBe(15);
  expect(relationships.every(({ backstory }) => backstory.length > 30)).toBe(true);
  const start = (x: string, y: string) => relationships.find(({ a, b }) => [a, b].sort().join() === [x, y].sort().join())?.affinity;
  expect([
    start('opus', 'brain'),
    start('opus', 'twitter-alt'),
    start('brain', 'twitter-alt'),
    start('brain', 'observer'),
    start('creator', 'twitter-alt'),
  ]).toEqual([0.8, 0.3, 0.3, 0.8, 0.7]);
});

describe('a company that does not fit together', () => {
  test.each([
    [{ schedule: [{ ...schedule[0], format: 'chat' }] }, /schedule\.00:00\.format: no format is called "chat"/],
    [{ schedule: [{ ...schedule[0], probability: 1.5 }] }, /probability: 1.5 is not within 0 to 1/],
    [{ schedule: [{ ...schedule[0], probability: Number.NaN }] }, /probability: NaN/],
    [{ schedule: [schedule[0], schedule[0]] }, /slot "00:00" is defined more than once/],
    [{ schedule: [{ ...schedule[0], at: '25:00' }] }, /is not a time of day/],
    [{ schedule: [{ ...schedule[0], fixed: ['nobody'] }] }, /no agent is called "nobody"/],
    [{ schedule: [{ ...schedule[0], random: 9 }] }, /9 people; the format deep_discussion takes 2 to 3/],
    [{ relationships: [{ a: 'opus', b: 'opus', affinity: 0.5, backstory: '' }] }, /paired with itself/],
    [{ relationships: [{ a: 'opus', b: 'brain', affinity: 2, backstory: '' }] }, /start at 2; affinity is within/],
    [{ relationships: [relationships[0], { ...relationships[0], a: 'opus', b: 'brain' }] }, /brain and opus are listed twice/],
    [{ formats: [{ ...formats[0], minTurns: 9, maxTurns: 3 }], schedule: [] }, /turns 9 to 3 must be whole numbers/],
    [{ formats: [{ ...formats[0], topics: ['{finding} only'] }], schedule: [] }, /none can be used when nothing has happened yet/],
    [{ voiceRules: [{ ...voiceRules[0], tag: 'gossip' }] }, /no memory tag is called "gossip"/],
  ])('is refused with the place and the fault (%#)', (parts, message) => {
    expect(() => loadCompany(parts as never)).toThrow(message);
  });
  test('may be smaller: three agents, and what refers to the others is listed', () => {
    const three = agents.filter(({ id }) => ['opus', 'growth', 'observer'].includes(id));
    expect(() => loadCompany({ agents: three, memoryTags })).toThrow(/no agent is called "brain"/);
  });
});

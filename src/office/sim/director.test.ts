/** What agents do: each state from its event, text only where it was stored, and idle only when nothing is open. */
import { describe, expect, test } from 'vitest';
import type { StreamEvent } from '../../read/stream.ts';
import type { Person } from '../frame.ts';
import { factOf } from './facts.ts';
import { emptyOffice, emptySnapshot, live, START_MS } from './living.ts';
import { step as advance } from './office.ts';
import { frame } from './picture.ts';

let seq = 0;
function event(kind: StreamEvent['kind'], agent: number, afterMs: number, more: Partial<StreamEvent> = {}): StreamEvent {
  seq++;
  const id = { id: `e${seq}`, seq: `${seq}`, tx: `${seq}`, agent_id: `agent-${agent}`, kind, title: 'A title', summary: 'A text' };
  const cause = { cause_kind: 'schedule', cause_id: null, depth: 0, mission_id: null, step_id: null, untrusted: false };
  return { ...id, ...cause, tags: [], metadata: {}, created_at: new Date(START_MS + afterMs).toISOString(), ...more };
}
const step = (kind: string) => ({ mission_id: 'm1', metadata: { kind } });
const talk = (format: string, members: number[]) => ({
  tags: ['conversation', format, 'conversation:t1'],
  metadata: { conversation_id: 't1', format, participants: members.map((one) => `agent-${one}`) },
});
const picture = (events: StreamEvent[], ms: number) => frame(live(emptyOffice(6), events, START_MS + ms));
const who = (people: readonly Person[], agent: number) => people[agent] as Person;

describe('work', () => {
  test.each([
    ['draft_tweet', 'type', 'desk:2'],
    ['crawl', 'read', 'desk:2'],
    ['diagnose', 'read', 'rack:0'],
  ])('%s is done as %s at %s', (kind, pose, seat) => {
    expect(who(picture([event('step_started', 2, 100, step(kind))], 13_000).people, 2)).toMatchObject({
      pose,
      seat,
      doing: kind.replace('_', ' '),
    });
  });
  test('a step that succeeded shows for a moment, then its agent thinks, then it is idle', () => {
    const events = [event('step_started', 2, 100, step('analyze')), event('step_succeeded', 2, 20_000, step('analyze'))];
    const done = event('mission_succeeded', 2, 20_000, step('analyze'));
    expect(who(picture(events, 20_500).people, 2).icon).toBe('done');
    expect(picture(events, 20_500).desks[2]?.light).toBe('done');
    expect(who(picture([...events, done], 21_000).people, 2).pose).toBe('celebrate');
    expect(picture([...events, done], 21_000).confetti).toHaveLength(1);
    expect(who(picture([...events, done], 26_000).people, 2).activity).toBe('think');
    expect(who(picture([...events, done], 41_000).people, 2).activity).toBe('idle');
  });
  test('a failure stays until it is superseded', () => {
    const failed = event('step_failed', 2, 20_000, { ...step('analyze'), summary: 'The page was gone' });
    const later = picture([failed], 500_000);
    expect(who(later.people, 2)).toMatchObject({ activity: 'error', pose: 'error', icon: 'alert', doing: 'The page was gone' });
    expect(later.bubbles).toEqual([expect.objectContaining({ kind: 'failed', text: 'The page was gone', sticky: true })]);
    expect(later.desks[2]?.light).toBe('failed');
    const again = picture([failed, event('step_started', 2, 30_000, step('analyze'))], 60_000);
    expect(who(again.people, 2).activity).toBe('work.type');
    expect(again.bubbles).toEqual([]);
  });
});

describe('the door', () => {
  const held = { metadata: { proposal_id: 'p1' } };
  test('what waits for a person waits at the board, facing us, until it is decided', () => {
    const pending = event('proposal_pending', 1, 100, held);
    expect(who(picture([pending], 300_000).people, 1)).toMatchObject({
      pose: 'blocked',
      seat: 'board:0',
      facing: 'down',
      icon: 'question',
    });
    expect(who(picture([pending, event('proposal_accepted', 1, 30_000, { ...held, mission_id: 'm1' })], 60_000).people, 1).activity).toBe(
      'queued',
    );
  });
  test('a refusal is told with its reason, for four seconds', () => {
    const rejected = event('proposal_rejected', 1, 100, { ...held, summary: 'The quota is full' });
    expect(picture([rejected], 2_000).bubbles).toEqual([expect.objectContaining({ kind: 'refused', text: 'The quota is full' })]);
    expect(picture([rejected], 4_200).bubbles).toEqual([]);
  });
  test('who is switched off leaves through the door, and comes back', () => {
    const off = (agents: string[], ms: number) =>
      event('policy_changed', 0, ms, { metadata: { key: 'kill_switch', after: { agents, kinds: [] } } });
    const gone = picture([off(['agent-3'], 100)], 15_000);
    expect(who(gone.people, 3)).toMatchObject({ here: false, activity: 'off', seat: null });
    expect(gone.desks[3]?.light).toBe('dark');
    expect(who(picture([off(['agent-3'], 100), off([], 20_000)], 40_000).people, 3)).toMatchObject({ here: true, activity: 'idle' });
  });
});

describe('talks', () => {
  const opened = event('conversation_started', 0, 100, talk('debate', [0, 4]));
  test('they sit in facing pairs, the speaker talks with the stored text, the other listens', () => {
    const turn = event('conversation_turn', 4, 15_000, { ...talk('debate', [0, 4]), summary: 'I do not believe a word of it.' });
    const { people, bubbles } = picture([opened, turn], 16_000);
    expect(who(people, 0)).toMatchObject({ seat: 'table:0', pose: 'listen', facing: 'right', speaking: false });
    expect(who(people, 4)).toMatchObject({ seat: 'table:1', pose: 'talk', facing: 'left', speaking: true });
    expect(bubbles).toEqual([
      expect.objectContaining({ agentId: 'agent-4', text: 'I do not believe a word of it.', kind: 'said', opacity: 1 }),
    ]);
    expect(picture([opened, turn], 18_200).bubbles).toEqual([]);
  });
  test('a long text is cut at a word and stays as long as it takes to read', () => {
    const turn = event('conversation_turn', 4, 100, { ...talk('debate', [0, 4]), summary: 'word '.repeat(60) });
    const [bubble] = picture([turn], 6_400).bubbles;
    expect(bubble?.text).toMatch(/^(word )+word…$/);
    expect(bubble?.text.length).toBeLessThanOrEqual(120);
  });
  test('of many bubbles the newest three are shown', () => {
    const turns = [0, 1, 2, 3, 4].map((i) =>
      event('conversation_turn', i, 100 + i, { ...talk('standup', [0, 1, 2, 3, 4]), summary: `line ${i}` }),
    );
    expect(picture(turns, 1_000).bubbles.map(({ text }) => text)).toEqual(['line 4', 'line 3', 'line 2']);
  });
  test('the watercooler is at the coffee, and when a talk is over nobody is held', () => {
    const cooler = event('conversation_started', 0, 100, talk('watercooler', [0, 4]));
    expect(who(picture([cooler], 14_000).people, 4).seat).toBe('coffee:1');
    const ended = event('conversation_ended', 0, 15_000, talk('watercooler', [0, 4]));
    expect(who(picture([cooler, ended], 16_000).people, 4).activity).toBe('idle');
  });
  test('what a person says belongs to the table', () => {
    const more = talk('debate', [0, 4]);
    const turn = event('conversation_turn', 0, 15_000, { ...more, metadata: { ...more.metadata, by_person: true }, summary: 'Carry on.' });
    const { people, bubbles } = picture([opened, turn], 16_000);
    expect(bubbles).toEqual([expect.objectContaining({ byPerson: true, text: 'Carry on.' })]);
    expect(people.some(({ speaking }) => speaking)).toBe(false);
  });
  test('who works stays at work, and its seat stays its own', () => {
    const { people } = picture([event('step_started', 0, 50, step('analyze')), opened], 14_000);
    expect(who(people, 0).seat).toBe('desk:0');
    expect(who(people, 4).seat).toBe('table:1');
  });
});

test('without events nobody does anything, says anything or is said to do anything, for an hour', () => {
  live(emptyOffice(6), [], START_MS + 60 * 60_000, (office) => {
    if (office.clock.nowMs % 1_000) return;
    const { people, bubbles, confetti } = frame(office);
    expect([bubbles, confetti]).toEqual([[], []]);
    for (const person of people) {
      expect(person).toMatchObject({ activity: 'idle', doing: null, icon: null, speaking: false });
      expect(['stand', 'walk', 'sit', 'drink', 'rest']).toContain(person.pose);
    }
  });
});

test('a failure that a person has acknowledged is no longer shown; the next one is', () => {
  const failed = event('step_failed', 2, 100, step('analyze'));
  const office = live(emptyOffice(6), [failed], START_MS + 5_000);
  const order = factOf(failed).order;
  const clock = { nowMs: START_MS + 5_100, zoneMinutes: 0 };
  const seen = advance(office, 100, [{ type: 'acknowledged', agentId: 'agent-2', order }], clock);
  expect(who(frame(seen).people, 2).activity).toBe('think');
  const again = live(seen, [event('step_failed', 2, 6_000, step('analyze'))], START_MS + 7_000);
  expect(who(frame(again).people, 2).activity).toBe('error');
});

test('a snapshot overrules what its newest events tell: what is not in it is over', () => {
  const running = factOf(event('step_started', 2, 100, step('analyze')));
  const pending = factOf(event('proposal_pending', 1, 200, { metadata: { proposal_id: 'p1' } }));
  const snapshot = { ...emptySnapshot(6), asOfMs: START_MS + 60_000, upTo: pending.order, recent: [running, pending] };
  const office = advance(emptyOffice(6), 100, [snapshot], { nowMs: START_MS + 60_000, zoneMinutes: 0 });
  expect(frame(office).people.map(({ activity }) => activity)).toEqual(Array(6).fill('idle'));
});

/** A person at the table: starts a conversation, says something into it, asks the room, ends it. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { endTalk, say } from '../src/core/conversations/say.ts';
import { startTalk } from '../src/core/conversations/start.ts';
import { readPolicies, setPolicy } from '../src/core/policy/policies.ts';
import { freshLine, type TalkModel, type TalkScript } from './talk-model.ts';
import { type TalkRoom, talkRoom } from './talk-room.ts';
import { talkAll } from './turn.ts';
import type { TestWorld } from './world.ts';

let world: TestWorld;
let model: TalkModel;
let room: TalkRoom;

async function open(script: TalkScript = {}): Promise<void> {
  room = await talkRoom(script);
  ({ world, model } = room);
}
beforeEach(() => open());
afterEach(() => world.close());

const start: TalkRoom['start'] = (...asked) => room.start(...asked);
const whole = (id: string) => room.whole(id);

describe('a person at the table', () => {
  test('who asks the room is answered by everybody', async () => {
    const { id } = await start('check_in', ['opus', 'brain', 'growth']);
    await talkAll(world, { limit: 1 });
    const { answers, turn } = await say(world, {
      conversationId: id,
      text: 'What would you drop this week?',
      by: 'ada',
      ask: true,
      to: null,
    });
    expect(answers).toEqual(['opus', 'brain', 'growth']);
    await talkAll(world);
    const { turns, status } = await whole(id);
    expect(status).toBe('completed');
    expect(turns[turn]).toMatchObject({ speaker: 'ada', by_person: true, dialogue: 'What would you drop this week?' });
    const answered = turns.slice(turn + 1).map((one) => one.speaker);
    expect(new Set(answered.slice(0, 3))).toEqual(new Set(['opus', 'brain', 'growth']));
    expect(model.of('turn')[turn]?.prompt).toContain('ada, a person of the company, asked: “What would you drop this week?”. Answer it.');
  });

  test('who speaks to one is answered by that one next', async () => {
    const { id } = await start('check_in', ['opus', 'brain', 'growth']);
    await talkAll(world, { limit: 2 });
    const { turn } = await say(world, { conversationId: id, text: 'Growth, your view?', by: 'ada', ask: false, to: 'growth' });
    await talkAll(world);
    expect((await whole(id)).turns[turn + 1]).toMatchObject({ speaker: 'growth', reply_to: 'ada' });
  });

  test('may speak while a turn is being generated: both stand, each once', async () => {
    await world.close();
    let interrupt: (() => Promise<unknown>) | null = null;
    await open({ line: (_request, n) => freshLine(n) });
    const { id } = await start('check_in', ['opus', 'brain']);
    const generate = model.generate;
    world.model.generate = async (request) => {
      await interrupt?.();
      interrupt = null;
      return generate(request);
    };
    await talkAll(world, { limit: 1 });
    interrupt = () => say(world, { conversationId: id, text: 'One moment!', by: 'ada', ask: false, to: null });
    await talkAll(world);
    const { turns } = await whole(id);
    expect(turns.map((turn) => turn.turn)).toEqual(turns.map((_, n) => n));
    expect(turns.filter((turn) => turn.dialogue === 'One moment!')).toHaveLength(1);
  });

  test('may end it: what was said is distilled', async () => {
    const { id } = await start('standup');
    await talkAll(world, { limit: 3 });
    expect(await endTalk(world, { conversationId: id, by: 'ada', reason: 'lunch' })).toEqual({ status: 'distilling' });
    await talkAll(world);
    expect(await whole(id)).toMatchObject({
      status: 'completed',
      turn_count: 3,
      end_reason: 'ended by ada: lunch',
      distillation: { status: 'done' },
    });
  });

  test.each([
    [{ format: 'chat', topic: null, participants: null }, /no format is called "chat".*standup/],
    [{ format: 'debate', topic: null, participants: ['brain'] }, /participants: 1; a debate takes 2 to 3/],
    [{ format: 'debate', topic: null, participants: ['brain', 'nobody'] }, /no agent is called "nobody".*opus/],
    [{ format: 'debate', topic: '  ', participants: null }, /topic: 0 characters; from 1 to 200/],
    [{ format: 'debate', topic: 'x'.repeat(201), participants: null }, /topic: 201 characters/],
  ])('is told what is wrong with %j', async (request, message) => {
    await expect(startTalk(world, { ...request, by: 'ada' })).rejects.toThrow(message);
  });

  test('cannot speak into what is over, to nobody, or too long', async () => {
    const { id } = await start('check_in', ['opus', 'brain']);
    const said = (text: string, to: string | null = null) => say(world, { conversationId: id, text, by: 'ada', ask: false, to });
    await expect(said('')).rejects.toThrow(/text: is empty/);
    await expect(said('x'.repeat(401))).rejects.toThrow(/401 characters; at most 400/);
    await expect(said('hello', 'growth')).rejects.toThrow(/"growth" does not sit at this table; there are opus, brain/);
    await talkAll(world);
    await expect(said('hello')).rejects.toThrow(/this conversation is completed/);
    await expect(endTalk(world, { conversationId: id, by: 'ada', reason: '' })).rejects.toThrow(/is over \(completed\)/);
  });

  test('cannot start one while conversations are switched off', async () => {
    const { roundtable_policy } = await readPolicies(world);
    await setPolicy(world, { key: 'roundtable_policy', value: { ...roundtable_policy, enabled: false }, by: 'ada', reason: 'quiet' });
    await expect(start('debate')).rejects.toThrow(/switched off/);
  });
});

/** Chapter 2: conversations go on turn by turn, whoever is there; nothing is said twice and nothing is lost. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TurnRow } from '../src/core/conversations/conversation.ts';
import { goOn } from '../src/core/conversations/converse.ts';
import { claimConversation, selectTurns } from '../src/core/conversations/store.ts';
import { readPolicies } from '../src/core/policy/policies.ts';
import { after } from '../src/core/time.ts';
import { whyChain } from '../src/read/why.ts';
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
const events = (id: string) =>
  world.db.sql<
    { kind: string; agent_id: string; summary: string; title: string; cause_kind: string; cause_id: string; metadata: { turn?: number } }[]
  >`
    select kind, agent_id, summary, title, cause_kind, cause_id, metadata from ops_agent_events where ${`conversation:${id}`} = any(tags) order by seq`;

describe('a standup', () => {
  test('is opened by the coordinator, has as many turns as planned, and nobody speaks twice in a row', async () => {
    const { id, participants } = await start('standup');
    expect(participants.length).toBeGreaterThanOrEqual(4);
    await talkAll(world);
    const talk = await whole(id);
    expect(talk.status).toBe('completed');
    expect(talk.turn_count).toBe(talk.planned_turns);
    expect(talk.planned_turns).toBeGreaterThanOrEqual(6);
    expect(talk.planned_turns).toBeLessThanOrEqual(12);
    expect(talk.turns.map((turn) => turn.turn)).toEqual(Array.from({ length: talk.turn_count }, (_, n) => n));
    expect(talk.turns[0]?.speaker).toBe('opus');
    for (const [n, turn] of talk.turns.entries()) {
      expect(participants).toContain(turn.speaker);
      if (n > 0) expect(turn.speaker).not.toBe(talk.turns[n - 1]?.speaker);
    }
  });

  test('costs one model call a turn and one for the distillation, each on the ledger under the conversation', async () => {
    const { id } = await start('standup');
    await talkAll(world);
    const talk = await whole(id);
    expect(model.asked).toHaveLength(talk.turn_count + 1);
    const ledger = await world.db
      .sql`select purpose, agent_id from ops_llm_calls where cause_kind = 'conversation' and cause_id = ${id} order by created_at`;
    expect(ledger.map((call) => call.purpose)).toEqual([...Array(talk.turn_count).fill('turn'), 'distill']);
    expect(ledger.slice(0, -1).map((call) => call.agent_id)).toEqual(talk.turns.map((turn) => turn.speaker));
  });

  test('tells every turn as an event the moment it is said, three to eight seconds apart', async () => {
    const { id } = await start('standup');
    await talkAll(world);
    const talk = await whole(id);
    const told = await events(id);
    expect(told.map((event) => event.kind)).toEqual([
      'conversation_queued',
      'conversation_started',
      ...Array(talk.turn_count).fill('conversation_turn'),
      'conversation_ended',
      'conversation_distilled',
    ]);
    expect(told.filter((event) => event.kind === 'conversation_turn').map((event) => event.summary)).toEqual(
      talk.turns.map((turn) => turn.dialogue),
    );
    for (const [n, turn] of talk.turns.entries()) {
      if (n === 0) continue;
      const gap = turn.created_at.getTime() - (talk.turns[n - 1] as TurnRow).created_at.getTime();
      expect(gap).toBeGreaterThanOrEqual(3000);
      expect(gap).toBeLessThanOrEqual(8000);
    }
  });

  test('keeps the weights that chose each speaker, by the formula', async () => {
    const { id } = await start('standup', ['opus', 'brain', 'growth', 'observer']);
    await talkAll(world);
    const { turns } = await whole(id);
    expect(turns[0]?.weights).toEqual({});
    for (const [n, turn] of turns.entries()) {
      if (n === 0) continue;
      const before = turns.slice(0, n);
      expect(Object.keys(turn.weights).sort()).toEqual(
        ['opus', 'brain', 'growth', 'observer'].filter((who) => who !== before.at(-1)?.speaker).sort(),
      );
      for (const [who, weight] of Object.entries(turn.weights)) {
        const share = before.filter((one) => one.speaker === who).length / n;
        expect(weight.recency).toBeCloseTo(share, 2);
        expect(Math.abs(weight.jitter)).toBeLessThanOrEqual(0.2);
        expect(weight.weight).toBeCloseTo(1 + 0.6 * weight.affinity - 0.4 * weight.recency + weight.jitter, 2);
      }
    }
  });

  test('why, asked of a turn, goes back to the person who called it', async () => {
    const { id } = await start('standup');
    await talkAll(world);
    const { turns } = await whole(id);
    const chain = await whyChain(world.db.sql, turns[2]?.id ?? '');
    expect(chain?.map((link) => link.kind)).toEqual(['turn', 'conversation', 'person']);
    expect(chain?.at(-1)?.title).toBe('ada');
  });
});

describe('what may be said', () => {
  test('is cut at a word, without addresses, markup, prefixes or quotes; the record says what was taken', async () => {
    await world.close();
    const long = `"Boss: **Look** at https://evil.example/x ${'numbers matter and '.repeat(20)}"`;
    await open({ line: (_request, n) => (n === 1 ? long : freshLine(n)) });
    const { id } = await start('check_in', ['opus', 'brain']);
    await talkAll(world);
    const turn = (await whole(id)).turns[1] as TurnRow;
    expect([...turn.dialogue].length).toBeLessThanOrEqual(120);
    expect(turn.dialogue).toMatch(/^Look at numbers matter and .*(matter|numbers|and)…$/);
    expect(turn.notes.join()).toMatch(/address.*markup|markup.*address/);
  });

  test('a refusal or an empty answer is not said; somebody else tries, and after three the talk ends with what there is', async () => {
    await world.close();
    await open({ line: (_request, n) => (n < 2 ? freshLine(n) : n % 2 ? '   ' : "I'm sorry, but I can't help with that.") });
    const { id } = await start('debate', ['brain', 'twitter-alt']);
    await talkAll(world);
    const talk = await whole(id);
    expect(talk).toMatchObject({ status: 'completed', turn_count: 2 });
    expect(talk.end_reason).toMatch(/3 answers could not be used/);
  });

  test('a model that is down is asked again later; one that refuses for good ends the talk with the reason', async () => {
    await world.close();
    const usage = null;
    await open({
      line: (_request, n) =>
        n === 1
          ? { ok: false, kind: 'transient', message: 'overloaded', retryAfterMs: 60_000, usage }
          : n === 4
            ? { ok: false, kind: 'rejected', message: 'too long', retryAfterMs: null, usage }
            : freshLine(n),
    });
    const { id } = await start('debate', ['brain', 'twitter-alt']);
    const outcomes = await talkAll(world);
    expect(outcomes).toContain('retried');
    const talk = await whole(id);
    expect(talk).toMatchObject({ status: 'failed', last_error: expect.stringContaining('too long') });
    expect(talk.turns.map((turn) => turn.turn)).toEqual([0, 1, 2]);
    expect((await events(id)).at(-1)).toMatchObject({ kind: 'conversation_failed' });
  });

  test('a talk that repeats itself is told to turn, and ends when it does not; nothing of it is remembered', async () => {
    await world.close();
    await open({ line: (_request, n) => (n < 1 ? freshLine(n) : 'We should really look at the numbers again before Friday.') });
    const { id } = await start('deep_dive', ['brain', 'growth', 'observer']);
    await talkAll(world);
    const talk = await whole(id);
    expect(talk.end_reason).toBe('repetition');
    expect(talk.distillation).toMatchObject({ status: 'skipped', memories: [] });
    expect(model.of('turn').some((request) => request.prompt.includes('Bring something new'))).toBe(true);
    expect(model.of('distill')).toHaveLength(0);
  });

  test('endless agreement is challenged, then ended', async () => {
    await world.close();
    const yes = ['Exactly, harbour.', 'Agreed, totally.', 'Yes, makes sense.', 'Absolutely, copper.', 'Right, good point.'];
    await open({ line: (_request, n) => (n < 1 ? freshLine(n) : (yes[n % yes.length] as string)) });
    const { id } = await start('brainstorm', ['opus', 'creator', 'growth']);
    await talkAll(world);
    expect((await whole(id)).end_reason).toBe('agreement');
    expect(model.of('turn').some((request) => request.prompt.includes('Everybody agrees'))).toBe(true);
  });
});

describe('workers', () => {
  const claim = async (workerId: string) => {
    const now = world.clock.now();
    return claimConversation(world.db.sql, { workerId, now, leaseUntil: after(now, 30_000) });
  };
  const none = new AbortController().signal;

  test('two take one conversation once', async () => {
    await start('watercooler');
    const both = await Promise.all([claim('one'), claim('two')]);
    expect(both.filter(Boolean)).toHaveLength(1);
  });

  test('one that lost its lease writes nothing; the other goes on at the same turn', async () => {
    const { id } = await start('watercooler', ['brain', 'growth']);
    const slow = await claim('slow');
    world.clock.advance(31_000);
    const quick = await claim('quick');
    if (!slow || !quick) throw new Error('nothing was claimed');
    const policies = await readPolicies(world);
    expect(await goOn(world, quick, policies, none)).toBe('spoken');
    expect(await goOn(world, slow, policies, none)).toBe('lost');
    expect(await selectTurns(world.db.sql, id)).toHaveLength(1);
  });

  test('a turn that kills its worker every time is given up after five tries', async () => {
    const { id } = await start('watercooler');
    for (let n = 0; n < 5; n++) {
      expect((await claim(`victim-${n}`))?.attempt).toBe(n + 1);
      world.clock.advance(31_000);
    }
    const { roundtable } = await import('../src/workers/desks.ts');
    const talk = await claim('last');
    if (!talk) throw new Error('nothing was claimed');
    await roundtable(world).run(talk, { values: await readPolicies(world), breakers: new Map(), unreadable: [] }, none);
    expect(await whole(id)).toMatchObject({ status: 'failed', last_error: expect.stringContaining('5 times in a row at turn 0') });
  });
});

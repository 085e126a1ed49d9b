/** A person at the table: says something into a running conversation, asks the room, or ends it. The agents answer. */
import type { World } from '../../world/world.ts';
import { InvalidInput } from '../errors.ts';
import { emit } from '../events/emit.ts';
import { readPolicies } from '../policy/policies.ts';
import { cleanText, oneLine } from '../text.ts';
import type { ConversationRow } from './conversation.ts';
import { extendTalk, finishTalk, insertTurn, lockConversation, releaseTalk } from './store.ts';
import { endEvent, talkEvent } from './talk-event.ts';

/** Characters a person may say at once. */
const MAX_SAID = 400;
/** However much a person asks, a conversation ends some time. */
const MOST_TURNS = 60;

export type Saying = {
  conversationId: string;
  text: string;
  by: string;
  /** Everybody at the table answers, one after the other. */
  ask: boolean;
  /** This agent answers next. */
  to: string | null;
};

/** @throws InvalidInput when the conversation is unknown or over, the text empty or too long, or nobody of that name sits there */
export async function say(world: World, saying: Saying): Promise<{ turn: number; answers: string[] }> {
  const text = cleanText(saying.text).replace(/\s+/g, ' ').trim();
  if (!text) throw new InvalidInput('text', 'text: is empty');
  if (text.length > MAX_SAID) throw new InvalidInput('text', `text: ${text.length} characters; at most ${MAX_SAID}`);
  return world.db.begin(async (sql) => {
    const talk = await lockConversation(sql, saying.conversationId);
    if (!talk) throw new InvalidInput('id', `id: no conversation ${saying.conversationId}`);
    const open = talk.status === 'pending' || talk.status === 'running';
    if (!open)
      throw new InvalidInput('id', `id: this conversation is ${talk.status === 'distilling' ? 'over' : talk.status}; start another`);
    if (saying.to !== null && !talk.participants.includes(saying.to))
      throw new InvalidInput('to', `to: "${oneLine(saying.to, 60)}" does not sit at this table; there are ${talk.participants.join(', ')}`);
    if (talk.turn_count + 1 >= MOST_TURNS)
      throw new InvalidInput('text', `text: this conversation has ${talk.turn_count} turns, at most ${MOST_TURNS}; start another`);
    const policies = await readPolicies(world, sql);
    const now = world.clock.now();
    const answers = saying.to ? [saying.to] : saying.ask ? talk.participants : [];
    const awaiting = [...new Set([...talk.awaiting, ...answers])];
    const turnCount = talk.turn_count + 1;
    const plannedTurns = Math.min(MOST_TURNS, Math.max(talk.planned_turns + 1, turnCount + Math.max(1, awaiting.length)));
    const id = world.ids.next();
    await insertTurn(sql, {
      id,
      conversation_id: talk.id,
      turn: talk.turn_count,
      speaker: saying.by,
      by_person: true,
      dialogue: text,
      tone: 'neutral',
      reply_to: saying.to,
      weights: {},
      memory_ids: [],
      prompt_tokens: 0,
      notes: [],
      untrusted: false,
      created_at: now,
    });
    await extendTalk(sql, talk.id, { turnCount, plannedTurns, awaiting, now });
    await emit(world, sql, policies, [
      {
        ...talkEvent(talk, 'conversation_turn', {
          agentId: world.company.coordinator,
          title: `${labelOf(world, talk)}: ${talk.topic}`,
          summary: text,
          tags: ['person'],
          metadata: { turn: talk.turn_count, turn_id: id, by: saying.by, by_person: true },
          cause: { kind: 'person', id: saying.by },
        }),
        untrusted: false,
      },
    ]);
    return { turn: talk.turn_count, answers };
  });
}

/** Ends a conversation now; what was said is still distilled. One that never began is called off. @throws InvalidInput when it is over */
export async function endTalk(
  world: World,
  end: { conversationId: string; by: string; reason: string },
): Promise<{ status: 'distilling' | 'cancelled' }> {
  return world.db.begin(async (sql) => {
    const talk = await lockConversation(sql, end.conversationId);
    if (!talk) throw new InvalidInput('id', `id: no conversation ${end.conversationId}`);
    if (talk.status !== 'pending' && talk.status !== 'running')
      throw new InvalidInput('id', `id: this conversation is over (${talk.status})`);
    const policies = await readPolicies(world, sql);
    const now = world.clock.now();
    const reason = oneLine(`ended by ${end.by}${end.reason ? `: ${end.reason}` : ''}`, 300);
    const format = world.company.formats.get(talk.format);
    const status = talk.status === 'running' ? 'distilling' : 'cancelled';
    if (status === 'cancelled') await finishTalk(sql, talk.id, { status, distillation: null, endReason: reason, error: null, now });
    else {
      const { turn_count: turnCount, skipped_turns: skippedTurns } = talk;
      await releaseTalk(sql, talk.id, {
        status,
        turnCount,
        plannedTurns: talk.planned_turns,
        skippedTurns,
        awaiting: [],
        endReason: reason,
        runAfter: now,
      });
    }
    const told = format ? endEvent(world, talk, format, talk.turn_count, reason) : null;
    if (told) await emit(world, sql, policies, [{ ...told, cause: { kind: 'person', id: end.by } }]);
    return { status };
  });
}

function labelOf(world: World, talk: ConversationRow): string {
  return world.company.formats.get(talk.format)?.label ?? talk.format;
}

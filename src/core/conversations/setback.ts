/** What becomes of a conversation whose turn could not be spoken: it waits and is tried again, or ends with the reason. */
import type { World } from '../../world/world.ts';
import type { PolicyValues } from '../company.ts';
import { emit } from '../events/emit.ts';
import { judge } from '../missions/rules.ts';
import { after } from '../time.ts';
import type { ConversationRow } from './conversation.ts';
import { finishTalk, lockTalk, postponeTalk } from './store.ts';
import { talkEvent } from './talk-event.ts';

/** Claims in a row without progress before a talk is given up: a turn that keeps killing its worker must not do so for ever. */
const MOST_ATTEMPTS = 5;

export async function setbackTalk(
  world: World,
  talk: ConversationRow,
  policies: PolicyValues,
  error: unknown,
): Promise<'retried' | 'failed' | 'lost'> {
  const fence = { id: talk.id, claimSeq: talk.claim_seq };
  const luck = world.random.fork(`backoff/${talk.id}/${talk.claim_seq}`).next();
  const verdict = judge(error, { attempt: talk.attempt, max_attempts: MOST_ATTEMPTS }, policies.worker_policy, luck);
  if (verdict.retry) {
    const runAfter = after(world.clock.now(), verdict.waitMs);
    return (await postponeTalk(world.db.sql, fence, { runAfter, error: verdict.message, free: verdict.free })) ? 'retried' : 'lost';
  }
  return failTalk(world, talk, policies, verdict.message);
}

/** A talk claimed too often without progress: its worker died every time. */
export function wornOut(talk: ConversationRow): boolean {
  return talk.attempt > MOST_ATTEMPTS;
}

export function failTalk(world: World, talk: ConversationRow, policies: PolicyValues, reason: string): Promise<'failed' | 'lost'> {
  return world.db.begin(async (sql): Promise<'failed' | 'lost'> => {
    const locked = await lockTalk(sql, { id: talk.id, claimSeq: talk.claim_seq });
    if (!locked) return 'lost';
    const now = world.clock.now();
    await finishTalk(sql, talk.id, { status: 'failed', distillation: null, endReason: 'failed', error: reason.slice(0, 1000), now });
    await emit(world, sql, policies, [
      talkEvent(talk, 'conversation_failed', {
        agentId: talk.participants[0] as string,
        title: `${world.company.formats.get(talk.format)?.label ?? talk.format}: ${talk.topic}`,
        summary: reason,
        tags: ['alert'],
        metadata: { reason, turns: talk.turn_count },
      }),
    ]);
    return 'failed';
  });
}

/** How a conversation tells what happens in it. */
import type { World } from '../../world/world.ts';
import type { Format } from '../company.ts';
import type { NewEvent } from '../events/event.ts';
import type { ConversationRow } from './conversation.ts';

/** `lost`: another worker or a person got there first, and nothing was written. */
export type TalkOutcome = 'spoken' | 'skipped' | 'ended' | 'distilled' | 'lost';

export function endEvent(world: World, talk: ConversationRow, format: Format, turns: number, reason: string): NewEvent {
  return talkEvent(talk, 'conversation_ended', {
    agentId: talk.participants.includes(world.company.coordinator) ? world.company.coordinator : (talk.participants[0] as string),
    title: `${format.label}: ${talk.topic}`,
    summary: `${turns} turns; ${reason}`,
    metadata: { turns, reason },
  });
}

/** Every event of a conversation carries its tag and names the conversation as its cause, except the first, whose cause is what called for it. */
export function talkEvent(
  talk: Pick<ConversationRow, 'id' | 'format' | 'participants' | 'depth'>,
  kind: NewEvent['kind'],
  event: Pick<NewEvent, 'agentId' | 'title' | 'summary' | 'metadata'> & { tags?: string[]; cause?: NewEvent['cause'] },
): NewEvent {
  return {
    agentId: event.agentId,
    kind,
    title: event.title,
    summary: event.summary,
    tags: ['conversation', talk.format, `conversation:${talk.id}`, ...(event.tags ?? [])],
    metadata: { conversation_id: talk.id, format: talk.format, participants: talk.participants, ...event.metadata },
    cause: event.cause ?? { kind: 'conversation', id: talk.id },
    depth: talk.depth,
    untrusted: true,
  };
}

export function namesOf(world: World, ids: readonly string[]): string[] {
  return ids.map((id) => world.company.agents.find((agent) => agent.id === id)?.displayName ?? id);
}

/** What happened, as one sentence a busy person reads. Pure; text from outside stays text. */
import type { EventKind } from '../core/events/event.ts';

export type Names = { agent(id: string): string; step(kind: string): string };

export type Told = {
  kind: EventKind;
  agent_id: string;
  title: string;
  summary: string;
  metadata: { [key: string]: unknown };
};

export function eventSentence(event: Told, names: Names): string {
  const who = names.agent(event.agent_id);
  const { kind, title, summary } = event;
  if (kind.startsWith('step_')) return stepSentence(event, who, names.step(text(event.metadata.kind) || summary));
  if (kind.startsWith('proposal_')) return proposalSentence(event, who);
  switch (kind) {
    case 'mission_succeeded':
      return `The mission “${title}” is done`;
    case 'mission_failed':
      return ending(`The mission “${title}” fails`, summary);
    case 'mission_cancelled':
      return `The mission “${title}” is ${summary || 'cancelled'}`;
    case 'insight_promoted':
    case 'memory_learnt':
      return `${who} ${kind === 'memory_learnt' ? 'learns' : 'keeps an insight'}: ${title}`;
    case 'memory_replaced':
      return `${who} corrects a memory: ${title}`;
    case 'conversation_turn':
      return `${text(event.metadata.by) || who}: “${summary}”`;
    case 'conversation_queued':
      return `A conversation is planned: ${title}`;
    case 'conversation_started':
      return ending(`A conversation begins, ${title}`, summary);
    case 'conversation_ended':
      return ending(`The conversation ends, ${title}`, summary);
    case 'conversation_failed':
      return ending(`The conversation fails, ${title}`, summary);
    case 'conversation_distilled':
      return ending(`What is left of the conversation, ${title}`, summary);
    case 'trigger_fired':
      return ending(`The trigger ${title} fires for ${who}`, summary);
    case 'policy_changed':
      return ending(`A policy changes, ${title}`, summary);
    default:
      return ending(title, summary);
  }
}

function stepSentence({ kind, summary, metadata }: Told, who: string, step: string): string {
  const again = Number(metadata.attempt) > 1 ? `, attempt ${metadata.attempt}` : '';
  switch (kind) {
    case 'step_started':
      return `${who} starts “${step}”${again}`;
    case 'step_succeeded':
      return ending(`${who} finishes “${step}”`, summary);
    case 'step_failed':
      return ending(`“${step}” fails for good`, summary);
    case 'step_recovered':
      return ending(`“${step}” lost its worker and goes back to the queue`, summary);
    default:
      return metadata.by ? `“${step}” is ${summary}` : ending(`“${step}” goes wrong and will be tried again`, summary);
  }
}

function proposalSentence({ kind, title, summary, metadata }: Told, who: string): string {
  if (kind === 'proposal_accepted') return `${who}’s proposal “${title}” is accepted and becomes a mission`;
  if (kind === 'proposal_pending') return ending(`${who}’s proposal “${title}” waits for a person`, summary);
  return ending(`${who}’s proposal “${title}” is rejected${metadata.gate ? ` at the gate ${text(metadata.gate)}` : ''}`, summary);
}

function ending(sentence: string, rest: string): string {
  return rest && rest !== sentence ? `${sentence}: ${rest}` : sentence;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** What a moment means beside the work itself: a mark on the time line. */
export type Mark = 'gate' | 'approval' | 'retry' | 'memory' | 'talk' | 'failure' | 'done';

const MARKS: Partial<Record<EventKind, Mark>> = {
  proposal_accepted: 'gate',
  proposal_rejected: 'gate',
  proposal_pending: 'approval',
  step_retried: 'retry',
  step_recovered: 'retry',
  step_failed: 'failure',
  mission_failed: 'failure',
  mission_cancelled: 'failure',
  mission_succeeded: 'done',
  insight_promoted: 'memory',
  memory_learnt: 'memory',
  memory_replaced: 'memory',
  conversation_failed: 'failure',
  conversation_started: 'talk',
  conversation_turn: 'talk',
  conversation_ended: 'talk',
  conversation_distilled: 'talk',
};

export function markOf(kind: EventKind): Mark | null {
  return MARKS[kind] ?? null;
}

/** Conversations in the words a person reads. Pure. */
import type { ConversationStatus, Tone } from '../../core/conversations/conversation.ts';
import type { SlotView } from '../../read/talks.ts';

export const STATUS_WORDS: Record<ConversationStatus, { label: string; mark: string }> = {
  pending: { label: 'about to begin', mark: '○' },
  running: { label: 'running', mark: '◐' },
  distilling: { label: 'being distilled', mark: '◑' },
  completed: { label: 'done', mark: '●' },
  failed: { label: 'failed', mark: '✕' },
  cancelled: { label: 'called off', mark: '⊘' },
};

export const TONE_WORDS: Record<Tone, string> = {
  supportive: 'supports',
  agreement: 'agrees with',
  neutral: 'answers',
  critical: 'is critical of',
  challenge: 'challenges',
};

export const SLOT_WORDS: Record<SlotView['status'], { label: string; mark: string }> = {
  planned: { label: 'not drawn yet', mark: '·' },
  open: { label: 'open', mark: '○' },
  enqueued: { label: 'took place', mark: '●' },
  skipped: { label: 'skipped', mark: '–' },
  missed: { label: 'missed', mark: '✕' },
};

/** A slot's luck in one sentence. */
export function slotLuck({ probability, roll }: Pick<SlotView, 'probability' | 'roll'>): string {
  const chance = `${Math.round(probability * 100)} % probable`;
  if (roll === null) return `${chance}; the first heartbeat of the day draws the luck`;
  const drawn = `${chance}, drew ${roll.toFixed(2)}`;
  return roll < probability ? `${drawn}: it came up` : `${drawn}: it did not come up`;
}

/** "2 memories · 1 drift", nothing for nothing. */
export function yieldWords(talk: { memories: number; drifts: number; action_items: number }): string {
  const some = (n: number, one: string, many?: string) => (n ? [counted(n, one, many)] : []);
  return [...some(talk.memories, 'memory', 'memories'), ...some(talk.drifts, 'drift'), ...some(talk.action_items, 'action item')].join(
    ' · ',
  );
}

/** "1 turn", "3 memories" */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** Small sums keep the digits that tell them from nothing. */
export function usdText(usd: number): string {
  if (usd === 0) return '$0.00';
  return usd < 0.01 ? `$${usd.toFixed(4)}` : `$${usd.toFixed(2)}`;
}

export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** "0.80" */
export function affinityText(affinity: number): string {
  return affinity.toFixed(2);
}

/** "+0.02", "−0.03" */
export function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`;
}

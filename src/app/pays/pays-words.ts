/** What the comparison says in plain words, and what it cannot say yet. Pure. */
import type { Kind, Outcome, TalkPrice } from '../../read/pays.ts';
import { counted, usdText } from '../talks/talk-words.ts';

/** Fewer than this on either side, and no claim is made. */
export const ENOUGH = 10;

export const KIND_WORDS: Record<Kind, { title: string; influenced: string; held_out: string; about: string }> = {
  topic: {
    title: 'Topics chosen by a memory',
    influenced: 'a memory chose',
    held_out: 'held back by chance',
    about: 'What to work on or talk about: sometimes a strategy or lesson chooses instead of the usual turn.',
  },
  pairing: {
    title: 'Pairs chosen by affinity',
    influenced: 'affinity chose',
    held_out: 'drawn by lot instead',
    about: 'Who talks: the pair that gets along worst clears the air, a close one of unequal experience shares it.',
  },
  initiative: {
    title: 'Ideas that look back',
    influenced: 'with memories',
    held_out: 'without them',
    about: 'What agents propose by themselves: with what they learnt in front of them, or, for comparison, without.',
  },
};

/** Of the missions that came to an end, the share that succeeded; null of none. */
export function successRate({ succeeded, failed }: Pick<Outcome, 'succeeded' | 'failed'>): number | null {
  return succeeded + failed === 0 ? null : succeeded / (succeeded + failed);
}

/** How much the two success rates may be trusted to differ; null where the sentence before says enough. */
export function caution(one: Outcome, other: Outcome): string | null {
  if (Math.min(one.decisions, other.decisions) < ENOUGH) return null;
  const [n, m] = [one.succeeded + one.failed, other.succeeded + other.failed];
  if (Math.min(n, m) < ENOUGH) return `Only ${n} and ${m} missions have ended; a claim needs ${ENOUGH} on each side.`;
  const pooled = (one.succeeded + other.succeeded) / (n + m);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m));
  const clear = Math.abs(one.succeeded / n - other.succeeded / m) > 2 * error;
  return clear ? 'That is more than chance alone would explain.' : 'Chance alone explains such a difference.';
}

/** What conversations cost against what they led to. */
export function talkVerdict(talks: readonly TalkPrice[]): string {
  const sum = (of: (row: TalkPrice) => number) => talks.reduce((total, row) => total + of(row), 0);
  const [held, usd, missions, memories] = [sum((t) => t.talks), sum((t) => t.usd), sum((t) => t.missions), sum((t) => t.memories)];
  if (held === 0) return 'No conversation was held in this time.';
  const price = `${counted(held, 'conversation')} cost ${usdText(usd)}, ${usdText(usd / held)} each`;
  const led = `They left ${counted(memories, 'memory', 'memories')} and led to ${counted(missions, 'mission')}`;
  if (held < ENOUGH) return `${price}. ${led}; too few to say whether that pays.`;
  return missions ? `${price}. ${led}: ${usdText(usd / missions)} of talk for each mission.` : `${price}. ${led}.`;
}

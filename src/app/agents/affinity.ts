/** Affinities as words and colours, and pairs as they are named in addresses. Pure. */
import type { AgentsView } from '../../read/agents.ts';

export const BAND_WORDS = { low: 'tense', middle: 'in between', close: 'close' } as const;

export function band(affinity: number, { low, high }: AgentsView['bands']): keyof typeof BAND_WORDS {
  if (affinity < low) return 'low';
  return affinity < high ? 'middle' : 'close';
}

/** Red below the middle, green above, the more the farther from 0.5; faint enough for the number on it. */
export function tint(affinity: number): string {
  const strength = Math.round(Math.min(1, Math.abs(affinity - 0.5) / 0.45) * 34);
  return `color-mix(in oklab, var(${affinity < 0.5 ? '--red' : '--green'}) ${strength}%, var(--panel))`;
}

/** 'brain.opus', whichever way round a pair is named. */
export function pairKey(a: string, b: string): string {
  return a < b ? `${a}.${b}` : `${b}.${a}`;
}

/** How far the waiting of a rule has come, and when it is over. Pure. */

import { durationText } from '../../read/time-words.ts';
import type { RuleView } from '../../read/triggers.ts';

type Waits = Pick<RuleView, 'enabled' | 'eligible_at' | 'waits_since'>;

export type Wait = { share: number; words: string };

/** share 1 = its turn has come. */
export function waitOf({ enabled, eligible_at, waits_since }: Waits, now: number): Wait {
  const until = eligible_at === null ? now : Date.parse(eligible_at);
  const left = until - now;
  if (left <= 0) return { share: 1, words: enabled ? 'at the next heartbeat' : 'off' };
  const whole = until - Date.parse(waits_since);
  const share = whole <= 0 ? 0 : Math.min(1, Math.max(0, 1 - left / whole));
  return { share, words: enabled ? `in ${durationText(left)}` : 'off' };
}

export type Tone = 'good' | 'bad' | 'plain';

/** How the last look at a rule ended. */
export function toneOf(result: string | null): Tone {
  if (result === 'fired') return 'good';
  return /^(error|cut|rejected)\b/.test(result ?? '') ? 'bad' : 'plain';
}

/** 90 → "1 h 30 m" */
export function minutesText(minutes: number): string {
  return minutes === 0 ? 'none' : durationText(minutes * 60_000);
}

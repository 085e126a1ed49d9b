/** Times of a day as a film counts them: milliseconds since 00:00 UTC. Pure. */
import type { Beat } from '../../read/beats.ts';

export const DAY_FILM_MS = 86_400_000;

/** "14:32:07" → milliseconds; null for what is no time. */
export function parseTime(text: string): number | null {
  const [, hours, minutes, seconds = '0'] = /^(\d\d):(\d\d)(?::(\d\d))?$/.exec(text) ?? [];
  if (!hours || !minutes || Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null;
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
}

export function timeText(ms: number): string {
  const seconds = Math.floor(Math.min(ms, DAY_FILM_MS - 1) / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** Each moment has a place of its own: what happened in one millisecond follows in the next. */
export function timesOf(beats: readonly Beat[], day: string): number[] {
  const start = Date.parse(`${day}T00:00:00Z`);
  let last = -1;
  return beats.map((beat) => {
    last = Math.max(last + 1, Date.parse(beat.at) - start);
    return last;
  });
}

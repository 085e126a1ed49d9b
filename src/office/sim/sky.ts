/** The sky over the office by local time. Pure. */
import type { Sky } from '../frame.ts';

const DAY_MINUTES = 1_440;

export function skyAt(ms: number, zoneMinutes: number): Sky {
  const total = Math.floor(ms / 60_000) + zoneMinutes;
  const minutes = ((total % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES;
  const hour = minutes / 60;
  if (hour >= 7 && hour < 17) return { phase: 'day', minutes };
  return { phase: (hour >= 17 && hour < 20) || (hour >= 5 && hour < 7) ? 'dusk' : 'night', minutes };
}

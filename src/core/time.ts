/** Calendar arithmetic in UTC. Pure. */

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** 00:00 UTC of that moment's day. */
export function startOfDay(moment: Date): Date {
  return new Date(Math.floor(moment.getTime() / DAY_MS) * DAY_MS);
}

export function after(moment: Date, ms: number): Date {
  return new Date(moment.getTime() + ms);
}

export function before(moment: Date, ms: number): Date {
  return new Date(moment.getTime() - ms);
}

/** What the month will have cost if it goes on like this. Pure. */
import { DAY_MS } from '../core/time.ts';

export function monthStart(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1));
}

export function nextMonthStart(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1));
}

/** The month's rate so far, carried on to its end. A company younger than a day is taken as a day old, so that one busy hour is not a forecast. */
export function projectMonth(spent: number, first: Date | null, now: Date): number {
  const from = Math.max(monthStart(now).getTime(), first?.getTime() ?? now.getTime());
  const elapsed = Math.max(now.getTime() - from, DAY_MS);
  const left = nextMonthStart(now).getTime() - now.getTime();
  return spent + (spent / elapsed) * left;
}

/** The days from the oldest to today, each with what is known of it or nothing. */
export function fillDays<T extends { day: string }>(rows: readonly T[], now: Date, count: number, nothing: (day: string) => T): T[] {
  const known = new Map(rows.map((row) => [row.day, row]));
  return Array.from({ length: count }, (_, index) => {
    const day = new Date(now.getTime() - (count - 1 - index) * DAY_MS).toISOString().slice(0, 10);
    return known.get(day) ?? nothing(day);
  });
}

/** Projections that neither frighten nor soothe. */
import { describe, expect, test } from 'vitest';
import { fillDays, projectMonth } from './projection-rules.ts';

const at = (text: string) => new Date(text);

describe('the month', () => {
  test('goes on at the rate it had', () => {
    expect(projectMonth(10, at('2026-03-01T00:00:00Z'), at('2026-03-11T00:00:00Z'))).toBeCloseTo(31);
  });
  test('counts from the first call when the company began in it', () => {
    expect(projectMonth(2, at('2026-03-29T00:00:00Z'), at('2026-03-31T00:00:00Z'))).toBeCloseTo(3);
  });
  test('takes one busy hour for a day', () => {
    expect(projectMonth(1, at('2026-03-30T23:00:00Z'), at('2026-03-31T00:00:00Z'))).toBeCloseTo(2);
  });
  test('is nothing when nothing was spent, and ends with the month', () => {
    expect(projectMonth(0, null, at('2026-03-11T00:00:00Z'))).toBe(0);
    expect(projectMonth(5, at('2026-01-01T00:00:00Z'), at('2026-02-28T23:59:59.999Z'))).toBeCloseTo(5);
  });
});

test('days without a row are there, oldest first', () => {
  const filled = fillDays([{ day: '2026-02-28', usd: 2 }], at('2026-03-01T09:00:00Z'), 3, (day) => ({ day, usd: 0 }));
  expect(filled).toEqual([
    { day: '2026-02-27', usd: 0 },
    { day: '2026-02-28', usd: 2 },
    { day: '2026-03-01', usd: 0 },
  ]);
});

import { describe, expect, test } from 'vitest';
import { absoluteTime, ageText, countdownText, durationText } from './time-words.ts';

const S = 1000;
const M = 60 * S;
const H = 60 * M;

describe('times in words', () => {
  test('ages are coarse, and never negative when clocks disagree', () => {
    expect([-5 * S, 0, 2 * S, 3 * S, 59 * S, M, 59 * M, H, H + 12 * M, 23 * H, 24 * H, 75 * H].map(ageText)).toEqual([
      'now',
      'now',
      'now',
      '3 s',
      '59 s',
      '1 m',
      '59 m',
      '1 h',
      '1 h 12 m',
      '23 h',
      '1 d',
      '3 d',
    ]);
  });
  test('durations are finer where they are short', () => {
    expect([-1, 0, 31, 999, 1400, 9999, 14 * S].map(durationText)).toEqual(['1 ms', '1 ms', '31 ms', '999 ms', '1.4 s', '10.0 s', '14 s']);
  });
  test('countdowns end with now', () => {
    expect([192 * S, 9 * S, 1, 0, -S].map(countdownText)).toEqual(['3:12', '0:09', '0:01', 'now', 'now']);
  });
  test('absolute times are UTC wherever they are read', () => {
    expect(absoluteTime('2026-01-05T12:04:31.123Z')).toBe('2026-01-05 12:04:31 UTC');
  });
});

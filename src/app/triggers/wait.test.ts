import { expect, test } from 'vitest';
import { minutesText, toneOf, waitOf } from './wait.ts';

const noon = Date.parse('2026-03-02T12:00:00Z');
const rule = { enabled: true, eligible_at: '2026-03-02T12:30:00Z', waits_since: '2026-03-02T11:00:00Z' };

test('a ring fills as the waiting passes, and never leaves its bounds', () => {
  expect(waitOf(rule, noon)).toEqual({ share: 1 - 30 / 90, words: 'in 30 m' });
  expect(waitOf(rule, noon + 40 * 60_000)).toEqual({ share: 1, words: 'at the next heartbeat' });
  expect(waitOf({ ...rule, eligible_at: null }, noon)).toMatchObject({ share: 1 });
  expect(waitOf({ ...rule, waits_since: '2026-03-02T13:00:00Z' }, noon)).toMatchObject({ share: 0 });
  expect(waitOf({ ...rule, enabled: false }, noon).words).toBe('off');
});

test('how a look ended is told apart', () => {
  expect(['fired', 'not fired: nothing', 'error: no checker', 'rejected: full', 'cut: too slow', null].map(toneOf)).toEqual([
    'good',
    'plain',
    'bad',
    'bad',
    'bad',
    'plain',
  ]);
});

test('cooldowns in words', () => {
  expect([0, 15, 90, 1440].map(minutesText)).toEqual(['none', '15 m', '1 h 30 m', '1 d']);
});

/** Affinities in words: the policy's bounds decide what is tense and what is close. */
import { expect, test } from 'vitest';
import { band, pairKey, tint } from './affinity.ts';

test('the bounds belong to the band above them', () => {
  const bands = { low: 0.4, high: 0.6 };
  expect([0.1, 0.39, 0.4, 0.59, 0.6, 0.95].map((affinity) => band(affinity, bands))).toEqual([
    'low',
    'low',
    'middle',
    'middle',
    'close',
    'close',
  ]);
});

test('a pair has one name, whichever way round', () => {
  expect(pairKey('opus', 'brain')).toBe('brain.opus');
  expect(pairKey('brain', 'opus')).toBe('brain.opus');
});

test('the middle has no colour, and the ends are faint enough for a number', () => {
  expect(tint(0.5)).toContain(' 0%');
  expect(tint(0.95)).toBe('color-mix(in oklab, var(--green) 34%, var(--panel))');
  expect(tint(0.1)).toContain('var(--red)');
});

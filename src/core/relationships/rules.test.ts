import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allPairs, clampDrift, drifted, inOrder, lowestPair, mentoringPair } from './rules.ts';

test('drift is clamped, rounded and never NaN; affinity never leaves 0.10 to 0.95', () => {
  fc.assert(
    fc.property(fc.double(), fc.double({ min: 0.1, max: 0.95, noNaN: true }), (drift, affinity) => {
      const by = clampDrift(drift, 0.03);
      expect(Math.abs(by)).toBeLessThanOrEqual(0.03);
      expect(Object.is(by, -0)).toBe(false);
      const after = drifted(affinity, by);
      expect(after).toBeGreaterThanOrEqual(0.1);
      expect(after).toBeLessThanOrEqual(0.95);
      expect(Number(after.toFixed(2))).toBeCloseTo(after, 10);
    }),
  );
});

test('six people make fifteen pairs, each in order and once', () => {
  const pairs = allPairs(['opus', 'brain', 'growth', 'creator', 'twitter-alt', 'observer', 'brain']);
  expect(pairs).toHaveLength(15);
  expect(pairs.every(([a, b]) => a < b)).toBe(true);
  expect(inOrder('opus', 'brain')).toEqual(['brain', 'opus']);
});

describe('pairings', () => {
  const pairs = [
    { agent_a: 'a', agent_b: 'b', affinity: 0.3 },
    { agent_a: 'a', agent_b: 'c', affinity: 0.2 },
    { agent_a: 'b', agent_b: 'c', affinity: 0.8 },
    { agent_a: 'c', agent_b: 'd', affinity: 0.9 },
  ];
  test('the lowest pair clears the air, unless it just did or nobody is low', () => {
    expect(lowestPair(pairs, 0.4, [])).toEqual({ people: ['a', 'c'], reason: 'affinity 0.20 is the lowest, below 0.40' });
    expect(lowestPair(pairs, 0.4, [['c', 'a']])?.people).toEqual(['a', 'b']);
    expect(lowestPair(pairs, 0.2, [])).toBeNull();
  });
  test('a close pair with unequal experience: the experienced one first, the widest gap wins', () => {
    const memories = new Map([
      ['b', 2],
      ['c', 9],
      ['d', 30],
    ]);
    expect(mentoringPair(pairs, 0.6, memories, [])).toEqual({
      people: ['d', 'c'],
      reason: expect.stringContaining('d remembers 21 things more than c'),
    });
    expect(mentoringPair(pairs, 0.6, memories, [['c', 'd']])?.people).toEqual(['c', 'b']);
    expect(mentoringPair(pairs, 0.6, new Map(), [])).toBeNull();
    expect(mentoringPair(pairs, 0.95, memories, [])).toBeNull();
  });
});

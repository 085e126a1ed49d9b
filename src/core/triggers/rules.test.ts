import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../world/random.ts';
import { nextDue, skips, topicOf } from './rules.ts';

const now = new Date('2026-11-23T06:00:00Z');
const minutes = (due: Date) => (due.getTime() - now.getTime()) / 60_000;

describe('when a proactive rule acts', () => {
  test('it is due again after its cooldown and 25 to 45 minutes of jitter, whatever the luck', () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const wait = minutes(nextDue({ cooldown_minutes: 180, action_config: { jitter_minutes: [25, 45] } }, now, seededRandom(seed)));
        return wait >= 205 && wait <= 225;
      }),
    );
  });
  test('a jitter that makes no sense counts as none', () => {
    for (const jitter of [[45, 25], ['a', 1], [-5, 5], 7, null]) {
      expect(minutes(nextDue({ cooldown_minutes: 10, action_config: { jitter_minutes: jitter as never } }, now, seededRandom('x')))).toBe(
        10,
      );
    }
  });
  test('about one time in eight it is skipped at 12.5 %', () => {
    const random = seededRandom('skips');
    const skipped = Array.from({ length: 4000 }, (_, i) => skips({ skip_probability: 0.125 }, random.fork(String(i)))).filter(
      Boolean,
    ).length;
    expect(skipped / 4000).toBeGreaterThan(0.105);
    expect(skipped / 4000).toBeLessThan(0.145);
  });
  test('a skip probability that makes no sense never skips for ever', () => {
    expect(skips({ skip_probability: 'often' }, seededRandom('a'))).toBe(false);
    expect(skips({ skip_probability: -1 }, seededRandom('a'))).toBe(false);
  });
  test('topics take turns and start over', () => {
    const config = { topics: ['a', 'b', '', 3, 'c'] as never };
    expect([0, 1, 2, 3].map((index) => topicOf(config, index))).toEqual(['a', 'b', 'c', 'a']);
    expect(topicOf({}, 0)).toBeNull();
  });
});

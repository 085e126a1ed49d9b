/** Plain words about the comparison: no claim under ten, none that chance explains, and never a division by nothing. */
import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../read/pays.ts';
import { caution, successRate, talkVerdict } from './pays-words.ts';

const side = (more: Partial<Outcome>): Outcome => ({
  ...{ decisions: 0, accepted: 0, succeeded: 0, failed: 0, posts: 0, engagement: null, drift: null, memories: 0, cost_usd: 0 },
  ...more,
});

describe('caution', () => {
  test('adds nothing where there is too little to compare anyway', () => {
    expect(caution(side({ decisions: 40, succeeded: 40 }), side({ decisions: 9, failed: 9 }))).toBeNull();
    expect(caution(side({}), side({}))).toBeNull();
  });
  test('wants missions that ended, not only choices', () => {
    expect(caution(side({ decisions: 30, succeeded: 2 }), side({ decisions: 30, succeeded: 20, failed: 5 }))).toMatch(
      /^Only 2 and 25 missions/,
    );
  });
  test('tells a difference that chance explains from one that it does not', () => {
    const close = [side({ decisions: 12, succeeded: 8, failed: 4 }), side({ decisions: 12, succeeded: 7, failed: 5 })] as const;
    expect(caution(...close)).toMatch(/^Chance alone/);
    const [good, bad] = [side({ decisions: 60, succeeded: 54, failed: 6 }), side({ decisions: 60, succeeded: 30, failed: 30 })];
    expect(caution(good, bad)).toMatch(/^That is more/);
    expect(caution(good, good)).toMatch(/^Chance alone/);
    expect(caution(side({ decisions: 20, succeeded: 20 }), side({ decisions: 20, succeeded: 20 }))).toMatch(/^Chance alone/);
  });
});

test('a rate of nothing is no rate', () => {
  expect(successRate({ succeeded: 0, failed: 0 })).toBeNull();
  expect(successRate({ succeeded: 3, failed: 1 })).toBe(0.75);
});

test('conversations are priced by what they led to', () => {
  const row = { format: 'standup', label: 'Standup', talks: 12, usd: 1.2, memories: 20, missions: 4, succeeded: 3 };
  expect(talkVerdict([row])).toBe(
    '12 conversations cost $1.20, $0.10 each. They left 20 memories and led to 4 missions: $0.30 of talk for each mission.',
  );
  expect(talkVerdict([{ ...row, talks: 1, usd: 0, missions: 0, memories: 1 }])).toMatch(/1 conversation cost \$0\.00.*too few/);
  expect(talkVerdict([])).toBe('No conversation was held in this time.');
});

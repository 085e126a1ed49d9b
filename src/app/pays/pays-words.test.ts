/** Plain words about the comparison: no claim under ten, none that chance explains, and never a division by nothing. */
import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../read/pays.ts';
import { successRate, talkVerdict, verdict } from './pays-words.ts';

const side = (more: Partial<Outcome>): Outcome => ({
  ...{ decisions: 0, missions: 0, succeeded: 0, failed: 0, posts: 0, engagement: null, usd: 0 },
  ...more,
});

describe('verdict', () => {
  test('makes no claim under ten on either side', () => {
    expect(verdict(side({ decisions: 40, succeeded: 40 }), side({ decisions: 9, failed: 9 }))).toMatch(/^Too few .*40 against 9/);
    expect(verdict(side({}), side({}))).toBe('No such choice was made in this time.');
  });
  test('wants missions that ended, not only choices', () => {
    expect(verdict(side({ decisions: 30, succeeded: 2 }), side({ decisions: 30, succeeded: 20, failed: 5 }))).toMatch(
      /^Enough choices, but/,
    );
  });
  test('calls a difference that chance explains no difference', () => {
    expect(verdict(side({ decisions: 12, succeeded: 8, failed: 4 }), side({ decisions: 12, succeeded: 7, failed: 5 }))).toMatch(
      /^No clear/,
    );
  });
  test('says which way a clear one goes', () => {
    const good = side({ decisions: 60, succeeded: 54, failed: 6 });
    const bad = side({ decisions: 60, succeeded: 30, failed: 30 });
    expect(verdict(good, bad)).toBe('It seems to pay: 90 % of its missions succeeded against 50 %.');
    expect(verdict(bad, good)).toMatch(/^It seems to hurt/);
    expect(verdict(good, good)).toMatch(/^No clear/);
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

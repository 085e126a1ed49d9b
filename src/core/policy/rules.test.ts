import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { CorePolicies, PolicyDefinition } from '../company.ts';
import { breakerGate, nextBreaker } from './breaker.ts';
import { type Breaker, resolvePolicies } from './rules.ts';

const quota: PolicyDefinition<{ limit: number }> = {
  key: 'x_daily_quota',
  summary: '',
  schema: z.strictObject({ limit: z.int().min(0).max(50) }),
  default: { limit: 5 },
  closed: { limit: 0 },
};
const row = (key: string, value: unknown) => ({ key, value: value as never, updated_at: new Date(0), updated_by: 'someone' });

describe('what a stored policy means', () => {
  test('a missing row means the shipped default', () => {
    expect(resolvePolicies([quota], []).values).toEqual({ x_daily_quota: { limit: 5 } });
  });
  test('a readable row means what it says', () => {
    expect(resolvePolicies([quota], [row('x_daily_quota', { limit: 3 })]).values).toEqual({ x_daily_quota: { limit: 3 } });
  });
  test.each([[{}], [{ limit: '8 ' }], [{ limit: -1 }], [{ limit: 2.5 }], [{ limit: 5, extra: true }], ['true'], [null], [{ limit: 1e9 }]])(
    '%j cannot be read and means stop, never allow',
    (value) => {
      const resolved = resolvePolicies([quota], [row('x_daily_quota', value)]);
      expect(resolved.values).toEqual({ x_daily_quota: { limit: 0 } });
      expect(resolved.unreadable).toMatchObject([{ key: 'x_daily_quota', problem: expect.stringContaining('x_daily_quota') }]);
    },
  );
  test('an unreadable breaker row counts as open', () => {
    expect(resolvePolicies([], [row('breaker:crawl', { state: 'ajar' })]).breakers.get('crawl')).toMatchObject({ state: 'open' });
  });
});

describe('the circuit breaker', () => {
  const policy = { breaker_failures: 3, breaker_cooldown_seconds: 300 } as CorePolicies['worker_policy'];
  const closed: Breaker = { state: 'closed', failures: 0, opened_at: null, retry_at: null, reason: null };
  const now = new Date('2026-11-23T06:00:00Z');
  const later = new Date('2026-11-23T06:05:00Z');

  test('opens at the third failure in a row', () => {
    const one = nextBreaker(closed, 'reset', policy, now) as Breaker;
    const two = nextBreaker(one, 'reset', policy, now) as Breaker;
    const three = nextBreaker(two, 'reset', policy, now) as Breaker;
    expect([one.state, two.state, three.state]).toEqual(['closed', 'closed', 'open']);
    expect(three.retry_at).toBe(later.toISOString());
  });
  test('a success in between starts the count again, and without failures nothing is written', () => {
    expect(nextBreaker({ ...closed, failures: 2 }, null, policy, now)).toEqual(closed);
    expect(nextBreaker(closed, null, policy, now)).toBeNull();
  });
  test('is left alone while open, tried after the cool-down, opened again by a failed try and closed by a good one', () => {
    const open: Breaker = { ...closed, state: 'open', failures: 3, retry_at: later.toISOString() };
    expect(breakerGate(open, now)).toBe('open');
    expect(breakerGate(open, later)).toBe('trial');
    expect(nextBreaker({ ...open, state: 'half_open' }, 'again', policy, later)).toMatchObject({ state: 'open', failures: 4 });
    expect(nextBreaker({ ...open, state: 'half_open' }, null, policy, later)).toEqual(closed);
    expect(breakerGate(undefined, now)).toBe('closed');
  });
});

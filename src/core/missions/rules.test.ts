import { describe, expect, test } from 'vitest';
import { BadInputError, PermanentError, Postponed, TransientError } from '../errors.ts';
import { backoffMs, countsForBreaker, judge, whyNotRetried } from './rules.ts';

const rules = { backoff_seconds: 5, backoff_max_seconds: 60 };

describe('what becomes of a step that did not succeed', () => {
  test('only what can pass by itself is tried again', () => {
    expect(judge(new TransientError('time-out'), { attempt: 1, max_attempts: 3 }, rules, 0)).toMatchObject({
      retry: true,
      waitMs: 5000,
      free: false,
    });
    expect(judge(new PermanentError('no such page'), { attempt: 1, max_attempts: 3 }, rules, 0)).toEqual({
      retry: false,
      message: 'no such page',
    });
    expect(judge(new BadInputError('a PDF'), { attempt: 1, max_attempts: 3 }, rules, 0)).toMatchObject({ retry: false });
  });
  test('an unknown error may pass, up to the last attempt', () => {
    expect(judge(new Error('what?'), { attempt: 2, max_attempts: 3 }, rules, 0)).toMatchObject({ retry: true });
    expect(judge(new Error('what?'), { attempt: 3, max_attempts: 3 }, rules, 0)).toEqual({
      retry: false,
      message: 'what? (attempt 3 of 3)',
    });
  });
  test('the wait asked for by the other side is respected', () => {
    expect(judge(new TransientError('429', 30_000), { attempt: 1, max_attempts: 3 }, rules, 0)).toMatchObject({ waitMs: 30_000 });
  });
  test('postponing costs no attempt, even at the last one', () => {
    expect(judge(new Postponed('cap', 900_000), { attempt: 3, max_attempts: 3 }, rules, 0)).toEqual({
      retry: true,
      message: 'cap',
      waitMs: 900_000,
      free: true,
    });
  });
  test('waits double, stop at the cap, and spread by a quarter', () => {
    expect([1, 2, 3, 4, 5, 9].map((attempt) => backoffMs(attempt, rules, 0))).toEqual([5000, 10_000, 20_000, 40_000, 60_000, 60_000]);
    expect(backoffMs(1, rules, 0.999)).toBeLessThan(6251);
  });
  test('a database that went away costs no attempt and opens no breaker', () => {
    const gone = Object.assign(new Error('Connection terminated unexpectedly'), { code: '08006' });
    expect(judge(gone, { attempt: 3, max_attempts: 3 }, rules, 0)).toMatchObject({ retry: true, free: true, waitMs: 5000 });
    expect(countsForBreaker(gone)).toBe(false);
  });
  test('bad input says nothing about the worker', () => {
    expect(countsForBreaker(new BadInputError('404'))).toBe(false);
    expect(countsForBreaker(new Postponed('cap', 1))).toBe(false);
    expect(countsForBreaker(new TransientError('reset'))).toBe(true);
    expect(countsForBreaker(new Error('bug'))).toBe(true);
  });
  test('an error without words still has a reason', () => {
    expect(judge(new PermanentError(''), { attempt: 1, max_attempts: 1 }, rules, 0).message).not.toBe('');
  });
});

describe('what a person may send back to work', () => {
  const today = new Date('2026-03-02T00:00:00Z');
  const gate = { name: 'tweet_cap', check: () => ({ ok: true }) as const };
  const kinds = new Map([
    ['echo', {}],
    ['post_tweet', { gate }],
  ]);
  const step = (kind: string, day: string) => ({ kind, created_at: new Date(`${day}T12:00:00Z`) });
  test('today, everything; of another day, what no cap counts', () => {
    expect(whyNotRetried([step('echo', '2026-03-02'), step('post_tweet', '2026-03-02')], kinds, today)).toBeNull();
    expect(whyNotRetried([step('echo', '2026-02-20')], kinds, today)).toBeNull();
  });
  test('not what another day counted', () => {
    expect(whyNotRetried([step('echo', '2026-03-01'), step('post_tweet', '2026-03-01')], kinds, today)).toMatch(
      /^tweet_cap: .*post_tweet anew$/,
    );
  });
});

import { describe, expect, test } from 'vitest';
import type { EventKind } from '../core/events/event.ts';
import { spansOf } from './step-spans.ts';

const at = (second: number) => new Date(Date.UTC(2026, 2, 2, 9, 0, second));
const event = (kind: EventKind, second: number) => ({ kind, created_at: at(second) });
const told = (events: ReturnType<typeof event>[], status: Parameters<typeof spansOf>[1]['status'], ready = 0, until = 60) =>
  spansOf(events, { readyAt: at(ready), status, until: at(until) }).map(({ state, from, to }) => [
    state,
    new Date(from).getSeconds(),
    new Date(to).getSeconds(),
  ]);

describe('what a step was doing', () => {
  test('it waits, works and is done', () => {
    expect(told([event('step_started', 5), event('step_succeeded', 9)], 'succeeded')).toEqual([
      ['queued', 0, 5],
      ['succeeded', 5, 9],
    ]);
  });
  test('an attempt in vain is followed by waiting; what is at work now reaches up to now', () => {
    expect(told([event('step_started', 1), event('step_retried', 3), event('step_started', 8)], 'running', 0, 20)).toEqual([
      ['queued', 0, 1],
      ['failed', 1, 3],
      ['queued', 3, 8],
      ['running', 8, 20],
    ]);
  });
  test('between a failure and the person who sends it back it neither waits nor works', () => {
    const events = [event('step_started', 0), event('step_failed', 4), event('step_retried', 30), event('step_started', 31)];
    expect(told(events, 'running', 0, 40)).toEqual([
      ['failed', 0, 4],
      ['queued', 30, 31],
      ['running', 31, 40],
    ]);
  });
  test('a step that was never reached did nothing; one that still waits waits until now', () => {
    expect(told([], 'cancelled', 3, 9)).toEqual([]);
    expect(told([], 'queued', 3, 9)).toEqual([['queued', 3, 9]]);
  });
});

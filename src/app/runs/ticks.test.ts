/** The strip in words. */
import { expect, test } from 'vitest';
import type { RunStatus, Tick } from '../../read/runs.ts';
import { stripText, tickText, troubleBefore } from './ticks.ts';

const tick = (minute: number, status: RunStatus = 'succeeded'): Tick => ({
  id: String(minute),
  status,
  at: new Date(Date.UTC(2026, 2, 2, 9, minute)).toISOString(),
  ms: status === 'running' ? null : 41,
});
const ticks = [tick(0), tick(5, 'failed'), tick(10), tick(35, 'partial'), tick(40, 'running')];

test('a tick says when, how and how long', () => {
  expect(tickText(tick(5))).toBe('2026-03-02 09:05:00 UTC: succeeded in 41 ms');
  expect(tickText(tick(5, 'running'))).toBe('2026-03-02 09:05:00 UTC: running');
});

test('the strip counts outcomes and names the longest gap', () => {
  expect(stripText(ticks)).toBe('5 heartbeats: 2 succeeded, 1 partly failed, 1 failed, 1 running. The longest time between two was 25 m.');
});

test('trouble is found going back', () => {
  expect([4, 3, 1, 0].map((from) => troubleBefore(ticks, from))).toEqual([3, 1, -1, -1]);
});

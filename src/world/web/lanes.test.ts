import { expect, test } from 'vitest';
import { virtualClock } from '../clock.ts';
import { makeLanes } from './lanes.ts';

const START = new Date('2026-11-23T12:00:00Z');
const going = new AbortController().signal;

/** Seconds after the start at which each of `count` requests begins. */
async function starts(count: number, pauseMs?: number): Promise<number[]> {
  const clock = virtualClock(START);
  const lanes = makeLanes(clock);
  if (pauseMs) lanes.pause('a.example', pauseMs);
  const begun: number[] = [];
  const request = async () => void begun.push((clock.now().getTime() - START.getTime()) / 1000);
  await Promise.all(Array.from({ length: count }, () => lanes.inTurn('a.example', going, request)));
  return begun;
}

test('requests to one host are a second apart, or as far as it asks, up to ten', async () => {
  expect(await starts(3)).toEqual([0, 1, 2]);
  expect(await starts(3, 4000)).toEqual([0, 4, 8]);
  expect(await starts(2, 60_000)).toEqual([0, 10]);
  expect(await starts(2, 10)).toEqual([0, 1]);
});

test('one host is asked one thing at a time, another meanwhile', async () => {
  const lanes = makeLanes(virtualClock(START));
  const { promise, resolve } = Promise.withResolvers<void>();
  const order: string[] = [];
  const first = lanes.inTurn('a.example', going, async () => {
    order.push('a1');
    await promise;
    order.push('a1 done');
  });
  const second = lanes.inTurn('a.example', going, async () => void order.push('a2'));
  await lanes.inTurn('b.example', going, async () => void order.push('b1'));
  resolve();
  await Promise.all([first, second]);
  expect(order).toEqual(['a1', 'b1', 'a1 done', 'a2']);
});

test('who gives up waiting does not hold up the next, and a failure does not either', async () => {
  const lanes = makeLanes(virtualClock(START));
  const { promise, resolve } = Promise.withResolvers<void>();
  const gone = new AbortController();
  const first = lanes.inTurn('a.example', going, () => promise);
  const given = lanes.inTurn('a.example', gone.signal, async () => 'never');
  const failing = lanes.inTurn('a.example', going, async () => Promise.reject(new Error('no')));
  const last = lanes.inTurn('a.example', going, async () => 'read');
  gone.abort(new Error('given up'));
  await expect(given).rejects.toThrow('given up');
  resolve();
  await first;
  await expect(failing).rejects.toThrow('no');
  expect(await last).toBe('read');
});

test('a host that asked for silence has it, for an hour at most', () => {
  const clock = virtualClock(START);
  const lanes = makeLanes(clock);
  expect(lanes.silence('a.example')).toBe(0);
  lanes.backOff('a.example', 120_000);
  clock.advance(20_000);
  expect(lanes.silence('a.example')).toBe(100_000);
  expect(lanes.silence('b.example')).toBe(0);
  lanes.backOff('a.example', 24 * 3_600_000);
  expect(lanes.silence('a.example')).toBe(3_600_000);
});

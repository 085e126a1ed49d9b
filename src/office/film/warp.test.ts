/** Film time: it never runs back, a story lasts 20 to 40 seconds, and what was cut says how long it was. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eventAt, filmAt, type Mode, realAt, warpOf } from './warp.ts';

const HOUR_MS = 3_600_000;
const modes: Mode[] = [{ pace: 'story' }, { pace: 'even' }, { pace: 'real', speed: 60 }];
const pauses = fc.array(fc.oneof(fc.nat(5_000), fc.nat(20 * HOUR_MS)), { minLength: 1, maxLength: 200 });
const timesOf = (gaps: readonly number[]) => gaps.map((_, i) => gaps.slice(0, i + 1).reduce((sum, gap) => sum + gap, 1e12));

test('time never runs back, in any pace', () => {
  fc.assert(
    fc.property(pauses, fc.constantFrom(...modes), (gaps, mode) => {
      const warp = warpOf(timesOf(gaps), mode);
      for (const [i, stop] of warp.stops.entries()) if (i > 0) expect(stop).toBeGreaterThanOrEqual(warp.stops[i - 1] as number);
      expect(warp.stops.at(-1)).toBeLessThanOrEqual(warp.durationMs);
      let last = Number.NEGATIVE_INFINITY;
      for (let share = 0; share <= 1; share += 0.05) {
        const real = realAt(warp, warp.durationMs * share);
        expect(real).toBeGreaterThanOrEqual(last);
        last = real;
      }
    }),
    { seed: 5 },
  );
});

test('a story lasts 20 to 40 seconds, whatever it tells', () => {
  fc.assert(
    fc.property(pauses, (gaps) => {
      const { durationMs } = warpOf(timesOf(gaps), { pace: 'story' });
      expect(durationMs).toBeGreaterThanOrEqual(20_000 - 1e-6);
      expect(durationMs).toBeLessThanOrEqual(40_000 + 1e-6);
    }),
    { seed: 6 },
  );
});

test('a pause longer than three seconds is cut and marked with its length', () => {
  const { marks, stops } = warpOf([0, 2_000, 2_000 + 130 * 60_000], { pace: 'story' });
  expect(marks).toEqual([{ fromMs: stops[1], toMs: stops[2], realMs: 130 * 60_000, words: '2 h 10 m' }]);
  const many = warpOf(
    Array.from({ length: 30 }, (_, i) => i * 60_000),
    { pace: 'story' },
  );
  for (const mark of many.marks) {
    expect(mark.toMs - mark.fromMs).toBeGreaterThanOrEqual(600);
    expect(mark.toMs - mark.fromMs).toBeLessThanOrEqual(1_200);
  }
});

test('even gives each event two seconds; real divides by the speed and spans its day', () => {
  expect(warpOf([0, 1, 999_999], { pace: 'even' }).stops).toEqual([0, 2_000, 4_000]);
  const day = warpOf([HOUR_MS, 2 * HOUR_MS], { pace: 'real', speed: 600, span: { fromMs: 0, toMs: 24 * HOUR_MS } });
  expect(day.stops).toEqual([6_000, 12_000]);
  expect(day.durationMs).toBe(144_000);
  expect(realAt(day, 144_000)).toBe(24 * HOUR_MS);
  expect(filmAt(day, 12 * HOUR_MS)).toBe(72_000);
});

test('the event at a time is the last that has come', () => {
  const warp = warpOf([0, 0, 10_000], { pace: 'even' });
  expect([eventAt(warp, -1), eventAt(warp, 0), eventAt(warp, 1_999), eventAt(warp, 2_000), eventAt(warp, 99_000)]).toEqual([
    -1, 0, 0, 1, 2,
  ]);
});

test('a film of nothing is a film', () => {
  const warp = warpOf([], { pace: 'story' });
  expect([warp.durationMs, realAt(warp, 5), eventAt(warp, 5)]).toEqual([20_000, expect.any(Number), -1]);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { filmAt, momentAt, type Pace, realAt, timelineOf } from './timeline.ts';

const times = fc.array(fc.integer({ min: 0, max: 200_000_000 }), { minLength: 1, maxLength: 60 }).map((list) => list.sort((a, b) => a - b));

describe('a film', () => {
  test('as a story lasts 20 to 40 seconds and never runs backwards, whatever the mission was like', () => {
    fc.assert(
      fc.property(times, (real) => {
        const line = timelineOf(real, 'story');
        expect(line.totalMs).toBeGreaterThanOrEqual(19_999);
        expect(line.totalMs).toBeLessThanOrEqual(40_001);
        for (const [n, stop] of line.stops.entries()) expect(stop).toBeGreaterThanOrEqual(line.stops[n - 1] ?? 0);
        expect(line.stops.at(-1)).toBeLessThanOrEqual(line.totalMs);
      }),
    );
  });
  test('is at each moment exactly at its stop, in every pace', () => {
    fc.assert(
      fc.property(times, fc.constantFrom<Pace>('story', 'even', 'real'), (real, pace) => {
        const line = timelineOf(real, pace);
        for (const [n, stop] of line.stops.entries()) {
          expect(line.stops[momentAt(line, stop)]).toBe(stop);
          expect(momentAt(line, stop)).toBeGreaterThanOrEqual(n);
          expect(realAt(line, stop)).toBe(line.times[momentAt(line, stop)]);
        }
      }),
    );
  });
  test('shortens a pause of more than three seconds and says how long it was', () => {
    const line = timelineOf([0, 1000, 7_801_000, 7_802_000], 'story');
    expect(line.gaps).toEqual([{ after: 1, realMs: 7_800_000 }]);
    expect((line.stops[2] as number) - (line.stops[1] as number)).toBeLessThan(line.totalMs / 2);
  });
  test('goes even, two seconds a moment, or real', () => {
    expect(timelineOf([0, 5, 90_000], 'even')).toMatchObject({ stops: [0, 2000, 4000], totalMs: 6000, gaps: [] });
    expect(timelineOf([100, 105, 90_100], 'real')).toMatchObject({ stops: [0, 5, 90_000], totalMs: 91_500 });
  });
  test('knows the film time of a real time between two moments', () => {
    const line = timelineOf([0, 10_000], 'even');
    expect(filmAt(line, 5_000)).toBe(1000);
    expect(filmAt(line, -5)).toBe(0);
    expect(filmAt(line, 99_999)).toBe(2000);
    expect(realAt(line, 1000)).toBe(5000);
  });
  test('of nothing is nothing', () => {
    expect(momentAt(timelineOf([], 'story'), 5)).toBe(-1);
  });
  test('of ten thousand moments is laid out and searched well within a frame', () => {
    const real = Array.from({ length: 10_000 }, (_, n) => n * 700);
    const line = timelineOf(real, 'story');
    for (let n = 0; n < 10_000; n++) expect(momentAt(line, line.stops[n] as number)).toBe(n);
  });
});

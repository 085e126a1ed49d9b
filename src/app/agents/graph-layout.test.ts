/** The picture of relationships: close pairs stand closer, and nothing depends on luck. */
import { describe, expect, test } from 'vitest';
import { layOut, type Tie } from './graph-layout.ts';

const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
const ties: Tie[] = ids.flatMap((a, i) => ids.slice(i + 1).map((b) => ({ a, b, affinity: a === 'a' && b === 'd' ? 0.95 : 0.3 })));

describe('layOut', () => {
  test('keeps everybody within the square and apart', () => {
    const places = layOut(ids, ties);
    for (const { x, y } of places) expect(x >= 0 && x <= 1 && y >= 0 && y <= 1).toBe(true);
    for (const one of places)
      for (const other of places) if (one !== other) expect(Math.hypot(one.x - other.x, one.y - other.y)).toBeGreaterThan(0.1);
  });
  test('puts a close pair nearer than a distant one', () => {
    const at = new Map(layOut(ids, ties).map((place) => [place.id, place]));
    const distance = (a: string, b: string) => {
      const [one, other] = [at.get(a), at.get(b)];
      return one && other ? Math.hypot(one.x - other.x, one.y - other.y) : Number.NaN;
    };
    expect(distance('a', 'd')).toBeLessThan(distance('a', 'b'));
    expect(distance('a', 'd')).toBeLessThan(distance('c', 'f'));
  });
  test('is the same every time, and bears one agent, none, and ties to nobody', () => {
    expect(layOut(ids, ties)).toEqual(layOut(ids, ties));
    expect(layOut(['a'], [])).toEqual([{ id: 'a', x: 0, y: 0 }]);
    expect(layOut([], [])).toEqual([]);
    expect(layOut(['a', 'b'], [{ a: 'a', b: 'gone', affinity: 0.5 }])).toHaveLength(2);
  });
});

/** Ways: the cheapest one, the same one every time, and never through what is closed. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findPath } from './astar.ts';

const cols = 12;
const rows = 9;

/** Fewest steps by breadth-first search; null when there is no way. */
function fewestSteps(closed: readonly boolean[], from: number, to: number): number | null {
  const steps = new Map([[from, 0]]);
  for (const [tile, count] of steps) {
    if (tile === to) return count;
    for (const next of [tile - cols, tile + cols, ...(tile % cols ? [tile - 1] : []), ...(tile % cols < cols - 1 ? [tile + 1] : [])])
      if (next >= 0 && next < cols * rows && !closed[next] && !steps.has(next)) steps.set(next, count + 1);
  }
  return null;
}

const maps = fc.record({
  closed: fc.array(
    fc.nat(99).map((n) => n < 35),
    { minLength: cols * rows, maxLength: cols * rows },
  ),
  from: fc.nat(cols * rows - 1),
  to: fc.nat(cols * rows - 1),
});

test('on 200 random maps it is as short as breadth-first search finds it, connected and open', () => {
  fc.assert(
    fc.property(maps, ({ closed, from, to }) => {
      if (closed[to]) return;
      const path = findPath({ cols, rows }, from, to, (tile) => (closed[tile] ? Number.POSITIVE_INFINITY : 1));
      expect(path?.length ?? null).toBe(fewestSteps(closed, from, to));
      let last = from;
      for (const tile of path ?? []) {
        expect(closed[tile]).toBe(false);
        const [dx, dy] = [Math.abs((tile % cols) - (last % cols)), Math.abs(Math.floor(tile / cols) - Math.floor(last / cols))];
        expect(dx + dy).toBe(1);
        last = tile;
      }
      if (path?.length) expect(last).toBe(to);
    }),
    { numRuns: 200, seed: 4 },
  );
});

test('a dear tile is walked around', () => {
  const path = findPath({ cols: 3, rows: 2 }, 0, 2, (tile) => (tile === 1 ? 5 : 1));
  expect(path).toEqual([3, 4, 5, 2]);
});

test('ties are always broken alike', () => {
  const once = findPath({ cols, rows }, 0, cols * rows - 1, () => 1);
  for (let i = 0; i < 5; i++) expect(findPath({ cols, rows }, 0, cols * rows - 1, () => 1)).toEqual(once);
});

/** The cheapest way over tiles: 4-connected A*, Manhattan, ties broken by f, then h, then tile. Pure. */

export type Grid = { cols: number; rows: number };

/**
 * Tiles from the one after `from` up to `to`; empty when already there, null when there is no way.
 * @param cost of entering a tile: at least 1, or Infinity where nobody may go
 */
export function findPath(grid: Grid, from: number, to: number, cost: (tile: number) => number): number[] | null {
  if (from === to) return [];
  const { cols, rows } = grid;
  const best = new Float64Array(cols * rows).fill(Number.POSITIVE_INFINITY);
  const cameFrom = new Int32Array(cols * rows).fill(-1);
  const done = new Uint8Array(cols * rows);
  const [goalCol, goalRow] = [to % cols, Math.floor(to / cols)];
  const distance = (tile: number) => Math.abs((tile % cols) - goalCol) + Math.abs(Math.floor(tile / cols) - goalRow);
  const open = heap();
  best[from] = 0;
  open.push(distance(from), distance(from), from);
  for (let tile = open.pop(); tile !== -1; tile = open.pop()) {
    if (tile === to) return wayBack(cameFrom, from, to);
    if (done[tile]) continue;
    done[tile] = 1;
    const col = tile % cols;
    for (const next of [
      tile >= cols ? tile - cols : -1,
      col > 0 ? tile - 1 : -1,
      col < cols - 1 ? tile + 1 : -1,
      tile + cols < cols * rows ? tile + cols : -1,
    ]) {
      if (next === -1 || done[next]) continue;
      const g = (best[tile] as number) + cost(next);
      if (g >= (best[next] as number)) continue;
      best[next] = g;
      cameFrom[next] = tile;
      const h = distance(next);
      open.push(g + h, h, next);
    }
  }
  return null;
}

function wayBack(cameFrom: Int32Array, from: number, to: number): number[] {
  const path: number[] = [];
  for (let tile = to; tile !== from; tile = cameFrom[tile] as number) path.push(tile);
  return path.reverse();
}

/** A binary heap of (f, h, tile). */
function heap(): { push(f: number, h: number, tile: number): void; pop(): number } {
  const items: [number, number, number][] = [];
  const before = (a: [number, number, number], b: [number, number, number]) =>
    a[0] !== b[0] ? a[0] < b[0] : a[1] !== b[1] ? a[1] < b[1] : a[2] < b[2];
  const at = (index: number) => items[index] as [number, number, number];
  const swap = (a: number, b: number) => {
    [items[a], items[b]] = [at(b), at(a)];
  };
  return {
    push(f, h, tile) {
      let i = items.push([f, h, tile]) - 1;
      for (let up = (i - 1) >> 1; i > 0 && before(at(i), at(up)); up = (i - 1) >> 1) {
        swap(i, up);
        i = up;
      }
    },
    pop() {
      const top = items[0];
      const last = items.pop();
      if (!top || !last) return -1;
      if (items.length > 0) {
        items[0] = last;
        for (let i = 0; ; ) {
          const left = 2 * i + 1;
          if (left >= items.length) break;
          const child = left + 1 < items.length && before(at(left + 1), at(left)) ? left + 1 : left;
          if (!before(at(child), at(i))) break;
          swap(i, child);
          i = child;
        }
      }
      return top[2];
    },
  };
}

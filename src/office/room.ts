/** The office as data: where furniture stands, where one walks, and the named places. Six desks as drawn; for more agents rows of desks are added below. */
import type { Facing, Pose } from './frame.ts';
import type { Anchor, AnchorKind, Furniture, Room, Tile } from './sim/room-shape.ts';

export const MOST_AGENTS = 50;
const TILE = 16;
const COLS = 30;
const ROWS = 17;
const DESKS = 6;
/** Desks beside one another in an added row, and where they begin. */
const PER_ROW = 6;
const FIRST_ADDED_ROW = 19;
const ADDED_PITCH = 3;

/** [kind, x, y, baseline, first tile, tiles wide, tiles high]; x and y are where its drawing begins, no tiles = nobody stands in its way. */
type Placed = readonly [string, number, number, number, readonly [number, number], number, number];

const FIXED: readonly Placed[] = [
  ['counter', 12, 84, 120, [1, 6], 6, 1],
  ['credenza', 320, 84, 112, [20, 6], 5, 1],
  ['rack', 427, 60, 118, [27, 6], 2, 1],
  ['rack', 454, 60, 118, [29, 6], 1, 1],
  ['plant', 118, 124, 124, [7, 7], 1, 1],
  ['plant', 412, 126, 126, [25, 7], 1, 1],
  ['arcade', 4, 173, 173, [0, 9], 2, 2],
  ['table', 359, 170, 197, [23, 11], 4, 2],
  ['couch', 33, 188, 210, [2, 12], 4, 1],
  ['lamp', 104, 208, 208, [6, 12], 1, 1],
  ['low table', 38, 244, 244, [2, 15], 3, 1],
  ['cat', 88, 252, 252, [5, 15], 1, 1],
  ['plant', 9, 256, 256, [0, 15], 1, 1],
  ['robot', 114, 264, 264, [7, 16], 1, 1],
  ['doormat', 448, 270, 0, [0, 0], 0, 0],
];

/** @param agents 1 to 50; each has a desk, in the order of the company */
export function officeRoom(agents: number): Room {
  const added = Math.ceil(Math.max(0, Math.min(agents, MOST_AGENTS) - DESKS) / PER_ROW);
  const furniture: Furniture[] = FIXED.map(([kind, x, y, baseline, from, wide, high], i) => ({
    id: `${kind}:${i}`,
    kind,
    x,
    y,
    baseline,
    tiles: tilesOf(from, wide, high),
  }));
  const anchors: Anchor[] = [];
  for (let slot = 0; slot < Math.max(DESKS, Math.min(agents, MOST_AGENTS)); slot++) {
    const desk = deskOf(slot);
    furniture.push(desk.furniture);
    anchors.push(desk.anchor);
  }
  return {
    cols: COLS,
    rows: ROWS + (added ? added * ADDED_PITCH + 1 : 0),
    tile: TILE,
    floorTop: 6,
    furniture,
    anchors: [...anchors, ...PLACES],
  };
}

function tilesOf([col, row]: readonly [number, number], wide: number, high: number): Tile[] {
  return Array.from({ length: wide * high }, (_, i) => ({ col: col + (i % wide), row: row + Math.floor(i / wide) }));
}

/** The first three face us, the next three look away, all others face us again. */
function deskOf(slot: number): { furniture: Furniture; anchor: Anchor } {
  const nth = slot - DESKS;
  const [col, row] =
    slot < DESKS
      ? [8 + (slot % 3) * 5, slot < 3 ? 9 : 13]
      : [1 + (nth % PER_ROW) * 5, FIRST_ADDED_ROW + Math.floor(nth / PER_ROW) * ADDED_PITCH];
  const away = slot >= 3 && slot < DESKS;
  const y = row * TILE - 2;
  return {
    furniture: {
      id: `desk:${slot}`,
      kind: away ? 'desk away' : 'desk facing',
      x: col * TILE + 1,
      y,
      baseline: y + 24,
      // The chair stands before the desk, half beside its owner's tile.
      tiles: [...tilesOf([col, row], 3, 1), ...(away ? tilesOf([col, row + 1], 1, 1) : [])],
    },
    anchor: {
      id: `desk:${slot}`,
      kind: 'desk',
      tile: { col: col + 1, row: away ? row + 1 : row - 1 },
      seat: away ? { dx: -7, dy: 2 } : { dx: -7, dy: 7 },
      facing: away ? 'up' : 'down',
      pose: 'sit',
      zBias: 0,
    },
  };
}

const place = (
  kind: AnchorKind,
  index: number,
  [col, row]: readonly [number, number],
  facing: Facing,
  pose: Pose,
  [dx, dy, zBias]: readonly [number, number, number] = [0, 0, 0],
): Anchor => ({
  id: `${kind}:${index}`,
  kind,
  tile: { col, row },
  seat: { dx, dy },
  facing,
  pose,
  zBias,
});

const PLACES: readonly Anchor[] = [
  place('coffee', 0, [3, 7], 'up', 'drink'),
  place('coffee', 1, [5, 7], 'up', 'drink'),
  // They stand around the table, three pairs that face each other.
  place('table', 0, [22, 11], 'right', 'listen', [-4, 0, 0]),
  place('table', 1, [27, 11], 'left', 'listen', [5, 0, 0]),
  place('table', 2, [24, 10], 'down', 'listen', [-6, 4, 0]),
  place('table', 3, [24, 13], 'up', 'listen', [-6, -6, 0]),
  place('table', 4, [26, 10], 'down', 'listen', [-6, 4, 0]),
  place('table', 5, [26, 13], 'up', 'listen', [-6, -6, 0]),
  place('sofa', 0, [2, 13], 'down', 'rest', [6, -11, 4]),
  place('sofa', 1, [3, 13], 'down', 'rest', [8, -11, 4]),
  place('sofa', 2, [4, 13], 'down', 'rest', [8, -11, 4]),
  place('board', 0, [21, 7], 'up', 'stand'),
  place('board', 1, [23, 7], 'up', 'stand'),
  place('rack', 0, [28, 7], 'up', 'stand'),
  place('window', 0, [10, 6], 'up', 'stand'),
  place('window', 1, [15, 6], 'up', 'stand'),
  place('arcade', 0, [0, 11], 'up', 'stand', [8, 0, 0]),
  place('door', 0, [29, 16], 'down', 'stand'),
];

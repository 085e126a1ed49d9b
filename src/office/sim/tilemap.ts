/** The floor of a room, made ready once: where one may walk, what a tile costs, and places to stand about. Pure. */
import type { Anchor, Room, Tile } from './room-shape.ts';

export type Place = Anchor & { at: number };

export type Ground = {
  room: Room;
  cols: number;
  rows: number;
  /** 1 on floor that is free of furniture. */
  free: Uint8Array;
  /** 1 on tiles that belong to a place: only who goes there or comes from there walks on them. */
  kept: Uint8Array;
  /** Cost of entering: 1, or 3 beside furniture. */
  cost: Uint8Array;
  places: Place[];
  byId: Map<string, Place>;
  byKind: Map<string, Place[]>;
};

const SPOTS = 24;

export function groundOf(room: Room): Ground {
  const { cols, rows } = room;
  const free = new Uint8Array(cols * rows).fill(1, room.floorTop * cols);
  for (const { tiles } of room.furniture) for (const tile of tiles) free[indexOf(room, tile)] = 0;
  const cost = new Uint8Array(cols * rows);
  for (let tile = 0; tile < cols * rows; tile++) cost[tile] = around(room, tile).some((near) => !free[near]) ? 3 : 1;
  const kept = new Uint8Array(cols * rows);
  const places = room.anchors.map((anchor): Place => ({ ...anchor, at: indexOf(room, anchor.tile) }));
  for (const place of places) kept[place.at] = 1;
  const ground: Ground = { room, cols, rows, free, kept, cost, places, byId: new Map(), byKind: new Map() };
  for (const tile of spotTiles(ground)) {
    places.push(spot(room, tile, places.length - room.anchors.length));
    kept[tile] = 1;
  }
  for (const place of places) {
    ground.byId.set(place.id, place);
    ground.byKind.set(place.kind, [...(ground.byKind.get(place.kind) ?? []), place]);
  }
  return ground;
}

export function placesOf(ground: Ground, kind: string): readonly Place[] {
  return ground.byKind.get(kind) ?? [];
}

export function indexOf({ cols }: { cols: number }, { col, row }: Tile): number {
  return row * cols + col;
}

/** Feet on the middle of a tile, a little above its lower edge. */
export function feetOn({ cols, room }: Ground, tile: number): { x: number; y: number } {
  return { x: (tile % cols) * room.tile + room.tile / 2, y: (Math.floor(tile / cols) + 1) * room.tile - 2 };
}

/** What is wrong with a room; nothing when people can live in it. */
export function roomFaults(room: Room, agents: number): string[] {
  const faults: string[] = [];
  const taken = new Map<number, string>();
  const bare = groundOf({ ...room, anchors: [] });
  for (const anchor of room.anchors) {
    const at = indexOf(room, anchor.tile);
    const inside = anchor.tile.col >= 0 && anchor.tile.col < room.cols && anchor.tile.row >= room.floorTop && anchor.tile.row < room.rows;
    if (!inside || !bare.free[at]) faults.push(`${anchor.id}: its tile ${anchor.tile.col},${anchor.tile.row} is no free floor`);
    if (taken.has(at)) faults.push(`${anchor.id}: shares its tile with ${taken.get(at)}`);
    taken.set(at, anchor.id);
  }
  const ids = new Set(room.anchors.map(({ id }) => id));
  for (const id of ['door:0', 'table:0', 'board:0', ...Array.from({ length: agents }, (_, i) => `desk:${i}`)])
    if (!ids.has(id)) faults.push(`${id}: is missing`);
  const ground = groundOf(room);
  const open = Array.from(ground.free.keys()).filter((tile) => ground.free[tile] && !ground.kept[tile]);
  const reached = flood(ground, open[0] ?? -1);
  const lost = open.filter((tile) => !reached.has(tile));
  if (lost.length)
    faults.push(`floor: ${lost.length} tiles are cut off when everybody has arrived, for example ${tileText(room, lost[0])}`);
  for (const place of ground.places)
    if (!around(room, place.at).some((near) => reached.has(near))) faults.push(`${place.id}: nobody can get there`);
  return faults;
}

function tileText({ cols }: Room, tile = 0): string {
  return `${tile % cols},${Math.floor(tile / cols)}`;
}

function spot(room: Room, tile: number, index: number): Place {
  const at = { col: tile % room.cols, row: Math.floor(tile / room.cols) };
  return { id: `spot:${index}`, kind: 'spot', tile: at, at: tile, seat: { dx: 0, dy: 0 }, facing: 'down', pose: 'stand', zBias: 0 };
}

/** Open floor to stand about on: all eight neighbours are free of furniture and of places, and spots keep three tiles of distance. */
function spotTiles(ground: Ground): number[] {
  const { cols, rows, free, kept, room } = ground;
  const found: number[] = [];
  const far = (a: number, b: number) =>
    Math.max(Math.abs((a % cols) - (b % cols)), Math.abs(Math.floor(a / cols) - Math.floor(b / cols))) >= 3;
  for (let row = room.floorTop + 1; row < rows - 1; row++)
    for (let col = 1; col < cols - 1; col++) {
      const tile = row * cols + col;
      const wide = [-1, 0, 1].every((dy) => [-1, 0, 1].every((dx) => free[tile + dy * cols + dx] && !kept[tile + dy * cols + dx]));
      if (wide && found.every((other) => far(tile, other))) found.push(tile);
    }
  // Spread over the whole room when there are more than enough.
  return found.length <= SPOTS ? found : Array.from({ length: SPOTS }, (_, i) => found[Math.floor((i * found.length) / SPOTS)] as number);
}

function flood(ground: Ground, from: number): Set<number> {
  const reached = new Set<number>(from < 0 ? [] : [from]);
  for (const tile of reached) for (const near of around(ground.room, tile)) if (ground.free[near] && !ground.kept[near]) reached.add(near);
  return reached;
}

function around({ cols, rows }: Room, tile: number): number[] {
  const col = tile % cols;
  return [tile - cols, tile + cols, ...(col > 0 ? [tile - 1] : []), ...(col < cols - 1 ? [tile + 1] : [])].filter(
    (near) => near >= 0 && near < cols * rows,
  );
}

/** The room as layers in white light: the background, and each piece of furniture with its lamps. Pure. */
import type { Desk } from '../frame.ts';
import type { Lamp } from '../light/light.ts';
import type { Furniture, Room } from '../sim/room-shape.ts';
import { floor, rug } from './floor.ts';
import { chairBack, chairBehind, deskAway, deskFacing } from './furniture/desks.ts';
import * as zones from './furniture/zones.ts';
import { type Brush, brushOn, type Layer, newLayer } from './layer.ts';
import type { SkyPhase } from './palette.ts';
import { BOARD, WINDOW, wall } from './wall.ts';

export type Item = { id: string; baseline: number; layer: Layer };

export const sizeOf = (room: Room): { w: number; h: number } => ({
  w: room.cols * room.tile,
  h: room.rows * room.tile - (room.rows === 17 ? 2 : 0),
});

export function background(room: Room, phase: SkyPhase): Layer {
  const { w, h } = sizeOf(room);
  const brush = brushOn(newLayer(0, 0, w, h));
  wall(brush, w, phase);
  floor(brush, w, h, phase);
  rug(brush, 342, 146, 118, 84, '#8a3a86', '#4d2a70', '#b85a9c');
  rug(brush, 8, 188, 108, 64, '#2b7394', '#234a70', '#48a3ba');
  zones.doormat(brush, 448, 268);
  return brush.layer;
}

type Painter = {
  box: readonly [number, number, number, number];
  paint(brush: Brush, piece: Furniture, index: number): void;
  lamps: readonly Lamp[];
};

/** box and lamps are relative to the piece's own place. */
const PAINTERS: Readonly<Record<string, Painter>> = {
  counter: {
    box: [-3, -34, 100, 76],
    paint: (brush, { x, y }) => zones.coffeeBar(brush, x, y),
    lamps: [
      { x: 26, y: 4, radius: 30, color: '#ffd9a0', strength: 0.5 },
      { x: 46, y: 28, radius: 74, color: '#ffc88a', strength: 0.95, flat: 0.6 },
    ],
  },
  credenza: {
    box: [-3, -16, 94, 48],
    paint: (brush, { x, y }) => zones.credenza(brush, x, y),
    lamps: [{ x: 42, y: 16, radius: 70, color: '#ffe0b8', strength: 0.45, flat: 0.6 }],
  },
  rack: {
    box: [-3, -3, 34, 68],
    paint: (brush, { x, y }, index) => zones.rack(brush, x, y, index),
    lamps: [
      { x: 12, y: 28, radius: 26, color: '#35d68a', strength: 0.35 },
      { x: 12, y: 16, radius: 22, color: '#27d6e6', strength: 0.3 },
    ],
  },
  plant: { box: [-14, -44, 30, 50], paint: (brush, { x, y }) => zones.bigPlant(brush, x, y), lamps: [] },
  arcade: {
    box: [-3, -50, 34, 56],
    paint: (brush, { x, y }) => zones.arcade(brush, x, y),
    lamps: [
      { x: 13, y: -26, radius: 40, color: '#ff3d9a', strength: 0.7 },
      { x: 13, y: -6, radius: 26, color: '#27d6e6', strength: 0.3, flat: 0.5 },
    ],
  },
  table: {
    box: [-3, -22, 88, 56],
    paint: (brush, { x, y }) => zones.meetingTable(brush, x, y),
    lamps: [
      { x: 40, y: -2, radius: 44, color: '#27d6e6', strength: 0.8 },
      { x: 40, y: 14, radius: 44, color: '#ffcf8a', strength: 0.5, flat: 0.6 },
      { x: 41, y: 20, radius: 92, color: '#ffc690', strength: 0.85, flat: 0.72 },
    ],
  },
  couch: {
    box: [-3, -3, 66, 32],
    paint: (brush, { x, y }) => zones.couch(brush, x, y),
    lamps: [{ x: 29, y: 40, radius: 78, color: '#ffb87a', strength: 0.55, flat: 0.5 }],
  },
  lamp: {
    box: [-9, -48, 20, 54],
    paint: (brush, { x, y }) => zones.floorLamp(brush, x, y),
    lamps: [
      { x: 0, y: -34, radius: 58, color: '#ffb85a', strength: 0.95 },
      { x: 0, y: -4, radius: 34, color: '#ffb85a', strength: 0.5, flat: 0.5 },
    ],
  },
  'low table': {
    box: [-3, -18, 46, 24],
    paint: (brush, { x, y }) => zones.lowTable(brush, x, y),
    lamps: [{ x: 10, y: -12, radius: 16, color: '#27d6e6', strength: 0.5 }],
  },
  cat: { box: [-4, -12, 24, 18], paint: (brush, { x, y }) => zones.cat(brush, x, y), lamps: [] },
  robot: { box: [-4, -12, 24, 18], paint: (brush, { x, y }) => zones.robot(brush, x, y), lamps: [] },
};

/** Everything but the desks: those change with their owners. */
export function pieces(room: Room): Item[] {
  return room.furniture.flatMap((piece, index) => {
    const painter = PAINTERS[piece.kind];
    if (!painter) return [];
    const [dx, dy, w, h] = painter.box;
    const brush = brushOn(newLayer(piece.x + dx, piece.y + dy, w, h));
    painter.paint(brush, piece, index);
    return [{ id: piece.id, baseline: piece.baseline, layer: brush.layer }];
  });
}

export type DeskState = Pick<Desk, 'light' | 'screen'>;

/** The desk and, as a piece of its own, the chair: people sit between the two. @param accent the owner's colour */
export function deskItems(room: Room, slot: number, { light, screen }: DeskState, accent: string): Item[] {
  const desk = room.furniture.find(({ id }) => id === `desk:${slot}`);
  const anchor = room.anchors.find(({ id }) => id === `desk:${slot}`);
  if (!desk || !anchor) return [];
  const away = desk.kind === 'desk away';
  const brush = brushOn(newLayer(desk.x - 3, desk.y - 18, 56, 50));
  const look = { accent, ...LED[light](accent), screen: light === 'dark' ? null : (screen ?? 'idle') };
  if (away) deskAway(brush, desk.x, desk.y, look);
  else deskFacing(brush, desk.x, desk.y, look, slot % 3 === 1);
  const feet = {
    x: anchor.tile.col * room.tile + room.tile / 2 + anchor.seat.dx,
    y: (anchor.tile.row + 1) * room.tile - 2 + anchor.seat.dy,
  };
  const chair = brushOn(newLayer(feet.x - 14, feet.y - 20, 30, 30));
  if (away) chairBack(chair, feet.x, feet.y + 1, accent);
  else chairBehind(chair, feet.x - 9, feet.y + 1, accent);
  return [
    { id: desk.id, baseline: desk.baseline, layer: brush.layer },
    { id: `chair:${slot}`, baseline: away ? feet.y + 1 : feet.y - 1, layer: chair.layer },
  ];
}

const LED: Readonly<Record<Desk['light'], (accent: string) => { led: string; lit: number }>> = {
  dark: () => ({ led: 'steel0', lit: 0 }),
  idle: (accent) => ({ led: accent, lit: 0.55 }),
  busy: (accent) => ({ led: accent, lit: 1 }),
  done: () => ({ led: 'green3', lit: 1 }),
  failed: () => ({ led: 'red1', lit: 1 }),
};

/** Every lamp of the room under this sky. */
export function lampsOf(room: Room, phase: SkyPhase, accents: readonly string[]): Lamp[] {
  const { x, y } = WINDOW;
  const sky: Record<SkyPhase, Lamp> = {
    night: { x: x + 89, y: y + 46, radius: 120, color: '#4a62c8', strength: 0.55, flat: 0.8 },
    dusk: { x: x + 89, y: y + 50, radius: 170, color: '#ff9a5c', strength: 0.75, flat: 0.9 },
    day: { x: x + 89, y: y + 60, radius: 220, color: '#ffffff', strength: 0.35, flat: 0.9 },
  };
  const wallLamps: Lamp[] = [
    { x: 38, y: 44, radius: 64, color: '#27d6e6', strength: 0.75 },
    { x: 72, y: 34, radius: 70, color: '#ff3d9a', strength: 0.9 },
    { x: 72, y: 50, radius: 48, color: '#f2a33c', strength: 0.5 },
    { x: BOARD.x + 46, y: BOARD.y + 30, radius: 58, color: '#cfd8ff', strength: 0.35 },
    ...[120, 240, 360, 450].map((at): Lamp => ({ x: at, y: 96, radius: 56, color: '#ff3d9a', strength: 0.28, flat: 0.47 })),
  ];
  const standing = room.furniture.flatMap((piece) =>
    (PAINTERS[piece.kind]?.lamps ?? []).map((lamp) => ({ ...lamp, x: piece.x + lamp.x, y: piece.y + lamp.y })),
  );
  return [sky[phase], ...wallLamps, ...standing, ...room.furniture.flatMap((piece) => deskLamps(piece, accents))];
}

/** A warm pool over every desk, the monitor's own light, and the strip below. */
function deskLamps({ id, kind, x, y }: Furniture, accents: readonly string[]): Lamp[] {
  if (!kind.startsWith('desk')) return [];
  const slot = Number(id.slice('desk:'.length));
  const away = kind === 'desk away';
  return [
    { x: x + 23, y: y + (away ? 20 : 6), radius: 60, color: '#ffc690', strength: away ? 0.55 : 0.75, flat: 0.6 },
    { x: x + 20, y: y - 4, radius: 30, color: '#5fd8ff', strength: 0.6 },
    { x: x + 23, y: y + 16, radius: 24, color: accents[slot] ?? '#27d6e6', strength: 0.4, flat: 0.5 },
    ...(!away && slot % 3 === 1 ? [{ x: x + 6, y: y - 2, radius: 28, color: '#ffc46b', strength: 0.8 }] : []),
  ];
}

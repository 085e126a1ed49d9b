/** Rooms to test with, laid out as the office is drawn: for six, and grown by rows of desks for more. */
import type { Facing, Pose } from '../frame.ts';
import type { Anchor, AnchorKind, Furniture, Room } from './room-shape.ts';

const PER_ROW = 6;

/** 30 tiles wide; from seven agents on, pairs of desk rows are added below. */
export function sampleRoom(agents: number): Room {
  const extraRows = Math.ceil(Math.max(0, agents - 6) / PER_ROW);
  const furniture: Furniture[] = [];
  const anchors: Anchor[] = [];
  const put = (kind: string, col: number, row: number, cols: number, rows: number) => {
    const tiles = Array.from({ length: cols * rows }, (_, i) => ({ col: col + (i % cols), row: row + Math.floor(i / cols) }));
    furniture.push({ id: `${kind}:${furniture.length}`, kind, x: col * 16, y: row * 16, baseline: (row + rows) * 16, tiles });
  };
  const anchor = (kind: AnchorKind, col: number, row: number, facing: Facing, pose: Pose, dx = 0, dy = 0) => {
    const index = anchors.filter((one) => one.kind === kind).length;
    anchors.push({ id: `${kind}:${index}`, kind, tile: { col, row }, seat: { dx, dy }, facing, pose, zBias: dy ? 1 : 0 });
  };
  put('counter', 1, 6, 6, 1);
  put('credenza', 20, 6, 5, 1);
  put('racks', 27, 6, 3, 1);
  put('arcade', 0, 9, 2, 2);
  put('table', 23, 11, 4, 2);
  put('couch', 2, 12, 3, 1);
  put('low table', 3, 15, 2, 1);
  for (const [col, row] of [
    [8, 9],
    [12, 9],
    [16, 9],
    [8, 13],
    [12, 13],
    [16, 13],
  ] as const) {
    put('desk', col, row, 2, 1);
    if (row === 9) anchor('desk', col, row - 1, 'down', 'sit', 0, 6);
    else anchor('desk', col, row + 1, 'up', 'sit', 0, -4);
  }
  for (let i = 6; i < agents; i++) {
    const [col, row] = [2 + ((i - 6) % PER_ROW) * 4, 19 + Math.floor((i - 6) / PER_ROW) * 3];
    put('desk', col, row, 2, 1);
    anchor('desk', col, row - 1, 'down', 'sit', 0, 6);
  }
  anchor('coffee', 3, 7, 'up', 'drink');
  anchor('coffee', 5, 7, 'up', 'drink');
  anchor('table', 22, 11, 'right', 'sit', 4, 0);
  anchor('table', 27, 11, 'left', 'sit', -4, 0);
  anchor('table', 24, 10, 'down', 'sit', 0, 4);
  anchor('table', 24, 13, 'up', 'sit', 0, -4);
  anchor('table', 26, 10, 'down', 'sit', 0, 4);
  anchor('table', 26, 13, 'up', 'sit', 0, -4);
  anchor('sofa', 2, 13, 'down', 'rest', 0, -8);
  anchor('sofa', 3, 13, 'down', 'rest', 0, -8);
  anchor('sofa', 4, 13, 'down', 'rest', 0, -8);
  anchor('board', 21, 7, 'up', 'stand');
  anchor('board', 23, 7, 'up', 'stand');
  anchor('rack', 28, 7, 'up', 'stand');
  anchor('window', 10, 6, 'up', 'stand');
  anchor('window', 15, 6, 'up', 'stand');
  anchor('arcade', 0, 11, 'up', 'stand');
  anchor('door', 29, 16, 'down', 'stand');
  return { cols: 30, rows: 17 + (extraRows ? extraRows * 3 + 1 : 0), tile: 16, floorTop: 6, furniture, anchors };
}

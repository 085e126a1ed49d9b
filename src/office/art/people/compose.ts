/** A person in a pose as a grid of roles, twenty wide and twenty-seven high: head, hair, body and legs laid over one another. Pure. */
import type { Facing, Pose } from '../../frame.ts';
import * as body from './body.ts';
import type { Look } from './cast.ts';
import { mirrored, WIDE } from './rows.ts';

export const SPRITE = { w: 20, h: 27 } as const;
/** Room for raised arms and tall hair around the sixteen by twenty-four of a person. */
const LEFT = 2;
const TOP = 3;

/** Frames of each pose; a person's phase is taken modulo this. */
export const FRAMES: Readonly<Record<Pose, number>> = {
  stand: 6,
  walk: 4,
  sit: 6,
  type: 2,
  read: 4,
  think: 4,
  talk: 2,
  listen: 4,
  drink: 4,
  celebrate: 2,
  blocked: 4,
  error: 2,
  rest: 4,
};

/** Legs are under the desk or on the sofa. */
const SEATED: ReadonlySet<Pose> = new Set(['sit', 'type', 'read', 'rest']);

export type Grid = string[][];
export type Posed = { pose: Pose; facing: Facing; frame: number; seated: boolean };

/** @param posed.seated whoever sits has no legs to be seen, whatever the pose */
export function compose(look: Look, posed: Posed): Grid {
  const grid: Grid = Array.from({ length: SPRITE.h }, () => Array<string>(SPRITE.w).fill('.'));
  const side = posed.facing === 'left' || posed.facing === 'right';
  const facing = side ? 'side' : posed.facing === 'up' ? 'up' : 'down';
  const bob = bobOf(posed);
  const lay = (lines: readonly string[], y: number) => {
    for (const [j, line] of lines.entries()) for (let i = 0; i < WIDE; i++) if (line[i] !== '.') put(grid, i, y + j, line[i] as string);
  };
  if (!posed.seated && !SEATED.has(posed.pose)) lay(legsOf(posed, side), 18);
  lay(bodyOf(posed, facing), 13 + bob);
  lay(side ? body.HEAD_SIDE : body.HEAD_DOWN, bob);
  lay(look.hair[facing], bob - look.hair.lift);
  const set = (x: number, y: number, role: string) => put(grid, x, y + bob, role);
  if (facing !== 'up') face(look, posed, facing, set, (x, y) => at(grid, x, y + bob));
  if (look.extra === 'tie') shoulders(facing, set);
  if (facing === 'down') dress(look, set);
  gesture(posed, facing, set, grid);
  outline(grid);
  return posed.facing === 'left' ? grid.map((line) => line.reverse()) : grid;
}

function put(grid: Grid, x: number, y: number, role: string): void {
  const line = grid[y + TOP];
  if (line && x + LEFT >= 0 && x + LEFT < SPRITE.w) line[x + LEFT] = role;
}

function at(grid: Grid, x: number, y: number): string {
  return grid[y + TOP]?.[x + LEFT] ?? '.';
}

/** Breathing, nodding and the bounce of a step. */
function bobOf({ pose, frame }: Posed): number {
  if (pose === 'walk') return frame % 2 === 1 ? -1 : 0;
  if (pose === 'listen') return frame % 4 === 2 ? 1 : 0;
  if (pose === 'error') return 1;
  if (pose === 'blocked') return frame % 4 === 1 ? -1 : 0;
  return 0;
}

function legsOf({ pose, frame }: Posed, side: boolean): readonly string[] {
  if (pose !== 'walk') return side ? body.LEGS_SIDE : body.LEGS_STAND;
  const { LEGS_STAND, LEGS_STEP, LEGS_SIDE, LEGS_SIDE_WIDE, LEGS_SIDE_PASS } = body;
  const steps = side
    ? [LEGS_SIDE, LEGS_SIDE_WIDE, LEGS_SIDE_PASS, LEGS_SIDE_WIDE]
    : [LEGS_STAND, LEGS_STEP, LEGS_STAND, mirrored(LEGS_STEP)];
  return steps[frame % 4] as readonly string[];
}

function bodyOf({ pose, frame }: Posed, facing: 'down' | 'up' | 'side'): readonly string[] {
  if (facing === 'up') return body.BODY_UP;
  if (facing === 'side') return body.BODY_SIDE;
  if (pose === 'type') return frame % 2 ? body.HANDS_RIGHT : body.HANDS_LEFT;
  return body.BODY_DOWN;
}

type Put = (x: number, y: number, role: string) => void;

/** Eyes, mouth and glasses. A hood hides them. */
function face(look: Look, { pose, frame }: Posed, facing: 'down' | 'side', set: Put, get: (x: number, y: number) => string): void {
  if (look.hooded) return;
  const glasses = look.extra === 'glasses';
  if (facing === 'side') {
    if (glasses) marks(set, '9,7 10,7 11,7 8,8 7,8', 'g', '9,8 11,8 9,9 11,9', 'l');
    if (closed(pose, frame)) marks(set, '10,8 10,9', 'S');
    return;
  }
  if (glasses) marks(set, '4,7 5,7 6,7 9,7 10,7 11,7 7,8 8,8 3,8 12,8', 'g', '4,8 6,8 9,8 11,8 4,9 6,9 9,9 11,9', 'l');
  const open = (pose === 'talk' || pose === 'celebrate') && frame % 2 === 0;
  marks(set, '7,11', open ? 'e' : 's', '8,11', open ? 'e' : 'S');
  if (look.whites) for (const x of [4, 11]) if (get(x, 8) === 'S') set(x, 8, 'E');
  if (closed(pose, frame)) marks(set, '5,8 10,8', 'S');
  if (pose === 'error') marks(set, '6,11 9,11', 's');
}

function closed(pose: Pose, frame: number): boolean {
  if (pose === 'rest') return frame % 4 !== 3;
  return (pose === 'stand' || pose === 'sit' || pose === 'listen') && frame === 3;
}

function dress(look: Look, set: Put): void {
  if (look.extra === 'tie') marks(set, '7,13 8,13', 'w', '7,14 8,14 7,15 8,15 7,16', 'A');
  if (look.extra === 'trim') marks(set, '3,14 12,14 4,13 11,13 7,15 7,16', 'A');
  if (look.extra === 'badge') marks(set, '7,14 8,14 7,15', 'A');
  if (look.extra === 'shirt') marks(set, '7,13 8,13 7,14 8,14 7,15 8,15 7,16 8,16', 'w');
}

/** A suit stands wider than its wearer. */
function shoulders(facing: 'down' | 'up' | 'side', set: Put): void {
  if (facing === 'side') marks(set, '4,13 4,14 3,14 3,15 12,14 12,15', 'C', '3,16 12,16', 'c');
  else marks(set, '2,13 13,13 1,14 14,14 2,14 13,14', 'C', '1,15 14,15 1,16 14,16', 'c');
}

/** What hands do. */
function gesture({ pose, frame }: Posed, facing: 'down' | 'up' | 'side', set: Put, grid: Grid): void {
  if (pose === 'celebrate' && facing === 'down') raiseArms(grid, frame % 2 === 1);
  if (pose === 'drink') {
    const y = frame % 4 < 2 ? 0 : 2;
    marks(
      set,
      `9,${11 + y} 12,${11 + y} 9,${12 + y} 12,${12 + y} 9,${13 + y} 12,${13 + y}`,
      'o',
      `10,${11 + y} 11,${11 + y} 10,${12 + y}`,
      'w',
      `11,${12 + y}`,
      'A',
      `10,${13 + y} 11,${13 + y}`,
      'S',
    );
  }
  if (facing !== 'down') return;
  if (pose === 'read')
    marks(
      set,
      '4,15 5,15 6,15 7,15 8,15 9,15 10,15 11,15 4,16 11,16 4,17 11,17',
      'o',
      '5,16 6,16 7,16 8,16 9,16 10,16',
      'w',
      `5,17 7,17 9,17 ${frame % 4 < 2 ? '6' : '10'},17`,
      'l',
      '3,16 12,16',
      'S',
    );
  if (pose === 'think') marks(set, '9,12 10,12', 'S', '8,12 11,12 11,13', 'o', '10,13', 'C');
  if (pose === 'error') marks(set, '2,8 2,9 13,8 13,9', 'S', '1,8 1,9 14,8 14,9 2,7 13,7', 'o', '2,10 2,11 13,10 13,11', 'C');
  if (pose === 'blocked') marks(set, '13,11 13,12', 'S', '12,10 13,10 14,11 14,12 14,13 12,11', 'o', '13,13 13,14', 'C');
}

function raiseArms(grid: Grid, high: boolean): void {
  const y = high ? 1 : 3;
  for (let row = 14; row <= 17; row++)
    for (const [x, role] of [
      [2, '.'],
      [13, '.'],
      [3, 'o'],
      [12, 'o'],
    ] as const)
      put(grid, x, row, role);
  const arm: [number, number, string][] = [
    ...(
      [
        [-2, y - 1],
        [-1, y - 1],
        [0, y],
        [0, y + 1],
      ] as const
    ).map(([x, row]): [number, number, string] => [x, row, 'o']),
    ...(
      [
        [-2, y],
        [-1, y],
        [-2, y + 1],
        [-1, y + 1],
      ] as const
    ).map(([x, row]): [number, number, string] => [x, row, 'S']),
  ];
  for (let row = y + 2; row < 12; row++) arm.push([-2, row, 'o'], [-1, row, 'C'], [0, row, row > 9 ? 'C' : 'o']);
  arm.push(
    [-1, 12, 'o'],
    [0, 12, 'C'],
    [1, 12, 'C'],
    [2, 12, 'o'],
    [0, 13, 'o'],
    [1, 13, 'C'],
    [2, 13, 'C'],
    [3, 13, 'C'],
    [1, 14, 'o'],
    [2, 14, 'C'],
    [3, 14, 'c'],
    [2, 15, 'o'],
  );
  for (const [x, row, role] of arm) {
    put(grid, x, row, role);
    put(grid, 15 - x, row, role);
  }
}

/** `x,y x,y` and the role of all of them, as often as needed. */
function marks(set: Put, ...pairs: string[]): void {
  for (let i = 0; i < pairs.length; i += 2) {
    for (const place of (pairs[i] as string).split(' ')) {
      const [x, y] = place.split(',').map(Number) as [number, number];
      set(x, y, pairs[i + 1] as string);
    }
  }
}

const AROUND = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
] as const;

/** Every form ends in its outline: where a seat or a gesture cut it open, it is closed. */
function outline(grid: Grid): void {
  const open: [number, number][] = [];
  for (const [y, line] of grid.entries())
    for (const [x, role] of line.entries())
      if (role === '.' && AROUND.some(([dx, dy]) => !'.o'.includes(grid[y + dy]?.[x + dx] ?? '.'))) open.push([x, y]);
  for (const [x, y] of open) (grid[y] as string[])[x] = 'o';
}

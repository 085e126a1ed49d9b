/** What every sprite must be: known roles, closed outlines, silhouettes one tells apart; and the fonts, programs and colours they are made of. */
import { describe, expect, test } from 'vitest';
import type { Facing, Pose } from '../frame.ts';
import { officeRoom } from '../room.ts';
import { spelled, textWidth, wrapText } from './font.ts';
import { brushOn, draw, newLayer } from './layer.ts';
import { COLORS, rgb } from './palette.ts';
import { LOOKS, lookOf, ROLES } from './people/cast.ts';
import { compose, FRAMES, type Grid, SPRITE } from './people/compose.ts';
import { rows } from './people/rows.ts';
import { personSprite } from './people/sprite.ts';
import { background, deskItems, pieces, sizeOf } from './scene.ts';

const POSES = Object.keys(FRAMES) as Pose[];
const FACINGS: Facing[] = ['down', 'up', 'left', 'right'];
const STEPS = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
] as const;

const at = (grid: Grid, x: number, y: number) => grid[y]?.[x];
const pixels = (grid: Grid) => grid.flat().filter((role) => role !== '.').length;
const differing = (a: Grid, b: Grid, same: (x: string, y: string) => boolean) => {
  const other = b.flat();
  return a.flat().filter((role, i) => !same(role, other[i] as string)).length;
};

const lifted = (grid: Grid, dy: number): Grid => grid.map((_, y) => grid[y + dy] ?? Array<string>(SPRITE.w).fill('.'));

describe.each(LOOKS.map((look) => [look.name, look] as const))('%s', (_name, look) => {
  const frames = POSES.flatMap((pose) =>
    FACINGS.flatMap((facing) => Array.from({ length: FRAMES[pose] }, (_, frame) => ({ pose, facing, frame, seated: false }))),
  );

  test('has only known roles, each with a colour', () => {
    const strange = new Set<string>();
    for (const posed of frames) {
      const grid = compose(look, posed);
      if (grid.length !== SPRITE.h || grid.some((line) => line.length !== SPRITE.w)) strange.add(`${posed.pose} has another size`);
      for (const role of grid.flat()) if (role !== '.' && !ROLES.includes(role)) strange.add(role);
      personSprite(look, posed);
    }
    expect([...strange]).toEqual([]);
    for (const color of Object.values(look.colors)) expect(color).toMatch(/^#[0-9a-f]{6}$/);
  });

  test('ends in its outline on every side', () => {
    const open: string[] = [];
    for (const posed of frames) {
      const grid = compose(look, posed);
      for (let y = 0; y < SPRITE.h; y++)
        for (let x = 0; x < SPRITE.w; x++)
          if (!'.o'.includes(at(grid, x, y) as string) && STEPS.some(([dx, dy]) => at(grid, x + dx, y + dy) === '.'))
            open.push(`${x},${y} of ${posed.pose} ${posed.facing} ${posed.frame}`);
    }
    expect(open).toEqual([]);
  });

  test('moves in small steps: no frame differs from its neighbour by more than 45 %', () => {
    for (const pose of POSES)
      for (const facing of FACINGS)
        for (let frame = 0; frame < FRAMES[pose]; frame++) {
          const [one, next] = [frame, (frame + 1) % FRAMES[pose]].map((n) => compose(look, { pose, facing, frame: n, seated: false })) as [
            Grid,
            Grid,
          ];
          // A step lifts the whole body by a pixel: that is no other picture.
          const least = Math.min(...[-1, 0, 1].map((dy) => differing(one, lifted(next, dy), (a, b) => a === b)));
          expect(least / pixels(one), `${pose} ${facing} ${frame}`).toBeLessThanOrEqual(0.45);
        }
  });

  test('looks the same from the left as from the right', () => {
    const [left, right] = (['left', 'right'] as const).map((facing) =>
      compose(look, { pose: 'walk', facing, frame: 1, seated: false }),
    ) as [Grid, Grid];
    expect(left.map((line) => line.toReversed())).toEqual(right);
  });
});

test('six silhouettes before six colours: any two differ by at least 20 pixels, from the front and from the side', () => {
  for (const facing of ['down', 'right'] as const) {
    const shapes = LOOKS.map((look) => compose(look, { pose: 'stand', facing, frame: 0, seated: false }));
    for (const [i, one] of shapes.entries())
      for (const [j, other] of shapes.slice(i + 1).entries())
        expect(
          differing(one, other, (a, b) => (a === '.') === (b === '.')),
          `${LOOKS[i]?.name} and ${LOOKS[i + 1 + j]?.name} facing ${facing}`,
        ).toBeGreaterThanOrEqual(20);
  }
});

test('those after the sixth wear other clothes, and the shipped six keep theirs in any order', () => {
  expect(lookOf('observer', 0).name).toBe('Observer');
  expect(lookOf('somebody', 7).name).toBe(LOOKS[1]?.name);
  expect(lookOf('somebody', 7).colors.C).not.toBe(LOOKS[1]?.colors.C);
});

describe('what sprites are made of', () => {
  test('a colour that is not in the palette, a crooked matrix and a program that says nothing are refused', () => {
    expect(() => rgb('beige')).toThrow('no colour "beige"');
    for (const name of Object.keys(COLORS)) expect(rgb(name)).toHaveLength(3);
    expect(() => rows('\n................\n...')).toThrow('3 pixels wide and not 16');
    const brush = brushOn(newLayer(0, 0, 4, 4));
    expect(() => draw(brush, 0, 0, '0 0 1 wood1')).toThrow('is not "x y w h colour"');
    expect(() => draw(brush, 0, 0, '0 0 1 1 $who')).toThrow('is not "x y w h colour"');
  });
  test('paint covers light, light shines over paint, and nothing is drawn outside', () => {
    const layer = newLayer(10, 10, 2, 1);
    const brush = brushOn(layer);
    draw(brush, 10, 10, '* 0 0 5 5 cyan2; 1 0 1 1 wood1');
    expect([...layer.glow]).toEqual([...rgb('cyan2'), 255, ...layer.glow.slice(4, 7), 0]);
    expect([...layer.base]).toEqual([...rgb('cyan2'), 255, ...rgb('wood1'), 255]);
  });
  test('text is spelled in our letters, as wide as it says, and wrapped within its lines', () => {
    expect(spelled('Café – “x”…')).toBe('CAFE - "X"...');
    expect(textWidth('MAN')).toBe(5 + 1 + 3 + 1 + 4);
    const lines = wrapText(
      'Bottom line: where are we on this, and who has a supercalifragilisticexpialidocious word to say about it all?',
      90,
      3,
    );
    expect(lines).toHaveLength(3);
    expect(lines.every((line) => textWidth(line) <= 90)).toBe(true);
    expect(lines.at(-1)).toMatch(/\.\.\.$/);
    expect(wrapText('short', 90, 3)).toEqual(['SHORT']);
  });
});

describe('the scene', () => {
  test.each([6, 50])('of %i agents covers the whole room, and nothing of a piece is cut off', (agents) => {
    const room = officeRoom(agents);
    const { w, h } = sizeOf(room);
    const ground = background(room, 'night');
    expect([ground.w, ground.h]).toEqual([w, h]);
    for (let i = 3; i < ground.base.length; i += 4) if (ground.base[i] !== 255) throw new Error(`pixel ${(i - 3) / 4} is not painted`);
    const items = [
      ...pieces(room),
      ...Array.from({ length: agents }, (_, slot) => deskItems(room, slot, { light: 'busy', screen: 'analyze' }, '#27d6e6')).flat(),
    ];
    expect(items).toHaveLength(room.furniture.filter(({ kind }) => kind !== 'doormat').length + agents);
    for (const { id, layer } of items) {
      const painted = (x: number, y: number) => (layer.base[(y * layer.w + x) * 4 + 3] as number) === 255;
      const rim =
        [...Array(layer.w).keys()].some((x) => painted(x, 0) || painted(x, layer.h - 1)) ||
        [...Array(layer.h).keys()].some((y) => painted(0, y) || painted(layer.w - 1, y));
      expect(rim, `${id} touches the rim of its layer`).toBe(false);
      expect(layer.base.some((value) => value > 0)).toBe(true);
    }
  });
});

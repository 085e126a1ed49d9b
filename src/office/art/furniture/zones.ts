/** Coffee bar, lounge, arcade, meeting table, racks and what stands about. */
import { type Brush, boxShadow, draw, shadow } from '../layer.ts';
import { letters } from '../letters.ts';
import { mug } from './desks.ts';

export function coffeeBar(brush: Brush, x: number, y: number): void {
  boxShadow(brush, x, y + 34, 92, 5);
  draw(
    brush,
    x,
    y,
    '-1 -1 94 37 ink0; 0 0 92 10 steel3; 0 0 92 1 steel5; 0 8 92 2 steel2; 0 10 92 25 wood1; 0 10 92 1 ink0; 0 11 92 1 wood3',
  );
  for (let k = 0; k < 4; k++) draw(brush, x + k * 23, y, '2 14 19 18 wood2; 2 14 19 1 wood3; 2 31 19 1 wood0; 10 18 4 1 amber2');
  draw(brush, x, y, '0 33 92 2 ink1; *.6 0 32 92 1 cyan2');
  draw(
    brush,
    x + 12,
    y - 18,
    `-1 -1 28 26 ink0; 0 0 26 24 steel3; 0 0 26 5 red1; 0 0 26 1 red2; 0 5 26 1 steel1; 2 9 22 9 steel0; 5 8 6 2 steel5; 15 8 6 2 steel5; 7 10 2 2 steel4
17 10 2 2 steel4; 6 14 4 4 paper2; 7 12 1 2 wood1; 1 18 24 2 steel4; 1 20 24 3 steel2; * 20 2 1 1 green3; * 22 2 1 1 amber3; *.6 3 2 8 1 paper2`,
  );
  for (const [dx, dy] of [
    [8, -3],
    [9, -5],
    [8, -7],
    [7, -9],
    [8, -11],
  ] as const)
    brush.light(x + 12 + dx, y - 18 + dy, 1, 1, 'steel5', 0.5);
  for (const [k, color] of ['magenta2', 'cyan2', 'amber2', 'green2'].entries()) mug(brush, x + 44 + k * 6, y + 2, color);
  draw(
    brush,
    x,
    y,
    '44 -9 7 10 ink0; 45 -8 5 8 wood1; 45 -8 5 2 steel5; 54 -11 7 12 ink0; 55 -10 5 10 green1; 55 -10 5 2 steel5; 70 -7 18 9 ink0',
  );
  draw(brush, x, y, '71 -6 16 7 steel2; 71 -6 16 1 steel5; 73 -2 5 3 wood4; 80 -3 5 4 magenta3; 69 1 20 2 steel5');
}

/** @param phase shifts which lamps are on */
export function rack(brush: Brush, x: number, y: number, phase: number): void {
  boxShadow(brush, x, y + 57, 25, 4);
  draw(brush, x, y, '-1 -1 27 60 ink0; 0 0 25 58 steel1; 0 0 25 1 steel3; 0 0 1 58 steel2; 24 0 1 58 steel0');
  for (let k = 0; k < 9; k++) {
    const top = y + 3 + k * 6;
    draw(brush, x, top, '2 0 21 5 steel0; 2 0 21 1 ink1; 19 2 3 1 steel3');
    for (let i = 0; i < 5; i++) {
      const on = (k * 5 + i * 3 + phase) % 4;
      brush.shine(x + 4 + i * 3, top + 2, 2, 1, ['green3', 'cyan2', 'green0', 'amber2'][on] as string, on === 2 ? 0.4 : 1);
    }
  }
  brush.rect(x + 2, y + 55, 21, 3, 'ink1');
}

export function credenza(brush: Brush, x: number, y: number): void {
  boxShadow(brush, x, y + 26, 84, 4);
  draw(brush, x, y, '-1 -1 86 28 ink0; 0 0 84 6 steel3; 0 0 84 1 steel5; 0 6 84 20 wood1; 0 6 84 1 ink0');
  for (let k = 0; k < 3; k++) draw(brush, x + k * 28, y, '2 8 24 15 wood2; 2 8 24 1 wood3; 2 22 24 1 wood0; 11 12 6 1 amber2');
  draw(
    brush,
    x,
    y,
    '0 24 84 2 ink1; 5 -11 22 12 ink0; 6 -10 20 10 paper0; 6 -10 20 2 paper2; 9 -13 14 4 paper2; 8 -5 16 2 steel0; 10 -4 12 3 paper2; * 22 -7 2 1 green3',
  );
  smallPlant(brush, x + 34, y + 1);
  books(brush, x + 52, y + 1);
  draw(brush, x, y, '74 -7 7 8 ink0; 75 -6 5 6 amber1; 75 -6 5 1 amber3; 76 -10 3 3 amber3');
}

export function smallPlant(brush: Brush, x: number, y: number): void {
  draw(brush, x, y, '2 -5 8 5 wood2; 2 -5 8 1 wood4; 9 -4 1 4 wood1');
  for (const [a, b] of [
    [0, -8],
    [2, -10],
    [4, -12],
    [6, -10],
    [8, -11],
    [10, -8],
    [5, -8],
    [3, -7],
    [8, -8],
  ] as const)
    draw(brush, x + a, y + b, '0 0 3 3 green1; 0 0 2 2 green2; 0 0 1 1 green3');
}

export function books(brush: Brush, x: number, y: number): void {
  for (const [i, color] of ['magenta1', 'amber2', 'cyan1', 'paper1', 'red1', 'green2'].entries()) {
    const high = 6 + ((i * 3) % 4);
    brush.rect(x + i * 3, y - high, 3, high, color);
    brush.rect(x + i * 3, y - high, 1, high, 'white', 0.25);
  }
  draw(brush, x, y, '18 -2 10 2 paper0; 19 -4 8 2 cyan1');
}

/** @param y where it stands */
export function bigPlant(brush: Brush, x: number, y: number): void {
  shadow(brush, x - 9, y - 3, 20, 5);
  draw(brush, x, y, '-6 -10 13 10 ink0; -5 -10 11 9 paper0; -5 -10 11 2 paper2; 3 -8 3 7 steel3; -4 -9 9 1 wood0');
  const leaf = (dx: number, dy: number, long: number, way: number, color: string) => {
    for (let i = 0; i < long; i++) {
      const [px, py] = [x + dx + way * i, y + dy - Math.round(i * (way ? 0.9 : 1.6) - i * i * 0.07)];
      draw(brush, px, py, `-1 0 3 3 green0; 0 0 2 2 ${color}${i % 2 ? '; 0 0 1 1 green3' : ''}`);
    }
  };
  for (const [dx, dy, long, way, color] of LEAVES) leaf(dx, dy, long, way, color);
}

const LEAVES: readonly [number, number, number, number, string][] = [
  [0, -12, 8, -1, 'green1'],
  [0, -12, 8, 1, 'green1'],
  [-1, -12, 6, -1, 'green2'],
  [0, -16, 7, 1, 'green2'],
  [0, -18, 7, -1, 'green2'],
  [0, -12, 11, 0, 'green2'],
  [2, -14, 9, 0, 'green1'],
  [-2, -14, 9, 0, 'green2'],
];

export function couch(brush: Brush, x: number, y: number): void {
  boxShadow(brush, x, y + 20, 58, 4);
  draw(
    brush,
    x,
    y,
    `-1 -1 60 24 ink0; 0 0 58 12 plum2; 0 0 58 1 plum5; 0 1 58 1 plum4; 0 9 58 3 plum1; 5 10 23 8 plum4; 30 10 23 8 plum4; 5 10 23 1 plum5; 30 10 23 1 plum5; 28 10 2 8 plum0
0 6 5 15 plum3; 0 6 5 1 plum5; 53 6 5 15 plum3; 53 6 5 1 plum5; 5 18 48 3 plum0; 8 5 9 7 cyan1; 8 5 9 1 cyan3; 42 5 9 7 amber1; 42 5 9 1 amber3`,
  );
}

export function floorLamp(brush: Brush, x: number, y: number): void {
  shadow(brush, x - 6, y - 2, 13, 4);
  draw(
    brush,
    x,
    y,
    '-4 -2 9 2 ink0; 0 -36 1 35 steel3; -7 -46 15 11 ink0; * -6 -45 13 9 amber2; * -6 -45 13 2 amber3; * -4 -38 9 2 amber4',
  );
}

export function lowTable(brush: Brush, x: number, y: number): void {
  boxShadow(brush, x + 1, y - 3, 38, 4);
  draw(
    brush,
    x,
    y,
    '-1 -13 40 12 ink0; 0 -12 38 7 wood2; 0 -12 38 1 wood4; 0 -5 38 2 wood1; 2 -3 3 3 ink0; 33 -3 3 3 ink0; 5 -11 11 5 steel1; 5 -16 11 6 ink0',
  );
  draw(brush, x, y, '* 6 -15 9 4 cyan1; * 7 -14 5 1 cyan3; * 7 -12 3 1 cyan3');
  mug(brush, x + 22, y - 12, 'amber2');
  draw(brush, x, y, '29 -10 6 3 paper2; 30 -9 4 1 paper0');
}

export function cat(brush: Brush, x: number, y: number): void {
  shadow(brush, x - 1, y - 2, 15, 4);
  draw(
    brush,
    x,
    y,
    `0 -6 12 6 fur0; 1 -7 10 1 fur0; 1 -6 10 5 fur2; 1 -2 10 1 fur1; 3 -6 1 3 fur1; 6 -6 1 3 fur1; 8 -9 6 6 fur0; 9 -8 4 4 fur2; 8 -10 2 2 fur0; 12 -10 2 2 fur0
9 -9 1 1 fur3; 12 -9 1 1 fur3; 10 -6 1 1 fur0; 12 -6 1 1 fur0; -2 -3 3 3 fur0; -1 -2 4 1 fur2`,
  );
}

export function robot(brush: Brush, x: number, y: number): void {
  shadow(brush, x - 1, y - 2, 15, 4);
  draw(
    brush,
    x,
    y,
    '0 -7 13 6 ink0; 1 -6 11 4 steel4; 1 -6 11 1 steel5; * 8 -4 3 1 cyan2; 3 -1 2 1 ink1; 9 -1 2 1 ink1; 3 -9 1 2 steel3; * 3 -10 1 1 red1',
  );
}

export function arcade(brush: Brush, x: number, y: number): void {
  boxShadow(brush, x, y - 3, 26, 5);
  draw(
    brush,
    x,
    y,
    '-1 -47 28 48 ink0; 0 -46 26 46 cabinet1; 0 -46 3 46 cabinet2; 23 -46 3 46 cabinet0; * 2 -45 22 7 magenta1; * 3 -44 20 5 magenta2',
  );
  letters(brush, 'PLAY', x + 6, y - 44, 'magenta4', 1);
  draw(brush, x, y, '3 -37 20 16 ink0; * 4 -36 18 14 cabinet0');
  for (const [i, [a, b]] of (
    [
      [6, -34],
      [10, -34],
      [14, -34],
      [18, -34],
      [8, -31],
      [12, -31],
      [16, -31],
    ] as const
  ).entries())
    brush.shine(x + a, y + b, 2, 2, i % 2 ? 'cyan2' : 'green3');
  draw(
    brush,
    x,
    y,
    '* 12 -24 3 1 amber3; * 13 -27 1 2 paper2; -1 -20 28 8 ink0; 0 -20 26 6 cabinet3; 0 -20 26 1 cabinet4; 5 -22 1 4 steel4',
  );
  draw(
    brush,
    x,
    y,
    '* 4 -23 3 2 red1; * 13 -18 2 1 amber3; * 17 -18 2 1 cyan2; * 21 -18 2 1 magenta3; 9 -10 8 6 ink0; * 11 -8 1 2 amber2; * 14 -8 1 2 amber2',
  );
}

/** The way out: a mat that says so. */
export function doormat(brush: Brush, x: number, y: number): void {
  draw(brush, x, y, '0 -11 30 11 ink0; 1 -10 28 9 plum1; 1 -10 28 1 plum3; 2 -9 26 1 plum4; 2 -3 26 1 plum4');
  letters(brush, 'EXIT', x + 8, y - 8, 'amber3', 0.5);
}

export function meetingTable(brush: Brush, x: number, y: number): void {
  boxShadow(brush, x + 6, y + 24, 68, 6);
  const ellipse = (cx: number, cy: number, rx: number, ry: number, color: string) => {
    for (let j = -ry; j <= ry; j++) {
      const half = Math.round(rx * Math.sqrt(1 - (j / (ry + 0.4)) ** 2));
      brush.rect(cx - half, cy + j, half * 2, 1, color);
    }
  };
  ellipse(x + 40, y + 17, 41, 12, 'ink0');
  ellipse(x + 40, y + 16, 40, 11, 'wood1');
  ellipse(x + 40, y + 12, 41, 12, 'ink0');
  ellipse(x + 40, y + 12, 40, 11, 'wood2');
  for (let j = -11; j < -8; j++) {
    const half = Math.round(40 * Math.sqrt(1 - (j / 11.4) ** 2));
    brush.rect(x + 40 - half, y + 12 + j, half * 2, 1, 'wood4');
  }
  for (let j = 5; j < 20; j += 4) for (let i = (j * 7) % 11; i < 56; i += 19) brush.rect(x + 12 + i, y + j, 9, 1, 'grain');
  draw(brush, x, y, '*.7 18 22 44 1 magenta2; 33 9 14 5 ink0; 34 9 12 4 steel2; * 36 10 8 1 cyan3');
  hologram(brush, x + 40, y);
  draw(brush, x, y, '12 9 9 6 paper2; 13 10 6 1 paper0; 13 12 5 1 paper0; 56 7 11 6 steel0; *.8 57 8 9 4 cyan1');
  mug(brush, x + 24, y + 14, 'amber2');
  mug(brush, x + 62, y + 15, 'magenta2');
}

/** A globe of light above its beam. */
function hologram(brush: Brush, x: number, y: number): void {
  for (let j = 0; j < 16; j++) {
    const half = 3 + Math.round(j * 0.55);
    for (let i = -half; i <= half; i++)
      if ((i + j) % 2 === 0 && (i * 7 + j * 3) % 5 < 2) brush.light(x + i, y + 9 - j, 1, 1, 'cyan2', 0.55);
  }
  for (let j = -7; j <= 7; j++)
    for (let i = -7; i <= 7; i++) {
      const d = Math.hypot(i, j);
      const ring = (i * i) / 9 + (j * j) / 49;
      if (d < 7.3 && (d > 6.2 || (ring > 0.75 && ring < 1.15) || j === 0 || i === 0))
        brush.light(x + i, y - 11 + j, 1, 1, d > 6.2 ? 'cyan2' : 'cyan3', 0.9);
    }
}

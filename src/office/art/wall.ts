/** The wall: panels, window with sky and skyline, neon sign, whiteboard frame, clock and poster. */

import { books, smallPlant } from './furniture/zones.ts';
import { type Brush, bayerAt, draw } from './layer.ts';
import { letters } from './letters.ts';
import { seededNumbers } from './numbers.ts';
import { SKIES, type SkyPhase } from './palette.ts';
import { skyline } from './skyline.ts';

export const WALL_HIGH = 98;
export const WINDOW = { x: 116, y: 16, w: 178, h: 60 } as const;
export const BOARD = { x: 316, y: 18, w: 92, h: 58 } as const;
export const CLOCK = { x: 428, y: 28 } as const;

export function wall(brush: Brush, wide: number, phase: SkyPhase): void {
  brush.rect(0, 0, wide, WALL_HIGH, 'wall2');
  brush.dither(0, 0, wide, WALL_HIGH, 'wall1', (u, v) => Math.max(0, Math.abs(u - 0.43) * 1.5 - 0.18 + (v < 0.2 ? 0.25 : 0)));
  brush.dither(0, 0, wide, WALL_HIGH, 'wall0', (u) => Math.max(0, Math.abs(u - 0.43) * 1.6 - 0.62));
  for (let x = 0; x < wide; x += 40) draw(brush, x, 12, '0 0 1 78 wall1; 1 0 1 78 wall3');
  draw(brush, 0, 0, `0 0 ${wide} 9 ink1; 0 8 ${wide} 1 wall3; 0 9 ${wide} 2 ink0`);
  for (let x = 6; x < wide; x += 20) draw(brush, x, 3, '0 0 10 1 wall2; 0 1 10 1 wall1');
  brush.shine(0, 11, wide, 1, 'cyan1', 0.9);
  for (let x = 0; x < wide; x += 3) brush.shine(x, 11, 2, 1, 'cyan2', 0.9);
  draw(brush, 300, 12, '0 0 2 80 steel1; 0 0 1 80 steel2; 3 0 1 80 steel0; -1 12 6 2 steel2; -1 34 6 2 steel2; -1 56 6 2 steel2');
  draw(brush, 0, 90, `0 0 ${wide} 8 ink1; 0 0 ${wide} 1 wall4; *.95 0 3 ${wide} 1 magenta2; 0 4 ${wide} 1 magenta0; 0 7 ${wide} 1 ink0`);
  bigWindow(brush, phase);
  neonSign(brush);
  boardFrame(brush, phase);
  clockFace(brush);
  poster(brush);
}

function bigWindow(brush: Brush, phase: SkyPhase): void {
  const { x, y, w, h } = WINDOW;
  draw(brush, x, y, `-4 -4 ${w + 8} ${h + 9} ink0; -3 -3 ${w + 6} ${h + 6} steel2; -3 -3 ${w + 6} 1 steel4; -1 -1 ${w + 2} ${h + 2} ink1`);
  const random = seededNumbers(7);
  sky(brush, phase, random);
  skyline(brush, WINDOW, phase, random);
  for (const at of [44, 89, 133]) draw(brush, x + at, y, `-1 0 3 ${h} steel1; -1 0 1 ${h} steel3`);
  draw(brush, x, y + 16, `0 0 ${w} 2 steel1; 0 0 ${w} 1 steel3`);
  for (const at of [8, 14, 58, 104, 150, 156])
    for (let j = 0; j < h; j++) {
      const px = x + at + Math.floor((h - j) * 0.45);
      if (px < x + w - 4 && j !== 16 && j !== 17) brush.light(px, y + j, at % 4 ? 2 : 4, 1, 'white', phase === 'day' ? 0.28 : 0.12);
    }
  draw(brush, x, y + h, `-7 3 ${w + 14} 4 steel3; -7 3 ${w + 14} 1 steel5; -7 7 ${w + 14} 1 ink0`);
  smallPlant(brush, x + 6, y + h + 3);
  smallPlant(brush, x + w - 20, y + h + 3);
  books(brush, x + 60, y + h + 3);
}

function sky(brush: Brush, phase: SkyPhase, random: () => number): void {
  const { x, y, w, h } = WINDOW;
  const { bands } = SKIES[phase];
  for (let j = 0; j < h; j++) {
    const f = (j / (h - 1)) * (bands.length - 1);
    const k = Math.min(bands.length - 2, Math.floor(f));
    for (let i = 0; i < w; i++) brush.shine(x + i, y + j, 1, 1, bands[(bayerAt(x + i, y + j) + 0.5) / 16 < f - k ? k + 1 : k] as string);
  }
  if (phase === 'night') nightSky(brush, random);
  if (phase === 'day') daySky(brush);
  if (phase === 'dusk') duskSky(brush);
}

function disc(brush: Brush, x: number, y: number, size: number, color: (i: number, j: number) => string | null): void {
  const r = (size - 1) / 2;
  for (let j = 0; j < size; j++)
    for (let i = 0; i < size; i++) {
      const shown = Math.hypot(i - r, j - r) < r + 0.3 ? color(i, j) : null;
      if (shown) brush.shine(x + i, y + j, 1, 1, shown);
    }
}

function nightSky(brush: Brush, random: () => number): void {
  const { x, y, w, h } = WINDOW;
  for (let i = 0; i < 46; i++)
    brush.shine(
      x + Math.floor(random() * w),
      y + Math.floor(random() * h * 0.55),
      1,
      1,
      ['#8fa2e0', '#cfd8ff', '#5f6fb8'][i % 3] as string,
    );
  disc(brush, x + w - 31, y + 1, 13, (i, j) => (Math.hypot(i - 3.6, j - 4.6) < 5.4 ? '#f3f0ff' : '#c3c6ea'));
  for (const [a, b] of [
    [3, 4],
    [7, 3],
    [5, 8],
    [8, 7],
  ] as const)
    brush.shine(x + w - 31 + a, y + 1 + b, 2, 1, '#d7d8f2');
}

function daySky(brush: Brush): void {
  const { x, y, w } = WINDOW;
  for (const [cx, cy, wide] of [
    [10, 16, 26],
    [72, 11, 20],
    [128, 20, 30],
  ] as const)
    for (let k = 0; k < wide; k++) {
      const high = Math.round(2 + 2.4 * Math.abs(Math.sin(k * 0.55)) + 1.2 * Math.sin(k * 0.21));
      if (k > 0 && k < wide - 1) brush.shine(x + cx + k, y + cy - high, 1, high, 'white');
      brush.shine(x + cx + k, y + cy, 1, 1, '#dcecf8');
    }
  disc(brush, x + w - 34, y + 5, 11, () => '#fff6d0');
}

function duskSky(brush: Brush): void {
  const { x, y, w, h } = WINDOW;
  const stripes = new Set([15, 18, 20, 22]);
  disc(brush, x + Math.floor(w * 0.56), y + h - 38, 25, (_, j) =>
    stripes.has(j) ? null : j < 9 ? '#fff0b8' : j < 16 ? '#ffd27a' : '#ff9a5c',
  );
  for (let k = 0; k < 5; k++) brush.shine(x + 8 + k * 33, y + 9 + ((k * 7) % 16), 16 + (k % 3) * 6, 1, '#ff9a8a');
}

function neonSign(brush: Brush): void {
  const [x, y] = [22, 22];
  draw(brush, x, y, '-6 -6 76 50 ink0; -5 -5 74 48 wall0; -5 -5 74 1 wall3');
  brush.dither(x - 5, y - 5, 74, 48, 'ink1', 0.3);
  for (const [a, b] of [
    [-3, -3],
    [65, -3],
    [-3, 39],
    [65, 39],
  ] as const)
    brush.rect(x + a, y + b, 2, 2, 'steel3');
  for (const [a, b, w, h] of [
    [4, 14, 20, 2],
    [4, 14, 2, 12],
    [22, 14, 2, 12],
    [6, 26, 2, 2],
    [20, 26, 2, 2],
    [8, 28, 12, 2],
    [24, 17, 5, 2],
    [28, 18, 2, 6],
    [24, 23, 5, 2],
    [2, 33, 26, 2],
  ] as const) {
    brush.shine(x + a, y + b, w, h, 'cyan2');
    if (w > h) brush.shine(x + a + 1, y + b, w - 2, 1, 'cyan3');
    else brush.shine(x + a, y + b + 1, 1, Math.max(1, h - 2), 'cyan3');
  }
  for (const left of [8, 14, 20])
    for (const [k, dx] of [0, -1, 0, 1, 0].entries()) draw(brush, x + left + dx, y + 9 - k * 2, '* 0 0 2 2 magenta2; * 0 0 1 1 magenta3');
  letters(brush, '24/7', x + 35, y + 4, 'magenta2', 1, 2);
  letters(brush, 'LOOP', x + 35, y + 20, 'amber2', 1, 2);
  brush.shine(x + 35, y + 33, 30, 1, 'cyan2');
}

/** The board itself is empty: its numbers are live and drawn on top. */
function boardFrame(brush: Brush, phase: SkyPhase): void {
  const { x, y, w, h } = BOARD;
  draw(brush, x, y, `-3 -3 ${w + 6} ${h + 6} ink0; -2 -2 ${w + 4} ${h + 4} steel3; -2 -2 ${w + 4} 1 steel5`);
  brush.shine(x, y, w, h, 'board3', phase === 'day' ? 0 : phase === 'dusk' ? 0.45 : 0.55);
  draw(
    brush,
    x,
    y,
    `0 ${h - 1} ${w} 1 paper1; 20 ${h + 3} 40 2 steel4; *.3 24 ${h + 1} 6 2 red1; *.3 34 ${h + 1} 6 2 mark2; *.3 46 ${h + 1} 7 2 paper1`,
  );
}

function clockFace(brush: Brush): void {
  for (let j = 0; j < 13; j++)
    for (let i = 0; i < 13; i++) {
      const d = Math.hypot(i - 6, j - 6);
      if (d < 6.6) brush.rect(CLOCK.x + i, CLOCK.y + j, 1, 1, d > 5.3 ? 'ink0' : d > 4.6 ? 'steel4' : 'cabinet0');
    }
}

function poster(brush: Brush): void {
  const [x, y] = [450, 20];
  draw(brush, x, y, '-1 -1 24 32 ink0; 0 0 22 30 magenta0');
  brush.dither(x, y, 22, 30, 'magenta1', (_, v) => v * 0.9);
  for (let j = 0; j < 9; j++)
    for (let i = 0; i < 15; i++)
      if (Math.hypot(i - 7, j - 8) < 7.5 && j !== 6 && j !== 8) brush.rect(x + 4 + i, y + 7 + j, 1, 1, j < 4 ? 'amber3' : 'red2');
  for (let k = 0; k < 7; k++) brush.rect(x, y + 16 + k * 2, 22, 1, k % 2 ? 'cyan2' : 'cabinet0');
  for (let k = -3; k < 4; k++) for (let j = 0; j < 13; j++) brush.rect(x + 11 + Math.round(k * (j + 3) * 0.28), y + 17 + j, 1, 1, 'cyan2');
  letters(brush, 'SHIP', x + 4, y + 1, 'amber4', 0);
}

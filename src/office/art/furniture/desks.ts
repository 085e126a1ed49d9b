/** Desks and chairs. The upper row faces us, with the monitor beside the face; the lower row faces away and shows its screen. */
import { type Brush, boxShadow, draw } from '../layer.ts';
import { shade } from '../shade.ts';

const TOP = `
-1 -1 48 26 ink0; 0 0 46 15 wood2; 0 0 46 1 wood4; 0 1 46 1 wood3; 2 4 7 1 grain; 17 4 7 1 grain; 32 4 6 1 grain
8 7 7 1 grain; 23 7 7 1 grain; 5 10 7 1 grain; 20 10 7 1 grain; 35 10 3 1 grain; 2 13 7 1 grain; 17 13 7 1 grain
0 14 46 1 wood3; 0 15 46 2 wood1; 0 17 46 8 steel1; 0 17 46 1 steel0; 2 18 42 6 steel0; 0 17 2 8 steel2; 44 17 2 8 steel2`;

export function mug(brush: Brush, x: number, y: number, color: string): void {
  draw(brush, x, y, '0 0 4 4 $c; 0 0 4 1 paper2; 4 1 1 2 $c; 3 1 1 3 $d', { c: color, d: shade(color, 0.75) });
}

function top(brush: Brush, x: number, y: number, led: string, lit: number): void {
  boxShadow(brush, x + 1, y + 15, 46, 10);
  draw(brush, x, y, TOP);
  brush.shine(x + 3, y + 16, 40, 1, led, lit);
}

export type DeskLook = {
  accent: string /** The LED strip: its colour and how strong. */;
  led: string;
  lit: number /** What the screen shows; null = off. */;
  screen: string | null;
};

/** Whoever works here sits behind it and faces us. */
export function deskFacing(brush: Brush, x: number, y: number, { accent, led, lit, screen }: DeskLook, lamp: boolean): void {
  top(brush, x, y, led, lit);
  draw(
    brush,
    x,
    y,
    `33 3 5 3 ink0; 31 5 9 2 steel0; 26 -10 19 14 ink0; 27 -9 17 12 steel1; 27 -9 17 1 steel3; 27 -9 1 12 steel2; 30 0 11 1 steel0; 30 -6 11 1 steel2`,
  );
  if (screen) draw(brush, x, y, '*.9 34 -4 3 3 $a; *.8 26 -8 1 10 cyan3', { a: accent });
  else draw(brush, x, y, '34 -4 3 3 steel0');
  draw(
    brush,
    x,
    y,
    '8 7 15 4 steel0; 9 7 13 3 steel3; 10 8 1 1 steel5; 12 8 1 1 steel5; 14 8 1 1 steel5; 16 8 1 1 steel5; 18 8 1 1 steel5; 20 8 1 1 steel5',
  );
  mug(brush, x + 2, y + 3, accent);
  draw(brush, x, y, '36 8 7 5 paper2; 37 9 4 1 paper0; 37 11 3 1 paper0');
  if (lamp) draw(brush, x, y, '3 -9 1 11 steel3; 1 1 5 2 steel2; 2 -12 8 3 amber1; 2 -12 8 1 amber2; * 3 -9 6 1 amber4');
}

/** Whoever works here sits in front of it with the back to us. */
export function deskAway(brush: Brush, x: number, y: number, { accent, led, lit, screen }: DeskLook): void {
  top(brush, x, y, led, lit);
  draw(brush, x, y, '19 1 8 3 ink0; 16 3 14 2 steel0; 8 -16 30 19 ink0; 9 -15 28 17 steel1; 9 -15 28 1 steel3');
  monitor(brush, x + 10, y - 14, 26, 14, screen, accent);
  brush.shine(x + 34, y + 1, 1, 1, accent);
  draw(brush, x, y, '39 -8 6 11 ink0; 40 -7 5 9 steel1');
  monitor(brush, x + 40, y - 7, 5, 8, screen && 'code', accent);
  draw(
    brush,
    x,
    y,
    '15 8 16 4 steel0; 16 8 14 3 steel3; 17 9 1 1 steel5; 19 9 1 1 steel5; 21 9 1 1 steel5; 23 9 1 1 steel5; 25 9 1 1 steel5; 27 9 1 1 steel5; 34 9 3 3 steel4',
  );
  mug(brush, x + 3, y + 4, accent);
  draw(brush, x, y, '37 5 6 5 paper2; 38 6 4 1 paper0; 38 8 3 1 paper0');
}

const INK = ['cyan2', 'magenta3', 'green3', 'amber3', 'paper1'];
/** Which picture a kind of step shows. */
const PICTURES: Readonly<Record<string, 'code' | 'bars' | 'curve' | 'text'>> = {
  code: 'code',
  analyze: 'bars',
  research: 'bars',
  review: 'curve',
  diagnose: 'curve',
  scan_signals: 'curve',
};

function monitor(brush: Brush, x: number, y: number, w: number, h: number, kind: string | null, accent: string): void {
  if (!kind) {
    brush.rect(x, y, w, h, 'steel0');
    return;
  }
  brush.shine(x, y, w, h, 'screen');
  const picture = kind === 'idle' ? 'idle' : (PICTURES[kind] ?? 'text');
  if (picture === 'code') code(brush, x, y, w, h);
  if (picture === 'bars') for (let i = 0; i < w - 2; i += 3) bar(brush, x + 1 + i, y + h - 1, 2 + ((i * 5 + 3) % (h - 3)));
  if (picture === 'curve') curve(brush, x, y, w, h);
  if (picture === 'text') {
    brush.shine(x + 1, y + 1, w - 2, 2, accent);
    for (let j = 4; j < h - 1; j += 2) brush.shine(x + 1, y + j, w - 3 - (j % 4), 1, 'paper0');
  }
  if (picture === 'idle') brush.shine(x + Math.floor(w / 2) - 1, y + Math.floor(h / 2) - 1, 3, 3, accent, 0.6);
  brush.shine(x, y, w, 1, 'glint');
}

function code(brush: Brush, x: number, y: number, w: number, h: number): void {
  for (let j = 1; j < h - 1; j += 2) {
    let left = x + 1 + ((j * 5) % 3);
    for (let k = j; left < x + w - 2; k += 3) {
      const wide = 1 + ((k * 7) % 4);
      if (left + wide > x + w - 1) break;
      brush.shine(left, y + j, wide, 1, INK[(k * 3 + j) % 5] as string);
      left += wide + 1;
      if ((k + 3) % 4 === 0) break;
    }
  }
}

function bar(brush: Brush, x: number, bottom: number, high: number): void {
  brush.shine(x, bottom - high, 2, high, 'cyan2');
  brush.shine(x, bottom - high, 2, 1, 'cyan4');
}

function curve(brush: Brush, x: number, y: number, w: number, h: number): void {
  for (let i = 1; i < w - 1; i++) {
    const at = y + h - 3 - Math.round(i * 0.3 + 1.6 * Math.sin(i * 0.9));
    brush.shine(x + i, at, 1, 1, 'green3');
    brush.shine(x + i, at + 1, 1, Math.max(0, y + h - 2 - at), 'green0');
  }
}

/** The back of a chair, seen over the shoulders of whoever sits on it facing us. */
export function chairBehind(brush: Brush, x: number, y: number, color: string): void {
  draw(
    brush,
    x,
    y,
    '1 -15 17 15 ink0; 2 -16 15 1 ink0; 2 -15 15 14 $c; 2 -15 15 1 $l; 3 -14 13 1 $l; 2 -3 15 2 $d; 15 -14 2 12 $d',
    tones(color),
  );
}

/** A chair from behind, in front of whoever sits on it facing away. */
export function chairBack(brush: Brush, x: number, y: number, color: string): void {
  draw(
    brush,
    x,
    y,
    `-8 -17 17 1 ink0; -9 -16 19 13 ink0; -8 -3 17 1 ink0; -8 -16 17 12 $c; -8 -16 17 1 $l; -7 -15 15 1 $l; -8 -6 17 2 $d; 7 -15 2 11 $d; -5 -12 11 1 $d; -5 -9 11 1 $d
-11 -10 2 7 ink0; 10 -10 2 7 ink0; -11 -10 2 2 steel3; 10 -10 2 2 steel3; -1 -2 3 4 ink0; 0 -2 1 3 steel2; -7 1 15 2 ink0; -9 3 4 2 ink0; 6 3 4 2 ink0; -2 3 5 2 ink0; -6 1 13 1 steel1`,
    tones(color),
  );
}

function tones(color: string): Record<string, string> {
  return { c: shade(color, 0.7), l: shade(color, 0.95), d: shade(color, 0.45) };
}

/** A picture in the making: pixels as they are in white light, and beside them what shines by itself. Plain arrays; no canvas. */
import { type Rgb, rgb } from './palette.ts';

export type Layer = {
  /** World pixel of its upper left corner. */
  x: number;
  y: number;
  w: number;
  h: number;
  /** RGBA, four bytes a pixel. */
  base: Uint8ClampedArray<ArrayBuffer>;
  /** The same for light: alpha says how much of it the darkness cannot take. */
  glow: Uint8ClampedArray<ArrayBuffer>;
};

/** Ordered 4 × 4 dither. */
export const BAYER = [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5];
export const bayerAt = (x: number, y: number): number => BAYER[(y & 3) * 4 + (x & 3)] as number;

export function newLayer(x: number, y: number, w: number, h: number): Layer {
  return { x, y, w, h, base: new Uint8ClampedArray(w * h * 4), glow: new Uint8ClampedArray(w * h * 4) };
}

/** All positions are world pixels; what falls outside the layer is left out. */
export type Brush = {
  layer: Layer;
  /** Paint; covers what shone there. */
  rect(x: number, y: number, w: number, h: number, color: string, alpha?: number): void;
  /** Paint that shines. */
  shine(x: number, y: number, w: number, h: number, color: string, alpha?: number): void;
  /** Light over whatever is there. */
  light(x: number, y: number, w: number, h: number, color: string, alpha: number): void;
  /** Paint where the dither pattern is below the level. */
  dither(
    x: number,
    y: number,
    w: number,
    h: number,
    color: string,
    level: number | ((u: number, v: number) => number),
    alpha?: number,
  ): void;
};

export function brushOn(layer: Layer): Brush {
  const blend = (pixels: Uint8ClampedArray, at: number, color: Rgb, alpha: number) => {
    const under = (pixels[at + 3] as number) / 255;
    const kept = under * (1 - alpha);
    const over = alpha + kept;
    if (over === 0) return;
    pixels[at] = (color[0] * alpha + (pixels[at] as number) * kept) / over;
    pixels[at + 1] = (color[1] * alpha + (pixels[at + 1] as number) * kept) / over;
    pixels[at + 2] = (color[2] * alpha + (pixels[at + 2] as number) * kept) / over;
    pixels[at + 3] = over * 255;
  };
  const each = (x: number, y: number, w: number, h: number, work: (at: number, px: number, py: number) => void) => {
    const [left, top] = [Math.max(x, layer.x), Math.max(y, layer.y)];
    const [right, bottom] = [Math.min(x + w, layer.x + layer.w), Math.min(y + h, layer.y + layer.h)];
    for (let py = top; py < bottom; py++) for (let px = left; px < right; px++) work(((py - layer.y) * layer.w + px - layer.x) * 4, px, py);
  };
  const paint = (at: number, color: Rgb, alpha: number) => {
    blend(layer.base, at, color, alpha);
    if (alpha >= 1) layer.glow[at + 3] = 0;
  };
  return {
    layer,
    rect: (x, y, w, h, color, alpha = 1) => each(x, y, w, h, (at) => paint(at, rgb(color), alpha)),
    shine: (x, y, w, h, color, alpha = 1) =>
      each(x, y, w, h, (at) => {
        paint(at, rgb(color), 1);
        blend(layer.glow, at, rgb(color), alpha);
      }),
    light: (x, y, w, h, color, alpha) => each(x, y, w, h, (at) => blend(layer.glow, at, rgb(color), alpha)),
    dither: (x, y, w, h, color, level, alpha = 1) =>
      each(x, y, w, h, (at, px, py) => {
        const here = typeof level === 'function' ? level((px - x) / w, (py - y) / h) : level;
        if (bayerAt(px, py) / 16 < here) paint(at, rgb(color), alpha);
      }),
  };
}

/**
 * Rectangles as text: `x y w h colour` each, from an origin, parted by `;` or line ends. `*` before the first number shines, `*.5` half as strong.
 * `$name` is a colour that the caller gives.
 */
export function draw(brush: Brush, x: number, y: number, program: string, given: Record<string, string> = {}): void {
  for (const line of program.split(/[;\n]/)) {
    const text = line.trim();
    if (!text) continue;
    const parts = text.split(/\s+/);
    const shines = parts[0]?.startsWith('*') ? Number(parts.shift()?.slice(1) || 1) : null;
    const [dx, dy, w, h] = parts.slice(0, 4).map(Number) as [number, number, number, number];
    const named = parts[4] ?? '';
    const color = named.startsWith('$') ? given[named.slice(1)] : named;
    if (parts.length !== 5 || ![dx, dy, w, h].every(Number.isInteger) || color === undefined || Number.isNaN(shines ?? 0))
      throw new Error(`art: "${text}" is not "x y w h colour"`);
    if (shines === null) brush.rect(x + dx, y + dy, w, h, color);
    else brush.shine(x + dx, y + dy, w, h, color, shines);
  }
}

/** A soft shadow on the floor: an ellipse, its rim dithered. */
export function shadow(brush: Brush, x: number, y: number, w: number, h = 3): void {
  for (let j = 0; j < h; j++)
    for (let i = 0; i < w; i++) {
      const d = ((i - w / 2 + 0.5) / (w / 2)) ** 2 + ((j - h / 2 + 0.5) / (h / 2)) ** 2;
      if (d < 0.55 || (d < 1 && (i + j) % 2)) brush.rect(x + i, y + j, 1, 1, 'shade', 0.5);
    }
}

/** The shadow of a box: a strip below and two pixels to the right. */
export function boxShadow(brush: Brush, x: number, y: number, w: number, h: number): void {
  brush.rect(x, y, w, h, 'shade', 0.45);
  brush.rect(x + 2, y + h, w - 2, 1, 'shade', 0.25);
  brush.rect(x + w, y, 2, h, 'shade', 0.25);
}

/** Light as arithmetic: what is everywhere, pools that fall off in bands, and how a picture looks in it. Typed arrays; no canvas. Pure. */
import { bayerAt, type Layer } from '../art/layer.ts';
import { AMBIENT, type Rgb, rgb, type SkyPhase } from '../art/palette.ts';

export type Lamp = {
  x: number;
  y: number;
  radius: number;
  color: string;
  strength: number;
  /** Height of the pool as a share of its width. */
  flat?: number;
};

export type LightMap = {
  phase: SkyPhase;
  w: number;
  h: number;
  /** Red, green and blue of the light on each pixel; 200 shows a colour as it is. */
  at: Float32Array;
};

const BANDS = 16;
/** How much lamps show beside the light of the sky. */
const LAMPS: Readonly<Record<SkyPhase, number>> = { day: 0.12, dusk: 0.5, night: 0.62 };
const BLOOM: Readonly<Record<SkyPhase, number>> = { day: 0, dusk: 0.15, night: 0.26 };
/** How much of a person the darkness cannot take. */
const SELF_LIT: Readonly<Record<SkyPhase, number>> = { day: 0, dusk: 0.45, night: 0.55 };
const WHITE = 200;
const BRIGHTEST = 1.22;
const MOST_BLOOM = 74;

export function lightMap(w: number, h: number, phase: SkyPhase, lamps: readonly Lamp[]): LightMap {
  const at = new Float32Array(w * h * 3);
  const ambient = rgb(AMBIENT[phase]);
  for (let i = 0; i < w * h; i++) at.set(ambient, i * 3);
  for (const lamp of lamps) shineOn(at, w, h, lamp, lamp.strength * LAMPS[phase]);
  return { phase, w, h, at };
}

/** (1 − d)² in sixteen bands, dithered between neighbouring bands only. */
function shineOn(at: Float32Array, w: number, h: number, { x, y, radius, color, flat = 1 }: Lamp, strength: number): void {
  const [r, g, b] = rgb(color);
  const high = radius * flat;
  const [x0, x1] = [Math.max(0, Math.floor(x - radius)), Math.min(w - 1, Math.ceil(x + radius))];
  const [y0, y1] = [Math.max(0, Math.floor(y - high)), Math.min(h - 1, Math.ceil(y + high))];
  for (let py = y0; py <= y1; py++)
    for (let px = x0; px <= x1; px++) {
      const d = Math.hypot((px - x) / radius, (py - y) / high);
      if (d >= 1) continue;
      const band = (1 - d) * (1 - d) * BANDS;
      const whole = Math.floor(band);
      const share = ((whole + ((bayerAt(px, py) + 0.5) / 16 < band - whole ? 1 : 0)) / BANDS) * strength;
      const k = (py * w + px) * 3;
      at[k] = (at[k] as number) + r * share;
      at[k + 1] = (at[k + 1] as number) + g * share;
      at[k + 2] = (at[k + 2] as number) + b * share;
    }
}

/** The layer as it looks where it stands: RGBA, ready for the screen. */
export function lit(layer: Layer, map: LightMap): Uint8ClampedArray<ArrayBuffer> {
  const out = new Uint8ClampedArray(layer.base.length);
  const ambient = rgb(AMBIENT[map.phase]);
  const bloom = BLOOM[map.phase];
  for (let j = 0; j < layer.h; j++)
    for (let i = 0; i < layer.w; i++) {
      const at = (j * layer.w + i) * 4;
      const alpha = Math.max(layer.base[at + 3] as number, layer.glow[at + 3] as number);
      if (alpha === 0) continue;
      const px = Math.min(map.w - 1, Math.max(0, layer.x + i));
      const py = Math.min(map.h - 1, Math.max(0, layer.y + j));
      const k = (py * map.w + px) * 3;
      const glow = (layer.glow[at + 3] as number) / 255;
      const dark = vignette(px / map.w, py / map.h);
      for (let c = 0; c < 3; c++) {
        const light = map.at[k + c] as number;
        const seen = (layer.base[at + c] as number) * Math.min(BRIGHTEST, light / WHITE);
        const shown = seen * (1 - glow) + (layer.glow[at + c] as number) * glow;
        out[at + c] = (shown + Math.min(MOST_BLOOM, Math.max(0, light - (ambient[c] as number)) * bloom)) * dark;
      }
      out[at + 3] = alpha;
    }
  return out;
}

/** Four flat bands of shade towards the corners. */
function vignette(u: number, v: number): number {
  const d = ((u - 0.5) * 2) ** 2 * 0.8 + ((v - 0.5) * 2) ** 2 * 0.7;
  let dark = 1;
  for (let k = 0; k < 4; k++) if (d > 0.95 + k * 0.13) dark *= 0.91;
  return dark;
}

/** The light where somebody stands, in steps coarse enough to be remembered. */
export function lightAt(map: LightMap, x: number, y: number): Rgb {
  const px = Math.min(map.w - 1, Math.max(0, Math.round(x)));
  const py = Math.min(map.h - 1, Math.max(0, Math.round(y)));
  const k = (py * map.w + px) * 3;
  const step = (c: number) => Math.round((map.at[k + c] as number) / 16) * 16;
  return [step(0), step(1), step(2)];
}

/** A person's sprite in that light: never burnt out, never lost in the dark. */
export function litPerson(sprite: Layer, light: Rgb, phase: SkyPhase): Uint8ClampedArray<ArrayBuffer> {
  const out = new Uint8ClampedArray(sprite.base.length);
  const own = SELF_LIT[phase];
  const ambient = rgb(AMBIENT[phase]);
  for (let at = 0; at < out.length; at += 4) {
    const alpha = sprite.base[at + 3] as number;
    if (alpha === 0) continue;
    const glow = Math.max(own, (sprite.glow[at + 3] as number) / 255);
    for (let c = 0; c < 3; c++) {
      const color = sprite.base[at + c] as number;
      const seen = color * Math.min(0.98, (light[c] as number) / WHITE);
      const bloom = Math.min(MOST_BLOOM, Math.max(0, (light[c] as number) - (ambient[c] as number)) * BLOOM[phase] * 0.12);
      out[at + c] = seen * (1 - glow) + color * glow + bloom;
    }
    out[at + 3] = alpha;
  }
  return out;
}

/** Six silhouettes before six colours, and what whoever comes after the sixth wears. */

import { BOB, SIDE_PART, SPIKES } from './hair-short.ts';
import { BERET, HOOD, MOHAWK } from './hair-tall.ts';
import type { Hair } from './rows.ts';

/**
 * The letters of a matrix: o outline · S s skin · k blush · e E eye and its white · H h J hair, its shadow and light · C c D cloth · A a accent ·
 * P p trousers · B b shoes · x void · g l glasses · w white · n shaved · A also the tie.
 */
export const ROLES = 'oSskeEHhJCcDAaPpBbxglwn';

export type Look = {
  name: string;
  hair: Hair;
  /** Colour by role; `#rrggbb`. */
  colors: Readonly<Record<string, string>>;
  extra: 'tie' | 'glasses' | 'shirt' | 'trim' | 'badge' | null;
  /** Dark skin shows the white of the eye. */
  whites: boolean;
  hooded: boolean;
  /** Bubble edge, name tag, halo. */
  ui: string;
};

const ALL = { e: '#1a1230', E: '#ffffff', x: '#0b0c1c', g: '#27406e', l: '#bfeaff', w: '#f2f5ff', n: '#3a2a4a' };

/** @param colors by role, in the order H h J C c D A a P p B b S s o, and k after them */
function look(
  name: string,
  hair: Hair,
  ui: string,
  colors: string,
  rest: Partial<Pick<Look, 'extra' | 'whites' | 'hooded'>> & { n?: string } = {},
): Look {
  const named = Object.fromEntries(colors.split(' ').map((color, i) => ['HhJCcDAaPpBbSsok'[i], `#${color}`]));
  const { n, ...traits } = rest;
  return { name, hair, ui, extra: null, whites: false, hooded: false, ...traits, colors: { ...ALL, ...(n ? { n } : {}), ...named } };
}

const SIX: readonly Look[] = [
  look(
    'Boss',
    SIDE_PART,
    '#ff4d8d',
    'c9cfe6 8790b5 f6f8ff 3b3a63 292748 55548a ff4d8d b02763 2a2848 1f1d38 15132a 0e0c1e f0b58e c9805f 1b1630 e79a7d',
    { extra: 'tie' },
  ),
  look(
    'Analyst',
    BOB,
    '#27d6e6',
    '1fa3a0 13706f 6fe3d2 dfe6f5 a9b4d2 ffffff 27d6e6 1484a0 3d4770 2c3355 20243f 15182d ffd9b8 dba380 15203a f2a58e',
    { extra: 'glasses' },
  ),
  look(
    'Hustler',
    SPIKES,
    '#ffb347',
    'f2a33c b3672a ffe08a d64545 962c3d ff7a5e 8ff4f4 27d6e6 2f3a5e 222a47 f2f5ff aab4d0 c98a5f 95593c 2a1420 b86a4a',
    { extra: 'shirt', whites: true },
  ),
  look(
    'Writer',
    BERET,
    '#b48cff',
    '6d4bb8 4a3087 9d7ae6 f0d7b0 c79f7d fff1d6 b8325e 7d1f47 4a3a5e 352944 5a3341 3a2233 f7c7a3 cf8e70 241536 ee9c86',
  ),
  look(
    'Wildcard',
    MOHAWK,
    '#7dff8a',
    'ff3d9a a8247f ff9fd0 23263f 181a2e 3b4066 7dff8a 2fae5a 3a2f55 29213e 7dff8a 2fae5a 8a5a44 633c30 150f24 7a4a3a',
    { extra: 'trim', whites: true, n: '#5a3a34' },
  ),
  look(
    'Observer',
    HOOD,
    '#6c8cff',
    '2c3f8a 1f2d66 4c66c9 34489c 24336f 5a78e0 8ff4f4 27d6e6 252b52 1a1f3e 3c4468 2b3050 a87a60 7a5342 10142e 8a604c',
    { extra: 'badge', hooded: true },
  ),
];

/** By the roles of the shipped company, whatever order it lists its people in; anybody else by the order. */
const BY_ID: Readonly<Record<string, number>> = { opus: 0, brain: 1, growth: 2, creator: 3, 'twitter-alt': 4, observer: 5 };
/** Cloth for those after the sixth: C c D, and the ui colour. */
const OTHER_CLOTH = [
  '2f8f6b 1d5f49 57c494 57c494',
  '9a5b2c 6a3c1d cf8a4a ffb36b',
  '6a4aa8 47307a 9270d6 b48cff',
  '3d6fb0 284b7c 69a0e0 7fc4f0',
  'a83f66 742944 d96a92 ff8ac4',
  '7d8426 565b19 b0b84a d8e06a',
];

/** @param slot the agent's place in the company */
export function lookOf(id: string, slot: number): Look {
  const base = SIX[BY_ID[id] ?? slot % SIX.length] as Look;
  if (slot < SIX.length || id in BY_ID) return base;
  const [C, c, D, ui] = (OTHER_CLOTH[(slot - SIX.length) % OTHER_CLOTH.length] as string).split(' ').map((color) => `#${color}`);
  return { ...base, colors: { ...base.colors, C, c, D } as Look['colors'], ui: ui as string };
}

export const LOOKS: readonly Look[] = SIX;

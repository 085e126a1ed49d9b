/** The one palette: ramps from dark to light, shadows towards indigo, lights towards warm and cyan. Albedo is bright; the light-map darkens. */

const ramp = (name: string, colors: string): Record<string, string> =>
  Object.fromEntries(colors.split(' ').map((color, i) => [`${name}${i}`, `#${color}`]));

/** Names are a ramp and a step: `wood3`. */
export const COLORS: Readonly<Record<string, string>> = {
  ...ramp('ink', '0b0a17 14122a'),
  ...ramp('wall', '221f47 2d2a5c 3b3674 4e478f 665db0'),
  ...ramp('floor', '2a2748 353259 3c3965 423f6c 514e80 656296'),
  ...ramp('seam', '4d4a7a 474471'),
  ...ramp('steel', '20233f 343a60 4a5380 6973a3 939cc6 c3caea'),
  ...ramp('wood', '3a2033 5e3442 8c5148 b97757 e3a874 ffd6a0'),
  ...ramp('magenta', '4a1650 9b2279 ff3d9a ff8ac4 ffe3f1'),
  ...ramp('cyan', '0d3f5a 137c9b 27d6e6 8ff4f4 e8ffff'),
  ...ramp('amber', '5c3420 b3672a f2a33c ffd479 fff3c9'),
  ...ramp('green', '123c36 237550 45b268 8fe687 c5f2a0'),
  ...ramp('red', '7d2440 e8505b ff9a9a'),
  ...ramp('paper', '8d97bd c3cbe6 eef1ff'),
  ...ramp('plum', '3a1848 4a2260 5a2a6a 6a3380 7a3d8c a05ab0'),
  ...ramp('cabinet', '1d1542 2a1f5a 3b2d7a 4a3a92 6e5cc0'),
  ...ramp('fur', '1a1428 b5703a e8a15a ffd0a0'),
  ...ramp('board', '2a2a58 4a4f7c bcc4e0 e6ebfb'),
  ...ramp('mark', '1c8a5a ff5a8a 2f9fc4 8a3dd0'),
  screen: '#0c1830',
  glint: '#1e3a5e',
  grain: '#80483f',
  shade: '#06061a',
  white: '#ffffff',
};

export type SkyPhase = 'day' | 'dusk' | 'night';

export type SkyColors = { bands: string[]; far: string; mid: string; near: string; windows: string | null };

export const SKIES: Readonly<Record<SkyPhase, SkyColors>> = {
  day: { bands: list('3f8fd6 5aaae6 7fc4f0 a9dcf6 d3eff8 eef8f4'), far: '#9cc3e2', mid: '#7ba6cf', near: '#5b82b3', windows: null },
  dusk: {
    bands: list('2a1a55 532069 8c2a78 d2447a ff7a5e ffb36b ffdf94'),
    far: '#8a3a74',
    mid: '#5a2766',
    near: '#34184e',
    windows: '#ffc46b',
  },
  night: { bands: list('060818 0a0f28 101a3e 182854 24386c 33487e'), far: '#1c2a58', mid: '#141d42', near: '#0b1029', windows: '#ffd98a' },
};

/** The light that is everywhere. */
export const AMBIENT: Readonly<Record<SkyPhase, string>> = { day: '#dfe2f6', dusk: '#a986ad', night: '#7f83c8' };

function list(colors: string): string[] {
  return colors.split(' ').map((color) => `#${color}`);
}

export type Rgb = readonly [number, number, number];

const known = new Map<string, Rgb>();

/** A palette name or `#rrggbb`. @throws on a name that is not in the palette: a typing error must not be drawn */
export function rgb(color: string): Rgb {
  const found = known.get(color);
  if (found) return found;
  const hex = color.startsWith('#') ? color : COLORS[color];
  if (!hex || !/^#[0-9a-f]{6}$/.test(hex)) throw new Error(`palette: there is no colour "${color}"`);
  const value: Rgb = [Number.parseInt(hex.slice(1, 3), 16), Number.parseInt(hex.slice(3, 5), 16), Number.parseInt(hex.slice(5, 7), 16)];
  known.set(color, value);
  return value;
}

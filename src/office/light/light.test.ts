/** Light: what the darkness takes, what it cannot, and the three skies exactly as they were drawn. */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { brushOn, newLayer } from '../art/layer.ts';
import type { SkyPhase } from '../art/palette.ts';
import { LOOKS, type Look } from '../art/people/cast.ts';
import { personSprite } from '../art/people/sprite.ts';
import { background, lampsOf, pieces } from '../art/scene.ts';
import { officeRoom } from '../room.ts';
import { lightAt, lightMap, lit, litPerson } from './light.ts';

const lamp = { x: 20, y: 20, radius: 10, color: '#ffffff', strength: 1 };

test('a lamp falls off with distance and ends at its radius; the day needs none', () => {
  const night = lightMap(40, 40, 'night', [lamp]);
  const dark = lightMap(40, 40, 'night', []);
  const at = (map: typeof night, x: number) => map.at[(20 * 40 + x) * 3] as number;
  expect(at(night, 20)).toBeGreaterThan(at(night, 25));
  expect(at(night, 25)).toBeGreaterThan(at(dark, 25));
  expect(at(night, 31)).toBe(at(dark, 31));
  const day = lightMap(40, 40, 'day', [lamp]);
  expect(at(day, 20) - (lightMap(40, 40, 'day', []).at[(20 * 40 + 20) * 3] as number)).toBeLessThan(40);
});

test('what shines keeps its colour at night; paint does not', () => {
  const layer = newLayer(240, 130, 2, 1);
  const brush = brushOn(layer);
  brush.rect(240, 130, 1, 1, '#808080');
  brush.shine(241, 130, 1, 1, '#808080');
  const shown = lit(layer, lightMap(480, 270, 'night', []));
  expect(shown[0]).toBeLessThan(100);
  expect(shown[4]).toBeGreaterThan(100);
});

describe('people', () => {
  const sprite = personSprite(LOOKS[0] as Look, { pose: 'stand', facing: 'down', frame: 0, seated: false });
  const brightness = (pixels: Uint8ClampedArray) => pixels.reduce((sum, value, i) => (i % 4 === 3 ? sum : sum + value), 0);
  test('are never lost in the dark and never burnt out', () => {
    const full = brightness(sprite.base);
    for (const phase of ['day', 'dusk', 'night'] as const) {
      expect(brightness(litPerson(sprite, lightAt(lightMap(40, 40, phase, []), 20, 20), phase)) / full).toBeGreaterThan(0.5);
      expect(brightness(litPerson(sprite, [255, 255, 255], phase)) / full).toBeLessThan(1.15);
    }
  });
});

/** Exact, for nothing here is smoothed: a change of the picture changes them. Look at the sheet at /dev/sprites, then write the new ones down. */
const SKIES: Record<SkyPhase, string> = { day: 'c49fa520c4c5747d', dusk: '4450ed0075977410', night: '630cf0bd55918d36' };

test.each(['day', 'dusk', 'night'] as const)('the office by %s is drawn as ever', (phase) => {
  const room = officeRoom(6);
  const accents = LOOKS.map(({ ui }) => ui);
  const map = lightMap(480, 270, phase, lampsOf(room, phase, accents));
  const sum = createHash('sha256').update(lit(background(room, phase), map));
  for (const { layer } of pieces(room)) sum.update(lit(layer, map));
  expect(sum.digest('hex').slice(0, 16)).toBe(SKIES[phase]);
});

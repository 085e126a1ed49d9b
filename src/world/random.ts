/** Seeded chance with named forks (sfc32 over an xmur3 hash, both public domain), and time-ordered ids made from it. */
import { randomBytes } from 'node:crypto';
import type { Clock, Ids, Random } from './world.ts';

/** Four 32-bit words from a text. */
function seedWords(text: string): [number, number, number, number] {
  let h = 1779033703 ^ text.length;
  for (let i = 0; i < text.length; i++) {
    h = Math.imul(h ^ text.charCodeAt(i), 3432918353);
    h = (h << 13) | (h >>> 19);
  }
  const word = () => {
    h = Math.imul(h ^ (h >>> 16), 2246822507);
    h = Math.imul(h ^ (h >>> 13), 3266489909);
    h ^= h >>> 16;
    return h >>> 0;
  };
  return [word(), word(), word(), word()];
}

export function seededRandom(seed: string): Random {
  let [a, b, c, d] = seedWords(seed);
  const next = () => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 4294967296;
  };
  for (let i = 0; i < 12; i++) next();
  return {
    fork: (name) => seededRandom(`${seed}/${name}`),
    next,
    int: (min, max) => min + Math.floor(next() * (max - min + 1)),
    chance: (probability) => next() < probability,
    pick: (list) => {
      if (list.length === 0) throw new Error('random.pick: the list is empty');
      return list[Math.floor(next() * list.length)] as (typeof list)[number];
    },
  };
}

/** Chance seeded by the operating system. */
export function liveRandom(): Random {
  return seededRandom(randomBytes(16).toString('hex'));
}

/** UUID v7 (RFC 9562): 48 bits of the clock's milliseconds, 74 bits of chance, ascending within a millisecond. */
export function makeIds(clock: Clock, random: Random): Ids {
  let last = 0;
  let counter = 0;
  const hex = (n: number, width: number) => n.toString(16).padStart(width, '0');
  return {
    next() {
      const now = clock.now().getTime();
      if (now > last) [last, counter] = [now, 0];
      else if (++counter > 0xfff) [last, counter] = [last + 1, 0];
      const time = hex(last, 12);
      const variant = hex(0x8000 | random.int(0, 0x3fff), 4);
      const tail = hex(random.int(0, 0xffffff), 6) + hex(random.int(0, 0xffffff), 6);
      return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(counter, 3)}-${variant}-${tail}`;
    },
  };
}

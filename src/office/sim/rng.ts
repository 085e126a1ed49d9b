/** Chance that is always the same for the same words: no generator to carry along, so nothing depends on the order of asking. Pure. */

/** 32 bits of a text (FNV-1a, then mixed). */
export function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return mix(h);
}

/** The n-th number of a seed, from 0 up to but not 1. */
export function draw(seed: number, n: number): number {
  return mix(seed + Math.imul(n + 1, 0x9e3779b9)) / 2 ** 32;
}

function mix(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Sprites as text. */

export type Hair = {
  /** Pixels above the usual top. */
  lift: number;
  down: readonly string[];
  up: readonly string[];
  side: readonly string[];
};

export const WIDE = 16;

/** The lines of a text matrix, without the line break it begins with. @throws when a line has another width */
export function rows(text: string): readonly string[] {
  const lines = text.replace(/^\n/, '').split('\n');
  const odd = lines.find((line) => line.length !== WIDE);
  if (odd !== undefined) throw new Error(`art: "${odd}" is ${odd.length} pixels wide and not ${WIDE}`);
  return lines;
}

export function mirrored(lines: readonly string[]): string[] {
  return lines.map((line) => [...line].reverse().join(''));
}

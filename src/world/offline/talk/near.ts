/** When two lines are too alike: the same words, or the same frame with other names, titles and figures in it. */

/** 0 to 1: how many of the words two texts share. */
export function alike(a: string, b: string): number {
  const left = wordsOf(a);
  const right = wordsOf(b);
  if (!left.size || !right.size) return 0;
  let shared = 0;
  for (const word of left) if (right.has(word)) shared++;
  return shared / (left.size + right.size - shared);
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}’]+/gu) ?? []);
}

/** The line without what fills it. */
export function frameOf(line: string, names: readonly string[]): string {
  let bare = line.replace(/“[^”]*”/g, '#');
  for (const name of names) if (name) bare = bare.replaceAll(name, '@');
  return bare
    .replace(/\$?\d[\d.,:]*(?: ?%)?/g, '#')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim();
}

/** The frame of each sentence that is long enough to be noticed twice. */
export function framesOf(line: string, names: readonly string[]): string[] {
  return frameOf(line, names)
    .split(/(?<=[.!?:])\s+/)
    .filter((frame) => frame.split(' ').length >= 3);
}

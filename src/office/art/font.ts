/** Our own capitals, five pixels high and mostly three wide. One row of glyphs a line: the character, a space, its rows from top to bottom. */

const GLYPHS = new Map(
  `A 010101111101101|B 110101110101110|C 011100100100011|D 110101101101110|E 111100110100111|F 111100110100100|G 011100101101011|H 101101111101101|I 111010010010111
J 001001001101010|K 101101110101101|L 100100100100111|M 1000111011101011000110001|N 10011101101110011001|O 111101101101111|P 110101110100100|Q 01101001100110110111
R 110101110101101|S 011100010001110|T 111010010010010|U 101101101101111|V 101101101101010|W 1000110001101011010101010|X 101101010101101|Y 101101010010010|Z 111001010100111
0 111101101101111|1 010110010010111|2 110001010100111|3 110001010001110|4 101101111001001|5 111100110001110|6 011100111101111|7 111001010010010|8 111101111101111
9 111101111001110|. 000000000000010|, 000000000010100|! 010010010000010|? 110001010000010|- 000000111000000|+ 000010111010000|: 000010000010000|% 101001010100101
/ 001001010100100|' 010010000000000|$ 011110010011110|# 101111101111101|> 100010001010100|< 001010100010001|* 101010101000000|( 010100100100010|) 010001001001010
= 000111000111000|" 101101000000000|& 010101010101011`
    .split(/[|\n]/)
    .map((glyph) => [glyph.charAt(0), glyph.slice(2)] as const),
);

const BOX = '111101101101111';
const SPACE = 3;
/** What people and models type, in the letters there are. */
const SAME: Record<string, string> = {
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '–': '-',
  '—': '-',
  '…': '...',
  '·': '.',
  '×': '*',
  '→': '>',
  '\u00a0': ' ',
};

/** Capitals without accents, typographic signs in plain ones. */
export function spelled(text: string): string {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase();
  return [...plain].map((char) => SAME[char] ?? char).join('');
}

function glyph(char: string): string {
  return GLYPHS.get(char) ?? BOX;
}

/** In pixels, without the gap after the last letter. @param text as spelled() gives it */
export function textWidth(text: string): number {
  return Math.max(
    0,
    [...text].reduce((sum, char) => sum + (char === ' ' ? SPACE : glyph(char).length / 5 + 1), -1),
  );
}

/** Calls back for every pixel of the text. @param text as spelled() gives it */
export function textPixels(text: string, dot: (x: number, y: number) => void): void {
  let left = 0;
  for (const char of text) {
    if (char === ' ') {
      left += SPACE;
      continue;
    }
    const rows = glyph(char);
    const wide = rows.length / 5;
    for (let i = 0; i < rows.length; i++) if (rows[i] === '1') dot(left + (i % wide), Math.floor(i / wide));
    left += wide + 1;
  }
}

/** Lines of at most `wide` pixels; a word that is longer is cut. The last of `most` lines ends in dots when something is left out. */
export function wrapText(text: string, wide: number, most: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of spelled(text).split(/\s+/).filter(Boolean)) {
    const longer = line ? `${line} ${word}` : word;
    if (textWidth(longer) <= wide) line = longer;
    else {
      if (line) lines.push(line);
      line = cut(word, wide, '');
    }
  }
  if (line) lines.push(line);
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), cut(`${lines[most - 1]} ${lines[most]}`, wide, '...')];
}

function cut(text: string, wide: number, end: string): string {
  let kept = text;
  while (kept && textWidth(kept + end) > wide) kept = kept.slice(0, -1);
  return kept.trimEnd() + end;
}

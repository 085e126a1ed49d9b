/** Figures in a text, and whether a source holds them: the one check against invention that needs no judgement. */

/** Numbers as written, normalised: "1,200", "9.4", "61 %" → 61. Single-digit counts are words in disguise and are left out. */
export function figuresIn(text: string): string[] {
  const plain = text.replace(/https?:\/\/\S+/g, ' ').replace(/^\s*\d+[.)]\s/gm, ' ');
  const found = plain.match(/\d[\d.,\u202f\u00a0]*\d|\d/g) ?? [];
  return [...new Set(found.map(normal).filter((figure) => !/^\d$/.test(figure)))];
}

/** Figures of `text` that stand in none of the sources. */
export function strangeFigures(text: string, sources: readonly string[]): string[] {
  const known = new Set(sources.flatMap((source) => (source.match(/\d[\d.,\u202f\u00a0]*\d|\d/g) ?? []).map(normal)));
  return figuresIn(text).filter((figure) => !known.has(figure));
}

/** 1,200 and 1 200 are 1200; 0.160 and 0.16 are the same figure. */
function normal(figure: string): string {
  const joined = figure
    .replace(/[\u202f\u00a0]/g, '')
    .replace(/,(?=\d{3}(?:\D|$))/g, '')
    .replace(',', '.');
  return /^\d+\.\d+$/.test(joined) ? joined.replace(/0+$/, '').replace(/\.$/, '') : joined;
}

/** Whether a passage stands in the source word for word, quotation marks and spacing aside. */
export function isVerbatim(passage: string, source: string): boolean {
  return plain(source).includes(plain(passage));
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[“”„"‘’'*_`]/g, '')
    .replace(/\s+/g, ' ')
    .replace(/[.…!?]+$/, '')
    .trim();
}

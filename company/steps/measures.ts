/** What can be measured about a text without judgement: the reviewer's instruments. */
import { figuresIn, strangeFigures } from './figures.ts';

export type Measures = {
  words: number;
  sentences: number;
  /** Words in the longest sentence, and that sentence's beginning. */
  longest: number;
  longest_sentence: string;
  sources: number;
  figures: number;
  /** Figures that stand in none of the sources. */
  strange_figures: string[];
  hype: string[];
  headings: number;
  quotations: number;
};

const HYPE =
  /\b(?:revolutionary|game[- ]?chang(?:er|ing)|unprecedented|groundbreaking|cutting[- ]edge|seamless(?:ly)?|unlock(?:s|ing)?|supercharge[sd]?|leverag(?:e|es|ing)|synerg(?:y|ies)|paradigm shift|next[- ]level|delve[sd]?)\b/gi;

/** @param sources the texts of what the work rests on; figures are checked only when there are any */
export function measure(body: string, sources: readonly string[]): Measures {
  const prose = withoutSourceList(body)
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^[#>\-*\s]+/gm, '');
  const sentences = prose.split(/(?<=[.!?…][”"’)]*)\s+|\n+/).filter((sentence) => /\p{L}/u.test(sentence));
  const byLength = sentences.toSorted((a, b) => words(b) - words(a));
  return {
    words: words(prose),
    sentences: sentences.length,
    longest: words(byLength[0] ?? ''),
    longest_sentence: (byLength[0] ?? '').split(/\s+/).slice(0, 9).join(' '),
    sources: sources.length,
    figures: figuresIn(prose).length,
    strange_figures: sources.length ? strangeFigures(prose, sources).slice(0, 10) : [],
    hype: [...new Set((prose.match(HYPE) ?? []).map((word) => word.toLowerCase()))].slice(0, 10),
    headings: (body.match(/^##+ /gm) ?? []).length,
    quotations: (prose.match(/[“"][^”"]{12,}[”"]/g) ?? []).length,
  };
}

function withoutSourceList(body: string): string {
  return body.split(/^## Sources\s*$/m)[0] ?? body;
}

function words(text: string): number {
  return text.match(/[\p{L}\p{N}][\p{L}\p{N}’'.,-]*/gu)?.length ?? 0;
}

/** What an article says, sentence by sentence: which stand alone, carry figures, contrasts, names or a voice. */
import type { Article } from './facts.ts';
import { isInstruction } from './instructions.ts';

export type Fact = {
  articleId: string;
  articleTitle: string;
  url: string | null;
  /** One sentence, verbatim but for markdown marks. */
  text: string;
  heading: string | null;
  /** An item of a list. */
  point: boolean;
  figures: string[];
  contrast: boolean;
  /** Somebody speaks. */
  quote: boolean;
  /** Names somebody or something. */
  named: boolean;
  /** Understandable without the sentence before it. */
  alone: boolean;
  /** Place in its article. */
  order: number;
  score: number;
};

const SHORTEST = 30;
const LONGEST = 300;

/** All usable facts of the articles, best first; equal facts once. */
export function factsOf(articles: readonly Article[], topic: string): Fact[] {
  const read = articles.filter((article) => article.kind === 'article');
  // What others made of articles repeats them; it is read only when there is nothing else, but it says which facts matter.
  const emphasis = articles.filter((article) => article.kind !== 'article').map(({ text }) => text);
  const words = topicWords(topic);
  const seen = new Map<string, Fact>();
  for (const article of read.length ? read : articles) {
    for (const fact of sentences(article)) {
      const stressed = read.length > 0 && emphasis.some((text) => text.includes(fact.text)) ? 4 : 0;
      const related = words.filter((word) => `${article.title} ${fact.text}`.toLowerCase().includes(word)).length;
      const key = fact.text.toLowerCase();
      if (!seen.has(key)) seen.set(key, { ...fact, score: fact.score + stressed + Math.min(3, related) });
    }
  }
  return [...seen.values()].toSorted((a, b) => b.score - a.score || a.order - b.order);
}

function topicWords(topic: string): string[] {
  return (topic.toLowerCase().match(/[\p{L}\d]{5,}/gu) ?? []).map((word) => word.slice(0, 6));
}

function sentences(article: Article): Fact[] {
  let order = 0;
  return blocks(article.text).flatMap(({ text, heading, point }) =>
    (point ? [text] : split(text)).flatMap((sentence) => {
      order++;
      return usable(sentence) ? [fact(article, sentence, { heading, point, order })] : [];
    }),
  );
}

type Block = { text: string; heading: string | null; point: boolean };

/** Paragraphs and list items, without markdown marks, code, tables or images. */
function blocks(markdown: string): Block[] {
  const found: Block[] = [];
  let heading: string | null = null;
  for (const block of markdown.replace(/```[\s\S]*?(?:```|$)/g, '\n').split(/\n\s*\n/)) {
    const title = /^\s*#{1,6}\s+(.+)/.exec(block);
    if (title) {
      heading = plain(title[1] ?? '');
      const rest = block.replace(/^\s*#{1,6}\s+.+\n?/, '');
      if (rest.trim() && !CLOSING.test(heading)) found.push({ text: plain(rest), heading, point: false });
      continue;
    }
    if (heading && CLOSING.test(heading)) continue;
    if (/^\s*\|/.test(block)) continue;
    const items = block.split(/\n(?=\s*(?:[-*+]|\d+[.)])\s)/);
    if (/^\s*(?:[-*+]|\d+[.)])\s/.test(block)) {
      found.push(...items.map((item) => ({ text: plain(item), heading, point: true })));
    } else found.push({ text: plain(block), heading, point: false });
  }
  return found.filter(({ text }) => text);
}

const CLOSING = /^(?:sources|references|related|more|comments|see also|next|read more|feeds)\b/i;

function plain(markdown: string): string {
  return markdown
    .replace(/^\s*(?:>|[-*+]\s|\d+[.)]\s)\s*/gm, '')
    .replace(/!\[[^\]]*\]\([^)]*\)/g, '')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*_]{1,3}(\S(?:[^*_]*\S)?)[*_]{1,3}/g, '$1')
    .replace(/`([^`]*)`/g, '$1')
    .replace(/\\([[\]()*_#>.\-!])/g, '$1')
    .replace(/[\p{Cf}\p{Co}\p{Cn}]/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
}

const SEGMENTS = new Intl.Segmenter('en', { granularity: 'sentence' });
const ABBREVIATED = /(?:\b(?:e\.g|i\.e|vs|etc|cf|approx|No|Mr|Mrs|Ms|Dr|St|Inc|Ltd|Fig|al)|\b[A-Z])\.$/;

/** Sentences; what stands between quotation marks is not torn apart. */
export function split(paragraph: string): string[] {
  const parts: string[] = [];
  for (const { segment } of SEGMENTS.segment(paragraph)) {
    const last = parts.at(-1);
    const open = last !== undefined && (ABBREVIATED.test(last) || unbalanced(last) || /^[\p{Ll}]/u.test(segment));
    if (open) parts[parts.length - 1] = `${last} ${segment.trim()}`;
    else parts.push(segment.trim());
  }
  return parts.filter(Boolean);
}

function unbalanced(text: string): boolean {
  return (
    (text.match(/“/g)?.length ?? 0) > (text.match(/”/g)?.length ?? 0) || (text.match(/\(/g)?.length ?? 0) > (text.match(/\)/g)?.length ?? 0)
  );
}

function usable(text: string): boolean {
  if (text.length < SHORTEST || text.length > LONGEST) return false;
  if (!/[.!?”"]$/.test(text) || !/^[\p{Lu}\d“"$€£]/u.test(text)) return false;
  return !isInstruction(text) && !NOISE.test(text);
}

/** Furniture of web pages, our own marks in artifacts, anything with an address. */
const NOISE =
  /https?:|www\.|@|\bcookies?\b|sample article|newsletter|subscribe|all rights reserved|©|privacy policy|sign in|\[…\]|^confidence \d|\bpoints? by\b|^comments url|^article url|[{}<>|]/i;

const NAME =
  /(?<=[\p{Ll},’]\s)(?!(?:January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b)\p{Lu}[\p{L}&’]+|^\p{Lu}[\p{L}’]+ (?:&|\p{Lu})[\p{L}’]*/u;
/** Who somebody is; needed once, and no news. */
const BACKGROUND =
  /\b(?:sells|insures|looks after|employs|publishes|runs a|is an? (?:firm|company|broker|publisher)|has \d+ (?:employees|people))\b|\bfavourite\b/i;
/** Dates and times are not figures. */
const DATE =
  /\b\d{1,2}(?:st|nd|rd|th)? (?:January|February|March|April|May|June|July|August|September|October|November|December)\b|\b(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}\b|\b\d{1,2}:\d{2}\b|\b(?:19|20)\d\d\b/g;
/** "AgentKit 2", "Figure 3": part of a name. */
const VERSION = /\p{Lu}\p{L}*[- ]\d(?:\.\d+)?(?![\d%]|[.,]\d|\s?%)/gu;
const FIGURE = /(?:[$€£]\s?)?\d[\d.,]*\d(?:\s?%)?|(?:[$€£]\s?)?\d(?:\s?%)?/g;
const CONTRAST = /\b(?:but|against|instead|rather than|only|although|while|whereas|from [$€£\d][^.]{0,30} to|not the|never|yet|than)\b/i;
const DANGLING =
  /^(?:“?)(?:it|they|them|that|this|these|those|he|she|his|her|their|its|there|then|so|but|and|or|yet|also|however|since then|in all|after that|before|after|nothing|both|the (?:first|second|third|last|latter|former|worst|best|other|others|same|rest|result|reason|answer|whole|repair|fix|rule|mistake)|here|such|instead|neither|some of|none of|what|one of them|one kept|today|now|below|above|until then|in the second|as a result|without|with the|when|if|which|who|three points|two of|nine|we|i|you|each|over the next|on the same|at the same|the count|the next|all three|all of|most of|many of|their)\b/i;
/** Somebody or something mentioned earlier, before anything is named here. */
const POINTING_BACK =
  /^[^,.;:]{0,45}\b(?:it|they|she|he|her|his|their|its|them)\b|\bsuch (?!as\b)|\bafter the change\b|, (?:he|she|they) (?:says?|said)\b|\bthat (?:day|week|month|rule) \b/;

function fact(article: Article, text: string, place: { heading: string | null; point: boolean; order: number }): Fact {
  const figures = [...new Set(text.replace(DATE, ' ').replace(VERSION, ' ').match(FIGURE) ?? [])].map((figure) =>
    figure.replace(/[.,]$/, ''),
  );
  const contrast = CONTRAST.test(text);
  const quote = /[“"][^”"]{15,}[”"]/.test(text);
  const named = NAME.test(text);
  const pointing = POINTING_BACK.exec(text)?.[0];
  const alone = !place.point && !DANGLING.test(text) && (pointing === undefined || NAME.test(pointing));
  const fits = text.length >= 60 && text.length <= 190 ? 2 : 0;
  const score =
    Math.min(3, figures.length) * 2 +
    (contrast ? 2 : 0) +
    (quote ? 1 : 0) +
    (speakerIn(text) ? 3 : 0) +
    (named ? 1.5 : 0) +
    (alone ? 3 : 0) +
    (BACKGROUND.test(text) ? -4 : 0) +
    fits +
    (place.point ? -0.5 : 0);
  return {
    articleId: article.id,
    articleTitle: article.title,
    url: article.url,
    text,
    figures,
    contrast,
    quote,
    named,
    alone,
    score,
    ...place,
  };
}

/** The fact as we may say it: what its author says in the first person stays marked as theirs. */
export function told({ text }: Pick<Fact, 'text'>): string {
  const outside = text.replace(/“[^”]*”|"[^"]*"/g, '');
  if (!/\b(?:[Ww]e|[Oo]urs?|us|I|[Mm]y|me)\b/.test(outside)) return text;
  return `“${text.replace(/[“"]/g, '‘').replace(/”/g, '’')}”`;
}

/** The figure a reader would remember: money and shares before counts, with the word that says what it counts. */
export function leadFigure(text: string): string | null {
  const money = /[$€£]\s?\d[\d.,]*\d(?: (?:million|billion|a month|a day|a year))?/.exec(text)?.[0];
  const share = /\d[\d.,]*\s?(?:%|percent\b|per cent\b)/.exec(text)?.[0];
  const counted =
    /\b\d[\d.,]* (?:times|minutes|hours|days|weeks|months|seconds|points|lessons|people|customers|tickets|cases|orders|articles|pages|incidents|mistakes)\b/.exec(
      text,
    )?.[0];
  return share ?? money ?? counted ?? counting(text);
}

/** "4.1 factual errors", "430 unpaid carrier invoices": a count with the few words that say of what. */
function counting(text: string): string | null {
  return /(?<![\d:.,] ?|at |on |number )\b\d[\d.,]*(?: [\p{Ll}’-]{3,}){0,2} [\p{Ll}’-]{3,}s\b/u.exec(text)?.[0] ?? null;
}

/** Somebody's own words in a sentence, when they are long enough to stand alone. */
export function quotationIn(text: string): string | null {
  const quoted = /“([^”]{25,200})”/.exec(text)?.[1] ?? /"([^"]{25,200})"/.exec(text)?.[1];
  if (!quoted || !/^\p{Lu}/u.test(quoted)) return null;
  return quoted.replace(/,$/, '.');
}

/** A name to whom the words are given: “…,” says Deniz Aydin. */
export function speakerIn(text: string): string | null {
  return /”,? (?:says|said) ((?:\p{Lu}[\p{L}’-]+ ?){1,3})/u.exec(text)?.[1]?.trim() ?? null;
}

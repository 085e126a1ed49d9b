/** Posts in the Wildcard's voice: one real fact, said sideways, never cut, never the same twice. */
import twitter from 'twitter-text';
import type { JsonObject } from '../../core/company.ts';
import type { Random } from '../world.ts';
import { type Article, articlesOf, short, textOf, textsOf } from './facts.ts';
import { shuffled } from './luck.ts';
import { BOLD, CLOSERS, OPENERS, QUIPS } from './quips.ts';
import { type Fact, factsOf, leadFigure, quotationIn, speakerIn, told } from './sentences.ts';
import { THEMES, type Theme, themeOf, themeOfFact } from './themes.ts';

type Idea = { fact: Fact; theme: Theme; random: Random; quip: string };
/** A form returns null where the fact does not suit it. */
type Form = (idea: Idea) => string | null;

const FORMS: Form[] = [
  ({ fact, random }) => (fact.alone ? `${random.pick(OPENERS)} ${told(fact)}` : null),
  ({ fact, quip }) => (fact.alone ? `${told(fact)} ${quip}` : null),
  ({ fact, quip }) => (fact.alone ? `${told(fact)}\n\n${quip}` : null),
  ({ fact, quip }) => (fact.alone ? `${quip}\n\n${told(fact)}` : null),
  ({ fact, random }) => (fact.alone ? `${told(fact)}\n\n${random.pick(CLOSERS)}` : null),
  ({ fact, theme, random }) => (fact.alone ? `Bold version: ${random.pick(BOLD[theme])}.\n\nSane version: ${told(fact)}` : null),
  ({ fact, theme, random }) => (fact.alone ? `${told(fact)}\n\nMy crazy idea: ${random.pick(BOLD[theme])}.` : null),
  ({ fact, theme, random }) => (fact.alone ? `${told(fact)}\n\n${random.pick(THEMES[theme].questions)}` : null),
  ({ fact, random, quip }) => {
    const figure = leadFigure(fact.text);
    return fact.alone && figure
      ? `${random.pick([`${figure}.`, `Let us talk about ${figure}.`, `${figure}. Sit with that.`])}\n\n${told(fact)} ${quip}`
      : null;
  },
  ({ fact, quip }) => {
    const words = quotationIn(fact.text);
    const speaker = speakerIn(fact.text);
    return words && speaker ? `“${words}”\n— ${speaker}\n\n${quip}` : null;
  },
  ({ fact, random }) => {
    const words = quotationIn(fact.text);
    const speaker = speakerIn(fact.text);
    return words && speaker
      ? `${random.pick(['Put this on a mug', 'Frame this', 'Sentence of the week', 'I would like this embroidered'])}: “${words}” (${speaker})`
      : null;
  },
  ({ fact, quip }) => (fact.point && /\d/.test(fact.text) ? `${titled(fact)}\n\n${told(fact)}\n\n${quip}` : null),
  ({ fact, random }) =>
    fact.point && /\d/.test(fact.text)
      ? `${random.pick(['Straight from the list:', 'One line from a longer list:', 'Item one of things to lose sleep over:'])} ${told(fact)}\n\nContext: ${titled(fact)}`
      : null,
];

/** When no sentence fits: the title alone, plainly marked as such. */
const TITLE_FORMS: Form[] = [
  ({ fact, quip }) => `“${short(fact.articleTitle, 120)}”\n\n${quip}`,
  ({ fact, quip, random }) =>
    `Reading “${short(fact.articleTitle, 110)}”. ${random.pick(['So far:', 'First thought:', 'Margin note:'])} ${quip}`,
  ({ fact, theme, random }) => `“${short(fact.articleTitle, 110)}” made me ask: ${random.pick(THEMES[theme].questions)}`,
  ({ fact, theme, random }) =>
    `Filed next to “${short(fact.articleTitle, 100)}”: ${random.pick(BOLD[theme])}. Sane version: measure first.`,
];

function titled({ articleTitle }: Fact): string {
  return /[.!?]$/.test(articleTitle) ? articleTitle : `${articleTitle}.`;
}

export function answerTweet(facts: JsonObject, random: Random): JsonObject {
  const topic = textOf(facts.topic);
  const articles = articlesOf(facts);
  const said = textsOf(facts.already_said);
  const found = factsOf(articles, topic).filter((fact) => fact.text.length <= 230);
  const sayable = found.filter((fact) => fact.alone || fact.point || speakerIn(fact.text) !== null);
  const times = new Map(sayable.map((fact) => [fact, said.filter((earlier) => earlier.includes(fact.text.slice(0, 60))).length]));
  const untold = sayable.filter((fact) => times.get(fact) === 0);
  const leastTold = sayable.toSorted((a, b) => (times.get(a) ?? 0) - (times.get(b) ?? 0));
  const worthy = untold.filter(({ score }) => score >= (sayable[0]?.score ?? 0) * 0.5).slice(0, 14);
  for (const fact of [...inFavour(random, worthy), ...inFavour(random, leastTold.slice(0, 8)), ...leastTold]) {
    const text = attempt(fact, FORMS, topic, said, random);
    if (text) return { text, based_on: fact.articleId, angle: angleOf(fact, random) };
  }
  return fromTitle(articles, topic, said, random);
}

/** The best facts come up more often than the rest; every fact may. */
function inFavour(random: Random, facts: readonly Fact[]): Fact[] {
  return facts
    .map((fact, rank) => ({ fact, luck: random.next() ** (1 + 4 / (rank + 1)) }))
    .toSorted((a, b) => a.luck - b.luck)
    .map(({ fact }) => fact);
}

function attempt(fact: Fact, forms: readonly Form[], topic: string, said: readonly string[], random: Random): string | null {
  const theme = fact.text ? themeOfFact(fact) : themeOf(topic, [fact.articleTitle]);
  const fresh = QUIPS[theme].filter((quip) => !said.some((earlier) => earlier.includes(quip)));
  for (const form of shuffled(random, forms)) {
    const quip = random.pick(fresh.length ? fresh : QUIPS[theme]);
    const text = form({ fact, theme, random, quip });
    if (text && postable(text) && !said.some((earlier) => wordsOf(earlier) === wordsOf(text))) return text;
  }
  return null;
}

function fromTitle(articles: readonly Article[], topic: string, said: readonly string[], random: Random): JsonObject {
  for (const article of [...articles, ...articles.slice(0, 1)]) {
    const title = article.title || topic;
    const fact = { ...NOTHING, articleId: article.id, articleTitle: title };
    const text = attempt(fact, TITLE_FORMS, topic, said, random);
    if (text) return { text, based_on: article.id, angle: 'Only the title is worth quoting yet; it raises the question.' };
  }
  const theme = themeOf(topic, []);
  const quip = shuffled(random, QUIPS[theme]).find((line) => !said.some((earlier) => earlier.includes(line)));
  return {
    text: quip ?? random.pick(THEMES[theme].questions),
    based_on: articles[0]?.id ?? 'none',
    angle: 'A thought without a figure, for want of one.',
  };
}

const NOTHING: Fact = {
  articleId: '',
  articleTitle: '',
  url: null,
  text: '',
  heading: null,
  point: false,
  figures: [],
  contrast: false,
  quote: false,
  named: false,
  alone: false,
  order: 0,
  score: 0,
};

function wordsOf(text: string): string {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(' ');
}

function postable(text: string): boolean {
  if (twitter.parseTweet(text).weightedLength > 280 || twitter.extractUrls(text).length > 0) return false;
  return !/[@＠#]|\b[a-z0-9-]+\.(?:com|org|net|io|ai|dev|app|co|news)\b/i.test(text);
}

function angleOf(fact: Fact, random: Random): string {
  const figure = leadFigure(fact.text);
  const from = `“${short(fact.articleTitle, 90)}”`;
  if (fact.quote) return `Somebody’s own words from ${from}; a stranger stops at a voice.`;
  if (figure && fact.contrast)
    return random.pick([
      `${figure} with its opposite in the same sentence, from ${from}.`,
      `A contrast that needs no comment: ${figure}, from ${from}.`,
    ]);
  if (figure)
    return random.pick([
      `${figure} is concrete enough to argue with; from ${from}.`,
      `One figure, ${figure}, and room to disagree; from ${from}.`,
    ]);
  return random.pick([`An odd detail from ${from} that nobody would invent.`, `It says something sideways about ${from}.`]);
}

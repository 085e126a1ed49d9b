/** Articles in the Writer's voice: real sentences of the sources, credited where they stand, with a scene, a turn and something to do. */
import type { JsonObject } from '../../core/company.ts';
import type { Random } from '../world.ts';
import {
  BEGINNINGS,
  BRIDGES,
  DOINGS,
  ENDINGS,
  GAPS,
  HINGES,
  HUMBLE,
  LEADS,
  OTHERS,
  SCENES,
  SECONDS,
  TITLES,
  TURNS,
} from './draft-lines.ts';
import { type Article, articlesOf, short, textOf } from './facts.ts';
import { amongFirst, shuffled } from './luck.ts';
import { type Fact, factsOf, leadFigure, quotationIn, speakerIn, told } from './sentences.ts';
import { THEMES, type Theme, themeOf, themeOfFact } from './themes.ts';

export function answerDraft(facts: JsonObject, random: Random): JsonObject {
  const articles = articlesOf(facts);
  const topic = textOf(facts.topic);
  const found = factsOf(articles, topic);
  const main = mainArticle(found, articles, random);
  const own = found.filter(({ articleId }) => articleId === main?.id);
  const theme = themeOf(topic, [main?.title ?? '', main?.title ?? '', ...own.slice(0, 8).map(({ text }) => text)]);
  const second = secondArticle(found, articles, main, theme);
  const body = [
    ...scene(own, main, topic, theme, random),
    ...turn(own, theme, random),
    ...(second ? neighbour(second, found, random) : []),
    ...doing(own, theme, random),
    ...gap(second ? 2 : 1, theme, random),
  ];
  if (body.join(' ').split(/\s+/).length < THIN) body.push(aside(theme));
  return { title: titleOf(own, theme, random), body: body.join('\n\n'), used: [main?.id, second?.id].filter((id) => id !== undefined) };
}

/** Words below which the sources gave too little for a piece. */
const THIN = 170;

/** Thoughts in place of facts, and marked as such. */
function aside(theme: Theme): string {
  return `The sources say little, so the rest is our own thinking and no report. ${THEMES[theme].readings.join(' ')}`;
}

/** The article with the most to tell, mostly; another one of the best now and then. */
function mainArticle(found: readonly Fact[], articles: readonly Article[], random: Random): Article | undefined {
  const worth = (id: string) =>
    found
      .filter((fact) => fact.articleId === id)
      .slice(0, 6)
      .reduce((sum, fact) => sum + fact.score, 0);
  const ranked = articles.toSorted((a, b) => worth(b.id) - worth(a.id));
  return (
    amongFirst(
      random,
      ranked.filter(({ id }) => found.some((fact) => fact.articleId === id)),
      3,
    ) ?? ranked[0]
  );
}

/** Another article that speaks of the same thing, else any that says something by itself. */
function secondArticle(found: readonly Fact[], articles: readonly Article[], main: Article | undefined, theme: Theme): Article | undefined {
  const others = found.filter((fact) => fact.articleId !== main?.id && fact.alone);
  const chosen = others.find((fact) => themeOfFact(fact) === theme) ?? others[0];
  return articles.find(({ id }) => id === chosen?.articleId);
}

function linked(article: Article | undefined): string {
  if (!article) return 'the material';
  const title = short(article.title.replace(/[[\]\\]/g, ' '), 110);
  return article.url ? `[${title}](${article.url})` : `“${title}”`;
}

/** Who and what: the first sentence that names somebody, and what follows it in the source. */
function opening(own: readonly Fact[]): { start: Fact | undefined; following: Fact[] } {
  const inOrder = own.toSorted((a, b) => a.order - b.order);
  const start = inOrder.find((fact) => fact.alone && fact.named) ?? inOrder.find((fact) => fact.alone) ?? inOrder[0];
  const following = inOrder.filter((fact) => start && fact.order > start.order && fact.order <= start.order + 4 && !fact.point);
  return { start, following: following.slice(0, 2) };
}

function scene(own: readonly Fact[], main: Article | undefined, topic: string, theme: Theme, random: Random): string[] {
  const { start, following } = opening(own);
  const intro = start
    ? `${random.pick(BEGINNINGS)} ${told(start)}`
    : `We set out to write about ${topic} and found a title without a scene. ${random.pick(THEMES[theme].readings)}`;
  const lines = following.map(told).join(' ');
  const items = points(
    own.toSorted((a, b) => a.order - b.order),
    start,
  );
  return [intro, random.pick(SCENES), `${random.pick(LEADS).replace('{source}', linked(main))} ${lines}`.trim(), ...items];
}

/** A list of the source, where it has one: figures read best below each other. */
function points(inOrder: readonly Fact[], start: Fact | undefined): string[] {
  const first = inOrder.find((fact) => fact.point && fact !== start);
  const items = inOrder.filter((fact) => fact.point && fact.heading === first?.heading).slice(0, 3);
  return items.length > 1 ? [items.map((item) => `- ${told(item)}`).join('\n')] : [];
}

function turn(own: readonly Fact[], theme: Theme, random: Random): string[] {
  const { start, following } = opening(own);
  const untold = own.filter((fact) => fact !== start && !following.includes(fact) && !fact.point);
  const late = untold.filter((fact) => fact.contrast && !/^“/.test(fact.text)).toSorted((a, b) => b.order - a.order);
  const hinge = amongFirst(random, late, 3);
  const spoken = untold.find((fact) => fact !== hinge && quotationIn(fact.text) && speakerIn(fact.text));
  const words = spoken ? quotationIn(spoken.text) : null;
  return [
    random.pick(TURNS),
    ...(hinge ? [`${random.pick(HINGES)} ${told(hinge)}`] : []),
    ...(spoken && words ? [`> “${words}” — ${speakerIn(spoken.text)}`] : []),
    shuffled(random, THEMES[theme].readings).slice(0, 2).join(' '),
  ];
}

function neighbour(second: Article, found: readonly Fact[], random: Random): string[] {
  const theirs = found.filter(({ articleId, alone }) => articleId === second.id && alone).slice(0, 4);
  const facts = shuffled(random, theirs).slice(0, random.int(1, 2));
  if (facts.length === 0) return [];
  const lines = facts.toSorted((a, b) => a.order - b.order).map(told);
  return [random.pick(OTHERS), [random.pick(SECONDS).replace('{source}', linked(second)), ...lines, random.pick(BRIDGES)].join(' ')];
}

function doing(own: readonly Fact[], theme: Theme, random: Random): string[] {
  const figure = own.slice(0, 4).flatMap(({ text }) => leadFigure(text) ?? [])[0];
  const reason = figure ? random.pick([` The reason stands above: ${figure}.`, ` Remember the ${figure}.`, '', '']) : '';
  const actions = shuffled(random, THEMES[theme].actions).slice(0, random.int(2, 3));
  return [random.pick(DOINGS), actions.map((action, i) => `${i + 1}. ${action}${i === 0 ? reason : ''}`).join('\n')];
}

function gap(sources: number, theme: Theme, random: Random): string[] {
  const count = sources === 1 ? 'one source' : 'two sources';
  const question = random.pick(THEMES[theme].questions);
  return [random.pick(GAPS), `${random.pick(HUMBLE).replace('{count}', count)} ${question}`, random.pick(ENDINGS)];
}

function titleOf(own: readonly Fact[], theme: Theme, random: Random): string {
  const title = random.pick(TITLES[theme]);
  const figure = own
    .slice(0, 3)
    .map(({ text }) => leadFigure(text))
    .find((found) => found !== null);
  return figure && random.chance(0.35) ? `${title}: ${figure} and what came after` : title;
}

/** A finding from articles: real facts, quoted with the ids they come from, read in the analyst's own voice. */
import type { JsonObject } from '../../core/company.ts';
import type { Random } from '../world.ts';
import { type Article, articlesOf, personaOf, short, textOf } from './facts.ts';
import { amongFirst, maybe } from './luck.ts';
import { type Fact, factsOf, leadFigure, told } from './sentences.ts';
import { THEMES, type Theme, themeOf, themeOfFact } from './themes.ts';
import { opening, voiceOf } from './voices.ts';

export function answerFinding(facts: JsonObject, random: Random): JsonObject {
  const articles = articlesOf(facts);
  const topic = textOf(facts.topic);
  const found = factsOf(articles, topic);
  const lead =
    amongFirst(
      random,
      found.filter((fact) => fact.alone),
      6,
    ) ?? found[0];
  return lead ? fromFacts({ lead, found, articles, topic, persona: personaOf(facts).id, random }) : fromHeadlines(articles, topic, random);
}

type Material = { lead: Fact; found: Fact[]; articles: Article[]; topic: string; persona: string; random: Random };

function fromFacts({ lead, found, articles, topic, persona, random }: Material): JsonObject {
  const theme = themeOf(topic, [lead.text, lead.text, lead.articleTitle, lead.articleTitle]);
  const second = beside(lead, found, random);
  const used = second ? [lead, second] : [lead];
  const third = amongFirst(
    random,
    neighbours(lead, found).filter((fact) => !used.includes(fact)),
    3,
  );
  const voice = voiceOf(persona);
  const lines = THEMES[theme];
  const reading = random.pick(lines.readings);
  const confidence = sureness(used, articles);
  const finding = [
    opening(random, voice, leadFigure(lead.text)),
    told(lead),
    ...(second ? [random.pick(voice.also), introduced(second, lead)] : []),
    random.pick(voice.turn),
    reading,
    ...(confidence < 0.8 ? [random.pick(voice.doubt)] : maybe(random, 0.3, random.pick(voice.doubt))),
  ].join(' ');
  return {
    title: titleOf(lead, theme, reading, random),
    finding,
    evidence: [...used, ...(third ? [third] : [])].map(({ articleId, text }) => ({ artifact_id: articleId, quote_or_fact: text })),
    confidence,
    so_what: `${random.pick(voice.act)} ${random.pick(lines.actions)}`,
    suggested_topic: random.pick(lines.topics),
  };
}

/** What bears on the lead: more of the same article, and other articles where they speak of the same thing. */
function neighbours(lead: Fact, found: readonly Fact[]): Fact[] {
  const theme = themeOfFact(lead);
  const near = found.filter((fact) => fact !== lead && fact.figures.length > 0);
  return near.filter((fact) => (fact.articleId === lead.articleId ? fact.alone || fact.point : fact.alone && themeOfFact(fact) === theme));
}

/** A second fact: from another source where one fits, else from the same. */
function beside(lead: Fact, found: readonly Fact[], random: Random): Fact | undefined {
  const near = neighbours(lead, found);
  const elsewhere = near.filter(({ articleId }) => articleId !== lead.articleId);
  const same = near.filter(({ articleId }) => articleId === lead.articleId);
  const [first, other] = random.chance(0.65) ? [elsewhere, same] : [same, elsewhere];
  return amongFirst(random, first, 4) ?? amongFirst(random, other, 4);
}

function introduced(fact: Fact, lead: Fact): string {
  if (fact.articleId === lead.articleId) return told(fact);
  return `“${short(fact.articleTitle, 90)}” reports: ${told(fact)}`;
}

/** More figures and sources make surer; a vendor's words and few facts make less so. Two decimals. */
function sureness(used: readonly Fact[], articles: readonly Article[]): number {
  const sources = new Set(used.map(({ articleId }) => articleId)).size;
  const figures = used.reduce((sum, fact) => sum + Math.min(2, fact.figures.length), 0);
  const text = used.map((fact) => fact.text).join(' ');
  const sold = /\b(?:our (?:new|customers|product|platform)|we(?:’|')re excited|announc\w+|introducing|now available)\b/i.test(text)
    ? 0.15
    : 0;
  const sampled = /\b\d{2,}[\d,]* (?:cases|tickets|pages|articles|orders|customers|invoices|companies|people|actions)\b/i.test(text)
    ? 0.05
    : 0;
  const several = Math.min(0.04, 0.01 * (articles.length - 1));
  const sure =
    0.48 +
    0.07 * Math.min(4, figures) +
    (sources > 1 ? 0.07 : 0) +
    (used.some((fact) => fact.contrast) ? 0.05 : 0) +
    sampled +
    several -
    sold;
  return Math.round(Math.max(0.2, Math.min(0.88, sure)) * 100) / 100;
}

/** A headline: the fact itself where it is short, its figure, what it may mean, or the article's own. */
function titleOf(lead: Fact, theme: Theme, reading: string, random: Random): string {
  const article = lead.articleTitle.toLowerCase();
  const labels = THEMES[theme].label.filter((label) => !article.includes(label.toLowerCase()));
  const label = random.pick(labels.length ? labels : THEMES[theme].label);
  const figure = leadFigure(lead.text);
  const clause = lead.text.replace(/[.!?”"]+$/, '');
  const thought = reading.replace(/\.$/, '');
  const titles = [
    `${label}: ${short(lead.articleTitle, 100)}`,
    ...(figure
      ? [`${figure}: ${label.charAt(0).toLowerCase()}${label.slice(1)}`, `${label}: ${figure} in “${short(lead.articleTitle, 80)}”`]
      : []),
    ...(clause.length <= 90 ? [clause, clause] : []),
    ...(thought.length <= 90 ? [thought] : []),
  ];
  return short(random.pick(titles), 150);
}

/** Only titles are known, or nothing that can be quoted: said as it is. */
function fromHeadlines(articles: readonly Article[], topic: string, random: Random): JsonObject {
  const theme = themeOf(
    topic,
    articles.map(({ title }) => title),
  );
  const lines = THEMES[theme];
  const some = articles.slice(0, 3);
  const titles = some.map(({ title }) => `“${short(title, 90)}”`).join(', ');
  const careful = random.pick([
    'Headlines only: nothing here could be quoted as a fact.',
    'There are titles, and no figures behind them yet.',
    'Too early: the sources say that something happened, and not how much.',
  ]);
  return {
    title: short(`${random.pick(lines.label)}: no figures yet on ${topic}`, 150),
    finding: `${careful} ${titles ? `On the table: ${titles}.` : ''} ${random.pick(lines.questions)}`.replace(/\s+/g, ' '),
    evidence: some.filter(({ title }) => title).map(({ id, title }) => ({ artifact_id: id, quote_or_fact: short(title, 300) })),
    confidence: 0.3,
    so_what: 'Read the articles in full before anything is built on their titles.',
    suggested_topic: random.pick(lines.topics),
  };
}

/** A finding from articles: real facts, quoted with the ids they come from, read in the analyst's own voice. */
import type { JsonObject } from '../../core/company.ts';
import type { Random } from '../world.ts';
import { type Article, articlesOf, personaOf, short, textOf } from './facts.ts';
import { amongFirst, maybe } from './luck.ts';
import { type Fact, factsOf, leadFigure } from './sentences.ts';
import { THEMES, type Theme, themeOf } from './themes.ts';
import { opening, voiceOf } from './voices.ts';

export function answerFinding(facts: JsonObject, random: Random): JsonObject {
  const articles = articlesOf(facts);
  const topic = textOf(facts.topic);
  const found = factsOf(articles, topic);
  const lead =
    amongFirst(
      random,
      found.filter((fact) => fact.alone),
      5,
    ) ?? found[0];
  return lead ? fromFacts({ lead, found, articles, topic, persona: personaOf(facts).id, random }) : fromHeadlines(articles, topic, random);
}

type Material = { lead: Fact; found: Fact[]; articles: Article[]; topic: string; persona: string; random: Random };

function fromFacts({ lead, found, articles, topic, persona, random }: Material): JsonObject {
  const second = beside(lead, found, random);
  const used = second ? [lead, second] : [lead];
  const third = amongFirst(
    random,
    found.filter((fact) => !used.includes(fact) && (fact.articleId === lead.articleId || fact.alone)),
    4,
  );
  const theme = themeOf(
    topic,
    used.map(({ text, articleTitle }) => `${text} ${articleTitle}`),
  );
  const voice = voiceOf(persona);
  const lines = THEMES[theme];
  const confidence = sureness(used, articles);
  const finding = [
    opening(random, voice, leadFigure(lead.text)),
    lead.text,
    ...(second ? [random.pick(voice.also), introduced(second, lead)] : []),
    random.pick(voice.turn),
    random.pick(lines.readings),
    ...(confidence < 0.8 ? [random.pick(voice.doubt)] : maybe(random, 0.3, random.pick(voice.doubt))),
  ].join(' ');
  return {
    title: titleOf(lead, theme, random),
    finding,
    evidence: [...used, ...(third ? [third] : [])].map(({ articleId, text }) => ({ artifact_id: articleId, quote_or_fact: text })),
    confidence,
    so_what: `${random.pick(voice.act)} ${random.pick(lines.actions)}`,
    suggested_topic: random.pick(lines.topics),
  };
}

/** A second fact: from another source if one is good, else from the same. */
function beside(lead: Fact, found: readonly Fact[], random: Random): Fact | undefined {
  const others = found.filter((fact) => fact !== lead && (fact.alone || fact.articleId === lead.articleId) && fact.figures.length > 0);
  const elsewhere = others.filter((fact) => fact.articleId !== lead.articleId && fact.alone);
  const same = others.filter((fact) => fact.articleId === lead.articleId);
  return elsewhere.length && random.chance(0.6)
    ? amongFirst(random, elsewhere, 4)
    : (amongFirst(random, same, 3) ?? amongFirst(random, elsewhere, 3));
}

function introduced(fact: Fact, lead: Fact): string {
  if (fact.articleId === lead.articleId) return fact.text;
  return `“${short(fact.articleTitle, 90)}” has: ${fact.text}`;
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
  const several = Math.min(0.05, 0.02 * (articles.length - 1));
  const sure =
    0.48 +
    0.07 * Math.min(4, figures) +
    (sources > 1 ? 0.09 : 0) +
    (used.some((fact) => fact.contrast) ? 0.05 : 0) +
    sampled +
    several -
    sold;
  return Math.round(Math.max(0.2, Math.min(0.92, sure)) * 100) / 100;
}

function titleOf(lead: Fact, theme: Theme, random: Random): string {
  const label = random.pick(THEMES[theme].label);
  const figure = leadFigure(lead.text);
  const clause = lead.text.replace(/[.!?”"]+$/, '');
  const titles = [
    `${label}: ${short(lead.articleTitle, 100)}`,
    ...(figure ? [`${label}: ${figure} in “${short(lead.articleTitle, 80)}”`] : []),
    ...(clause.length <= 90 ? [clause, clause] : []),
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

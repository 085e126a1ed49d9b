/** A brief that puts real sentences of several sources side by side, with what differs and what nobody answers. */
import type { JsonObject } from '../../core/company.ts';
import type { Random } from '../world.ts';
import { articlesOf, personaOf, short, textOf } from './facts.ts';
import { shuffled } from './luck.ts';
import { type Fact, factsOf, told } from './sentences.ts';
import { THEMES, themeOf, themeOfFact } from './themes.ts';
import { voiceOf } from './voices.ts';

const PER_SOURCE = 2;
const MOST = 8;

export function answerResearch(facts: JsonObject, random: Random): JsonObject {
  const articles = articlesOf(facts);
  const topic = textOf(facts.topic);
  const found = factsOf(articles, topic);
  const chosen = perSource(found);
  const theme = themeOf(
    topic,
    chosen.map(({ text }) => text),
  );
  const lines = THEMES[theme];
  const voice = voiceOf(personaOf(facts).id);
  const points = chosen.map(({ text, articleId }) => ({ point: told({ text }), artifact_id: articleId }));
  const fallback = articles.slice(0, 3).map(({ id, title }) => ({
    point: `“${short(title, 200)}” touches the topic; no sentence of it can be quoted as a fact.`,
    artifact_id: id,
  }));
  const sources = new Set(chosen.map(({ articleId }) => articleId)).size;
  const best = chosen[0];
  const counted = `${chosen.length} facts from ${sources} ${sources === 1 ? 'source' : 'sources'}, ${chosen.filter(({ figures }) => figures.length).length} of them with a figure.`;
  const summary = best
    ? [
        random.pick([`On ${topic}: ${counted}`, `${counted}`, `What is known about ${topic} comes down to ${counted}`]),
        random.pick(['The strongest:', 'The one to remember:', 'First among them:']),
        told(best),
        random.pick(voice.turn),
        random.pick(lines.readings),
      ].join(' ')
    : `Nothing in ${articles.length} sources on ${topic} can be quoted as a fact yet. ${random.pick(lines.questions)}`;
  return {
    title: capital(
      short(
        random.pick([`${random.pick(lines.label)}: what ${articles.length} sources say`, `Brief: ${topic}`, `${topic}, read side by side`]),
        150,
      ),
    ),
    summary,
    key_points: points.length ? points : fallback,
    disagreements: disagreement(found, random),
    open_questions: shuffled(random, lines.questions).slice(0, 2),
  };
}

/** The best of each source, sources in turn. */
function perSource(found: readonly Fact[]): Fact[] {
  const taken = new Map<string, number>();
  return found
    .filter((fact) => fact.alone || fact.figures.length > 1)
    .filter(({ articleId }) => {
      const n = taken.get(articleId) ?? 0;
      taken.set(articleId, n + 1);
      return n < PER_SOURCE;
    })
    .slice(0, MOST);
}

/** Two sources that each give a share or a sum about the same theme: shown beside each other, never averaged. */
function disagreement(found: readonly Fact[], random: Random): string[] {
  const shares = found.filter(({ text, alone, point }) => (alone || point) && /\d\s?%|percent/.test(text));
  const [one] = shares;
  const other = shares.find((fact) => one && fact.articleId !== one.articleId && themeOfFact(fact) === themeOfFact(one));
  if (!one || !other) return [];
  const ending = random.pick([
    'They measured different things; the two figures must not be averaged.',
    'Neither says how the other would count.',
    'What would settle it is the same sample, counted in the same way.',
  ]);
  return [short(`“${short(one.articleTitle, 70)}”: ${told(one)} “${short(other.articleTitle, 70)}”: ${told(other)} ${ending}`, 600)];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

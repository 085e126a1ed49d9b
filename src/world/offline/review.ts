/** A review out of measurements: what is praised and what is blamed was counted, and enough of it means no. */
import type { JsonObject } from '../../core/company.ts';
import type { Random } from '../world.ts';
import { articlesOf, numberOf, objectOf, short, textOf, textsOf } from './facts.ts';
import { factsOf } from './sentences.ts';

type Problem = { weight: number; text: string };

export function answerReview(facts: JsonObject, random: Random): JsonObject {
  const work = objectOf(facts.work);
  const kind = textOf(work.kind);
  const text = textOf(work.text);
  const measures = objectOf(facts.measures);
  const problems = [
    ...figureProblems(measures, random),
    ...textProblems(kind, text, measures, random),
    ...sourceProblems(kind, text, facts, random),
    ...readerProblems(kind, text, measures),
  ];
  const weight = problems.reduce((sum, problem) => sum + problem.weight, 0);
  const score = Math.max(1, Math.min(5, Math.round(5 - weight)));
  const good = score >= 4;
  const heaviest = problems.toSorted((a, b) => b.weight - a.weight).slice(0, 5);
  return {
    verdict: good ? 'good' : 'needs_work',
    score,
    strengths: strengths(kind, text, measures, random).slice(0, good ? 3 : 1),
    problems: heaviest.map((problem) => problem.text),
  };
}

function figureProblems(measures: JsonObject, random: Random): Problem[] {
  const strange = textsOf(measures.strange_figures);
  if (strange.length === 0) return [];
  const list = strange.slice(0, 4).join(', ');
  const said = random.pick([
    `${list}: found in none of the sources. Name the source, or take the figure out.`,
    `I looked for ${list} in the sources and did not find it. Check, or delete.`,
    `Where does ${list} come from? No source has it; correct or remove it.`,
  ]);
  return [{ weight: 2, text: said }];
}

function textProblems(kind: string, text: string, measures: JsonObject, random: Random): Problem[] {
  const problems: Problem[] = [];
  const words = numberOf(measures.words);
  const longest = numberOf(measures.longest);
  const begins = textOf(measures.longest_sentence);
  const hype = textsOf(measures.hype);
  if (longest > 38) {
    problems.push({
      weight: longest > 55 ? 1.2 : 0.7,
      text: random.pick([
        `The sentence that begins “${begins}…” has ${longest} words. Make it two.`,
        `“${begins}…” runs for ${longest} words and loses its verb on the way; split it.`,
      ]),
    });
  }
  if (hype.length)
    problems.push({ weight: 0.8, text: `“${hype.join('”, “')}”: an adjective in place of a fact. Delete it, or say what happened.` });
  if (kind === 'draft' && words < 200)
    problems.push({ weight: 0.9, text: `${words} words: the turn of the story arrives before the reader does. One scene more.` });
  if (kind === 'draft' && words > 900)
    problems.push({ weight: 0.8, text: `${words} words. The reader has a train to catch; cut the weakest section.` });
  if (kind === 'draft' && numberOf(measures.headings) === 0 && words > 250)
    problems.push({ weight: 0.5, text: 'No heading in the whole piece; a reader who skims finds nothing to hold on to.' });
  if (numberOf(measures.figures) === 0) {
    problems.push({
      weight: kind === 'tweet_draft' || kind === 'post' ? 0.8 : 1.2,
      text: random.pick([
        'Not one figure. The sources have some; use the best of them.',
        'No number anywhere, so nothing that could be checked. Add one from the sources.',
      ]),
    });
  }
  const opener = text.trim().split(/\s+/).slice(0, 3).join(' ');
  if (/^(?:in today|in the (?:world|age)|as we all|we all know|it is no secret)/i.test(text.trim()))
    problems.push({ weight: 1, text: `It opens with “${opener}…”, which could stand above any text. Begin with the scene.` });
  const repeated = repeatedWord(text);
  if (repeated && kind === 'draft')
    problems.push({ weight: 0.3, text: `“${repeated.word}” stands here ${repeated.times} times; half of them can go.` });
  return problems;
}

function sourceProblems(kind: string, text: string, facts: JsonObject, random: Random): Problem[] {
  const articles = articlesOf(facts);
  const isPost = kind === 'tweet_draft' || kind === 'post';
  const problems: Problem[] = [];
  if (articles.length === 0) return [{ weight: 1.5, text: 'No source is recorded behind it; nothing in it can be checked.' }];
  if (articles.length === 1 && !isPost) {
    const only = short(articles[0]?.title ?? '', 90);
    problems.push({ weight: 0.6, text: `Everything rests on one source, “${only}”. Find a second, or say that there is only one.` });
  }
  const found = factsOf(articles, textOf(objectOf(facts.work).title));
  for (const article of isPost || kind === 'finding' ? [] : articles) {
    const told = found.filter((fact) => fact.articleId === article.id && text.includes(fact.text.slice(0, 50))).length;
    if (told > 1) continue;
    problems.push({
      weight: 0.5,
      text: random.pick([
        `“${short(article.title, 80)}” is given ${told === 1 ? 'a single sentence' : 'as a source and not used'}. Let it speak, or leave it out.`,
        `${told === 1 ? 'One sentence' : 'Nothing'} from “${short(article.title, 80)}”: that is a guest who is introduced and then ignored.`,
      ]),
    });
  }
  const missed = found.find(
    (fact) =>
      fact.alone &&
      fact.figures.length > 1 &&
      !text.includes(fact.text.slice(0, 40)) &&
      !fact.figures.some((figure) => text.includes(figure)),
  );
  if (missed && (kind === 'draft' || kind === 'research')) {
    problems.push({ weight: 0.4, text: `Left out, and stronger than some of what is in: ${short(missed.text, 220)}` });
  }
  return problems;
}

/** What a reader misses: a face, a voice, an owner for the figure, a step that follows from the facts. */
function readerProblems(kind: string, text: string, measures: JsonObject): Problem[] {
  const problems: Problem[] = [];
  const lines = text.split('\n').filter((line) => line.trim());
  if (kind === 'tweet_draft' || kind === 'post') {
    const post = text.split('\n\n*')[0] ?? text;
    if (/\d/.test(post) && !NAME.test(post))
      problems.push({ weight: 1.1, text: 'Whose figure is this? Nobody is named, so nobody can check it. Say who counted.' });
    if (numberOf(measures.longest) > 30)
      problems.push({
        weight: 0.6,
        text: `One sentence of ${numberOf(measures.longest)} words is a paragraph in disguise; a thumb will not wait for it.`,
      });
    if (post.length > 250)
      problems.push({ weight: 0.4, text: `${post.length} characters. The last line adds a mood and no thought; try it without.` });
    return problems;
  }
  if (kind !== 'draft') return problems;
  const opens = lines.find((line) => !line.startsWith('#')) ?? '';
  if (!PERSON.test(opens))
    problems.push({ weight: 0.6, text: `No person in the first paragraph (“${short(opens, 80)}”). Somebody did this; begin with them.` });
  if (!/^>|“[^”]{25,}”/m.test(text))
    problems.push({ weight: 0.4, text: 'Nobody speaks. One sentence in somebody’s own words would carry the turn.' });
  const advice = lines.filter((line) => /^\d\. /.test(line));
  if (advice.length > 2 && !advice.some((line) => /\d/.test(line.slice(2)) || line.includes(']('))) {
    problems.push({
      weight: 0.3,
      text: `${advice.length} pieces of advice, and none says which fact it follows from. Tie the best to its figure and drop one.`,
    });
  }
  return problems;
}

const NAME =
  /(?<=[\p{Ll},’] )(?!(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|I)\b)\p{Lu}\p{L}{2,}|^“?\p{Lu}\p{L}+ (?:&|\p{Lu}\p{L}+)/mu;
const PERSON =
  /\p{Lu}[\p{Ll}’-]+ (?:de |van |von )?\p{Lu}[\p{Ll}’-]+(?:,| (?:used|had|has|opened|is|was|says|wanted|sat|ran|asked|counted))/u;

function strengths(kind: string, text: string, measures: JsonObject, random: Random): string[] {
  const figures = numberOf(measures.figures);
  const sources = numberOf(measures.sources);
  const found: string[] = [];
  if (figures > 0 && textsOf(measures.strange_figures).length === 0 && sources > 0) {
    found.push(
      random.pick([
        `${figures} ${figures === 1 ? 'figure' : 'figures'}, each found in a source.`,
        `Every figure (${figures}) is where the source says it is.`,
        `Checked ${figures} ${figures === 1 ? 'figure' : 'figures'}; all stand.`,
      ]),
    );
  }
  if (/[$€£]?\d/.test(text.slice(0, 160))) found.push('A figure within the first lines.');
  if (numberOf(measures.quotations) > 0)
    found.push(random.pick(['Somebody speaks in their own words.', 'The quotation does work that no summary could.']));
  if (numberOf(measures.longest) <= 30) found.push(`Longest sentence: ${numberOf(measures.longest)} words. It reads aloud.`);
  if (sources > 1) found.push(`${sources} sources, side by side.`);
  if (kind === 'tweet_draft' && text.length < 200) found.push('Short, and stops when it is done.');
  return found.length ? found : ['It says what it is about.'];
}

function repeatedWord(text: string): { word: string; times: number } | null {
  const counts = new Map<string, number>();
  for (const word of text.toLowerCase().match(/\p{L}{7,}/gu) ?? []) counts.set(word, (counts.get(word) ?? 0) + 1);
  const [word, times] = [...counts].toSorted((a, b) => b[1] - a[1])[0] ?? ['', 0];
  return times >= 7 ? { word, times } : null;
}

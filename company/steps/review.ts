/** Review one piece of work against its sources; figures that no source holds overrule any praise. */
import { z } from 'zod';
import type { JsonObject, StepKind } from '../../src/core/company.ts';
import type { ArtifactKind, ArtifactRow } from '../../src/core/content/artifact.ts';
import { BadInputError } from '../../src/core/errors.ts';
import type { StepContext } from '../../src/core/missions/step-context.ts';
import { filled, madeIds, topic } from './fields.ts';
import { articleFacts, madeBy, passages, recent, textsIn } from './material.ts';
import { type Measures, measure } from './measures.ts';
import { clip, personaFacts, promptText, systemText } from './prompts.ts';
import { count } from './signals.ts';

type Payload = { artifact_id?: string; topic?: string };
type Context = StepContext<Payload>;

const REVIEWED: ArtifactKind[] = ['draft', 'tweet_draft', 'post', 'research', 'finding'];

export const reviewAnswer = z
  .strictObject({
    verdict: z.enum(['good', 'needs_work']),
    score: z.int().min(1).max(5),
    strengths: z.array(filled(400)).max(5),
    problems: z.array(filled(500)).max(8),
  })
  .superRefine(({ verdict, score, problems }, found) => {
    const complain = (path: string, message: string) => found.addIssue({ code: 'custom', path: [path], message });
    if (verdict === 'needs_work' && problems.length === 0)
      complain('problems', 'is empty, and the verdict is needs_work: name what is wrong');
    if (verdict === 'needs_work' && score > 3) complain('score', `is ${score}, and the verdict is needs_work: at most 3`);
    if (verdict === 'good' && score < 3) complain('score', `is ${score}, and the verdict is good: at least 3`);
  });
type Answer = z.infer<typeof reviewAnswer>;

export const review: StepKind<Payload> = {
  kind: 'review',
  label: 'Review',
  payload: z.strictObject({ artifact_id: z.uuid().optional(), topic: topic.optional() }),
  result: z.strictObject({
    artifact_ids: madeIds,
    reviewed: z.uuid(),
    verdict: z.enum(['good', 'needs_work']),
    score: z.int().min(1).max(5),
    problems: z.int().min(0),
  }),
  async run(context) {
    const work = await workOf(context);
    const sources = await sourcesBehind(context, work);
    const measures = measure(textOf(work), [...sources.map(({ title, body }) => `${title}\n${body}`)]);
    const said = await context.ask(question(context, work, sources, measures), reviewAnswer);
    const answer = overrule(said, measures);
    const artifact = await context.save({
      kind: 'review',
      title: `Review: ${work.title}`,
      body: bodyOf(answer, work, measures),
      data: { ...answer, reviewed: work.id, measures: measures as unknown as JsonObject, based_on: [work.id] },
      sources: work.sources,
      untrusted: work.untrusted,
    });
    const verdict = answer.verdict === 'good' ? 'good' : 'needs work';
    const first = answer.problems[0] ? `: ${clip(answer.problems[0], 160)}` : '';
    return {
      result: {
        artifact_ids: [artifact.id],
        reviewed: work.id,
        verdict: answer.verdict,
        score: answer.score,
        problems: answer.problems.length,
      },
      summary: `“${clip(work.title, 80)}” — ${verdict}, ${answer.score} of 5${first}`,
      tags: ['review', answer.verdict],
      untrusted: work.untrusted,
    };
  },
};

async function workOf(context: Context): Promise<ArtifactRow> {
  const { artifact_id, topic: about } = context.payload;
  const named = artifact_id ? [artifact_id] : context.previous.flatMap(madeBy);
  const found = named.length ? await context.library.artifacts({ ids: named, limit: 20 }) : [];
  const work = found.find(({ kind }) => REVIEWED.includes(kind)) ?? (artifact_id ? undefined : await unreviewed(context, about ?? ''));
  if (work) return work;
  if (!artifact_id) throw new BadInputError('nothing to review: no draft, post, brief or finding of the last 14 days; give artifact_id');
  const what = found[0] ? `is ${found[0].kind === 'article' ? 'an article from outside' : `a ${found[0].kind}`}` : 'does not exist';
  throw new BadInputError(`artifact_id: ${artifact_id} ${what}; ${REVIEWED.join(', ')} can be reviewed`);
}

/** A post is its text, without our note on what became of it. */
function textOf(work: ArtifactRow): string {
  return typeof work.data.text === 'string' ? work.data.text : work.body;
}

async function unreviewed(context: Context, about: string): Promise<ArtifactRow | undefined> {
  const reviews = await context.library.artifacts({ kinds: ['review'], limit: 100 });
  const done = new Set(reviews.flatMap(({ data }) => textsIn([data.reviewed])));
  const candidates = await recent(context, { topic: about, kinds: REVIEWED, limit: 60 });
  return candidates.find(({ id }) => !done.has(id)) ?? candidates[0];
}

/** What the work says it rests on; through a draft or a finding down to the articles. */
async function sourcesBehind(context: Context, work: ArtifactRow): Promise<ArtifactRow[]> {
  const found = new Map<string, ArtifactRow>();
  let wanted = textsIn([...textsIn(work.data.based_on), work.data.draft_id]).filter((id) => z.uuid().safeParse(id).success);
  for (let depth = 0; depth < 3 && wanted.length > 0; depth++) {
    const next = await context.library.artifacts({ ids: wanted.slice(0, 20), limit: 20 });
    for (const artifact of next) found.set(artifact.id, artifact);
    wanted = next.flatMap(({ data }) => textsIn(data.based_on)).filter((id) => z.uuid().safeParse(id).success && !found.has(id));
  }
  const all = [...found.values()];
  const articles = all.filter(({ kind }) => kind === 'article');
  return articles.length ? articles : all;
}

function question(context: Context, work: ArtifactRow, sources: readonly ArtifactRow[], measures: Measures) {
  return {
    purpose: 'review',
    system: systemText(context, `Review the first passage, a ${work.kind.replace('_', ' ')}, against its sources.`, [
      'verdict is good only if you would send it to a paying reader as it stands; otherwise needs_work. Saying no is part of the job.',
      'Each problem names the sentence or figure that fails and says how to repair it. Praise is one line and specific.',
      'The measurements were taken by a program and are correct.',
    ]),
    prompt: promptText(context, `Measurements: ${JSON.stringify(measures)}`, [
      { label: `id=${work.id} “${work.title}” — the work under review`, text: textOf(work) },
      ...passages(sources),
    ]),
    facts: {
      persona: personaFacts(context.agent),
      company: context.policies.company.name,
      work: { id: work.id, kind: work.kind, title: work.title, text: clip(textOf(work), 8000), agent: work.agent_id },
      measures: measures as unknown as JsonObject,
      articles: articleFacts(sources),
    },
    maxOutputTokens: 1500,
  };
}

/** An invented figure is not a matter of taste. */
function overrule(answer: Answer, measures: Measures): Answer {
  const strange = measures.strange_figures;
  if (strange.length === 0 || answer.problems.some((problem) => strange.some((figure) => problem.includes(figure)))) {
    return strange.length && answer.verdict === 'good' ? { ...answer, verdict: 'needs_work', score: Math.min(answer.score, 3) } : answer;
  }
  const problem = `${strange.join(', ')} ${strange.length === 1 ? 'stands' : 'stand'} in none of the ${count(measures.sources, 'source')}: check or remove.`;
  return { ...answer, verdict: 'needs_work', score: Math.min(answer.score, 2), problems: [problem, ...answer.problems].slice(0, 8) };
}

function bodyOf(answer: Answer, work: ArtifactRow, measures: Measures): string {
  const list = (title: string, items: readonly string[]) =>
    items.length ? [`## ${title}`, items.map((item) => `- ${item}`).join('\n')] : [];
  return [
    `**${answer.verdict === 'good' ? 'Good' : 'Needs work'}**, ${answer.score} of 5 — “${work.title}” by ${work.agent_id}.`,
    ...list('Problems', answer.problems),
    ...list('Strengths', answer.strengths),
    '## Measured',
    `${count(measures.words, 'word')}, ${count(measures.sentences, 'sentence')}, longest ${measures.longest} words, ${count(measures.figures, 'figure')}, ${count(measures.sources, 'source')}.`,
  ].join('\n\n');
}

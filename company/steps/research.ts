/** Read several sources about one topic and put them side by side in a brief. */
import { z } from 'zod';
import type { StepKind } from '../../src/core/company.ts';
import type { ArtifactRow } from '../../src/core/content/artifact.ts';
import { BadInputError, TransientError } from '../../src/core/errors.ts';
import type { StepContext } from '../../src/core/missions/step-context.ts';
import { address, filled, madeIds, topic } from './fields.ts';
import { anyUntrusted, articleFacts, gather, passages, sourcesOf } from './material.ts';
import { personaFacts, promptText, systemText } from './prompts.ts';
import { read, readWhole } from './reading.ts';
import { count, linkText } from './signals.ts';

type Payload = { topic: string; urls?: string[] };
type Context = StepContext<Payload>;

export const researchAnswer = z.strictObject({
  title: filled(160),
  summary: filled(2000),
  key_points: z
    .array(z.strictObject({ point: filled(600), artifact_id: filled(80) }))
    .min(1)
    .max(10),
  disagreements: z.array(filled(600)).max(5),
  open_questions: z.array(filled(400)).max(5),
});
type Answer = z.infer<typeof researchAnswer>;

export const research: StepKind<Payload> = {
  kind: 'research',
  label: 'Research',
  payload: z.strictObject({ topic, urls: z.array(address).min(1).max(8).optional() }),
  about: (topic) => ({ topic }),
  result: z.strictObject({ artifact_ids: madeIds, title: filled(160), key_points: z.int().min(1), sources: z.int().min(1) }),
  async run(context) {
    const { topic: about, urls } = context.payload;
    const { articles, failed } = urls ? await readAll(context, urls) : { articles: await known(context), failed: [] };
    const answer = await context.ask(question(context, articles), researchAnswer);
    const points = answer.key_points.filter(({ artifact_id }) => articles.some(({ id }) => id === artifact_id));
    if (points.length === 0) {
      throw new BadInputError(
        `research about “${about}”: none of the points names one of the ${count(articles.length, 'source')} it was given`,
      );
    }
    const artifact = await context.save({
      kind: 'research',
      title: answer.title,
      body: bodyOf({ ...answer, key_points: points }, articles, failed),
      data: { topic: about, ...answer, key_points: points, failed, based_on: [...new Set(points.map((point) => point.artifact_id))] },
      sources: sourcesOf(articles),
      untrusted: anyUntrusted(articles),
    });
    return {
      result: { artifact_ids: [artifact.id], title: artifact.title, key_points: points.length, sources: articles.length },
      summary: `“${artifact.title}”: ${count(points.length, 'point')} from ${count(articles.length, 'source')}`,
      tags: ['research', 'brief'],
      untrusted: artifact.untrusted,
    };
  },
};

function question(context: Context, articles: readonly ArtifactRow[]) {
  const about = context.payload.topic;
  return {
    purpose: 'research',
    system: systemText(context, 'Write a brief that compares what these sources say about the topic.', [
      'Each key point states one fact with its figure and names the id of the passage it stands in.',
      'Where two sources differ, that goes into disagreements with both figures; what none of them answers goes into open_questions.',
    ]),
    prompt: promptText(context, `Topic: ${about}`, passages(articles)),
    facts: { persona: personaFacts(context.agent), company: context.policies.company.name, topic: about, articles: articleFacts(articles) },
    maxOutputTokens: 2500,
  };
}

/** Some addresses may fail; all of them may not. */
async function readAll(context: Context, urls: readonly string[]): Promise<{ articles: ArtifactRow[]; failed: string[] }> {
  const articles: ArtifactRow[] = [];
  const errors: (TransientError | BadInputError)[] = [];
  for (const url of new Set(urls)) {
    try {
      let reading = await read(context, url);
      if (reading.kind === 'unchanged' && !reading.artifact) reading = await readWhole(context, url);
      if (reading.kind === 'feed') throw new BadInputError(`${url} is a feed; research takes pages`);
      if (reading.artifact) articles.push(reading.artifact);
    } catch (error) {
      if (!(error instanceof TransientError || error instanceof BadInputError)) throw error;
      errors.push(error);
    }
  }
  const failed = errors.map((error) => error.message);
  if (articles.length > 0) return { articles, failed };
  const message = `none of ${count(urls.length, 'source')} could be read: ${failed.join('; ')}`;
  throw errors.some((error) => error instanceof TransientError) ? new TransientError(message) : new BadInputError(message);
}

async function known(context: Context): Promise<ArtifactRow[]> {
  const { topic: about } = context.payload;
  const articles = await gather(context, { topic: about, kinds: ['article'], limit: 6 });
  if (articles.length > 0) return articles;
  throw new BadInputError(`nothing to research about “${about}”: no article of the last 14 days; give urls, or run scan_signals first`);
}

function bodyOf(answer: Answer, articles: readonly ArtifactRow[], failed: readonly string[]): string {
  const list = (title: string, items: readonly string[]) =>
    items.length ? [`## ${title}`, items.map((item) => `- ${item}`).join('\n')] : [];
  const points = answer.key_points.map(({ point, artifact_id }) => {
    const source = articles.find(({ id }) => id === artifact_id);
    return `${point} — [${linkText(source?.title ?? 'source')}](${source?.url ?? ''})`;
  });
  return [
    answer.summary,
    ...list('What the sources say', points),
    ...list('Where they differ', answer.disagreements),
    ...list('What nobody answers', answer.open_questions),
    ...list('Not read', failed),
  ].join('\n\n');
}

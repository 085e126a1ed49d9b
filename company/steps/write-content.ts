/** Write an article for the newsletter out of material that exists, with its sources. */
import { z } from 'zod';
import type { StepKind } from '../../src/core/company.ts';
import type { ArtifactKind, ArtifactRow } from '../../src/core/content/artifact.ts';
import { BadInputError } from '../../src/core/errors.ts';
import type { StepContext } from '../../src/core/missions/step-context.ts';
import { contentGate } from '../gates.ts';
import { artifactIds, filled, madeIds, topic } from './fields.ts';
import { lessonsOf } from './lessons.ts';
import { anyUntrusted, articleFacts, gather, passages, sourcesOf } from './material.ts';
import { personaFacts, promptText, systemText } from './prompts.ts';
import { isRefusal } from './refusal.ts';
import { count } from './signals.ts';

type Payload = { topic: string; artifact_ids?: string[] };

export const MIN_WORDS = 120;

export function wordsIn(text: string): number {
  return text.match(/[\p{L}\p{N}][\p{L}\p{N}’'.,-]*/gu)?.length ?? 0;
}

/** Links may lead to the sources only; what names none of them is decoration or worse. */
export function draftAnswer(sources: readonly { id: string; url: string | null }[]) {
  const allowed = new Set(sources.map(({ url }) => url));
  return z
    .strictObject({ title: filled(120), body: filled(20_000), used: z.array(filled(80)).min(1).max(20) })
    .superRefine(({ title, body, used }, problems) => {
      const complain = (path: string, message: string) => problems.addIssue({ code: 'custom', path: [path], message });
      const words = wordsIn(body);
      if (words < MIN_WORDS) complain('body', `has ${words} words; at least ${MIN_WORDS} are needed`);
      if (isRefusal(`${title} ${body}`)) complain('body', 'is a refusal, not an article');
      const strange = (body.match(/https?:\/\/[^\s)\]>"]+/g) ?? []).find(
        (url) => !allowed.has(url) && !allowed.has(url.replace(/[.,;:]+$/, '')),
      );
      if (strange) complain('body', `links to ${strange}, which is not one of the sources`);
      if (!used.some((id) => sources.some((source) => source.id === id))) complain('used', 'names none of the given ids');
    });
}

export const writeContent: StepKind<Payload> = {
  kind: 'write_content',
  label: 'Write an article',
  payload: z.strictObject({ topic, artifact_ids: artifactIds.optional() }),
  about: (topic) => ({ topic }),
  result: z.strictObject({ artifact_ids: madeIds, title: filled(120), words: z.int().min(MIN_WORDS), sources: z.int().min(1) }),
  gate: contentGate,
  async run(context) {
    const { topic: about, artifact_ids } = context.payload;
    const kinds: ArtifactKind[] = ['article', 'research', 'finding'];
    const material = await gather(context, { topic: about, artifactIds: artifact_ids, kinds, limit: 6, outward: true });
    if (material.length === 0) {
      throw new BadInputError(
        `nothing to write about “${about}”: no article, finding or brief of the last 14 days; run scan_signals first`,
      );
    }
    const articles = articleFacts(material);
    const sources = material.map(({ id, url, sources: behind }) => ({ id, url: url ?? behind[0]?.url ?? null }));
    const lessons = await lessonsOf(context);
    const answer = await context.ask(question(context, material, articles, lessons), draftAnswer(sources));
    const used = material.filter(({ id }) => answer.used.includes(id));
    const artifact = await context.save({
      kind: 'draft',
      title: answer.title,
      body: withSources(answer.body, used),
      data: { topic: about, words: wordsIn(answer.body), based_on: used.map(({ id }) => id) },
      sources: sourcesOf(used),
      untrusted: anyUntrusted(material) || lessons.length > 0,
    });
    const words = wordsIn(answer.body);
    return {
      result: { artifact_ids: [artifact.id], title: artifact.title, words, sources: used.length },
      summary: `Wrote “${artifact.title}”: ${words} words from ${count(used.length, 'source')}`,
      tags: ['content', 'published'],
      untrusted: artifact.untrusted,
    };
  },
};

function question(
  context: StepContext<Payload>,
  material: readonly ArtifactRow[],
  articles: ReturnType<typeof articleFacts>,
  lessons: string[],
) {
  const about = context.payload.topic;
  return {
    purpose: 'write',
    system: systemText(context, 'Write an article for the newsletter, in markdown, 300 to 700 words.', [
      'One person with one problem, one turn, and one thing the reader can do afterwards.',
      'Headings with ##, no first-level heading. Link a source where its fact stands; link nothing else. No HTML, no images.',
      'used lists the ids of the passages you worked from.',
      'If the material does not carry a story, write what is known and what is missing.',
    ]),
    prompt: promptText(context, `Topic: ${about}`, [
      ...passages(material),
      ...(lessons.length ? [{ label: 'what you learnt before', text: lessons.join('\n') }] : []),
    ]),
    facts: { persona: personaFacts(context.agent), company: context.policies.company.name, topic: about, articles, lessons },
    maxOutputTokens: 4000,
  };
}

function withSources(body: string, used: readonly ArtifactRow[]): string {
  const list = sourcesOf(used).map(({ url, title }) => `- [${title.replace(/[[\]\\]/g, ' ')}](${url})`);
  return list.length ? `${body.trim()}\n\n## Sources\n\n${list.join('\n')}` : body.trim();
}

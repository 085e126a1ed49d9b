/** Turn material or our own numbers into one finding with evidence and a confidence. */
import { z } from 'zod';
import type { StepKind } from '../../src/core/company.ts';
import type { StepContext } from '../../src/core/missions/step-context.ts';
import { oneLine } from '../../src/core/text.ts';
import { type Ground, groundOf } from './analyze-ground.ts';
import { artifactIds, filled, madeIds, topic } from './fields.ts';
import { isVerbatim, strangeFigures } from './figures.ts';
import { personaFacts, promptText, systemText } from './prompts.ts';
import { linkText } from './signals.ts';

export type AnalyzePayload = { topic: string; artifact_ids?: string[]; scope?: 'signals' | 'ops' | 'tweet-performance' };
type Context = StepContext<AnalyzePayload>;

/** A finding this sure is an insight: worth a post, and a place in long-term memory. */
const INSIGHT = 0.8;

export const findingAnswer = z.strictObject({
  title: filled(160),
  finding: filled(2000),
  evidence: z
    .array(
      z.strictObject({
        /** An artifact's id, or health, events or metrics for our own numbers. */
        artifact_id: filled(80),
        quote_or_fact: filled(600),
      }),
    )
    .max(8),
  confidence: z.number().min(0).max(1),
  so_what: filled(800),
  suggested_topic: filled(200),
});
type Answer = z.infer<typeof findingAnswer>;
type Evidence = Answer['evidence'][number] & { checked: boolean };

export const analyze: StepKind<AnalyzePayload> = {
  kind: 'analyze',
  label: 'Analyze',
  payload: z.strictObject({
    topic,
    artifact_ids: artifactIds.optional(),
    scope: z.enum(['signals', 'ops', 'tweet-performance']).optional(),
  }),
  about: (topic) => ({ topic }),
  result: z.strictObject({
    artifact_ids: madeIds,
    title: filled(160),
    finding: filled(2000),
    confidence: z.number().min(0).max(1),
    evidence: z.int().min(0),
    suggested_topic: filled(200),
  }),
  async run(context) {
    const ground = await groundOf(context);
    const answer = await context.ask(question(context, ground), findingAnswer);
    const { evidence, confidence, doubt } = weigh(answer, ground);
    const artifact = await context.save({
      kind: 'finding',
      title: answer.title,
      body: bodyOf(answer, evidence, confidence, doubt, ground),
      data: {
        topic: context.payload.topic,
        scope: ground.scope,
        finding: answer.finding,
        so_what: answer.so_what,
        suggested_topic: answer.suggested_topic,
        confidence,
        evidence,
        based_on: [...new Set(evidence.map((each) => each.artifact_id))],
      },
      sources: ground.sources
        .filter(({ id }) => evidence.some((each) => each.artifact_id === id))
        .map(({ url, title }) => ({ url, title })),
      untrusted: ground.untrusted,
    });
    // Numbers about ourselves are for the inside: only what the field tells us may become a post.
    const insight = confidence >= INSIGHT && ground.scope === 'signals';
    return {
      result: {
        artifact_ids: [artifact.id],
        title: artifact.title,
        finding: answer.finding,
        confidence,
        evidence: evidence.length,
        suggested_topic: answer.suggested_topic,
      },
      summary: `${oneLine(answer.title, 150)} (confidence ${confidence.toFixed(2)}, ${evidence.length} pieces of evidence)`,
      tags: ['finding', ground.scope, ...(insight ? ['insight'] : [])],
      untrusted: ground.untrusted,
    };
  },
};

function question(context: Context, ground: Ground) {
  const { topic: about } = context.payload;
  return {
    purpose: 'analyze',
    system: systemText(context, ground.task, [
      'State one finding, in two to four sentences, that a reader could act on.',
      'Each piece of evidence names the id of the passage it comes from and quotes it, or states its fact with its figure.',
      'confidence is your own estimate from 0 to 1: lower it for a single source, a small sample, a vendor’s claim or missing numbers.',
      'so_what says what somebody should do now; suggested_topic is what to look at next.',
    ]),
    prompt: promptText(context, `Topic: ${about}`, ground.passages),
    facts: {
      persona: personaFacts(context.agent),
      company: context.policies.company.name,
      topic: about,
      scope: ground.scope,
      ...ground.facts,
    },
    maxOutputTokens: 1500,
  };
}

/** Evidence that names no given source is made up and dropped; a finding left without any is worth little, and says so. */
function weigh(answer: Answer, ground: Ground): { evidence: Evidence[]; confidence: number; doubt: string | null } {
  const evidence = answer.evidence.flatMap((each) => {
    const text = ground.texts.get(each.artifact_id);
    if (text === undefined) return [];
    const { quote_or_fact: fact } = each;
    return [{ ...each, checked: isVerbatim(fact, text) || (/\d/.test(fact) && strangeFigures(fact, [text]).length === 0) }];
  });
  const cap = (limit: number, doubt: string) => ({ evidence, confidence: Math.min(answer.confidence, limit), doubt });
  if (evidence.length === 0) return cap(0.3, 'No evidence: nothing the analysis cites is among the sources it was given.');
  const dropped = answer.evidence.length - evidence.length;
  if (!evidence.some((each) => each.checked))
    return cap(0.5, 'None of the evidence could be found word for word, or by its figures, in its source.');
  if (dropped > 0)
    return cap(0.7, `${dropped} of ${answer.evidence.length} pieces of evidence named a source that does not exist and were dropped.`);
  return { evidence, confidence: answer.confidence, doubt: null };
}

function bodyOf(answer: Answer, evidence: readonly Evidence[], confidence: number, doubt: string | null, ground: Ground): string {
  const cited = evidence.map(({ artifact_id, quote_or_fact, checked }) => {
    const source = ground.sources.find(({ id }) => id === artifact_id);
    const where = source ? `[${linkText(source.title)}](${source.url})` : (ground.names.get(artifact_id) ?? artifact_id);
    return `> ${quote_or_fact.replace(/\s+/g, ' ')}\n>\n> — ${where}${checked ? '' : ' (not checked against the source)'}`;
  });
  return [
    answer.finding,
    ...(cited.length ? ['## Evidence', ...cited] : []),
    ...(doubt ? [`**Doubt:** ${doubt}`] : []),
    '## So what',
    answer.so_what,
    `Confidence ${confidence.toFixed(2)}. Next: ${answer.suggested_topic}.`,
  ].join('\n\n');
}

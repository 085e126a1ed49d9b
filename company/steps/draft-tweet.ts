/** Draft one post from what the company has read or found. */
import { z } from 'zod';
import type { StepKind } from '../../src/core/company.ts';
import type { ArtifactRow } from '../../src/core/content/artifact.ts';
import { BadInputError } from '../../src/core/errors.ts';
import type { StepContext } from '../../src/core/missions/step-context.ts';
import { oneLine } from '../../src/core/text.ts';
import { artifactIds, filled, madeIds, topic } from './fields.ts';
import { lessonsOf } from './lessons.ts';
import { anyUntrusted, articleFacts, gather, passages, sourcesOf } from './material.ts';
import { personaFacts, promptText, systemText } from './prompts.ts';
import { TWEET_LIMIT, tweetAnswer, weightedLength } from './tweet-text.ts';

type Payload = { topic: string; artifact_ids?: string[]; finding_id?: string };
type Context = StepContext<Payload>;

/** Earlier drafts a new one must not repeat. */
const EARLIER = 200;

export const draftTweet: StepKind<Payload> = {
  kind: 'draft_tweet',
  label: 'Draft a tweet',
  payload: z.strictObject({ topic, artifact_ids: artifactIds.optional(), finding_id: z.uuid().optional() }),
  about: (topic) => ({ topic }),
  result: z.strictObject({
    artifact_ids: madeIds,
    text: filled(1000),
    weighted_length: z.int().min(1).max(TWEET_LIMIT),
    angle: filled(300),
  }),
  async run(context) {
    const material = await materialOf(context);
    const said = (await context.library.artifacts({ kinds: ['tweet_draft'], limit: EARLIER })).filter(
      (draft) => draft.step_id !== context.step.id,
    );
    const lessons = await lessonsOf(context);
    const rules = {
      allowLinks: context.policies.x_policy.allow_links,
      material: material.map(({ title, body }) => `${title}\n${body}`),
      said: said.map(({ body }) => body),
    };
    const answer = await context.ask(question(context, material, rules.said, lessons), tweetAnswer(rules));
    const based = material.filter(({ id }) => id === answer.based_on);
    const rest = based.length ? based : material;
    const artifact = await context.save({
      kind: 'tweet_draft',
      title: context.payload.topic,
      body: answer.text,
      data: {
        text: answer.text,
        weighted_length: weightedLength(answer.text),
        angle: answer.angle,
        topic: context.payload.topic,
        based_on: rest.map(({ id }) => id),
      },
      sources: sourcesOf(rest),
      untrusted: anyUntrusted(material) || lessons.length > 0,
    });
    return {
      result: { artifact_ids: [artifact.id], text: answer.text, weighted_length: weightedLength(answer.text), angle: answer.angle },
      summary: oneLine(answer.text, 300),
      tags: ['tweet', 'drafted'],
      untrusted: artifact.untrusted,
    };
  },
};

async function materialOf(context: Context): Promise<ArtifactRow[]> {
  const { topic: about, artifact_ids, finding_id } = context.payload;
  const named = [...(finding_id ? [finding_id] : []), ...(artifact_ids ?? [])];
  const material = await gather(context, {
    topic: about,
    artifactIds: named.length ? named : undefined,
    kinds: ['finding', 'article', 'research', 'draft'],
    limit: 5,
    outward: true,
  });
  if (material.length > 0) return material;
  throw new BadInputError(`nothing to say about “${about}”: no article or finding of the last 14 days; run scan_signals first`);
}

function question(context: Context, material: readonly ArtifactRow[], said: readonly string[], lessons: readonly string[]) {
  const about = context.payload.topic;
  const { allow_links } = context.policies.x_policy;
  const earlier = said.slice(0, 10);
  return {
    purpose: 'tweet',
    system: systemText(context, 'Write one post for X.', [
      `At most ${TWEET_LIMIT} characters as X counts them. ${allow_links ? 'One link to a source is allowed.' : 'No links, no bare domains.'}`,
      'No @mentions, no hashtags, no emoji. One thought; every figure exactly as in the material.',
      'Nothing about the company’s own numbers, keys, drafts or plans.',
      'based_on is the id of the passage the post rests on; angle says in one sentence why a stranger would stop at it.',
    ]),
    prompt: promptText(context, `Topic: ${about}`, [
      ...passages(material),
      ...(earlier.length ? [{ label: 'earlier posts — say something else', text: earlier.join('\n---\n') }] : []),
      ...(lessons.length ? [{ label: 'what you learnt before', text: lessons.join('\n') }] : []),
    ]),
    facts: {
      persona: personaFacts(context.agent),
      company: context.policies.company.name,
      topic: about,
      articles: articleFacts(material),
      already_said: said.slice(0, EARLIER),
      lessons: [...lessons],
    },
    maxOutputTokens: 600,
    temperature: 0.9,
  };
}

/** Publish a draft through the outbox; what became of it is kept as a post. */
import { z } from 'zod';
import type { StepKind } from '../../src/core/company.ts';
import type { ArtifactRow } from '../../src/core/content/artifact.ts';
import type { Publication } from '../../src/core/content/publication.ts';
import { BadInputError, PermanentError } from '../../src/core/errors.ts';
import type { StepContext } from '../../src/core/missions/step-context.ts';
import { oneLine } from '../../src/core/text.ts';
import { before, DAY_MS } from '../../src/core/time.ts';
import { tweetGate } from '../gates.ts';
import { filled, madeIds } from './fields.ts';
import { madeBy, textsIn } from './material.ts';

type Payload = { draft_id?: string };
type Context = StepContext<Payload>;

export const postTweet: StepKind<Payload> = {
  kind: 'post_tweet',
  label: 'Post a tweet',
  payload: z.strictObject({ draft_id: z.uuid().optional() }),
  result: z.strictObject({
    artifact_ids: madeIds,
    draft_id: z.uuid(),
    outbox_id: z.string().min(1),
    status: z.enum(['posted', 'would_post']),
    post_id: z.string().nullable(),
    text: filled(1000),
  }),
  gate: tweetGate,
  external: (policies) => policies.x_policy.posting,
  async run(context) {
    const draft = await draftOf(context);
    const published = await context.publish(draft.id);
    if (published.status === 'refused') throw new PermanentError(published.reason);
    const artifact = await keep(context, draft, published);
    const posted = published.status === 'posted';
    return {
      result: {
        artifact_ids: [artifact.id],
        draft_id: draft.id,
        outbox_id: published.outboxId,
        status: published.status,
        post_id: posted ? published.postId : null,
        text: published.text,
      },
      summary: oneLine(posted ? `Posted: ${published.text}` : `Would post, but ${published.reason}: ${published.text}`, 400),
      tags: ['tweet', published.status],
      untrusted: draft.untrusted,
    };
  },
};

/** @throws BadInputError when there is no draft, or when nobody can have seen the one that would go out */
async function draftOf(context: Context): Promise<ArtifactRow> {
  const { draft_id } = context.payload;
  if (draft_id) {
    const [draft] = await context.library.artifacts({ ids: [draft_id], limit: 1 });
    if (draft?.kind !== 'tweet_draft')
      throw new BadInputError(`draft_id: ${draft_id} is ${draft ? `of kind ${draft.kind}` : 'unknown'}, not a tweet draft`);
    return draft;
  }
  const draft = (await ownDraft(context)) ?? (await newestUnpublished(context));
  if (!draft) throw new BadInputError('no unpublished tweet draft of the last 24 hours; run draft_tweet first or give draft_id');
  // Chosen at run time: whoever approved this work never saw the text. Outside text leaves only by name.
  if (draft.untrusted && context.policies.x_policy.posting) {
    throw new BadInputError(
      `the draft ${draft.id} is built on outside text; propose post_tweet with this draft_id, so that a person sees it first`,
    );
  }
  return draft;
}

async function ownDraft({ previous, library }: Context): Promise<ArtifactRow | undefined> {
  const ids = previous.filter((step) => step.kind === 'draft_tweet').flatMap(madeBy);
  if (ids.length === 0) return undefined;
  return (await library.artifacts({ ids, kinds: ['tweet_draft'], limit: 20 }))[0];
}

async function newestUnpublished({ library, clock, step }: Context): Promise<ArtifactRow | undefined> {
  const since = before(clock.now(), DAY_MS);
  const drafts = await library.artifacts({ kinds: ['tweet_draft'], since, limit: 50 });
  const posts = await library.artifacts({ kinds: ['post'], since: before(since, DAY_MS), limit: 200 });
  const published = new Set(posts.filter((post) => post.step_id !== step.id).flatMap(({ data }) => textsIn([data.draft_id])));
  return drafts.find((draft) => !published.has(draft.id) && draft.created_at <= step.created_at);
}

function keep(context: Context, draft: ArtifactRow, published: Exclude<Publication, { status: 'refused' }>): Promise<ArtifactRow> {
  const posted = published.status === 'posted';
  const note = posted ? `Posted on X as ${published.postId}.` : `Not sent: ${published.reason}. This is what would have been posted.`;
  return context.save({
    kind: 'post',
    title: draft.title,
    body: `${published.text}\n\n*${note}*`,
    data: {
      draft_id: draft.id,
      outbox_id: published.outboxId,
      status: published.status,
      post_id: posted ? published.postId : null,
      text: published.text,
    },
    sources: draft.sources,
    untrusted: draft.untrusted,
  });
}

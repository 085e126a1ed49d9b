/** A person says what became of a post that the company cannot settle by itself: it is on X under this id, or it is not and is given up. */
import type { World } from '../../world/world.ts';
import { InvalidInput } from '../errors.ts';
import { emit } from '../events/emit.ts';
import { readPolicies } from '../policy/policies.ts';
import { cleanText, isUuid } from '../text.ts';
import { MINUTE_MS } from '../time.ts';
import { lockOutbox, lockPost, movePost, postedByHand, standsFor } from './outbox-store.ts';
import type { OutboxRow } from './publication.ts';
import { postIdIn } from './rules.ts';

export type SettlePost = { id: string; by: string; reason: string; outcome: 'posted' | 'not_posted'; post: string | null };

/** A waiting step finds the post settled at its next try and ends accordingly. @throws InvalidInput when that is not so, or not sayable now */
export async function settlePost(world: World, input: SettlePost): Promise<{ id: string; status: 'posted' | 'refused' }> {
  const reason = cleanText(input.reason).trim().slice(0, 500);
  if (!reason) throw new InvalidInput('reason', 'reason: say in a few words how you know; it is stored with the post');
  const postId = input.outcome === 'posted' ? postIdIn(input.post ?? '') : null;
  if (input.outcome === 'posted' && !postId)
    throw new InvalidInput('post', 'post: give the id of the post (digits) or its address, https://x.com/<account>/status/<id>');
  if (!isUuid(input.id)) throw new InvalidInput('id', `id: "${input.id.slice(0, 60)}" is not the id of a post`);
  return world.db.begin(async (sql) => {
    await lockOutbox(sql);
    const post = await lockPost(sql, input.id);
    if (!post) throw new InvalidInput('id', `id: no post ${input.id}`);
    const now = world.clock.now();
    const no = refusal(post, input.outcome, now);
    if (no) throw new InvalidInput('id', no);
    const twin = postId && (await standsFor(sql, { id: post.id, textHash: post.text_hash, postId }));
    if (twin) throw new InvalidInput('post', `post: the outbox already holds this post or the same text, as ${twin}`);
    const status = postId ? 'posted' : 'refused';
    const error = postId ? null : `${input.by}: ${reason}`;
    if (postId && !mayBeOnX(post)) await postedByHand(sql, post.id);
    await movePost(sql, post.id, [post.status], { status, ...(postId && { postId }), error, now });
    await emit(world, sql, await readPolicies(world, sql), [
      {
        agentId: post.agent_id,
        kind: 'post_settled',
        title: postId ? 'A person found the post on X' : 'A person gave the post up',
        summary: `${input.by}: ${reason}`,
        tags: ['post_settled', 'by_person', status],
        metadata: { outbox_id: post.id, from: post.status, to: status, post_id: postId, by: input.by, reason },
        cause: { kind: 'person', id: input.by },
        depth: 0,
        missionId: post.mission_id,
        stepId: post.step_id,
      },
    ]);
    return { id: post.id, status };
  });
}

function mayBeOnX(post: OutboxRow): boolean {
  return post.status === 'sending' || post.status === 'unconfirmed';
}

function refusal(post: OutboxRow, outcome: SettlePost['outcome'], now: Date): string | null {
  if (post.status === 'posted') return `id: this post is on X already, as ${post.x_post_id}`;
  if (post.status === 'ready') return 'id: this post has not been sent yet; cancel its mission to hold it back';
  if (post.status === 'sending' && now.getTime() - (post.sending_at ?? post.created_at).getTime() < MINUTE_MS)
    return 'id: a worker may still be sending this post; look again in a minute';
  if (outcome === 'not_posted' && !mayBeOnX(post)) return `id: this post is ${post.status.replace('_', ' ')}; it was never sent`;
  return null;
}

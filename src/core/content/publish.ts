/** Publishing through the outbox: at most one request per draft ever leaves; a lost answer is settled by reading the timeline. */
import type { Sql } from '../../world/db.ts';
import type { World } from '../../world/world.ts';
import type { PolicyValues } from '../company.ts';
import { BadInputError, PermanentError, Postponed, TransientError } from '../errors.ts';
import type { StepRow } from '../missions/step-context.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, startOfDay } from '../time.ts';
import { countCheck, lockOutbox, movePost, openPost, readPost, sentToday, spendToday } from './outbox-store.ts';
import type { OutboxRow, Publication } from './publication.ts';
import { comparable, priceOfPost, refuseText } from './rules.ts';
import { contentHash, selectArtifacts } from './store.ts';

/** A post that X accepted may appear on the timeline minutes later: it is called absent only after this long and this many readings. */
const ABSENT_AFTER_MS = 15 * MINUTE_MS;
const ABSENT_AFTER_CHECKS = 4;
/** What X itself says outweighs a person who gave the post up a moment too early. */
const ON_X_AFTER: OutboxRow['status'][] = ['sending', 'unconfirmed', 'refused'];

/** @throws Postponed while the timeline has to be waited for; TransientError when X could not be reached at all */
export async function publish(world: World, policies: PolicyValues, step: StepRow, draftId: string): Promise<Publication> {
  const [draft] = await selectArtifacts(world.db.sql, { ids: [draftId], limit: 1 });
  if (draft?.kind !== 'tweet_draft') throw new BadInputError(`draft_id: ${draftId} is not a tweet draft`);
  const text = typeof draft.data.text === 'string' ? draft.data.text : draft.body;
  const post = await openPost(world.db.sql, {
    id: world.ids.next(),
    draftId,
    agentId: step.agent_id,
    missionId: step.mission_id,
    stepId: step.id,
    text,
    textHash: contentHash(comparable(text).toLowerCase()),
    priceUsd: priceOfPost(text, policies.x_policy),
    now: world.clock.now(),
  });
  if (!post)
    return { status: 'refused', outboxId: null, reason: 'duplicate: the same text is already in the outbox under another draft', text };
  return settled(post) ?? (post.status === 'ready' ? send(world, policies, step, post) : reconcile(world, post));
}

function settled(post: OutboxRow): Publication | null {
  if (post.status === 'posted') return { status: 'posted', outboxId: post.id, postId: post.x_post_id ?? '', text: post.text };
  if (post.status === 'would_post') return { status: 'would_post', outboxId: post.id, reason: post.error ?? '', text: post.text };
  if (post.status === 'refused') return { status: 'refused', outboxId: post.id, reason: post.error ?? 'refused', text: post.text };
  return null;
}

async function end(sql: Sql, post: OutboxRow, from: OutboxRow['status'][], to: Publication, now: Date): Promise<Publication> {
  const error = to.status === 'posted' ? null : to.reason;
  const postId = to.status === 'posted' ? to.postId : undefined;
  if (await movePost(sql, post.id, from, { status: to.status, postId, error, now })) return to;
  // A person has settled it in the meantime: what they said stands.
  const current = await readPost(sql, post.id);
  return (current && settled(current)) ?? to;
}

async function send(world: World, policies: PolicyValues, step: StepRow, post: OutboxRow): Promise<Publication> {
  const stopped = await world.db.begin(async (sql): Promise<Publication | null> => {
    await lockOutbox(sql);
    const now = world.clock.now();
    const refused = await refusal(sql, policies, step, post, now);
    if (refused) return end(sql, post, ['ready'], { status: 'refused', outboxId: post.id, reason: refused, text: post.text }, now);
    if (!policies.x_policy.posting || !world.x.configured) {
      const reason = policies.x_policy.posting ? 'no X keys are set' : 'posting is switched off (policy x_policy.posting)';
      return end(sql, post, ['ready'], { status: 'would_post', outboxId: post.id, reason, text: post.text }, now);
    }
    if (await movePost(sql, post.id, ['ready'], { status: 'sending', now })) return null;
    throw new TransientError('another worker is sending this post');
  });
  if (stopped) return stopped;
  const answer = await world.x.post(post.text);
  if (answer.outcome === 'posted')
    return end(
      world.db.sql,
      post,
      ON_X_AFTER,
      { status: 'posted', outboxId: post.id, postId: answer.postId, text: post.text },
      world.clock.now(),
    );
  if (answer.outcome === 'refused' && answer.permanent) {
    return end(
      world.db.sql,
      post,
      ['sending'],
      { status: 'refused', outboxId: post.id, reason: `X refused: ${answer.detail}`, text: post.text },
      world.clock.now(),
    );
  }
  if (answer.outcome === 'unknown') {
    await movePost(world.db.sql, post.id, ['sending'], { status: 'unconfirmed', error: answer.detail, now: world.clock.now() });
    throw new Postponed(`X's answer was lost (${answer.detail}); the timeline will tell whether the post is there`, MINUTE_MS);
  }
  await movePost(world.db.sql, post.id, ['sending'], { status: 'ready', error: answer.detail, now: world.clock.now() });
  if (answer.outcome === 'refused') throw new Postponed(`X: ${answer.detail}`, answer.retryAfterMs ?? 15 * MINUTE_MS);
  throw new TransientError(`X could not be reached: ${answer.detail}`);
}

/** The quota, the money and the age once more at the moment of sending: policy may have changed since the door. */
async function refusal(sql: Sql, policies: PolicyValues, step: StepRow, post: OutboxRow, now: Date): Promise<string | null> {
  const textual = refuseText(post.text, policies.x_policy);
  if (textual) return textual;
  const age = now.getTime() - step.created_at.getTime();
  const { max_age_hours, daily_spend_cap_usd } = policies.x_policy;
  if (age > max_age_hours * HOUR_MS)
    return `x_policy: approved ${Math.floor(age / HOUR_MS)} h ago and max_age_hours is ${max_age_hours}; propose it again`;
  const sent = await sentToday(sql, startOfDay(now), post.id);
  if (sent >= policies.x_daily_quota.limit) return `x_daily_quota: ${sent} of ${policies.x_daily_quota.limit} posted today`;
  const spent = await spendToday(sql, startOfDay(now));
  if (policies.x_policy.posting && spent > daily_spend_cap_usd + 1e-9)
    return `x_policy: $${spent.toFixed(3)} of $${daily_spend_cap_usd} would be spent on X today`;
  return null;
}

/** The answer was lost, or the worker died while sending: found on the timeline = posted; absent for long enough = not posted. Never sent again. */
async function reconcile(world: World, post: OutboxRow): Promise<Publication> {
  const { sql } = world.db;
  const since = (post.sending_at ?? post.created_at).getTime();
  const waited = world.clock.now().getTime() - since;
  if (post.status === 'sending' && waited < MINUTE_MS) throw new Postponed('another worker may still be sending this post', MINUTE_MS);
  if (!world.x.configured)
    throw new PermanentError('the post may be on X and cannot be looked up: the X keys are gone. Check the account by hand');
  const timeline = await world.x.timeline();
  if (!timeline.ok) throw new Postponed(`the timeline could not be read: ${timeline.detail}`, timeline.retryAfterMs ?? 5 * MINUTE_MS);
  const ours = comparable(post.text);
  const found = timeline.posts.find(
    (entry) => comparable(entry.text) === ours && (entry.createdAt === null || entry.createdAt.getTime() > since - DAY_MS),
  );
  if (found)
    return end(
      world.db.sql,
      post,
      ON_X_AFTER,
      { status: 'posted', outboxId: post.id, postId: found.id, text: post.text },
      world.clock.now(),
    );
  await movePost(sql, post.id, ['sending'], { status: 'unconfirmed', error: 'the worker stopped while sending', now: world.clock.now() });
  const checks = await countCheck(sql, post.id);
  if (waited < ABSENT_AFTER_MS || checks < ABSENT_AFTER_CHECKS)
    throw new Postponed(`not on the timeline yet (reading ${checks})`, 5 * MINUTE_MS);
  const reason = `X's answer was lost and the post is not on the timeline after ${checks} readings in ${Math.round(waited / MINUTE_MS)} minutes; it was not sent again`;
  return end(world.db.sql, post, ['unconfirmed'], { status: 'refused', outboxId: post.id, reason, text: post.text }, world.clock.now());
}

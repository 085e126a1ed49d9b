/** The outbox on a real database: whatever X answers or the worker suffers, a draft leaves at most once. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { CorePolicies, StepKind } from '../src/core/company.ts';
import { type SettlePost, settlePost } from '../src/core/content/settle-post.ts';
import { PermanentError } from '../src/core/errors.ts';
import { setPolicy } from '../src/core/policy/policies.ts';
import { propose } from '../src/core/proposals/propose.ts';
import { seed } from '../src/core/seed.ts';
import type { XPort, XPostOutcome } from '../src/world/x.ts';
import { smallCompany, smallPolicies } from './small-company.ts';
import { workAll } from './turn.ts';
import { type TestWorld, testWorld } from './world.ts';

const post: StepKind<{ draft_id: string }> = {
  kind: 'post',
  label: 'Post',
  payload: z.strictObject({ draft_id: z.uuid() }),
  result: z.record(z.string(), z.json()),
  external: (policies) => policies.x_policy.posting,
  run: async ({ payload, publish }) => {
    const done = await publish(payload.draft_id);
    if (done.status === 'refused') throw new PermanentError(done.reason);
    return { result: { status: done.status, outbox_id: done.outboxId }, summary: done.text, tags: ['tweet', done.status] };
  },
};
const draft: StepKind<{ text: string }> = {
  kind: 'draft',
  label: 'Draft',
  payload: z.strictObject({ text: z.string() }),
  result: z.record(z.string(), z.json()),
  run: async ({ payload, save }) => {
    const saved = await save({
      kind: 'tweet_draft',
      title: 'draft',
      body: payload.text,
      data: { text: payload.text },
      sources: [],
      untrusted: false,
    });
    return { result: { artifact_ids: [saved.id] }, summary: 'drafted', tags: [] };
  },
};

let world: TestWorld;
/** What X received, and what it does next. */
let ledger: string[];
let timeline: { id: string; text: string; createdAt: Date | null }[];
let next: ((text: string) => XPostOutcome)[];
let readable: boolean;

const x: XPort = {
  configured: true,
  post: async (text) => {
    ledger.push(text);
    const answer = next.shift();
    return answer ? answer(text) : { outcome: 'posted', postId: `p${ledger.length}` };
  },
  timeline: async () => (readable ? { ok: true, posts: timeline } : { ok: false, detail: 'HTTP 503', retryAfterMs: null }),
  metrics: async () => ({ ok: true, posts: [] }),
};
const x_policy: CorePolicies['x_policy'] = { ...smallPolicies.x_policy, posting: true, max_age_hours: 24 };

beforeEach(async () => {
  [ledger, timeline, next, readable] = [[], [], [], true];
  const kinds = [post, draft] as StepKind[];
  world = await testWorld({
    company: smallCompany({
      stepKinds: kinds,
      policies: { auto_approve: { enabled: true, allowed_step_kinds: ['post', 'draft'] }, x_policy },
    }),
    x,
  });
  await seed(world);
});
afterEach(() => world.close());

const ask = async (kind: string, payload: object) =>
  propose(world, {
    agentId: 'brain',
    title: kind,
    steps: [{ kind, payload } as never],
    source: 'api',
    cause: { kind: 'person', id: null },
  });
async function drafted(text: string): Promise<string> {
  const { mission_id } = await ask('draft', { text });
  await workAll(world, { kinds: ['draft'] });
  const [row] = await world.db.sql`select id from ops_artifacts where mission_id = ${mission_id}`;
  return row?.id as string;
}
const outbox = () => world.db.sql`select status, x_post_id, error from ops_outbox order by created_at, id`;
async function settle(said: Pick<SettlePost, 'outcome' | 'post'>): Promise<void> {
  const [row] = await world.db.sql`select id from ops_outbox`;
  await settlePost(world, { id: row?.id as string, by: 'ada', reason: 'I looked', ...said });
}
const minutes = (n: number) => world.clock.advance(n * 60_000);
/** Works, waits six minutes, works again, and so on: every reading of the timeline gets its turn. */
async function patiently(rounds: number): Promise<void> {
  for (let i = 0; i < rounds; i++) {
    await workAll(world);
    minutes(6);
  }
}

describe('posting', () => {
  test('sends once and keeps the post id; asked for again, the same draft is not sent again', async () => {
    const id = await drafted('six agents, one queue');
    await ask('post', { draft_id: id });
    await ask('post', { draft_id: id });
    await workAll(world);
    expect(ledger).toEqual(['six agents, one queue']);
    expect(await outbox()).toMatchObject([{ status: 'posted', x_post_id: 'p1' }]);
  });
  test('switched off, nothing is requested and the outbox shows what would have been posted', async () => {
    await setPolicy(world, { key: 'x_policy', value: { ...x_policy, posting: false }, by: 'ada', reason: '' });
    await ask('post', { draft_id: await drafted('hello') });
    await workAll(world);
    expect(ledger).toEqual([]);
    expect(await outbox()).toMatchObject([{ status: 'would_post', error: expect.stringContaining('switched off') }]);
  });
  test('the same text under two drafts leaves once', async () => {
    const [a, b] = [await drafted('say it once'), await drafted('Say it  once')];
    await ask('post', { draft_id: a });
    await ask('post', { draft_id: b });
    await workAll(world);
    expect(ledger).toHaveLength(1);
    const failed = await world.db.sql`select last_error from ops_mission_steps where status = 'failed'`;
    expect(failed).toEqual([{ last_error: expect.stringContaining('duplicate') }]);
  });
  test('a definite no is not asked again', async () => {
    next = [() => ({ outcome: 'refused', permanent: true, detail: '403 duplicate content', retryAfterMs: null })];
    await ask('post', { draft_id: await drafted('again') });
    await patiently(4);
    expect(ledger).toHaveLength(1);
    expect(await outbox()).toMatchObject([{ status: 'refused', error: expect.stringContaining('403 duplicate') }]);
  });
  test('a rate limit waits as long as X says, then sends', async () => {
    next = [() => ({ outcome: 'refused', permanent: false, detail: '429', retryAfterMs: 14 * 60_000 })];
    await ask('post', { draft_id: await drafted('later') });
    await workAll(world);
    minutes(13);
    await workAll(world);
    expect(ledger).toHaveLength(1);
    minutes(2);
    await workAll(world);
    expect(ledger).toHaveLength(2);
    expect(await outbox()).toMatchObject([{ status: 'posted' }]);
  });
  test('X that cannot be reached at all is tried again', async () => {
    next = [() => ({ outcome: 'not_sent', detail: 'connection refused' })];
    await ask('post', { draft_id: await drafted('knock knock') });
    await patiently(2);
    expect(await outbox()).toMatchObject([{ status: 'posted' }]);
  });
});

describe('a draft made of text from outside', () => {
  test('waits for a person even when a trusted caller names it and posting is listed', async () => {
    const id = await drafted('from the web');
    await world.db.sql`update ops_artifacts set untrusted = true where id = ${id}`;
    expect(await ask('post', { draft_id: id })).toMatchObject({ status: 'pending', gate: 'untrusted' });
    await workAll(world);
    expect(ledger).toEqual([]);
  });
});

describe('an answer that was lost', () => {
  const lost =
    (seen: boolean) =>
    (text: string): XPostOutcome => {
      if (seen) timeline.push({ id: 'p77', text: `${text} `, createdAt: world.clock.now() });
      return { outcome: 'unknown', detail: 'time-out after 30 s' };
    };
  test('is settled by the timeline: the post is there, and nothing is sent again', async () => {
    next = [lost(true)];
    await ask('post', { draft_id: await drafted('caf\u00e9 & more') });
    await patiently(3);
    expect(ledger).toHaveLength(1);
    expect(await outbox()).toMatchObject([{ status: 'posted', x_post_id: 'p77' }]);
  });
  test('a person finds it while the timeline is still silent: the mission succeeds with their word', async () => {
    next = [lost(false)];
    const { mission_id } = await ask('post', { draft_id: await drafted('seen by eye') });
    await patiently(2);
    await settle({ outcome: 'posted', post: '7777777' });
    await patiently(2);
    expect(await outbox()).toMatchObject([{ status: 'posted', x_post_id: '7777777' }]);
    expect(await world.db.sql`select status from ops_missions where id = ${mission_id}`).toEqual([{ status: 'succeeded' }]);
  });
  test('a person gives it up at the very moment X shows it: what X shows stands', async () => {
    next = [lost(true)];
    await ask('post', { draft_id: await drafted('at once') });
    await workAll(world);
    const read = world.x.timeline;
    world.x.timeline = async () => {
      await settle({ outcome: 'not_posted', post: null }).catch(() => undefined);
      return read();
    };
    await patiently(3);
    expect(await outbox()).toMatchObject([{ status: 'posted', x_post_id: 'p77' }]);
    expect(ledger).toHaveLength(1);
  });
  test('a post that shows up only minutes later is not called absent early', async () => {
    next = [lost(false)];
    await ask('post', { draft_id: await drafted('slow') });
    await patiently(2);
    expect(await outbox()).toMatchObject([{ status: 'unconfirmed' }]);
    timeline.push({ id: 'p78', text: 'slow', createdAt: world.clock.now() });
    await patiently(2);
    expect(await outbox()).toMatchObject([{ status: 'posted', x_post_id: 'p78' }]);
    expect(ledger).toHaveLength(1);
  });
  test('absent for long enough it is refused for a person to look at, and never sent again', async () => {
    next = [lost(false)];
    await ask('post', { draft_id: await drafted('gone') });
    await patiently(10);
    expect(ledger).toHaveLength(1);
    expect(await outbox()).toMatchObject([{ status: 'refused', error: expect.stringContaining('not sent again') }]);
  });
  test('an unreadable timeline is waited for', async () => {
    next = [lost(true)];
    readable = false;
    await ask('post', { draft_id: await drafted('patience') });
    await patiently(8);
    expect(await outbox()).toMatchObject([{ status: 'unconfirmed' }]);
    readable = true;
    await patiently(2);
    expect(await outbox()).toMatchObject([{ status: 'posted' }]);
    expect(ledger).toHaveLength(1);
  });
  test('a worker that died while sending leaves a post that is looked up, not sent', async () => {
    next = [
      (text) => {
        timeline.push({ id: 'p79', text, createdAt: world.clock.now() });
        throw new Error('killed');
      },
    ];
    await ask('post', { draft_id: await drafted('crash') });
    await patiently(4);
    expect(ledger).toHaveLength(1);
    expect(await outbox()).toMatchObject([{ status: 'posted', x_post_id: 'p79' }]);
  });
});

describe('the last look before sending', () => {
  test('a quota lowered after approval holds: at most so many leave, the rest are visibly refused', async () => {
    for (const text of ['one', 'two', 'three', 'four']) await ask('post', { draft_id: await drafted(text) });
    await setPolicy(world, { key: 'x_daily_quota', value: { limit: 2 }, by: 'ada', reason: 'quieter' });
    await workAll(world);
    expect(ledger).toEqual(['one', 'two']);
    expect((await outbox()).map((row) => row.status)).toEqual(['posted', 'posted', 'refused', 'refused']);
  });
  test('approved too long ago, it is refused instead of sent late', async () => {
    await ask('post', { draft_id: await drafted('stale news') });
    minutes(25 * 60);
    await workAll(world);
    expect(ledger).toEqual([]);
    expect(await outbox()).toMatchObject([{ status: 'refused', error: expect.stringContaining('max_age_hours is 24') }]);
  });
  test('the money cap holds whatever the count says', async () => {
    await setPolicy(world, { key: 'x_policy', value: { ...x_policy, daily_spend_cap_usd: 0.03 }, by: 'ada', reason: '' });
    for (const text of ['one', 'two', 'three']) await ask('post', { draft_id: await drafted(text) });
    await workAll(world);
    expect(ledger).toEqual(['one', 'two']);
  });
  test('a link or a mention in the text is refused by code, whoever approved it', async () => {
    for (const text of ['see https://evil.example/x', 'thanks @somebody']) await ask('post', { draft_id: await drafted(text) });
    await workAll(world);
    expect(ledger).toEqual([]);
    expect((await outbox()).map((row) => row.status)).toEqual(['refused', 'refused']);
  });
});

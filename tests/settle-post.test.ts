/** What a person says about a lost post: stored, told, final, and never a way to send anything. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadCompany } from '../company/index.ts';
import { postIdIn } from '../src/core/content/rules.ts';
import { type SettlePost, settlePost } from '../src/core/content/settle-post.ts';
import { seed } from '../src/core/seed.ts';
import { makePost } from './record-rows.ts';
import { type TestWorld, testWorld } from './world.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await testWorld({ company: loadCompany() });
  await seed(world);
});
afterEach(() => world.close());

const settle = (id: string, more: Partial<SettlePost> = {}) =>
  settlePost(world, { id, by: 'ada', reason: 'I looked', outcome: 'posted', post: '1234567', ...more });
const row = async (id: string) =>
  (await world.db.sql`select status, x_post_id, error, price_usd::float8 as price from ops_outbox where id = ${id}`)[0];
const told = async () =>
  (await world.db.sql`select metadata from ops_agent_events where kind = 'post_settled'`).map(({ metadata }) => metadata);

describe('a post whose answer was lost', () => {
  test('is on X: posted under that id, what it cost stays', async () => {
    const id = await makePost(world, { status: 'unconfirmed', text: 'one', error: 'lost' });
    expect(await settle(id, { post: 'https://x.com/loop/status/99887766?s=20' })).toEqual({ id, status: 'posted' });
    expect(await row(id)).toEqual({ status: 'posted', x_post_id: '99887766', error: null, price: 0.015 });
    expect(await told()).toMatchObject([{ from: 'unconfirmed', to: 'posted', by: 'ada', reason: 'I looked', post_id: '99887766' }]);
  });
  test('is not on X: given up with the reason', async () => {
    const id = await makePost(world, { status: 'unconfirmed', text: 'one' });
    await settle(id, { outcome: 'not_posted', post: null });
    expect(await row(id)).toMatchObject({ status: 'refused', x_post_id: null, error: 'ada: I looked' });
    await expect(settle(id, { outcome: 'not_posted', post: null })).rejects.toThrow('it was never sent');
  });
  test('while a worker may be sending it, nobody says anything', async () => {
    const id = await makePost(world, { status: 'sending', text: 'one' });
    await expect(settle(id)).rejects.toThrow('look again in a minute');
    world.clock.advance(61_000);
    expect(await settle(id)).toMatchObject({ status: 'posted' });
  });
});

test('a post sent by hand counts without costing', async () => {
  const id = await makePost(world, { status: 'would_post', text: 'by hand' });
  await settle(id);
  expect(await row(id)).toMatchObject({ status: 'posted', x_post_id: '1234567', price: 0 });
});

test('two posts cannot be the same one on X', async () => {
  await makePost(world, { status: 'posted', text: 'first', postId: '1234567' });
  const id = await makePost(world, { status: 'unconfirmed', text: 'second' });
  await expect(settle(id)).rejects.toMatchObject({ field: 'post' });
  expect(await told()).toEqual([]);
});

test('what cannot be said is refused with the field named', async () => {
  const ready = await makePost(world, { status: 'ready', text: 'one' });
  const posted = await makePost(world, { status: 'posted', text: 'two', postId: '555555' });
  await expect(settle(ready)).rejects.toThrow('cancel its mission');
  await expect(settle(posted, { outcome: 'not_posted', post: null })).rejects.toThrow('on X already');
  await expect(settle(ready, { reason: ' \u200b ' })).rejects.toMatchObject({ field: 'reason' });
  await expect(settle(ready, { post: 'https://evil.example/status/1234567' })).rejects.toMatchObject({ field: 'post' });
  await expect(settle('last')).rejects.toMatchObject({ field: 'id' });
});

test('two people at once: one of them is heard', async () => {
  const id = await makePost(world, { status: 'unconfirmed', text: 'one' });
  const answers = await Promise.allSettled([settle(id), settle(id, { outcome: 'not_posted', post: null })]);
  expect(answers.filter((answer) => answer.status === 'fulfilled')).toHaveLength(1);
  expect(await told()).toHaveLength(1);
});

test('ids are digits, or stand in an address of X', () => {
  expect(['1234567', ' https://twitter.com/a/status/1234567 ', 'https://x.com/i/web/status/1234567/photo/1'].map(postIdIn)).toEqual([
    '1234567',
    '1234567',
    '1234567',
  ]);
  expect(['', 'p1', '12', 'https://x.com.evil/a/status/1234567', 'http://x.com/a/status/1234567'].map(postIdIn)).toEqual(
    Array(5).fill(null),
  );
});

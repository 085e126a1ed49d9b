/** X's own SDK against a server that speaks its API: one call is one request, and every answer is told apart. */
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { liveX } from '../src/world/live-x.ts';
import { startXServer, type XServer } from './servers/x-server.ts';

let server: XServer;
beforeEach(async () => {
  await server?.close().catch(() => undefined);
  server = await startXServer();
});
afterAll(() => server.close());

const keys = { apiKey: 'ck-canary', apiSecret: 'cs-canary', accessToken: 'at-canary', accessSecret: 'as-canary' };
const x = (timeoutMs = 2000) => liveX({ ...keys, baseURL: server.url, timeoutMs });

describe('posting', () => {
  test('is one signed request, and the id stays a text', async () => {
    expect(await x().post('six agents, one queue — caf\u00e9 & more')).toEqual({ outcome: 'posted', postId: '1900000000000000000' });
    expect(server.ledger).toEqual([{ id: '1900000000000000000', text: 'six agents, one queue — caf\u00e9 & more' }]);
    expect(server.posts).toBe(1);
    expect(server.authorizations[0]).toMatch(/^OAuth .*oauth_signature="/);
    expect(server.authorizations[0]).not.toMatch(/cs-canary|as-canary/);
  });
  test.each([
    ['the line is cut after X accepted', 'drop_after_accept'],
    ['503 after X accepted', { acceptThen: 503 }],
    ['502 after X accepted', { acceptThen: 502 }],
    ['an empty answer', { accept: true, body: '' }],
    ['a page instead of an answer', { accept: true, body: '<html>busy' }],
    ['an answer without id', { accept: true, body: '{"data":{}}' }],
  ] as const)('%s: unknown, after one request', async (_what, fault) => {
    server.script(fault);
    expect(await x().post('hello')).toMatchObject({ outcome: 'unknown' });
    expect(server.posts).toBe(1);
    expect(server.ledger).toHaveLength(1);
  });
  test('a number as id keeps all its digits', async () => {
    server.script({ accept: true, body: '{"data":{"id":1900000000000000001}}' });
    expect(await x().post('hello')).toEqual({ outcome: 'posted', postId: '1900000000000000001' });
  });
  test('silence is unknown', async () => {
    server.script('hang');
    expect(await x(300).post('hello')).toMatchObject({ outcome: 'unknown' });
    expect(server.posts).toBe(1);
  });
  test.each([[400], [401], [403]])('HTTP %i is a definite no', async (status) => {
    server.script({ status, body: JSON.stringify({ detail: 'You are not allowed to create a Tweet with duplicate content. as-canary' }) });
    const outcome = await x().post('hello');
    expect(outcome).toMatchObject({ outcome: 'refused', permanent: true, detail: expect.stringContaining('duplicate content') });
    expect(JSON.stringify(outcome)).not.toContain('canary');
  });
  test('a rate limit waits until its reset, between a minute and a day', async () => {
    const reset = (seconds: number | string) => server.script({ status: 429, headers: { 'x-rate-limit-reset': String(seconds) } });
    const wait = async () => {
      const outcome = await x().post('hello');
      return outcome.outcome === 'refused' && !outcome.permanent ? outcome.retryAfterMs : null;
    };
    const now = Math.floor(Date.now() / 1000);
    reset(now + 840);
    expect(await wait()).toBeGreaterThan(800_000);
    reset(now - 100);
    expect(await wait()).toBe(60_000);
    reset(4_070_908_800);
    expect(await wait()).toBe(86_400_000);
    reset('abc');
    expect(await wait()).toBe(900_000);
    server.script({ status: 429 });
    expect(await wait()).toBe(900_000);
  });
  test('an account without credits is a definite no', async () => {
    server.script({ status: 429, body: '{"title":"UsageCapExceeded","detail":"Usage cap exceeded: Monthly product cap"}' });
    expect(await x().post('hello')).toMatchObject({ outcome: 'refused', permanent: true });
  });
  test('where nobody answers at all, nothing was sent', async () => {
    const gone = x();
    await server.close();
    expect(await gone.post('hello')).toMatchObject({ outcome: 'not_sent' });
    expect(await liveX({ ...keys, baseURL: 'http://nowhere.invalid' }).post('hello')).toMatchObject({ outcome: 'not_sent' });
  });
  test('without keys nothing is ever sent', async () => {
    const none = liveX(null);
    expect(none.configured).toBe(false);
    expect(await none.post('hello')).toMatchObject({ outcome: 'not_sent' });
    expect(server.posts).toBe(0);
  });
});

describe('the timeline', () => {
  test('is our own posts, and empty when there are none', async () => {
    expect(await x().timeline()).toEqual({ ok: true, posts: [] });
    await x().post('hello');
    expect(await x().timeline()).toEqual({
      ok: true,
      posts: [{ id: '1900000000000000000', text: 'hello', createdAt: new Date('2026-11-23T10:00:00Z') }],
    });
  });
  test('that cannot be read is said to be so', async () => {
    const gone = x();
    await server.close();
    expect(await gone.timeline()).toMatchObject({ ok: false });
  });
});

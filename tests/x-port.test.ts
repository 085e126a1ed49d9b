/** X's own SDK against a server that speaks its API: one call is one request, and every answer is told apart. */
import { createServer, type Socket } from 'node:net';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { liveX } from '../src/world/live-x.ts';
import { signatureHolds } from './servers/oauth1.ts';
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
    expect(signatureHolds('POST', `${server.url}/2/tweets`, server.authorizations[0] ?? '', keys)).toBe(true);
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
  test('a slow answer is waited for', async () => {
    server.script({ slowMs: 200 });
    expect(await x(5000).post('hello')).toEqual({ outcome: 'posted', postId: '1900000000000000000' });
    expect(server.posts).toBe(1);
  });
  test.each([[301], [302], [307], [308]])('HTTP %i is not followed: a definite no that names the remedy', async (status) => {
    server.script({ status, headers: { location: `${server.url}/2/tweets` } });
    expect(await x().post('hello')).toMatchObject({
      outcome: 'refused',
      permanent: true,
      detail: expect.stringContaining('X_API_BASE_URL'),
    });
    expect([server.posts, server.ledger]).toEqual([1, []]);
  });
  test('HTTP 421, after which fetch sends a second time by itself, is one request', async () => {
    server.script({ status: 421 });
    expect(await x().post('hello')).toMatchObject({ outcome: 'refused' });
    expect([server.posts, server.ledger]).toEqual([1, []]);
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
  test('where the connection cannot be made safe, nothing was sent', async () => {
    const plain = await x();
    const secure = liveX({ ...keys, baseURL: server.url.replace('http:', 'https:') });
    expect(await secure.post('hello')).toMatchObject({ outcome: 'not_sent' });
    expect(server.posts).toBe(0);
    expect(await plain.post('hello')).toMatchObject({ outcome: 'posted' });
  });
  test('a detail from outside can be stored', async () => {
    server.script({ status: 403, body: `{"detail":"${'\ud83d\ude00'.repeat(400)}"}` }, { accept: true, body: '\u0000' });
    const [refused, unknown] = [await x().post('hello'), await x().post('hello')];
    expect(JSON.stringify([refused, unknown])).not.toMatch(/\\u0000|\\ud83d/);
  });
  test('without keys nothing is ever sent', async () => {
    const none = liveX(null);
    expect(none.configured).toBe(false);
    expect(await none.post('hello')).toMatchObject({ outcome: 'not_sent' });
    expect(server.posts).toBe(0);
  });
});

describe('connections', () => {
  /** Answers readings and keeps their connection open; what follows a POST is `end`. Records what arrived on which connection. */
  async function recorder(end: (socket: Socket, nth: number) => void) {
    const arrived: { connection: number; line: string }[] = [];
    const open = new Set<Socket>();
    let connections = 0;
    const listener = createServer((socket) => {
      const connection = ++connections;
      open.add(socket);
      socket.on('error', () => undefined);
      socket.on('data', (data) => {
        const line = /^(GET|POST) \S+/.exec(String(data))?.[0];
        if (!line) return;
        arrived.push({ connection, line });
        if (line.startsWith('POST')) return end(socket, arrived.filter((one) => one.line.startsWith('POST')).length);
        const body = '{"data":{"id":"42"},"meta":{"result_count":0}}';
        socket.write(`HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
      });
    });
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    const { port } = listener.address() as { port: number };
    const close = () =>
      new Promise<void>((resolve) => {
        for (const socket of open) socket.destroy();
        listener.close(() => resolve());
      });
    return { arrived, close, x: liveX({ ...keys, baseURL: `http://127.0.0.1:${port}`, timeoutMs: 2000 }) };
  }
  const posts = (arrived: { line: string }[]) => arrived.filter(({ line }) => line.startsWith('POST'));

  test('a reset after the request arrived is unknown, and it is not sent again on another connection', async () => {
    const raw = await recorder((socket) => socket.resetAndDestroy());
    await raw.x.timeline();
    expect(await raw.x.post('one')).toMatchObject({ outcome: 'unknown' });
    expect(posts(raw.arrived)).toHaveLength(1);
    await raw.close();
  });
  test('every request has a connection of its own, so that none is lost on one that X has just closed', async () => {
    const created = 'HTTP/1.1 201 Created\r\ncontent-length: 19\r\n\r\n{"data":{"id":"7"}}';
    const raw = await recorder((socket, nth) => (nth === 1 ? socket.write(created) : socket.end(created)));
    await raw.x.timeline();
    expect(await raw.x.post('one')).toEqual({ outcome: 'posted', postId: '7' });
    expect(await raw.x.post('two')).toEqual({ outcome: 'posted', postId: '7' });
    expect(posts(raw.arrived)).toHaveLength(2);
    expect(new Set(raw.arrived.map(({ connection }) => connection)).size).toBe(raw.arrived.length);
    await raw.close();
  });
  test('an answer that is cut in its middle is unknown', async () => {
    const raw = await recorder((socket) => socket.end('HTTP/1.1 201 Created\r\ncontent-length: 99\r\n\r\n{"data":{"id":"7'));
    expect(await raw.x.post('one')).toMatchObject({ outcome: 'unknown' });
    expect(posts(raw.arrived)).toHaveLength(1);
    await raw.close();
  });
});

describe('the timeline', () => {
  test('asks once who we are, then for our newest hundred, signed', async () => {
    const port = x();
    await port.timeline();
    await port.timeline();
    const path = '/2/users/42/tweets?max_results=10&tweet.fields=created_at,entities';
    expect(server.requests).toEqual(['GET /2/users/me', `GET ${path}`, `GET ${path}`]);
    expect(signatureHolds('GET', `${server.url}${path}`, server.authorizations[2] ?? '', keys)).toBe(true);
  });
  test('reads as it was written: no HTML escapes, no shortened links', async () => {
    const urls = [{ url: 'https://t.co/abc', expanded_url: 'https://example.com/?a=1&b=$&' }, { url: 7 }, null];
    const data = [
      { id: '1', text: 'R&amp;D &lt;3 &amp;lt; it&#39;s https://t.co/abc', created_at: 'yesterday', entities: { urls } },
      { id: 2, text: 'no text id' },
      null,
    ];
    server.scriptTimeline({ status: 200, body: JSON.stringify({ data, meta: { result_count: 3 } }) });
    expect(await x().timeline()).toEqual({
      ok: true,
      posts: [{ id: '1', text: "R&D <3 &lt; it's https://example.com/?a=1&b=$&", createdAt: null }],
    });
  });
  test.each([
    [{ status: 429, headers: { 'x-rate-limit-reset': '1' } }, 60_000],
    [{ status: 503 }, null],
    [{ status: 200, body: '<html>busy' }, null],
    [{ status: 200, body: '{"errors":[{"detail":"hidden"}]}' }, null],
    [{ status: 200, body: '{"data":{"id":"1"}}' }, null],
  ])('that X does not give (%j) is no timeline, and least of all an empty one', async (reply, retryAfterMs) => {
    server.scriptTimeline(reply);
    expect(await x().timeline()).toMatchObject({ ok: false, retryAfterMs });
  });
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

/** What a site may ask of us and how much it may give us: robots.txt, unchanged pages, sizes, times, and bodies made to hurt. */
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { liveClock } from '../src/world/clock.ts';
import { liveWeb, type WebConfig } from '../src/world/web/live.ts';
import type { Conditional, WebFailure } from '../src/world/web.ts';
import { articlePage, type PageServer, startPages, WORDS } from './servers/pages.ts';

let pages: PageServer;
beforeAll(async () => {
  pages = await startPages();
});
afterAll(() => pages.close());
beforeEach(() => void pages.on('/robots.txt', (_request, response) => response.writeHead(404).end()));

const web = (more: Partial<WebConfig> = {}) => liveWeb({ allowHosts: [pages.host], ownOrigin: null, clock: liveClock(), ...more });
const read = (url: string, more: Partial<WebConfig> = {}, known: Conditional | null = null) =>
  web(more).read(url, known, new AbortController().signal);
async function failure(url: string, more: Partial<WebConfig> = {}): Promise<WebFailure> {
  const result = await read(url, more);
  if (result.status !== 'failed') throw new Error(`${url} was read: ${JSON.stringify(result).slice(0, 300)}`);
  return result.failure;
}

describe('robots.txt', () => {
  const rules = (text: string) => pages.serve('/robots.txt', text, { 'content-type': 'text/plain' });
  test('is respected for us and for everybody, redirects included', async () => {
    rules('User-agent: deskmates\nDisallow: /private\n\nUser-agent: *\nDisallow: /');
    pages.serve('/private/page', articlePage(''));
    pages.serve('/open', articlePage(''));
    pages.redirect('/way-in', '/private/page');
    expect(await failure(`${pages.url}/private/page`)).toMatchObject({ kind: 'blocked', detail: expect.stringContaining('robots.txt') });
    expect(await failure(`${pages.url}/way-in`)).toMatchObject({ kind: 'blocked', detail: expect.stringContaining('robots.txt') });
    expect(await read(`${pages.url}/open`)).toMatchObject({ status: 'ok' });
    expect(await failure(`${pages.url}/open`, { userAgent: 'Somebody/1.0' })).toMatchObject({ kind: 'blocked' });
    expect(pages.requests).not.toContain('/private/page');
  });
  test('is asked once for many pages, even at the same time', async () => {
    const asked = () => pages.requests.filter((path) => path === '/robots.txt').length;
    const before = asked();
    const port = web();
    const urls = Array.from({ length: 5 }, (_, i) => pages.serve(`/one-of-${i}`, articlePage('')));
    await Promise.all(urls.map((url) => port.read(url, null, new AbortController().signal)));
    expect(asked() - before).toBe(1);
  });
  test('that fails for now makes the site wait; a refusal of it allows', async () => {
    const url = pages.serve('/waits', articlePage(''));
    for (const status of [500, 503, 429]) {
      pages.on('/robots.txt', (_request, response) => response.writeHead(status).end());
      expect(await failure(url)).toMatchObject({ kind: 'transient', detail: expect.stringContaining('robots.txt'), retryAfterMs: 60_000 });
    }
    pages.on('/robots.txt', () => {});
    expect(await failure(url, { timeoutMs: 300 })).toMatchObject({ kind: 'transient', detail: expect.stringContaining('robots.txt') });
    pages.on('/robots.txt', (_request, response) => response.writeHead(403).end());
    expect(await read(url)).toMatchObject({ status: 'ok' });
  });
  test('without end is read as far as the limit', async () => {
    rules(`User-agent: *\nDisallow: /private\n${'# nothing\n'.repeat(300_000)}`);
    expect(await failure(`${pages.url}/private`)).toMatchObject({ kind: 'blocked' });
  });
});

describe('an answer', () => {
  test('that nothing has changed is believed only when we asked', async () => {
    const url = pages.on('/etag', ({ headers }, response) => {
      const known = headers['if-none-match'] === '"v1"' || headers['if-modified-since'] === 'Mon, 02 Nov 2026 08:00:00 GMT';
      response.writeHead(known ? 304 : 200, { 'content-type': 'text/html', etag: '"v1"' }).end(known ? undefined : articlePage(''));
    });
    expect(await read(url)).toMatchObject({ status: 'ok', value: { page: { etag: '"v1"' } } });
    expect(await read(url, {}, { etag: '"v1"', lastModified: null })).toEqual({ status: 'not_modified' });
    expect(await read(url, {}, { etag: null, lastModified: 'Mon, 02 Nov 2026 08:00:00 GMT' })).toEqual({ status: 'not_modified' });
    expect(await read(url, {}, { etag: '"v0"', lastModified: null })).toMatchObject({ status: 'ok' });
    expect(await failure(pages.on('/304', (_request, response) => response.writeHead(304).end()))).toMatchObject({ kind: 'bad' });
  });
  test.each([
    [404, 'gone'],
    [410, 'gone'],
    [401, 'blocked'],
    [403, 'blocked'],
    [451, 'blocked'],
    [400, 'bad'],
    [418, 'bad'],
    [408, 'transient'],
    [429, 'transient'],
    [500, 'transient'],
    [503, 'transient'],
  ])('of HTTP %i means %s', async (status, kind) => {
    const url = pages.on('/status', (_request, response) => response.writeHead(status).end('no'));
    expect(await failure(`${url}?token=hunter2`)).toMatchObject({
      kind,
      detail: expect.stringMatching(new RegExp(`^${url.replaceAll('.', '\\.')}\\?token=… answered with HTTP ${status}`)),
      retryAfterMs: null,
    });
  });
  test.each([
    ['120', 120_000],
    ['0', 0],
    ['9999999', 86_400_000],
    ['Mon, 02 Nov 1998 08:00:00 GMT', 0],
    ['soon', null],
  ])('that asks to come back after %j says so in milliseconds', async (said, retryAfterMs) => {
    const url = pages.on('/later', (_request, response) => response.writeHead(429, { 'retry-after': said }).end());
    expect(await failure(url)).toMatchObject({ kind: 'transient', retryAfterMs });
  });
  test('cut off in the middle may come whole another time', async () => {
    const url = pages.on('/cut', (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html', 'content-length': '1000' });
      response.write('<p>half', () => response.destroy());
    });
    expect(await failure(url)).toMatchObject({ kind: 'transient' });
    const closed = await startPages();
    await closed.close();
    expect(await failure(closed.url, { allowHosts: [closed.host] })).toMatchObject({ kind: 'transient' });
  });
});

describe('a limit', () => {
  const html = { 'content-type': 'text/html' };
  test('holds for the size of a page, announced or not', async () => {
    const large = 'x'.repeat(2_100_000);
    const unannounced = pages.on('/chunks', (_request, response) => {
      response.writeHead(200, html);
      const more = () => {
        while (!response.destroyed && response.write(large.slice(0, 65_536)));
      };
      response.on('drain', more);
      more();
    });
    for (const url of [pages.serve('/large', large), unannounced]) {
      expect(await failure(url)).toMatchObject({ kind: 'bad', detail: expect.stringContaining('larger than 2 MB') });
    }
    expect(await failure(pages.serve('/small', articlePage('')), { maxBytes: 100 })).toMatchObject({
      kind: 'bad',
      detail: expect.stringContaining('0.1 kB'),
    });
  });
  test.each([
    ['gzip', gzipSync(Buffer.alloc(100_000_000, 'a'))],
    ['deflate', deflateSync(Buffer.alloc(50_000_000, 'a'))],
    ['br', brotliCompressSync(Buffer.alloc(50_000_000, 'a'))],
    ['gzip, gzip', gzipSync(gzipSync(Buffer.alloc(50_000_000, 'a')))],
  ])('holds for what a %s body unfolds to', async (encoding, body) => {
    expect(body.length).toBeLessThan(200_000);
    const url = pages.serve('/bomb', body, { ...html, 'content-encoding': encoding });
    expect(await failure(url)).toMatchObject({ kind: 'bad', detail: expect.stringContaining('2 MB') });
  });
  test('a packed page within it is read, a damaged one refused', async () => {
    const packed = gzipSync(articlePage(''));
    expect(await read(pages.serve('/packed', packed, { ...html, 'content-encoding': 'gzip' }))).toMatchObject({ status: 'ok' });
    const damaged = Buffer.from('this was never packed at all');
    expect(await failure(pages.serve('/damaged', damaged, { ...html, 'content-encoding': 'gzip' }))).toMatchObject({ kind: 'bad' });
  });
  test('holds for the whole time of a request: silence, or a byte now and then', async () => {
    const silent = pages.on('/silent', () => {});
    const drip = pages.on('/drip', (_request, response) => {
      response.writeHead(200, html);
      const dripping = setInterval(() => response.write('x'), 50);
      response.on('close', () => clearInterval(dripping));
    });
    for (const url of [silent, drip]) {
      expect(await failure(url, { timeoutMs: 400 })).toMatchObject({ kind: 'transient', detail: expect.stringContaining('within 0.4 s') });
    }
  });
  test('of the one who asks holds, too: a reading called off says so', async () => {
    const calledOff = new AbortController();
    const url = pages.on('/slow', () => calledOff.abort());
    const result = await web().read(url, null, calledOff.signal);
    expect(result).toMatchObject({ status: 'failed', failure: { kind: 'transient', detail: expect.stringContaining('called off') } });
    expect(await web().read(url, null, calledOff.signal)).toEqual(result);
  });
});

describe('a body', () => {
  test.each([
    ['application/pdf', '%PDF-1.7'],
    ['image/png', 'x'],
    ['image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"><text>hi</text></svg>'],
    ['application/zip', 'PK'],
    ['application/octet-stream', 'x'],
    ['text/css', 'a{}'],
    ['text/html', '%PDF-1.7 pretending'],
    ['text/html', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a])],
    ['text/plain', Buffer.from([0x4d, 0x5a, 0x90, 0x00, 0x03, 0x00])],
    ['text/html; charset=utf-7', '+ADw-script+AD4-'],
    ['text/html', '<meta charset="utf-7">+ADw-script+AD4-'],
    ['text/html', ''],
    ['text/html', '<html><body><div id="app"></div><script>render()</script></body></html>'],
    ['text/html', '<p style="display:none">Only for machines.</p>'],
  ])('of %s is refused when it is none that is read: %j', async (type, body) => {
    const { kind, detail } = await failure(pages.serve('/body', body, { 'content-type': type }));
    expect(kind).toBe('bad');
    expect(detail).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/body (is|answered|holds) [^\n]+$/);
  });
  test('without a type is read as what it is', async () => {
    expect(await read(pages.serve('/untyped', articlePage(''), {}))).toMatchObject({ status: 'ok', value: { kind: 'page' } });
  });
  const BOXES: [string, string][] = [
    ['2,500 nested boxes', `${'<div>'.repeat(2500)}<p>${WORDS}</p>${'</div>'.repeat(2500)}`],
    ['2,500 nested lists', `${'<ul><li>'.repeat(2500)}${WORDS}`],
    ['2,500 nested tables', `<p>${WORDS}</p>${'<table><tr><td>'.repeat(2500)}${WORDS}`],
    ['a line of a megabyte', `<p>${'word '.repeat(200_000)}</p>`],
    ['a megabyte of open brackets', '<'.repeat(1_000_000)],
    ['300,000 nested boxes', '<div>'.repeat(300_000)],
  ];
  test('made to hurt is read or refused, and the program goes on meanwhile', async () => {
    const port = web({ parseMs: 1500 });
    let beats = 0;
    const beating = setInterval(() => beats++, 5);
    for (const [name, inner] of BOXES) {
      const before = beats;
      const result = await port.read(pages.serve('/hurts', articlePage(inner)), null, new AbortController().signal);
      if (result.status === 'failed')
        expect(result.failure, name).toMatchObject({ kind: 'bad', detail: expect.stringMatching(/tangled|large|holds no text/) });
      else expect(result, name).toMatchObject({ status: 'ok', value: { page: { markdown: expect.stringMatching(/412 orders|word/) } } });
      expect(beats, name).toBeGreaterThan(before);
    }
    clearInterval(beating);
    expect(await port.read(pages.serve('/after', articlePage('')), null, new AbortController().signal)).toMatchObject({ status: 'ok' });
  });
  test('is never mixed up with another that is read at the same time', async () => {
    const port = web();
    const urls = Array.from({ length: 8 }, (_, i) => pages.serve(`/many-${i}`, articlePage(`<p>Page number ${i}.</p>`)));
    const all = await Promise.all(urls.map((url) => port.read(url, null, new AbortController().signal)));
    all.forEach((result, i) => {
      expect(result).toMatchObject({ value: { page: { url: urls[i], markdown: expect.stringContaining(`Page number ${i}.`) } } });
    });
  });
});

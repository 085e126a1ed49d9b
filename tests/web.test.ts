/** Pages and feeds from a real server on loopback: what comes out is text, within limits, politely. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { liveClock } from '../src/world/clock.ts';
import { liveWeb } from '../src/world/web/live.ts';
import type { Page, WebFailure } from '../src/world/web.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;
const pages = new Map<string, Answer>();
let base: string;
let host: string;
const server = createServer((request, response) => {
  const answer = pages.get((request.url ?? '').split('?')[0] as string);
  if (answer) answer(request, response);
  else response.writeHead(404).end();
});
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  base = `http://${host}`;
});
afterAll(
  () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    }),
);

const web = (more: object = {}) => liveWeb({ allowHosts: [host], ownOrigin: null, clock: liveClock(), timeoutMs: 5000, ...more });
const serve = (path: string, body: string | Buffer, headers: Record<string, string> = { 'content-type': 'text/html; charset=utf-8' }) => {
  pages.set(path, (_request, response) => response.writeHead(200, headers).end(body));
  return base + path;
};
const read = (url: string, more: object = {}, conditional: { etag: string | null; lastModified: string | null } | null = null) =>
  web(more).read(url, conditional, new AbortController().signal);
async function page(url: string, from = web()): Promise<Page> {
  const result = await from.read(url, null, new AbortController().signal);
  if (result.status !== 'ok' || result.value.kind !== 'page') throw new Error(JSON.stringify(result));
  return result.value.page;
}
async function failure(url: string, more: object = {}): Promise<WebFailure> {
  const result = await read(url, more);
  if (result.status !== 'failed') throw new Error(`expected a failure, got ${result.status}`);
  return result.failure;
}
const words =
  'The bakery handled 412 orders in October, up from 260 in September, and two of its three agents never spoke to a customer at all. ';
const article = (inner: string, head = '') =>
  `<!doctype html><html><head><title>A bakery and its agents</title>${head}</head><body><nav>Menu</nav><article><h1>A bakery and its agents</h1><p>${words}</p>${inner}<p>${words}</p></article></body></html>`;

describe('an article', () => {
  test('becomes markdown with lists, tables, code and whole links, and keeps title, byline and date', async () => {
    const inner =
      '<ul><li>one</li><li>two</li></ul><table><thead><tr><th>Month</th><th>Orders</th></tr></thead><tbody><tr><td>Oct</td><td>412</td></tr></tbody></table><pre><code class="language-js">let a = 1;</code></pre><p>See <a href="/more">more</a>.</p>';
    const result = await page(
      serve(
        '/full',
        article(inner, '<meta property="article:published_time" content="2026-11-02T08:00:00Z"><meta name="author" content="Ada">'),
      ),
    );
    expect(result.markdown).toMatch(/- {1,3}one/);
    expect(result.markdown).toContain('| Oct | 412 |');
    expect(result.markdown).toContain('let a = 1;');
    expect(result.markdown).toContain(`[more](${base}/more)`);
    expect(result).toMatchObject({ title: expect.stringContaining('bakery'), publishedAt: new Date('2026-11-02T08:00:00Z') });
    expect(result.markdown).not.toMatch(/Menu|<[a-z]/);
  });
  test('loses what its author hid from readers, scripts and dangerous links', async () => {
    const hidden = [
      '<p style="display:none">SECRET-1</p>',
      '<div hidden>SECRET-2</div>',
      '<p aria-hidden="true">SECRET-3</p>',
      '<p style="font-size: 0px">SECRET-4</p>',
      '<!-- SECRET-5 -->',
      '<p style="visibility: hidden">SECRET-6</p>',
      '<script>SECRET-7</script>',
      '<p style="color:#fff">SECRET-8</p>',
    ];
    const result = await page(
      serve(
        '/hidden',
        article(
          `${hidden.join('')}<p>Read <a href="javascript:alert(1)">this</a> and &lt;img src=x onerror=alert(1)&gt; that\u202e\u200b.</p>`,
        ),
      ),
    );
    expect(result.markdown).not.toMatch(/SECRET|javascript:|<img|\u202e|\u200b/);
  });
  test('after another is read as well as the first: one thread serves many pages', async () => {
    const addresses = Array.from({ length: 6 }, (_, i) => serve(`/many-${i}`, article(`<p>Page number ${i}.</p>`)));
    const one = web();
    const all = await Promise.all(addresses.map((url) => page(url, one)));
    expect(all.map(({ markdown }, i) => markdown.includes(`Page number ${i}.`))).toEqual(addresses.map(() => true));
  });
  test('under three addresses has one address', async () => {
    const html = article('', '<link rel="canonical" href="/story">');
    const addresses = [serve('/story', html), `${serve('/amp', html)}?utm_source=x`, `${base}/story?utm_campaign=y&fbclid=z#top`];
    expect(new Set(await Promise.all(addresses.map(async (url) => (await page(url)).url)))).toEqual(new Set([`${base}/story`]));
  });
  test('cannot claim to be a page of another site', async () => {
    expect((await page(serve('/claim', article('', '<link rel="canonical" href="https://bank.example/">')))).url).toBe(`${base}/claim`);
  });
  test('in another encoding is read as it was meant', async () => {
    const latin = Buffer.from(article('<p>Caf\u00e9 M\u00fcnchen</p>'), 'latin1');
    expect((await page(serve('/latin', latin, { 'content-type': 'text/html; charset=iso-8859-1' }))).markdown).toContain(
      'Caf\u00e9 M\u00fcnchen',
    );
    const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(article('<p>Caf\u00e9</p>'), 'utf16le')]);
    expect((await page(serve('/wide', wide, { 'content-type': 'text/html' }))).markdown).toContain('Caf\u00e9');
  });
});

describe('a feed', () => {
  const item =
    '<item><title>A &amp; B</title><link>/a?utm_source=feed</link><guid>g1</guid><pubDate>Mon, 02 Nov 2026 08:00:00 GMT</pubDate><description>&lt;p&gt;Hi &lt;b&gt;there&lt;/b&gt;&lt;/p&gt;</description></item>';
  const kinds: [string, string, string][] = [
    ['RSS', 'application/rss+xml', `<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>${item}</channel></rss>`],
    ['RSS served as text/html', 'text/html', `<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>${item}</channel></rss>`],
    [
      'Atom',
      'application/atom+xml',
      '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><entry><id>g1</id><title type="html">A &amp;amp; B</title><link rel="alternate" href="/a"/><updated>2026-11-02T08:00:00Z</updated><summary>Hi there</summary></entry></feed>',
    ],
    [
      'JSON',
      'application/feed+json',
      '{"version":"https://jsonfeed.org/version/1.1","title":"News","items":[{"id":"g1","url":"/a","title":"A & B","content_html":"<p>Hi there</p>","date_published":"2026-11-02T08:00:00Z"}]}',
    ],
  ];
  test.each(kinds)('in %s gives plain items', async (kind, type, text) => {
    const result = await read(serve(`/feed-${kind.replaceAll(' ', '').replace('/', '')}`, text, { 'content-type': type, etag: '"e1"' }));
    expect(result).toMatchObject({
      status: 'ok',
      value: {
        kind: 'feed',
        feed: {
          title: 'News',
          etag: '"e1"',
          items: [{ key: 'g1', title: 'A & B', url: `${base}/a`, publishedAt: new Date('2026-11-02T08:00:00Z'), summary: 'Hi there' }],
        },
      },
    });
  });
  test('that is broken is refused with a sentence', async () => {
    expect(await failure(serve('/broken-feed', '<rss><channel', { 'content-type': 'application/rss+xml' }))).toMatchObject({
      kind: 'bad',
      detail: expect.stringContaining('cannot be read'),
    });
  });
});

describe('politeness', () => {
  test('robots.txt is respected, and a site whose rules cannot be read is left alone for now', async () => {
    pages.set('/robots.txt', (_request, response) =>
      response.writeHead(200, { 'content-type': 'text/plain' }).end('User-agent: *\nDisallow: /private'),
    );
    expect(await failure(serve('/private', article('')))).toMatchObject({ kind: 'blocked', detail: expect.stringContaining('robots.txt') });
    expect((await page(serve('/public', article('')))).title).toContain('bakery');
    pages.set('/robots.txt', (_request, response) => response.writeHead(503).end());
    expect(await failure(`${base}/public`)).toMatchObject({ kind: 'transient' });
    pages.delete('/robots.txt');
  });
  test('a page that has not changed is not sent again', async () => {
    pages.set('/etag', (request, response) =>
      request.headers['if-none-match'] === '"v1"'
        ? response.writeHead(304).end()
        : response.writeHead(200, { 'content-type': 'text/html', etag: '"v1"' }).end(article('')),
    );
    const first = await page(`${base}/etag`);
    expect(await read(`${base}/etag`, {}, { etag: first.etag, lastModified: null })).toEqual({ status: 'not_modified' });
  });
  test('what a site answers is told apart: gone, asked to wait, forbidden', async () => {
    pages.set('/wait', (_request, response) => response.writeHead(429, { 'retry-after': '120' }).end());
    pages.set('/no', (_request, response) => response.writeHead(403).end());
    expect(await failure(`${base}/nothing-here?token=hidden`)).toMatchObject({
      kind: 'gone',
      detail: expect.not.stringContaining('hidden'),
    });
    expect(await failure(`${base}/wait`)).toMatchObject({ kind: 'transient', retryAfterMs: 120_000 });
    expect(await failure(`${base}/no`)).toMatchObject({ kind: 'blocked' });
  });
});

describe('limits', () => {
  test('a page larger than the limit, and one that unfolds to more, are cut', async () => {
    expect(await failure(serve('/large', 'x'.repeat(2_100_000)))).toMatchObject({
      kind: 'bad',
      detail: expect.stringContaining('2000 kB'),
    });
    const bomb = gzipSync(Buffer.alloc(50_000_000, 'a'));
    expect(await failure(serve('/bomb', bomb, { 'content-type': 'text/html', 'content-encoding': 'gzip' }))).toMatchObject({ kind: 'bad' });
  });
  test('a page that drips one byte at a time is given up', async () => {
    pages.set('/drip', (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      const drip = setInterval(() => response.write('x'), 100);
      response.on('close', () => clearInterval(drip));
    });
    expect(await failure(`${base}/drip`, { timeoutMs: 700 })).toMatchObject({
      kind: 'transient',
      detail: expect.stringContaining('0.7 s'),
    });
  });
  test.each([
    ['application/pdf', '%PDF-1.7'],
    ['image/png', 'x'],
    ['application/zip', 'PK'],
    ['text/html', '%PDF-1.7 pretending'],
    ['text/html; charset=utf-7', '+ADw-script+AD4-'],
  ])('%s is refused: %s', async (type, body) => {
    expect(await failure(serve('/file', body, { 'content-type': type }))).toMatchObject({ kind: 'bad' });
  });
  test('a page without an article is refused with a sentence', async () => {
    expect(await failure(serve('/empty', '<html><body><div id="app"></div><script>render()</script></body></html>'))).toMatchObject({
      kind: 'bad',
      detail: expect.stringContaining('no article'),
    });
  });
  test('two thousand nested boxes and a line of a megabyte are read or refused, and the process goes on meanwhile', async () => {
    let ticks = 0;
    const ticking = setInterval(() => ticks++, 5);
    const deep = `${'<div>'.repeat(2500)}<p>${words}</p>${'</div>'.repeat(2500)}`;
    expect(['ok', 'failed']).toContain((await read(serve('/deep', article(deep)))).status);
    expect(['ok', 'failed']).toContain((await read(serve('/line', article(`<p>${'word '.repeat(200_000)}</p>`)))).status);
    clearInterval(ticking);
    expect(ticks).toBeGreaterThan(3);
    expect((await page(serve('/after', article('')))).title).toContain('bakery');
  });
});

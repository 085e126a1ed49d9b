/** Pages and feeds from a real server on loopback: what comes out is text that a reader would see, under one name. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { liveClock } from '../src/world/clock.ts';
import { liveWeb } from '../src/world/web/live.ts';
import type { Feed, Page } from '../src/world/web.ts';
import { articlePage, type PageServer, startPages, WORDS } from './servers/pages.ts';

let pages: PageServer;
beforeAll(async () => {
  pages = await startPages();
});
afterAll(() => pages.close());

const read = (url: string) =>
  liveWeb({ allowHosts: [pages.host], ownOrigin: null, clock: liveClock() }).read(url, null, new AbortController().signal);
async function page(url: string): Promise<Page> {
  const result = await read(url);
  if (result.status !== 'ok' || result.value.kind !== 'page') throw new Error(JSON.stringify(result));
  return result.value.page;
}
async function feed(url: string): Promise<Feed> {
  const result = await read(url);
  if (result.status !== 'ok' || result.value.kind !== 'feed') throw new Error(JSON.stringify(result));
  return result.value.feed;
}
const markdown = async (inner: string) => (await page(pages.serve('/inner', articlePage(inner)))).markdown;

describe('an article', () => {
  test('becomes markdown with headings, lists, links and quotes, without the menu around it', async () => {
    const text = await markdown(
      '<h2>What changed</h2><ul><li>one</li><li>two <b>bold</b></li></ul><ol><li>first</li></ol><blockquote>said so</blockquote><p>See <a href="/more?utm_source=x">more</a>.</p>',
    );
    expect(text).toMatch(/^## What changed$/m);
    expect(text).toMatch(/^- +one$/m);
    expect(text).toMatch(/^- +two \*\*bold\*\*$/m);
    expect(text).toMatch(/^1\. +first$/m);
    expect(text).toMatch(/^> said so$/m);
    expect(text).toContain(`See [more](${pages.url}/more).`);
    expect(text).not.toMatch(/Menu|Imprint|<[a-z]/);
  });
  test('keeps tables, whether or not their first row is marked as a heading', async () => {
    const head = '<thead><tr><th>Month</th><th>Orders</th></tr></thead>';
    const rows = '<tr><td>Sep | Q3</td><td><p>260</p><p>or so</p></td></tr><tr><td>Oct</td><td>412</td></tr>';
    const marked = await markdown(`<table>${head}<tbody>${rows}</tbody></table>`);
    expect(marked).toContain('| Month | Orders |\n| --- | --- |\n| Sep \\| Q3 | 260 or so |\n| Oct | 412 |');
    const unmarked = await markdown(`<table><tr><td>Month</td><td>Orders</td></tr>${rows}</table>`);
    expect(unmarked).toContain('| Month | Orders |\n| --- | --- |\n| Sep');
    expect(await markdown('<table role="presentation"><tr><td><p>Just laid out.</p></td></tr></table>')).toMatch(/^Just laid out\.$/m);
  });
  test('keeps code as it is, with its language, however it was coloured', async () => {
    const text = await markdown(
      '<pre><code class="hljs language-ts"><span>if</span> (a &lt; b) {\n  <i>go</i>();\n}</code></pre><div class="highlight-source-python"><pre>x = 1<br>y = 2</pre></div>',
    );
    expect(text).toContain('```ts\nif (a < b) {\n  go();\n}\n```');
    expect(text).toContain('```python\nx = 1\ny = 2\n```');
  });
  test('has title, byline, site and date from wherever the page says them', async () => {
    const head =
      '<meta property="og:site_name" content="The Dough Times"><meta name="author" content="Ada Baker"><meta property="article:published_time" content="2026-11-02T08:00:00Z">';
    const headers = { 'content-type': 'text/html', etag: '"v1"', 'last-modified': 'Mon, 02 Nov 2026 08:00:00 GMT' };
    expect(await page(pages.serve('/facts', articlePage('', head), headers))).toMatchObject({
      url: `${pages.url}/facts`,
      title: 'A bakery and its agents',
      byline: 'Ada Baker',
      site: 'The Dough Times',
      publishedAt: new Date('2026-11-02T08:00:00Z'),
      etag: '"v1"',
      lastModified: 'Mon, 02 Nov 2026 08:00:00 GMT',
    });
  });
  test.each([
    [
      'JSON-LD',
      '<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","datePublished":"2026-11-02T08:00:00Z"}]}</script>',
      '',
    ],
    ['a time element', '', '<time datetime="2026-11-02 08:00">2 November</time>'],
    ['a meta name', '<meta name="date" content="2026-11-02T09:00:00+01:00">', ''],
  ])('has its date from %s', async (_where, head, inner) => {
    expect((await page(pages.serve('/dated', articlePage(inner, head)))).publishedAt).toEqual(new Date('2026-11-02T08:00:00Z'));
  });
  test('without a believable date has none', async () => {
    const head = '<meta name="date" content="yesterday"><meta property="article:published_time" content="9999-99-99">';
    expect((await page(pages.serve('/undated', articlePage('', head)))).publishedAt).toBeNull();
  });

  test.each([
    '<p style="display:none">SECRET</p>',
    '<p style="DISPLAY : none !important">SECRET</p>',
    '<div hidden><p>SECRET</p></div>',
    '<p aria-hidden="true">SECRET</p>',
    '<p style="font-size: 0px">SECRET</p>',
    '<p style="visibility: hidden">SECRET</p>',
    '<p style="opacity:0">SECRET</p>',
    '<p style="position:absolute;left:-9999px">SECRET</p>',
    '<p style="color:#fff">SECRET</p>',
    '<style>.x, .y { display: none }</style><p class="y">SECRET</p>',
    '<!-- SECRET -->',
    '<script>SECRET</script>',
    '<template><p>SECRET</p></template>',
    '<noscript><p>SECRET</p></noscript>',
    '<svg><text>SECRET</text></svg>',
    '<p><img src="/SECRET.png" alt="SECRET"></p>',
    '<textarea>SECRET</textarea>',
    '<iframe srcdoc="SECRET">SECRET</iframe>',
  ])('loses what a reader would not see: %s', async (hidden) => {
    const text = await markdown(`${hidden}<p>After it.</p>`);
    expect(text).not.toContain('SECRET');
    expect(text).toContain('After it.');
  });
  test('keeps what is hidden on paper or small screens only', async () => {
    expect(await markdown('<style>@media print { .x { display: none } }</style><p class="x">Still here.</p>')).toContain('Still here.');
  });
  test('loses characters that hide or turn text', async () => {
    const text = await markdown('<p>ig\u200bnore\u202e \ufeffthis\u00ad \u{e0041}\u{e0042} 👩\u200d🚀</p>');
    expect(text).toContain('ignore this 👩\u200d🚀');
    expect(text).not.toMatch(/[\u200b\u202e\ufeff\u00ad]|[\u{e0000}-\u{e007f}]/u);
  });
  test('holds no HTML and no link but to the web', async () => {
    const text = await markdown(
      [
        '<p>&lt;img src=x onerror=alert(1)&gt; &lt;<span>script&gt;alert(1)</span> &lt;\ufeffscript&gt; 1 &lt; 2</p>',
        '<p><a href="javascript:alert(1)">one</a> <a href="data:text/html,x">two</a> <a href=" java\nscript:alert(1)">three</a> <a href="#part">four</a></p>',
        '<p><a href="/a) [x](javascript:alert(1)">five</a> [six](javascript:alert(1)) <a href="http://ada:pw@example.com/">seven</a></p>',
        '<table><tr><td onclick="x">&lt;b&gt;</td></tr></table>',
      ].join(''),
    );
    expect(text).not.toMatch(/<[^ ]|onclick|(?<!\\)\]\((?!http)/);
    expect(text).toContain('1 < 2');
    expect(text).toMatch(/one two three four/);
  });
  test('that is broken HTML is read all the same', async () => {
    const broken = `<title>Half a page</title><h1>Half a page<p>${WORDS}<p><b>Bold <i>and</b> more</i> ${WORDS}<table><tr><td>x</div></body>trailing`;
    expect(await page(pages.serve('/half', broken))).toMatchObject({
      title: 'Half a page',
      markdown: expect.stringContaining('412 orders'),
    });
    const outside = `<html><head><title>Outside</title></head><p>${WORDS}</p><body><p>${WORDS} Inside.</p></body><p>After.</p></html>`;
    expect((await page(pages.serve('/outside', outside))).markdown).toContain('Inside.');
  });
  test('as plain text or markdown is shown as it stands, with nothing dangerous in it', async () => {
    const plain = await page(pages.serve('/plain', 'A *title*\n\n<b>x</b> [y](javascript:z)', { 'content-type': 'text/plain' }));
    expect(plain).toMatchObject({ title: 'A *title*', markdown: 'A \\*title\\*\n\n&lt;b>x&lt;/b> \\[y\\](javascript:z)' });
    const written = await page(
      pages.serve('/written', '# Title\n\n- [y](javascript:z) [ok](https://example.com/)\n<script>', { 'content-type': 'text/markdown' }),
    );
    expect(written).toMatchObject({ title: 'Title', markdown: '# Title\n\n- [y](#) [ok](https://example.com/)\n&lt;script>' });
  });
});

describe('the name of a page', () => {
  test('is one for one article under three addresses', async () => {
    const html = articlePage('', '<link rel="canonical" href="/story?id=7">');
    const addresses = [
      `${pages.serve('/story', html)}?id=7&utm_campaign=y&fbclid=z#top`,
      `${pages.serve('/amp', html)}?ref=x`,
      pages.redirect('/short', '/story?mc_cid=1&id=7'),
    ];
    const names = await Promise.all(addresses.map(async (url) => (await page(url)).url));
    expect(new Set(names)).toEqual(new Set([`${pages.url}/story?id=7`]));
  });
  test('without a canonical link is the address without tracking parameters', async () => {
    pages.serve('/plainly', articlePage(''));
    expect((await page(`${pages.url}/plainly?b=2&utm_source=x&a=%20y&gclid=1#f`)).url).toBe(`${pages.url}/plainly?b=2&a=%20y`);
  });
  test.each(['https://bank.example/', 'javascript:alert(1)', '/', 'http://127.0.0.1.evil.example/claim'])(
    'is not %s because the page says so',
    async (said) => {
      expect((await page(pages.serve('/claim', articlePage('', `<link rel="canonical" href="${said}">`)))).url).toBe(`${pages.url}/claim`);
    },
  );
});

describe('the character set', () => {
  const cafe = articlePage('<p>Café München</p>');
  const meta = (label: string) => articlePage('<p>Café München</p>', `<meta charset="${label}">`);
  const latin = (text: string) => Buffer.from(text, 'latin1');
  test.each([
    ['the header', latin(cafe), 'text/html; charset=iso-8859-1'],
    ['a meta element', latin(meta('windows-1252')), 'text/html'],
    ['nothing, and UTF-8', Buffer.from(cafe), 'text/html'],
    ['nothing, and not UTF-8', latin(cafe), 'text/html'],
    ['a byte order mark of UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(cafe, 'utf16le')]), 'text/html; charset=latin1'],
    ['a label nobody knows, and UTF-8', Buffer.from(cafe), 'text/html; charset=klingon'],
    ['a meta element that says UTF-16 in UTF-8', Buffer.from(meta('utf-16')), 'text/html'],
  ])('is found from %s', async (_where, body, type) => {
    expect((await page(pages.serve('/charset', body, { 'content-type': type }))).markdown).toContain('Café München');
  });
});

describe('a feed', () => {
  const entry =
    '<title>A &amp; B</title><link>/a?utm_source=feed</link><description>&lt;p&gt;Hi&lt;/p&gt;&lt;p&gt;&lt;b&gt;there&lt;/b&gt;&lt;script&gt;x&lt;/script&gt;&lt;/p&gt;</description>';
  const rss = `<?xml version="1.0"?><!-- hello --><rss version="2.0"><channel><title>News</title><item>${entry}<guid>g1</guid><pubDate>Mon, 02 Nov 2026 08:00:00 GMT</pubDate></item></channel></rss>`;
  const kinds: [string, string, string][] = [
    ['RSS', 'application/rss+xml', rss],
    ['RSS served as a page', 'text/html', rss],
    ['RSS served as text', 'text/plain', rss],
    [
      'Atom',
      'application/atom+xml',
      '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><entry><id>g1</id><title type="html">A &amp;amp; B</title><link rel="edit" href="/edit"/><link rel="alternate" href="/a"/><updated>2026-11-02T08:00:00Z</updated><summary>Hi there</summary></entry></feed>',
    ],
    [
      'JSON',
      'application/json',
      '{"version":"https://jsonfeed.org/version/1.1","title":"News","items":[{"id":"g1","url":"/a","title":"A & B","content_html":"<p>Hi there</p>","date_published":"2026-11-02T08:00:00Z"}]}',
    ],
    [
      'RDF',
      'application/rdf+xml',
      `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>News</title></channel><item rdf:about="g1">${entry}<dc:date>2026-11-02T08:00:00Z</dc:date></item></rdf:RDF>`,
    ],
  ];
  test.each(kinds)('in %s gives plain items', async (kind, type, text) => {
    expect(await feed(pages.serve(`/feed-${kind.replaceAll(' ', '-')}`, text, { 'content-type': type, etag: '"e1"' }))).toMatchObject({
      title: 'News',
      etag: '"e1"',
      items: [{ key: 'g1', title: 'A & B', url: `${pages.url}/a`, publishedAt: new Date('2026-11-02T08:00:00Z'), summary: 'Hi there' }],
    });
  });
  const items = (...list: string[]) =>
    `<rss version="2.0"><channel><title>N</title>${list.map((item) => `<item>${item}</item>`).join('')}</channel></rss>`;
  test('gives items a key that stays, whatever they lack, and each key once', async () => {
    const text = items(
      '<guid>g</guid><title>One</title>',
      '<guid>g</guid><title>One again</title>',
      '<link>/two</link><title>Two</title>',
      '<title>Three</title>',
      '<link>javascript:alert(1)</link><title>Four</title>',
      `<guid isPermaLink="true">${pages.url}/five</guid>`,
      '<pubDate>not a date</pubDate>',
    );
    const read = await feed(pages.serve('/keys', text, { 'content-type': 'application/rss+xml' }));
    const again = await feed(`${pages.url}/keys`);
    expect(read.items.map(({ title, url }) => [title, url])).toEqual([
      ['One', ''],
      ['Two', `${pages.url}/two`],
      ['Three', ''],
      ['Four', ''],
      [`${pages.url}/five`, `${pages.url}/five`],
    ]);
    expect(read.items.map(({ key }) => key)).toEqual([
      'g',
      `${pages.url}/two`,
      expect.stringMatching(/^sha256:/),
      expect.stringMatching(/^sha256:/),
      `${pages.url}/five`,
    ]);
    expect(again.items).toEqual(read.items);
  });
  test('gives 200 items and 500 characters at most', async () => {
    const many = Array.from(
      { length: 300 },
      (_, i) => `<guid>${i}</guid><title>Item ${i}</title><description>${'word '.repeat(500)}</description>`,
    );
    const read = await feed(pages.serve('/many', items(...many), { 'content-type': 'text/xml' }));
    expect(read.items).toHaveLength(200);
    expect(Math.max(...read.items.map(({ summary }) => summary.length))).toBeLessThanOrEqual(500);
  });
  test.each([
    ['broken XML', '<rss><channel', 'application/rss+xml'],
    ['JSON that is none', '{"a":1}', 'application/json'],
    ['XML that is none', '<?xml version="1.0"?><svg></svg>', 'application/xml'],
    ['entities that would unfold without end', `<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><r>&b;</r>`, 'application/xml'],
  ])('that is %s is refused with a sentence', async (_what, text, type) => {
    const result = await read(pages.serve('/no-feed', text, { 'content-type': type }));
    expect(result).toMatchObject({ status: 'failed', failure: { kind: 'bad', detail: expect.stringMatching(/\/no-feed is .*feed/) } });
  });
});

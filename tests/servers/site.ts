/** A small news site on loopback: a feed, three articles, and a page that always fails. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Site = { url: string; host: string; requests: string[]; close(): Promise<void> };

const ARTICLES = [
  {
    slug: 'queues',
    title: 'A bakery lets three agents take its orders',
    body: 'The bakery handled 412 orders in October, up from 260 in September. Two of the three agents never spoke to a customer: they only checked the third. Errors fell from 9 percent to 2 percent, and the owner got her evenings back. The checking cost 14 dollars in model calls for the whole month, which is less than one wrong wedding cake.',
  },
  {
    slug: 'approvals',
    title: 'Why one firm made its agents ask before they act',
    body: 'After an agent refunded 37 customers twice, the firm put a person in front of every payment. Approvals took 4 minutes on average and stopped 61 mistakes in the first quarter. The team expected the queue to grow without end, but the agents learnt to propose less: proposals fell by 28 percent while completed work rose by 12 percent.',
  },
  {
    slug: 'memory',
    title: 'Agents that remember do less, and do it better',
    body: 'A support team gave its agents a notebook of 200 lessons. Answers that had to be corrected went from 18 percent to 7 percent within six weeks. The notebook helped most when it was small: with more than 1,000 entries the agents quoted lessons that contradicted each other, and corrections rose again to 11 percent.',
  },
];

/** @param broken answers of `/broken`: the status it fails with */
export async function startSite(broken = 404): Promise<Site> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    requests.push(path);
    const article = ARTICLES.find(({ slug }) => path === `/${slug}`);
    if (path === '/feed.xml') return void response.writeHead(200, { 'content-type': 'application/rss+xml', etag: '"1"' }).end(feed(url()));
    if (article) return void response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page(article));
    if (path === '/robots.txt') return void response.writeHead(404).end();
    response.writeHead(path === '/broken' ? broken : 404, { 'content-type': 'text/plain' }).end('no such page');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const url = () => `http://127.0.0.1:${port}`;
  return {
    url: url(),
    host: `127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function feed(base: string): string {
  const items = ARTICLES.map(
    ({ slug, title }, i) =>
      `<item><title>${title}</title><link>${base}/${slug}</link><guid>${base}/${slug}</guid><pubDate>Mon, 2${i} Nov 2026 08:00:00 GMT</pubDate><description>${title}</description></item>`,
  );
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Local news</title><link>${base}</link><description>News</description>${items.join('')}</channel></rss>`;
}

function page({ title, body }: { title: string; body: string }): string {
  const sentences = body.split(/(?<=\.) /);
  const half = Math.ceil(sentences.length / 2);
  return `<!doctype html><html lang="en"><head><title>${title}</title><meta property="article:published_time" content="2026-11-22T08:00:00Z"></head>
<body><nav><a href="/">Home</a></nav><article><h1>${title}</h1><p>${sentences.slice(0, half).join(' ')}</p><p>${sentences.slice(half).join(' ')}</p></article><footer>Local news</footer></body></html>`;
}

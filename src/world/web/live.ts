/** The live web port: loads politely, tells pages from feeds, and returns text that can be stored. */
import type { Conditional, Fetched, Page, WebPort } from '../web.ts';
import type { Clock } from '../world.ts';
import { readFeed } from './feed.ts';
import { type Loaded, loader } from './fetch.ts';
import { type Lookup, shown } from './guard.ts';
import { parser } from './parse.ts';

export type WebConfig = {
  allowHosts: readonly string[];
  /** The app's own origin: addresses that begin with /sample-newsroom/ are read there. */
  ownOrigin: string | null;
  clock: Clock;
  userAgent?: string;
  timeoutMs?: number;
  maxBytes?: number;
  parseMs?: number;
  /** For tests of name resolution. */
  lookup?: Lookup;
};

export function liveWeb(config: WebConfig): WebPort {
  const load = loader({ userAgent: 'Deskmates/0.1', timeoutMs: 10_000, maxBytes: 2_000_000, ...config });
  const parse = parser(config.parseMs ?? 5000);
  return {
    async read(address, conditional: Conditional | null, signal) {
      const result = await load(address, conditional, signal);
      if (result.status !== 'ok') return result;
      const { loaded } = result;
      const text = decode(loaded);
      if ('bad' in text) return bad(loaded, text.bad);
      const { etag, lastModified } = loaded;
      if (looksLikeFeed(loaded.contentType, text.text)) {
        const feed = readFeed(text.text, loaded.url);
        if (!feed) return bad(loaded, 'looks like a feed but cannot be read as one');
        const items = feed.items.map((item) => ({ ...item, url: ownPath(new URL(item.url), config.ownOrigin) ?? canonical(item.url) }));
        return { status: 'ok', value: { kind: 'feed', feed: { ...feed, items, url: addressOf(loaded), etag, lastModified } } };
      }
      return pageOf(loaded, text.text);
    },
  };

  async function pageOf(loaded: Loaded, text: string): Promise<Fetched<{ kind: 'page'; page: Page }>> {
    const isPlain = /^text\/(plain|markdown)/.test(loaded.contentType);
    const parsed = isPlain ? { article: plainArticle(text, loaded.url) } : await parse(text, loaded.url.href);
    if ('error' in parsed) return bad(loaded, `cannot be read as a page: ${parsed.error}`);
    const { article } = parsed;
    if (!article) return bad(loaded, 'holds no article that can be read without running its scripts');
    const page: Page = {
      url: loaded.own ? addressOf(loaded) : canonical(sameSite(article.canonical, loaded.url) ?? loaded.url.href),
      title: article.title || loaded.url.pathname,
      markdown: article.markdown,
      byline: article.byline,
      site: article.site,
      publishedAt: article.published ? new Date(article.published) : null,
      etag: loaded.etag,
      lastModified: loaded.lastModified,
    };
    return { status: 'ok', value: { kind: 'page', page } };
  }

  function addressOf(loaded: Loaded): string {
    return (loaded.own ? ownPath(loaded.url, config.ownOrigin) : null) ?? canonical(loaded.url.href);
  }
}

/** Addresses of our own app are kept as paths: its port may change. */
function ownPath(url: URL, ownOrigin: string | null): string | null {
  return ownOrigin && url.origin === new URL(ownOrigin).origin ? `${url.pathname}${url.search}` : null;
}

const TRACKING = /^(utm_\w+|fbclid|gclid|msclkid|mc_cid|mc_eid|igshid|ref|ref_src|source)$/i;

/** One page under several addresses is one page: no tracking parameters, no fragment. */
export function canonical(address: string): string {
  const url = new URL(address);
  url.hash = '';
  for (const name of [...url.searchParams.keys()]) if (TRACKING.test(name)) url.searchParams.delete(name);
  return url.href;
}

/** A page may name its own address, not somebody else's. */
function sameSite(claimed: string | null, url: URL): string | null {
  const named = claimed && URL.canParse(claimed, url) ? new URL(claimed, url) : null;
  return named && named.host === url.host && /^https?:$/.test(named.protocol) ? named.href : null;
}

function looksLikeFeed(contentType: string, text: string): boolean {
  if (/rss|atom|rdf|feed\+json/.test(contentType)) return true;
  const start = text.slice(0, 1000).trimStart();
  return (
    /^(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*)*<(rss|feed|rdf:RDF)[\s>]/i.test(start) ||
    /^\{[\s\S]*"version"\s*:\s*"https:\/\/jsonfeed\.org/.test(start)
  );
}

function plainArticle(text: string, url: URL) {
  const first = text.split('\n').find((line) => line.trim()) ?? '';
  const title = first.replace(/^#+\s*/, '').slice(0, 200) || url.pathname;
  return text.trim() ? { title, markdown: text.trim(), byline: null, site: null, published: null, canonical: null } : null;
}

/** How PDF, PNG, GIF, zip, JPEG and RIFF files begin. */
const FOREIGN = ['%PDF', '\x89PNG', 'GIF8', 'PK\x03\x04', '\xff\xd8\xff', 'RIFF'];

/** Header, byte-order mark, then what the page says of itself; a file that only pretends to be text is refused. */
function decode(loaded: Loaded): { text: string } | { bad: string } {
  const { body } = loaded;
  const start = Buffer.from(body.subarray(0, 2048)).toString('latin1');
  if (FOREIGN.some((magic) => start.startsWith(magic))) return { bad: 'is a file of another kind that is served as text' };
  const mark =
    body[0] === 0xff && body[1] === 0xfe
      ? 'utf-16le'
      : body[0] === 0xfe && body[1] === 0xff
        ? 'utf-16be'
        : body[0] === 0xef && body[1] === 0xbb
          ? 'utf-8'
          : null;
  const label =
    mark ??
    /charset=["']?([\w-]+)/i.exec(loaded.contentType)?.[1] ??
    /<meta[^>]+charset=["']?([\w-]+)/i.exec(start)?.[1] ??
    /<\?xml[^>]+encoding=["']([\w-]+)/i.exec(start)?.[1] ??
    'utf-8';
  if (/^utf-?7$/i.test(label)) return { bad: 'is written in UTF-7, which is not read' };
  try {
    return { text: new TextDecoder(label).decode(body) };
  } catch {
    return { text: new TextDecoder('utf-8').decode(body) };
  }
}

function bad(loaded: Loaded, why: string): { status: 'failed'; failure: { kind: 'bad'; detail: string; retryAfterMs: null } } {
  return { status: 'failed', failure: { kind: 'bad', detail: `${shown(loaded.url.href)} ${why}`, retryAfterMs: null } };
}

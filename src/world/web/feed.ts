/** From a feed of any kind to its items: a key that stays, an address, and plain text. */
import { createHash } from 'node:crypto';
import { parseFeed } from 'feedsmith';
import type { FeedItem } from '../web.ts';
import { clean, documentOf } from './document.ts';
import type { Job, Parsed } from './job.ts';
import { canonicalName, keptName, withoutTracking } from './names.ts';
import { dateOf, line } from './plain.ts';

const MOST_ITEMS = 200;
const LONGEST_TITLE = 300;
const LONGEST_SUMMARY = 500;
const LONGEST_KEY = 500;

/** What the kinds of feeds have in common. */
type RawItem = { id?: string; link?: string; title?: string; summary?: string; date?: string; base?: string };
type RawFeed = { title?: string; items: RawItem[]; base?: string };

/** The name of the first element, or "{" for JSON; empty when the text begins otherwise. */
export function rootOf(text: string): string {
  let at = 0;
  for (;;) {
    while (at < text.length && /[\s\ufeff]/.test(text.charAt(at))) at++;
    const [open, close] = text.startsWith('<!--', at)
      ? ['<!--', '-->']
      : text.startsWith('<?', at)
        ? ['<?', '?>']
        : text.startsWith('<!', at)
          ? ['<!', '>']
          : [];
    if (!open || !close) break;
    const end = text.indexOf(close, at + open.length);
    if (end < 0) return '';
    at = end + close.length;
  }
  if (text[at] === '{') return '{';
  return /^<([\w:.-]+)/.exec(text.slice(at, at + 100))?.[1]?.toLowerCase() ?? '';
}

export function isFeedRoot(root: string): boolean {
  return root === '{' || root === 'rss' || root === 'feed' || /(^|:)(rdf|feed)$/.test(root);
}

export function parseFeedText(text: string, job: Job): Parsed {
  let raw: RawFeed;
  try {
    raw = rawFeed(text);
  } catch (error) {
    return { kind: 'bad', why: `is no feed that can be read: ${line((error as Error).message, 120)}` };
  }
  const url = new URL(job.url);
  const keys = new Set<string>();
  const items: FeedItem[] = [];
  for (const entry of raw.items) {
    const item = itemOf(entry, baseOf(entry.base ?? raw.base, url), job.ownOrigin);
    if (!item || keys.has(item.key)) continue;
    keys.add(item.key);
    if (items.push(item) === MOST_ITEMS) break;
  }
  return {
    kind: 'feed',
    feed: { url: canonicalName(url, null, job.ownOrigin), title: textOf(raw.title, LONGEST_TITLE) || url.hostname, items },
  };
}

function itemOf(raw: RawItem, base: URL, ownOrigin: string | null): FeedItem | null {
  const url = webAddress(raw.link, base, ownOrigin) ?? webAddress(/^https?:/.test(raw.id ?? '') ? raw.id : '', base, ownOrigin) ?? '';
  const summary = textOf(raw.summary, LONGEST_SUMMARY);
  const title = textOf(raw.title, LONGEST_TITLE) || line(summary, 100) || url;
  if (!title) return null;
  const id = raw.id?.trim();
  return { key: keyOf(id ? stable(id, ownOrigin) : url, title), title, url, publishedAt: dateOf(raw.date), summary };
}

/** The company's own feed names its items by address, and its port may change. */
function stable(id: string, ownOrigin: string | null): string {
  return ownOrigin && id.startsWith(`${ownOrigin}/`) ? id.slice(ownOrigin.length) : id;
}

function keyOf(name: string, title: string): string {
  if (name && name.length <= LONGEST_KEY) return line(name, LONGEST_KEY) || digest(name);
  return digest(name || title);
}

const digest = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`;

function baseOf(said: string | undefined, url: URL): URL {
  return said && URL.canParse(said, url.href) ? new URL(said, url) : url;
}

function webAddress(text: string | undefined, base: URL, ownOrigin: string | null): string | null {
  const said = text?.trim();
  if (!said || said.length > 2000 || !URL.canParse(said, base.href)) return null;
  const url = new URL(said, base);
  if (!/^https?:$/.test(url.protocol) || url.username || url.password) return null;
  return keptName(withoutTracking(url), ownOrigin);
}

/** HTML or text as one line of plain text; blocks are kept apart. */
function textOf(text: string | undefined, limit: number): string {
  const short = (text ?? '').slice(0, 20_000);
  if (!/[<&]/.test(short)) return line(short, limit);
  const document = documentOf(
    `<html><body>${short.replace(/<(?=\/?(p|div|br|li|ul|ol|h\d|tr|td|blockquote|pre)\b)/gi, ' <')}</body></html>`,
  );
  clean(document);
  return line(document.body.textContent, limit);
}

function rawFeed(text: string): RawFeed {
  const { format, feed } = parseFeed(text, { maxItems: MOST_ITEMS * 2 });
  if (format === 'rss') {
    const items = (feed.items ?? []).map((item) => ({
      id: item.guid?.value,
      link: item.link,
      title: item.title ?? item.dc?.titles?.[0],
      summary: item.description ?? item.content?.encoded,
      date: item.pubDate ?? item.dc?.dates?.[0] ?? item.atom?.updated,
      base: item.xml?.base,
    }));
    return { title: feed.title, items, base: feed.xml?.base };
  }
  if (format === 'atom') {
    const items = (feed.entries ?? []).map((entry) => ({
      id: entry.id,
      link: (entry.links?.find((link) => !link.rel || link.rel === 'alternate') ?? entry.links?.[0])?.href,
      title: entry.title?.value,
      summary: entry.summary?.value ?? entry.content?.value,
      date: entry.published ?? entry.updated,
      base: entry.xml?.base,
    }));
    return { title: feed.title?.value, items, base: feed.xml?.base };
  }
  if (format === 'rdf') {
    const items = (feed.items ?? []).map((item) => ({
      id: item.rdf?.about,
      link: item.link,
      title: item.title,
      summary: item.description ?? item.content?.encoded,
      date: item.dc?.dates?.[0],
    }));
    return { title: feed.title, items };
  }
  const items = (feed.items ?? []).map((item) => ({
    id: item.id,
    link: item.url ?? item.external_url,
    title: item.title,
    summary: item.summary ?? item.content_text ?? item.content_html,
    date: item.date_published ?? item.date_modified,
  }));
  return { title: feed.title, items };
}

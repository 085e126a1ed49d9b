/** A feed's text (RSS, Atom, RDF, JSON) as plain items. Pure. */
import { createHash } from 'node:crypto';
import { parseFeed } from 'feedsmith';
import { parseHTML } from 'linkedom';
import type { Feed, FeedItem } from '../web.ts';

const MAX_ITEMS = 200;
const MAX_SUMMARY = 500;

/** Null when the text is no feed. */
export function readFeed(text: string, address: URL): Omit<Feed, 'etag' | 'lastModified' | 'url'> | null {
  const parsed = tryParse(text);
  if (!parsed) return null;
  const { feed } = parsed;
  const raw =
    parsed.format === 'atom'
      ? (parsed.feed.entries ?? []).map(atomItem)
      : parsed.format === 'json'
        ? (parsed.feed.items ?? []).map(jsonItem)
        : (parsed.feed.items ?? []).map(rssItem);
  const title = plain(typeof feed.title === 'string' ? feed.title : (feed.title?.value ?? ''));
  return { title: title || address.host, items: raw.slice(0, MAX_ITEMS).flatMap((item) => finish(item, address)) };
}

type RawItem = { id?: string; title?: string; url?: string; date?: string; summary?: string };
type Parsed = ReturnType<typeof parseFeed>;
type AtomEntry = NonNullable<Extract<Parsed, { format: 'atom' }>['feed']['entries']>[number];
type JsonItem = NonNullable<Extract<Parsed, { format: 'json' }>['feed']['items']>[number];
type RssItem =
  | NonNullable<Extract<Parsed, { format: 'rss' }>['feed']['items']>[number]
  | NonNullable<Extract<Parsed, { format: 'rdf' }>['feed']['items']>[number];

function tryParse(text: string): Parsed | null {
  try {
    return parseFeed(text);
  } catch {
    return null;
  }
}

function atomItem(entry: AtomEntry): RawItem {
  const link = entry.links?.find(({ rel }) => !rel || rel === 'alternate') ?? entry.links?.[0];
  return {
    id: entry.id,
    title: entry.title?.value,
    url: link?.href,
    date: text(entry.published ?? entry.updated),
    summary: entry.summary?.value ?? entry.content?.value,
  };
}

function jsonItem(item: JsonItem): RawItem {
  return {
    id: item.id,
    title: item.title,
    url: item.url ?? item.external_url,
    date: text(item.date_published ?? item.date_modified),
    summary: item.summary ?? item.content_text ?? item.content_html,
  };
}

function rssItem(item: RssItem): RawItem {
  const rss = item as { guid?: { value?: string }; pubDate?: string; dc?: { dates?: string[] } };
  return { id: rss.guid?.value, title: item.title, url: item.link, date: rss.pubDate ?? rss.dc?.dates?.[0], summary: item.description };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** An item without an address cannot be read and is left out. */
function finish(item: RawItem, base: URL): FeedItem[] {
  const link = item.url ?? (item.id && URL.canParse(item.id) ? item.id : undefined);
  if (!link || !URL.canParse(link, base)) return [];
  const url = new URL(link, base);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return [];
  const title = plain(item.title ?? '').slice(0, 300) || url.pathname;
  const date = item.date ? new Date(item.date) : null;
  return [
    {
      key:
        (item.id ?? url.href).length <= 300
          ? (item.id ?? url.href)
          : createHash('sha256')
              .update(item.id ?? url.href)
              .digest('hex'),
      title,
      url: url.href,
      publishedAt: date && !Number.isNaN(date.getTime()) ? date : null,
      summary: plain(item.summary ?? '').slice(0, MAX_SUMMARY),
    },
  ];
}

/** Markup in titles and summaries becomes text. */
function plain(markup: string): string {
  if (!/[<&]/.test(markup)) return markup.replace(/\s+/g, ' ').trim();
  const { document } = parseHTML(`<!doctype html><html><body>${markup.slice(0, 20_000)}</body></html>`);
  for (const unwanted of document.querySelectorAll('script, style')) unwanted.remove();
  return (document.body.textContent ?? '').replace(/\s+/g, ' ').trim();
}

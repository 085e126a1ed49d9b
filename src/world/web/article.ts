/** From HTML to an article: what it says, who wrote it, when, and under which name it is kept. */
import { Readability } from '@mozilla/readability';
import { clean, documentOf } from './document.ts';
import type { Job, Parsed } from './job.ts';
import { markdownOf } from './markdown.ts';
import { canonicalName, keptName, withoutTracking } from './names.ts';
import { dateOf, line } from './plain.ts';

/** More than this of one article is not kept. */
export const LONGEST_ARTICLE = 200_000;

export function parseArticle(html: string, { url, ownOrigin }: Job): Parsed {
  const document = documentOf(html);
  const final = new URL(url);
  const meta = metaOf(document);
  const canonical = document.querySelector('link[rel~="canonical"]')?.getAttribute('href') ?? null;
  const heading = document.querySelector('h1')?.textContent;
  const published = publishedOf(document, meta);
  resolveLinks(document, baseOf(document, final), ownOrigin);
  clean(document);
  const { content, found } = contentOf(document);
  const markdown = content ? shortened(markdownOf(content)) : '';
  if (!markdown) return { kind: 'bad', why: 'holds no text that could be read as an article; scripts are never run' };
  const page = {
    url: canonicalName(final, canonical, ownOrigin),
    title: titleOf(document, found) || line(meta('og:title'), 300) || line(heading, 300) || final.hostname,
    markdown,
    byline: line(found?.byline, 120) || null,
    site: line(found?.siteName, 120) || line(meta('og:site_name'), 120) || null,
    publishedAt: published ?? dateOf(found?.publishedTime),
  };
  return { kind: 'page', page };
}

export function shortened(markdown: string): string {
  if (markdown.length <= LONGEST_ARTICLE) return markdown;
  const cut = markdown.slice(0, LONGEST_ARTICLE);
  return `${cut.slice(0, Math.max(cut.lastIndexOf('\n'), LONGEST_ARTICLE / 2)).toWellFormed()}\n\n…`;
}

/** A heading that was never closed makes an endless title; the document's own is better then. */
function titleOf(document: Document, found: Found | null): string {
  const best = (found?.title?.length ?? 0) > 200 ? document.title || found?.title : found?.title;
  return line(best, 300) || line(document.title, 300);
}

type Found = { title?: string | null; byline?: string | null; siteName?: string | null; publishedTime?: string | null };

/** Less than this, out of much more, is a caption that was taken for the article. */
const SCRAP = 200;

/** The article as Readability sees it; the whole body when it sees none, or a scrap only. */
function contentOf(document: Document): { content: Element | null; found: Found | null } {
  const body = document.body.cloneNode(true) as Element;
  for (const aside of body.querySelectorAll('nav, header, footer, aside, form')) aside.remove();
  const all = lengthOf(body);
  const found = new Readability<Element>(document, { keepClasses: true, serializer: (node) => node as Element }).parse();
  const length = lengthOf(found?.content);
  if (found?.content && length > 0 && (length >= SCRAP || all < 3 * length)) return { content: found.content, found };
  return { content: all > 0 ? body : null, found };
}

function lengthOf(element: Element | null | undefined): number {
  return element?.textContent?.trim().length ?? 0;
}

type Meta = (name: string) => string | null;

/** The content of a <meta> by its property, name or itemprop. */
function metaOf(document: Document): Meta {
  const said = new Map<string, string>();
  for (const meta of document.querySelectorAll('meta[content]')) {
    const name = meta.getAttribute('property') ?? meta.getAttribute('name') ?? meta.getAttribute('itemprop');
    if (name && !said.has(name.toLowerCase())) said.set(name.toLowerCase(), meta.getAttribute('content') ?? '');
  }
  return (name) => said.get(name) ?? null;
}

const DATE_NAMES = [
  'article:published_time',
  'datepublished',
  'date',
  'pubdate',
  'publishdate',
  'publish_date',
  'dc.date',
  'dc.date.issued',
  'sailthru.date',
];

function publishedOf(document: Document, meta: Meta): Date | null {
  const times = [...document.querySelectorAll('time[itemprop="datePublished"], time[pubdate], article time[datetime], time[datetime]')];
  const said = [...DATE_NAMES.map(meta), ...jsonLdDates(document), ...times.slice(0, 5).map((time) => time.getAttribute('datetime'))];
  return said.map(dateOf).find((date) => date !== null) ?? null;
}

function jsonLdDates(document: Document): string[] {
  const scripts = [...document.querySelectorAll('script[type="application/ld+json"]')].slice(0, 10);
  return scripts.flatMap((script) => {
    try {
      const value: unknown = JSON.parse(script.textContent ?? '');
      const graph = (value as { '@graph'?: unknown })?.['@graph'];
      const things = [value, graph].flat() as ({ datePublished?: unknown } | null)[];
      return things.flatMap((thing) => (typeof thing?.datePublished === 'string' ? [thing.datePublished] : []));
    } catch {
      return [];
    }
  });
}

function baseOf(document: Document, final: URL): URL {
  const said = document.querySelector('base[href]')?.getAttribute('href') ?? '';
  const base = URL.canParse(said, final.href) ? new URL(said, final) : final;
  return /^https?:$/.test(base.protocol) ? base : final;
}

/** Links become absolute; what does not lead to another place on the web is no link. */
function resolveLinks(document: Document, base: URL, ownOrigin: string | null): void {
  for (const link of document.querySelectorAll('a')) {
    const target = linkTarget(link.getAttribute('href') ?? '', base, ownOrigin);
    if (target) link.setAttribute('href', target);
    else link.removeAttribute('href');
  }
}

function linkTarget(href: string, base: URL, ownOrigin: string | null): string | null {
  const text = href.trim();
  if (!text || text.startsWith('#') || text.length > 2048 || !URL.canParse(text, base.href)) return null;
  const url = new URL(text, base);
  if (!/^https?:$/.test(url.protocol) || url.username || url.password) return null;
  return keptName(withoutTracking(url), ownOrigin);
}

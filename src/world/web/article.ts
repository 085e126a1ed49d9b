/** A page's HTML as an article in markdown. Pure; runs in a thread of its own because hostile HTML can keep a parser busy. */
import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import TurndownService from 'turndown';
import { gfm } from 'turndown-plugin-gfm';

export type Article = {
  title: string;
  markdown: string;
  byline: string | null;
  site: string | null;
  /** ISO text */
  published: string | null;
  canonical: string | null;
};

/** Parsers recurse: deeper nesting than this is flattened first. */
const MAX_DEPTH = 200;
const MAX_ELEMENTS = 60_000;

/** Null when the page holds no article. */
export function readArticle(html: string, address: string): Article | null {
  const { document } = parseHTML(html);
  if (!document.documentElement) return null;
  flatten(document);
  const facts = {
    canonical: document.querySelector('link[rel="canonical"]')?.getAttribute('href') ?? null,
    published: publishedOf(document),
    title: meta(document, 'og:title') ?? document.querySelector('title')?.textContent ?? null,
  };
  dropHidden(document);
  resolveLinks(document, address);
  // linkedom's document lacks a few members of the DOM's type that Readability never uses.
  const found = new Readability(document as unknown as Document, { charThreshold: 120, keepClasses: true }).parse();
  const markdown = found?.content ? toMarkdown(found.content) : '';
  if (!found || markdown.replace(/\W/g, '').length < 40) return null;
  return {
    ...facts,
    title: clean(found.title || facts.title || ''),
    markdown,
    byline: clean(found.byline ?? '') || null,
    site: clean(found.siteName ?? '') || null,
  };
}

/** Text whose author hid it from readers is not for us either. */
function dropHidden(document: Document): void {
  for (const element of document.querySelectorAll(
    'script, style, noscript, template, iframe, object, embed, svg, form, [hidden], [aria-hidden="true"]',
  ))
    element.remove();
  for (const element of document.querySelectorAll('[style]')) {
    const style = (element.getAttribute('style') ?? '').toLowerCase().replace(/\s+/g, '');
    if (
      /display:none|visibility:hidden|font-size:0(?!\.\d*[1-9])|opacity:0(?!\.\d*[1-9])|(left|top|text-indent):-\d{3,}|color:(#fff(fff)?|white)(;|$)/.test(
        style,
      )
    )
      element.remove();
  }
}

function resolveLinks(document: Document, address: string): void {
  for (const [selector, attribute] of [
    ['a[href]', 'href'],
    ['img[src]', 'src'],
  ] as const) {
    for (const element of document.querySelectorAll(selector)) {
      const value = element.getAttribute(attribute) ?? '';
      const url = URL.canParse(value, address) ? new URL(value, address) : null;
      if (url && /^https?:$/.test(url.protocol)) element.setAttribute(attribute, url.href);
      else element.removeAttribute(attribute);
    }
  }
}

function toMarkdown(html: string): string {
  const turndown = new TurndownService({ headingStyle: 'atx', codeBlockStyle: 'fenced', bulletListMarker: '-', emDelimiter: '_' });
  turndown.use(gfm);
  turndown.remove(['img', 'picture', 'video', 'audio', 'button', 'input']);
  return (
    turndown
      .turndown(html)
      .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
      // What turndown passes through as HTML must not reach a page as such.
      .replace(/<\/?[a-z][^>\n]*>/gi, '')
      .replace(/\n{3,}/g, '\n\n')
      .trim()
  );
}

function publishedOf(document: Document): string | null {
  const candidates = [
    meta(document, 'article:published_time'),
    meta(document, 'date'),
    jsonLdDate(document),
    document.querySelector('time[datetime]')?.getAttribute('datetime'),
  ];
  for (const candidate of candidates) {
    const date = candidate ? new Date(candidate) : null;
    if (date && !Number.isNaN(date.getTime())) return date.toISOString();
  }
  return null;
}

function meta(document: Document, name: string): string | null {
  const element = document.querySelector(`meta[property="${name}"], meta[name="${name}"]`);
  return element?.getAttribute('content') ?? null;
}

function jsonLdDate(document: Document): string | null {
  for (const script of document.querySelectorAll('script[type="application/ld+json"]')) {
    const date = /"datePublished"\s*:\s*"([^"]{4,40})"/.exec(script.textContent ?? '')?.[1];
    if (date) return date;
  }
  return null;
}

/** Cuts what lies too deep or is too much for recursive code. */
function flatten(document: Document): void {
  let count = 0;
  const walk: { element: Element; depth: number }[] = [{ element: document.documentElement, depth: 0 }];
  for (let at = walk.pop(); at; at = walk.pop()) {
    count++;
    if (at.depth >= MAX_DEPTH || count > MAX_ELEMENTS) {
      const text = document.createTextNode((at.element.textContent ?? '').slice(0, 20_000));
      at.element.replaceWith(text);
      continue;
    }
    for (const child of at.element.children) walk.push({ element: child, depth: at.depth + 1 });
  }
}

function clean(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 300);
}

/** What a body is — a feed, a page, plain text — and what is made of it. */
import { parseArticle, shortened } from './article.ts';
import { decode } from './decode.ts';
import { isFeedRoot, parseFeedText, rootOf } from './feed.ts';
import type { Job, Parsed } from './job.ts';
import { markdownOfMarkdown, markdownOfText } from './markdown.ts';
import { canonicalName } from './names.ts';
import { line } from './plain.ts';

/** Never throws: what a hostile body makes the libraries throw is an answer, too. */
export function parse(job: Job): Parsed {
  try {
    const { text, why } = decode(job.body, job.contentType);
    if (text === null) return { kind: 'bad', why };
    return parseText(text, job);
  } catch (error) {
    if (error instanceof RangeError) return { kind: 'bad', why: 'is too deeply nested to read' };
    return { kind: 'bad', why: `is broken in a way that keeps it from being read (${line((error as Error).message, 100)})` };
  }
}

function parseText(text: string, job: Job): Parsed {
  const type = job.contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  const root = rootOf(text);
  if (/\bjson$/.test(type) || (isFeedRoot(root) && root !== '{')) return parseFeedText(text, job);
  if (/^text\/(plain|markdown|x-markdown)$/.test(type)) return plainPage(text, type, job);
  if (/\bxml$|\/(rss|atom)$/.test(type) && root !== 'html' && type !== 'application/xhtml+xml') {
    return { kind: 'bad', why: `is XML (<${root || '…'}>), but neither a feed nor a page` };
  }
  return parseArticle(text, job);
}

function plainPage(text: string, type: string, { url, ownOrigin }: Job): Parsed {
  const markdown = shortened(type === 'text/plain' ? markdownOfText(text) : markdownOfMarkdown(text));
  if (!markdown) return { kind: 'bad', why: 'holds no text' };
  const first = text.split('\n').find((row) => row.trim()) ?? '';
  const title = line(first.replace(/^#+\s*/, ''), 300);
  return {
    kind: 'page',
    page: { url: canonicalName(new URL(url), null, ownOrigin), title, markdown, byline: null, site: null, publishedAt: null },
  };
}

/** What an answer's status and type mean for the one who asked. */
import type { Headers } from 'undici';
import { Failed } from './failed.ts';
import type { Answer } from './hop.ts';
import { shown } from './names.ts';

const READABLE =
  /^(text\/(html|plain|xml|markdown|x-markdown|rss\+xml|atom\+xml)|application\/(xhtml\+xml|xml|json|rss|atom|([\w.-]+\+)(xml|json)))$/;
const LONGEST_WAIT_MS = 24 * 60 * 60_000;

/** The content type of an answer worth reading, empty when the server named none. @throws Failed saying why it is not */
export function readable({ url, status, headers, body }: Answer, now: Date): string {
  if (status < 200 || status >= 300) throw refusal(url, status, retryAfter(headers, now));
  const contentType = headers.get('content-type') ?? '';
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type && (!READABLE.test(type) || type === 'image/svg+xml')) {
    throw new Failed('bad', `${shown(url)} is ${type}; only pages, text and feeds (HTML, text, RSS, Atom, JSON Feed) are read`);
  }
  if (body.byteLength === 0) throw new Failed('bad', `${shown(url)} answered with an empty body; there is nothing to read`);
  return contentType;
}

function refusal(url: URL, status: number, retryAfterMs: number | null): Failed {
  const said = `${shown(url)} answered with HTTP ${status}`;
  if (status === 404 || status === 410) return new Failed('gone', `${said}: there is no such page; check the address`);
  if (status === 429) return new Failed('transient', `${said}: too many requests; it is tried again later`, retryAfterMs);
  if ([408, 425].includes(status) || status >= 500) return new Failed('transient', `${said}; it is tried again later`, retryAfterMs);
  if ([401, 402, 403, 407, 451].includes(status))
    return new Failed('blocked', `${said}: the site does not let us read it; choose another source`);
  return new Failed('bad', `${said}, which is not a page; check the address`);
}

/** Retry-After in milliseconds, whether seconds or a date; at most a day. */
export function retryAfter(headers: Headers, now: Date): number | null {
  const said = headers.get('retry-after')?.trim();
  if (!said) return null;
  const ms = /^\d+$/.test(said) ? Number(said) * 1000 : Date.parse(said) - now.getTime();
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), LONGEST_WAIT_MS) : null;
}

/** Text that came from outside, made storable and displayable: PostgreSQL refuses NUL and lone surrogates, people are fooled by bidi controls. */
import type { Json } from './company.ts';

const CONTROL = /[[\p{Cc}--[\t\n\r]]\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gv;

/** Removes NUL, other control characters, bidi overrides, zero-width marks and lone surrogates; keeps tabs and line breaks. */
export function cleanText(text: string): string {
  return text.toWellFormed().replace(CONTROL, '');
}

/** The same for every text and key inside a JSON value. */
export function cleanJson<T extends Json>(value: T): T {
  if (typeof value === 'string') return cleanText(value) as T;
  if (Array.isArray(value)) return value.map(cleanJson) as Json[] as T;
  if (value && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [cleanText(key), cleanJson(inner)])) as T;
  }
  return value;
}

/** One line of at most `limit` characters, cut at a word. */
export function oneLine(text: string, limit: number): string {
  const line = cleanText(text).replace(/\s+/g, ' ').trim();
  if (line.length <= limit) return line;
  const cut = line.slice(0, limit - 1);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), limit / 2)).trimEnd()}…`;
}

/** How deep a JSON value nests; a plain value is 0. Stops counting at `limit`. */
export function jsonDepth(value: unknown, limit = 50): number {
  if (value === null || typeof value !== 'object' || limit === 0) return 0;
  return 1 + Math.max(0, ...Object.values(value).map((inner) => jsonDepth(inner, limit - 1)));
}

/** Whether a text is a UUID: what is not one is never sent to the database as an id. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);
}

/** One polite request after the other: redirects checked hop by hop, robots.txt respected, time and size limited. */
import robotsParser from 'robots-parser';
import { Agent, fetch, type Response } from 'undici';
import type { Conditional, WebFailure } from '../web.ts';
import type { Clock } from '../world.ts';
import { Blocked, checkUrl, guardedAgent, type Lookup, type Rules, shown } from './guard.ts';

export type FetchConfig = Rules & { clock: Clock; userAgent: string; timeoutMs: number; maxBytes: number; lookup?: Lookup };

export type Loaded = { url: URL; own: boolean; contentType: string; body: Uint8Array; etag: string | null; lastModified: string | null };
export type LoadResult = { status: 'ok'; loaded: Loaded } | { status: 'not_modified' } | { status: 'failed'; failure: WebFailure };

export type Loader = (address: string, conditional: Conditional | null, signal: AbortSignal) => Promise<LoadResult>;

const MAX_REDIRECTS = 5;
const ROBOTS_AGE_MS = 3_600_000;
const GAP_MS = 1000;
const LONGEST_GAP_MS = 10_000;

type Robots = { allows(url: string): boolean; delayMs: number } | { failure: WebFailure };

export function loader(config: FetchConfig): Loader {
  const guarded = guardedAgent({ lookup: config.lookup, timeoutMs: config.timeoutMs });
  const trusted = new Agent({ connect: { timeout: config.timeoutMs } });
  const robots = new Map<string, { at: number; rules: Robots }>();
  const turns = new Map<string, Promise<void>>();

  /** One request to one address, without following it anywhere. */
  const request = async (url: URL, isTrusted: boolean, headers: Record<string, string>, signal: AbortSignal): Promise<Response> =>
    fetch(url, {
      dispatcher: isTrusted ? trusted : guarded,
      redirect: 'manual',
      headers: {
        'user-agent': config.userAgent,
        accept: 'text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/feed+json,text/plain;q=0.8',
        ...headers,
      },
      signal,
    });

  const robotsOf = async (url: URL, signal: AbortSignal): Promise<Robots> => {
    const now = config.clock.now().getTime();
    const known = robots.get(url.origin);
    if (known && now - known.at < ROBOTS_AGE_MS) return known.rules;
    const rules = await loadRobots(url, signal);
    if (!('failure' in rules)) robots.set(url.origin, { at: now, rules });
    return rules;
  };

  const loadRobots = async (url: URL, signal: AbortSignal): Promise<Robots> => {
    const address = new URL('/robots.txt', url);
    const checked = checkUrl(address.href, config);
    try {
      const response = await request(address, checked.ok && checked.trusted, {}, signal);
      if (response.status >= 500 || response.status === 429) {
        return {
          failure: transient(
            `${shown(address.href)} answered HTTP ${response.status}: nothing is read of a site whose rules cannot be read`,
            retryAfter(response, config.clock.now()),
          ),
        };
      }
      const text = response.ok ? new TextDecoder().decode(await readBody(response, 500_000)) : '';
      const parsed = robotsParser(address.href, text);
      return {
        allows: (page) => parsed.isAllowed(page, config.userAgent) ?? true,
        delayMs: Math.min((parsed.getCrawlDelay(config.userAgent) ?? 0) * 1000, LONGEST_GAP_MS),
      };
    } catch (error) {
      return { failure: failureOf(error, address.href, config) };
    }
  };

  /** At most one request at a time and one a second for each public host. */
  const inTurn = async <T>(host: string, delayMs: number, signal: AbortSignal, work: () => Promise<T>): Promise<T> => {
    const before = turns.get(host) ?? Promise.resolve();
    const mine = Promise.withResolvers<void>();
    turns.set(host, mine.promise);
    await before;
    try {
      return await work();
    } finally {
      void config.clock.sleep(Math.max(GAP_MS, delayMs), signal).then(() => mine.resolve());
    }
  };

  return async (address, conditional, signal) => {
    const seen = new Set<string>();
    let next = address;
    for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
      const checked = checkUrl(next, config);
      if (!checked.ok) return failed('blocked', checked.detail);
      const { url } = checked;
      if (seen.has(url.href)) return failed('bad', `${shown(address)} redirects in a circle`);
      seen.add(url.href);
      const limit = AbortSignal.any([signal, AbortSignal.timeout(config.timeoutMs)]);
      const hopResult = await visit(url, checked, conditional, limit);
      if ('redirect' in hopResult) {
        next = hopResult.redirect;
        // A redirect inside our own app stays a path of it; anything else is an address like any other.
        if (checked.own && next.startsWith(url.origin)) next = next.slice(url.origin.length);
        continue;
      }
      return hopResult;
    }
    return failed('bad', `${shown(address)} redirects more than ${MAX_REDIRECTS} times`);
  };

  async function visit(
    url: URL,
    checked: { own: boolean; trusted: boolean },
    conditional: Conditional | null,
    signal: AbortSignal,
  ): Promise<LoadResult | { redirect: string }> {
    try {
      const rules: Robots = checked.own ? { allows: () => true, delayMs: 0 } : await robotsOf(url, signal);
      if ('failure' in rules) return { status: 'failed', failure: rules.failure };
      if (!rules.allows(url.href)) return failed('blocked', `${shown(url.href)}: the site's robots.txt asks not to be read`);
      const go = () =>
        request(url, checked.trusted, conditionHeaders(conditional), signal).then((response) => answer(response, url, checked.own));
      return await (checked.trusted ? go() : inTurn(url.host, rules.delayMs, signal, go));
    } catch (error) {
      return { status: 'failed', failure: failureOf(error, url.href, config) };
    }
  }

  async function answer(response: Response, url: URL, own: boolean): Promise<LoadResult | { redirect: string }> {
    const { status } = response;
    const location = response.headers.get('location');
    if (status >= 300 && status < 400 && status !== 304 && location) {
      await response.body?.cancel().catch(() => undefined);
      return URL.canParse(location, url)
        ? { redirect: new URL(location, url).href }
        : failed('bad', `${shown(url.href)} redirects to something that is no address`);
    }
    if (response.ok) return load(response, url, own);
    await response.body?.cancel().catch(() => undefined);
    if (status === 304) return { status: 'not_modified' };
    if (status === 404 || status === 410) return failed('gone', `${shown(url.href)} answered HTTP ${status}: the page is not there`);
    if (status === 429 || status === 408 || status >= 500)
      return {
        status: 'failed',
        failure: transient(`${shown(url.href)} answered HTTP ${status}`, retryAfter(response, config.clock.now())),
      };
    return failed('blocked', `${shown(url.href)} answered HTTP ${status}: the site does not let us read it`);
  }

  async function load(response: Response, url: URL, own: boolean): Promise<LoadResult> {
    const contentType = response.headers.get('content-type') ?? '';
    if (!isReadable(contentType)) {
      await response.body?.cancel().catch(() => undefined);
      return failed(
        'bad',
        `${shown(url.href)} is ${contentType.split(';')[0] || 'of no stated type'}; only web pages, plain text and feeds are read`,
      );
    }
    const body = await readBody(response, config.maxBytes);
    return {
      status: 'ok',
      loaded: { url, own, contentType, body, etag: response.headers.get('etag'), lastModified: response.headers.get('last-modified') },
    };
  }
}

/** The limit is on what comes out of decompression, so a bomb is cut as it unfolds. */
async function readBody(response: Response, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += (chunk as Uint8Array).byteLength;
    if (size > maxBytes) {
      await response.body?.cancel().catch(() => undefined);
      throw new TooLarge(maxBytes);
    }
    chunks.push(chunk as Uint8Array);
  }
  return Buffer.concat(chunks);
}

class TooLarge extends Error {
  override readonly name = 'TooLarge';
  constructor(limit: number) {
    super(`larger than ${Math.round(limit / 1000)} kB`);
  }
}

function isReadable(contentType: string): boolean {
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  return (
    type === '' ||
    /^(text\/(html|plain|xml|markdown)|application\/(xhtml\+xml|xml|rss\+xml|atom\+xml|rdf\+xml|feed\+json|json))$/.test(type)
  );
}

function conditionHeaders(conditional: Conditional | null): Record<string, string> {
  return {
    ...(conditional?.etag ? { 'if-none-match': conditional.etag } : {}),
    ...(conditional?.lastModified ? { 'if-modified-since': conditional.lastModified } : {}),
  };
}

function failureOf(error: unknown, address: string, config: FetchConfig): WebFailure {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if (at instanceof Blocked) return { kind: 'blocked', detail: `${shown(address)}: ${at.message}`, retryAfterMs: null };
    if (at instanceof TooLarge) return { kind: 'bad', detail: `${shown(address)} is ${at.message}`, retryAfterMs: null };
    if (at.name === 'TimeoutError' || at.name === 'AbortError')
      return transient(`${shown(address)} did not answer within ${config.timeoutMs / 1000} s`, null);
    if ('code' in at && at.code === 'ENOTFOUND')
      return { kind: 'gone', detail: `${shown(address)}: no site has this name`, retryAfterMs: null };
  }
  const cause =
    error instanceof Error && error.cause instanceof Error ? error.cause.message : error instanceof Error ? error.message : String(error);
  return transient(`${shown(address)} could not be read: ${cause.slice(0, 200)}`, null);
}

function transient(detail: string, retryAfterMs: number | null): WebFailure {
  return { kind: 'transient', detail, retryAfterMs };
}

function failed(kind: 'blocked' | 'gone' | 'bad', detail: string): { status: 'failed'; failure: WebFailure } {
  return { status: 'failed', failure: { kind, detail, retryAfterMs: null } };
}

/** Retry-After in seconds or as a date; at most a day. */
function retryAfter(response: Response, now: Date): number | null {
  const value = response.headers.get('retry-after');
  if (!value) return null;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : new Date(value).getTime() - now.getTime();
  return Number.isFinite(ms) && ms > 0 ? Math.min(ms, 86_400_000) : null;
}

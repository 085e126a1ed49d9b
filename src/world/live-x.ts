/** X over its official SDK. One call of post() is one request at most: the SDK makes no retries, and neither do we. */
import { ApiError, Client, type HttpClientRequestOptions, OAuth1 } from '@xdevplatform/xdk';
import { cleanText } from '../core/text.ts';
import { NotSentError, oneRequest } from './one-request.ts';
import type { XPort, XPostOutcome, XTimeline } from './x.ts';
import { readMetrics } from './x-metrics.ts';

export type XConfig = {
  apiKey: string;
  apiSecret: string;
  accessToken: string;
  accessSecret: string;
  baseURL?: string;
  timeoutMs?: number;
};

const MINUTE_MS = 60_000;
/** What X's reset header may ask for; nonsense falls between. */
const LONGEST_WAIT_MS = 24 * 60 * MINUTE_MS;
const DEFAULT_WAIT_MS = 15 * MINUTE_MS;
/** Answers that say: not done here. (303 says: done, look there.) */
const REDIRECTS = [301, 302, 307, 308];

/** @param config null = no keys: nothing is ever sent */
export function liveX(config: XConfig | null): XPort {
  if (!config) return unconfigured;
  const { apiKey, apiSecret, accessToken, accessSecret } = config;
  const oauth1 = new OAuth1({ apiKey, apiSecret, callback: 'oob', accessToken, accessTokenSecret: accessSecret });
  const client = new Client({ oauth1, retry: false, ...(config.baseURL ? { baseUrl: config.baseURL.replace(/(\/2)?\/*$/, '') } : {}) });
  // The SDK sends with fetch, which may repeat a POST; it signs, and we send.
  Object.assign(client, { httpClient: { request: (url: string, options: HttpClientRequestOptions) => oneRequest(url, options) } });
  const secrets = [apiKey, apiSecret, accessToken, accessSecret];
  const timeoutMs = config.timeoutMs ?? 30_000;
  let me: string | null = null;

  /** The body as text: what X sends is not always JSON, and a post id may exceed 2^53. */
  const ask = async (method: 'GET' | 'POST', path: string, body?: object): Promise<string> => {
    const options = {
      raw: true,
      security: [{ UserToken: [] }],
      signal: AbortSignal.timeout(timeoutMs),
      ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
    };
    const response = (await client.request(method, path, options)) as unknown as Response;
    return response.text();
  };

  return {
    configured: true,
    async post(text) {
      try {
        return readPosted(await ask('POST', '/2/tweets', { text }));
      } catch (error) {
        return postFailure(error, secrets);
      }
    },
    async timeline() {
      try {
        me ??= idOf(await ask('GET', '/2/users/me'));
        if (!me) return { ok: false, detail: 'X did not say who we are', retryAfterMs: null };
        return readTimeline(await ask('GET', `/2/users/${me}/tweets?max_results=10&tweet.fields=created_at,entities`));
      } catch (error) {
        const { status, detail, headers } = explain(error, secrets);
        return { ok: false, detail, retryAfterMs: status === 429 ? resetWait(headers) : null };
      }
    },
    async metrics(postIds) {
      try {
        const ids = postIds.filter((id) => /^\d{1,25}$/.test(id)).slice(0, 100);
        if (ids.length === 0) return { ok: true, posts: [] };
        return readMetrics(await ask('GET', `/2/tweets?ids=${ids.join(',')}&tweet.fields=public_metrics`), ids);
      } catch (error) {
        const { status, detail, headers } = explain(error, secrets);
        return { ok: false, detail, retryAfterMs: status === 429 ? resetWait(headers) : null };
      }
    },
  };
}

const unconfigured: XPort = {
  configured: false,
  post: async () => ({ outcome: 'not_sent', detail: 'no X keys are set' }),
  timeline: async () => ({ ok: false, detail: 'no X keys are set', retryAfterMs: null }),
  metrics: async () => ({ ok: false, detail: 'no X keys are set', retryAfterMs: null }),
};

function readPosted(body: string): XPostOutcome {
  const id = idOf(body);
  return id
    ? { outcome: 'posted', postId: id }
    : { outcome: 'unknown', detail: `X answered without a post id: ${cleanText(body.slice(0, 120)) || 'an empty body'}` };
}

/** `data.id`, kept as the text it is. */
function idOf(body: string): string | null {
  const value = parse(body) as { data?: { id?: unknown } } | null;
  const id = value?.data?.id;
  if (typeof id === 'string' && /^\d+$/.test(id)) return id;
  // A number would already have been rounded: take its digits from the text.
  return typeof id === 'number' ? (/"id"\s*:\s*(\d+)/.exec(body)?.[1] ?? null) : null;
}

function postFailure(error: unknown, secrets: string[]): XPostOutcome {
  const { status, detail, headers, sent } = explain(error, secrets);
  if (!sent) return { outcome: 'not_sent', detail };
  if (status === 429) {
    if (/usage.?cap|credit|spend/i.test(detail))
      return { outcome: 'refused', permanent: true, detail: `the X account has no credits left: ${detail}`, retryAfterMs: null };
    return { outcome: 'refused', permanent: false, detail: `rate limit: ${detail}`, retryAfterMs: resetWait(headers) };
  }
  if (REDIRECTS.includes(status)) {
    const where = headers.get('location') ?? 'nowhere';
    const redirected = `the address redirects to ${where}; set X_API_BASE_URL to one that answers itself`;
    return { outcome: 'refused', permanent: true, detail: redirected, retryAfterMs: null };
  }
  // 408: the server gave up waiting for the request, but what it had read by then is its secret.
  if (status >= 400 && status < 500 && status !== 408) return { outcome: 'refused', permanent: true, detail, retryAfterMs: null };
  return { outcome: 'unknown', detail };
}

type Explained = { status: number; detail: string; headers: Headers; sent: boolean };

function explain(error: unknown, secrets: string[]): Explained {
  const known = error instanceof ApiError ? error : null;
  const cause = causeCode(known?.data ?? error);
  const body = known?.status && known.data ? ` ${typeof known.data === 'string' ? known.data : JSON.stringify(known.data)}` : '';
  const said = `${error instanceof Error ? error.message : String(error)}${cause ? ` (${cause})` : ''}${body}`;
  // Secrets go before the cut, which could leave half of one.
  const detail = cleanText(secrets.reduce((text, secret) => text.replaceAll(secret, '[secret]'), said).slice(0, 300));
  // What is no ApiError was thrown while signing, before anything could be sent.
  const sent = known !== null && !(known.data instanceof NotSentError);
  return { status: known?.status ?? 0, detail, headers: known?.headers ?? new Headers(), sent };
}

/** What failed often stands in a cause only. */
function causeCode(error: unknown): string {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if ('code' in at && typeof at.code === 'string') return at.code;
  }
  return '';
}

/** Until x-rate-limit-reset (epoch seconds), between a minute and a day; a quarter of an hour when X does not say. */
function resetWait(headers: Headers): number {
  const reset = Number(headers.get('x-rate-limit-reset') ?? Number.NaN) * 1000;
  if (!Number.isFinite(reset)) return DEFAULT_WAIT_MS;
  return Math.min(Math.max(reset - Date.now(), MINUTE_MS), LONGEST_WAIT_MS);
}

type Listed = { id?: unknown; text?: unknown; created_at?: unknown; entities?: unknown } | null;

function readTimeline(body: string): XTimeline {
  const value = parse(body) as { data?: Listed[]; meta?: { result_count?: number } } | null;
  if (!value || (value.data !== undefined && !Array.isArray(value.data)))
    return { ok: false, detail: `X's timeline is not readable: ${cleanText(body.slice(0, 120))}`, retryAfterMs: null };
  if (value.data === undefined && value.meta?.result_count !== 0)
    return { ok: false, detail: `X's timeline came without posts: ${cleanText(body.slice(0, 120))}`, retryAfterMs: null };
  const posts = (value.data ?? [])
    .filter((post): post is NonNullable<Listed> => typeof post?.id === 'string' && typeof post.text === 'string')
    .map((post) => ({ id: String(post.id), text: asWritten(String(post.text), post.entities), createdAt: dateOf(post.created_at) }));
  return { ok: true, posts };
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", '#39': "'", '#x27': "'" };

/** X escapes for HTML and shortens links. One pass: what reads &lt; after it was written so. */
function asWritten(text: string, entities: unknown): string {
  const plain = text.replace(/&(amp|lt|gt|quot|apos|#39|#x27);/g, (whole, name: string) => ENTITIES[name] ?? whole);
  const urls = (entities as { urls?: unknown } | null | undefined)?.urls;
  const links = (Array.isArray(urls) ? urls : []) as ({ url?: unknown; expanded_url?: unknown } | null)[];
  return links.reduce(
    (done, link) =>
      link && typeof link.url === 'string' && link.url && typeof link.expanded_url === 'string'
        ? done.replaceAll(link.url, () => String(link.expanded_url))
        : done,
    plain,
  );
}

function dateOf(value: unknown): Date | null {
  const date = typeof value === 'string' ? new Date(value) : null;
  return date && !Number.isNaN(date.getTime()) ? date : null;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

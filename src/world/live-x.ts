/** X over its official SDK. One call of post() is one request at most: the SDK makes no retries, and neither do we. */
import { ApiError, Client, OAuth1 } from '@xdevplatform/xdk';
import type { XPort, XPostOutcome, XTimeline } from './x.ts';

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

/** @param config null = no keys: nothing is ever sent */
export function liveX(config: XConfig | null): XPort {
  if (!config) return unconfigured;
  const { apiKey, apiSecret, accessToken, accessSecret } = config;
  const oauth1 = new OAuth1({ apiKey, apiSecret, callback: 'oob', accessToken, accessTokenSecret: accessSecret });
  const client = new Client({ oauth1, retry: false, ...(config.baseURL ? { baseUrl: config.baseURL.replace(/(\/2)?\/*$/, '') } : {}) });
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
        return readTimeline(await ask('GET', `/2/users/${me}/tweets?max_results=100&tweet.fields=created_at,entities`));
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
};

function readPosted(body: string): XPostOutcome {
  const id = idOf(body);
  return id
    ? { outcome: 'posted', postId: id }
    : { outcome: 'unknown', detail: `X answered without a post id: ${body.slice(0, 120) || 'an empty body'}` };
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
  const { status, detail, headers, code } = explain(error, secrets);
  if (status === 429) {
    if (/usage.?cap|credit|spend/i.test(detail))
      return { outcome: 'refused', permanent: true, detail: `the X account has no credits left: ${detail}`, retryAfterMs: null };
    return { outcome: 'refused', permanent: false, detail: `rate limit: ${detail}`, retryAfterMs: resetWait(headers) };
  }
  if (status >= 400 && status < 500 && status !== 408) return { outcome: 'refused', permanent: true, detail, retryAfterMs: null };
  if (status === 0 && /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|CERT|SSL|TLS|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT/.test(code))
    return { outcome: 'not_sent', detail };
  return { outcome: 'unknown', detail };
}

function explain(error: unknown, secrets: string[]): { status: number; detail: string; headers: Headers; code: string } {
  const known = error instanceof ApiError ? error : null;
  const cause = causeCode(known?.data ?? error);
  const body = known?.status && known.data ? ` ${typeof known.data === 'string' ? known.data : JSON.stringify(known.data)}` : '';
  const said = `${error instanceof Error ? error.message : String(error)}${cause ? ` (${cause})` : ''}${body}`;
  const detail = secrets.reduce((text, secret) => text.replaceAll(secret, '[secret]'), said).slice(0, 300);
  return { status: known?.status ?? 0, detail, headers: known?.headers ?? new Headers(), code: cause };
}

/** fetch says "fetch failed"; what failed stands in its cause. */
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

function readTimeline(body: string): XTimeline {
  const value = parse(body) as { data?: unknown; meta?: { result_count?: number } } | null;
  if (!value || (value.data !== undefined && !Array.isArray(value.data)))
    return { ok: false, detail: `X's timeline is not readable: ${body.slice(0, 120)}`, retryAfterMs: null };
  if (value.data === undefined && value.meta?.result_count !== 0)
    return { ok: false, detail: `X's timeline came without posts: ${body.slice(0, 120)}`, retryAfterMs: null };
  const posts = ((value.data ?? []) as { id?: unknown; text?: unknown; created_at?: unknown }[])
    .filter((post) => typeof post.id === 'string' && typeof post.text === 'string')
    .map((post) => ({ id: String(post.id), text: String(post.text), createdAt: dateOf(post.created_at) }));
  return { ok: true, posts };
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

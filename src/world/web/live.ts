/** The live web port: an address goes in; a page, a feed, "unchanged" or a sentence comes out. Nothing is thrown. */
import type { LookupFunction } from 'node:net';
import type { Conditional, Fetched, WebPort } from '../web.ts';
import type { Clock } from '../world.ts';
import { addressRules, checkedAddress, isAllowed, isOwn } from './address-rules.ts';
import { Failed } from './failed.ts';
import { follow } from './follow.ts';
import { guardedAgent } from './guard.ts';
import { type Answer, hop } from './hop.ts';
import type { Parsed } from './job.ts';
import { makeLanes, orAborted } from './lanes.ts';
import { shown } from './names.ts';
import { parseInThread } from './parse-thread.ts';
import { makeRobots, ROBOTS_BYTES } from './robots.ts';
import { readable, retryAfter } from './verdict.ts';

export type WebConfig = {
  /** Hosts or host:port that may be inside the house; exact, no wildcards. */
  allowHosts: readonly string[];
  /** Where the company's own app is served; only its /sample-newsroom/ is read. */
  ownOrigin: string | null;
  clock: Clock;
  userAgent?: string;
  /** Of one request; default 10 s. */
  timeoutMs?: number;
  /** Of one body, unpacked; default 2 MB. */
  maxBytes?: number;
  /** Of making sense of one body; default 5 s. */
  parseMs?: number;
  /** How names become addresses; default: this machine's way. */
  lookup?: LookupFunction;
};

const ACCEPT =
  'text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/*;q=0.8, application/json;q=0.7';
const UNASKED_SILENCE_MS = 60_000;

export function liveWeb(config: WebConfig): WebPort {
  const { clock, userAgent = 'Deskmates/0.1', timeoutMs = 10_000, maxBytes = 2_000_000, parseMs = 5000 } = config;
  const rules = addressRules(config);
  const ownOrigin = rules.own?.origin ?? null;
  const agent = guardedAgent({ rules, connectTimeoutMs: timeoutMs, lookup: config.lookup });
  const lanes = makeLanes(clock);
  const never = new AbortController().signal;
  const robots = makeRobots({
    clock,
    userAgent,
    pause: lanes.pause,
    read: (url) => follow(url, { rules, permit: async () => {}, ask: (to) => ask(to, null, never, { bytes: ROBOTS_BYTES, cut: true }) }),
  });

  async function ask(url: URL, known: Conditional | null, signal: AbortSignal, limit: { bytes: number; cut: boolean }): Promise<Answer> {
    const headers: Record<string, string> = { 'user-agent': userAgent, accept: ACCEPT, 'accept-language': 'en, *;q=0.5' };
    if (known?.etag) headers['if-none-match'] = known.etag;
    if (known?.lastModified) headers['if-modified-since'] = known.lastModified;
    const request = () => hop(url, { agent, clock, timeoutMs, maxBytes: limit.bytes, cut: limit.cut, headers, signal });
    if (isOwn(url, rules) || isAllowed(url, rules)) return request();
    const silence = lanes.silence(url.hostname);
    if (silence > 0) {
      throw new Failed(
        'transient',
        `${shown(url)} was not asked: ${url.hostname} wants to be left alone for ${Math.ceil(silence / 1000)} s`,
        silence,
      );
    }
    const answer = await lanes.inTurn(url.hostname, signal, request);
    if (answer.status === 429 || answer.status === 503) {
      lanes.backOff(url.hostname, retryAfter(answer.headers, clock.now()) ?? UNASKED_SILENCE_MS);
    }
    return answer;
  }

  async function read(raw: string, known: Conditional | null, signal: AbortSignal): ReturnType<WebPort['read']> {
    const answer = await follow(checkedAddress(raw, rules), {
      rules,
      permit: async (url) => (isOwn(url, rules) ? undefined : robots.permit(url, signal)),
      ask: (url) => ask(url, known, signal, { bytes: maxBytes, cut: false }),
    });
    if (answer.status === 304 && known) return { status: 'not_modified' };
    const contentType = readable(answer, clock.now());
    const job = { body: answer.body, contentType, url: answer.url.href, ownOrigin };
    return fetched(answer, await orAborted(parseInThread(job, parseMs), signal));
  }

  return {
    async read(url, conditional, signal) {
      try {
        signal.throwIfAborted();
        return await read(url, conditional, signal);
      } catch (error) {
        if (error instanceof Failed) return { status: 'failed', failure: error.failure };
        if (!signal.aborted) throw error;
        const detail = `Reading ${shown(url)} was called off before it was finished`;
        return { status: 'failed', failure: { kind: 'transient', detail, retryAfterMs: null } };
      }
    },
  };
}

type Content = Extract<Awaited<ReturnType<WebPort['read']>>, { status: 'ok' }>['value'];

function fetched({ url, headers }: Answer, parsed: Parsed): Fetched<Content> {
  const validators = { etag: headers.get('etag'), lastModified: headers.get('last-modified') };
  if (parsed.kind === 'bad') throw new Failed('bad', `${shown(url)} ${parsed.why}`);
  if (parsed.kind === 'feed') return { status: 'ok', value: { kind: 'feed', feed: { ...parsed.feed, ...validators } } };
  return { status: 'ok', value: { kind: 'page', page: { ...parsed.page, ...validators } } };
}

/** What a site's robots.txt says, asked once an hour and origin. */
import robotsParser from 'robots-parser';
import type { Clock } from '../world.ts';
import { Failed } from './failed.ts';
import type { Answer } from './hop.ts';
import { orAborted } from './lanes.ts';
import { shown } from './names.ts';

export type Robots = {
  /** @throws Failed: blocked when the site says no, transient when it could not be asked, or the signal's reason */
  permit(url: URL, signal: AbortSignal): Promise<void>;
};

type Rules = ReturnType<typeof robotsParser>;
type Verdict = { rules: Rules | null; unreachable: string | null; until: number };

/** Of robots.txt; what comes after is not read. */
export const ROBOTS_BYTES = 100_000;
const KEPT_MS = 60 * 60_000;
const KEPT_UNREACHABLE_MS = 60_000;
const MANY_ORIGINS = 500;

/** @param read fetches an address like any other, following redirects. @param pause told the host's wish, in milliseconds */
export function makeRobots(options: {
  clock: Clock;
  userAgent: string;
  read(url: URL): Promise<Answer>;
  pause(host: string, ms: number): void;
}): Robots {
  const { clock, userAgent, read, pause } = options;
  const kept = new Map<string, Promise<Verdict>>();
  const now = () => clock.now().getTime();

  function verdictOf(origin: string): Promise<Verdict> {
    const known = kept.get(origin);
    const asked = known
      ? known.then((verdict) => (verdict.until > now() ? verdict : again(origin, known)))
      : ask(new URL('/robots.txt', origin));
    if (!known) keep(origin, asked);
    return asked;
  }

  /** Whoever notices first asks; the others wait for that answer. */
  function again(origin: string, old: Promise<Verdict>): Promise<Verdict> {
    if (kept.get(origin) === old) kept.delete(origin);
    return verdictOf(origin);
  }

  function keep(origin: string, asked: Promise<Verdict>): void {
    kept.set(origin, asked);
    asked.catch(() => kept.delete(origin));
    for (const oldest of kept.keys()) {
      if (kept.size <= MANY_ORIGINS) break;
      kept.delete(oldest);
    }
  }

  async function ask(url: URL): Promise<Verdict> {
    try {
      const { status, body } = await read(url);
      if (status === 429 || status >= 500) return unreachable(`answered with HTTP ${status}`);
      const rules = status >= 200 && status < 300 ? robotsParser(url.href, new TextDecoder().decode(body)) : null;
      const delay = rules?.getCrawlDelay(userAgent);
      if (delay) pause(url.hostname, delay * 1000);
      return { rules, unreachable: null, until: now() + KEPT_MS };
    } catch (error) {
      if (!(error instanceof Failed)) throw error;
      // No rules to be had; whether the page itself may be read is decided when it is asked for.
      if (error.failure.kind !== 'transient') return { rules: null, unreachable: null, until: now() + KEPT_MS };
      return unreachable(`could not be read: ${error.failure.detail}`);
    }
  }

  const unreachable = (why: string): Verdict => ({ rules: null, unreachable: why, until: now() + KEPT_UNREACHABLE_MS });

  return {
    async permit(url, signal) {
      const verdict = await orAborted(verdictOf(url.origin), signal);
      if (verdict.unreachable) {
        const detail = `${shown(url)} was not read, because its robots.txt ${verdict.unreachable}`;
        throw new Failed('transient', detail, KEPT_UNREACHABLE_MS);
      }
      if (verdict.rules?.isAllowed(url.href, userAgent) !== false) return;
      throw new Failed('blocked', `${url.host} asks not to read ${shown(url)} (robots.txt); choose another source`);
    },
  };
}

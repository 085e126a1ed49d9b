/** What addresses are called: for people (no secrets), and for keeping (one article, one name). */
import { oneLine } from '../../core/text.ts';

/** For messages: no user name, no password, no values of the query, no fragment; at most 160 characters. */
export function shown(address: string | URL): string {
  const text = String(address);
  const [place = '', query] = (text.split('#')[0] ?? '').split(/\?(.*)/s);
  const names = query ? `?${query.replace(/=[^&]*/g, '=…')}` : '';
  return oneLine(`${place.replace(/^([a-z][\w+.-]*:[/\\]*)?[^/\\@]*@/i, '$1…@')}${names}`, 160);
}

const TRACKING = /^(utm_.*|mc_.*|fbclid|gclid|gbraid|wbraid|dclid|msclkid|yclid|twclid|igshid|_hsenc|_hsmi|mkt_tok|ref|ref_src)$/i;

/** Without the parameters that only say where a reader came from. The rest of the query stays as it was written. */
export function withoutTracking(url: URL): URL {
  const clean = new URL(url);
  const kept = url.search
    .slice(1)
    .split('&')
    .filter((pair) => pair && !TRACKING.test(decoded(pair.split('=')[0] ?? '')));
  clean.search = kept.join('&');
  return clean;
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** The name an address is kept under; the company's own pages keep it whatever port they are served on. */
export function keptName(url: URL, ownOrigin: string | null): string {
  if (ownOrigin && url.origin === ownOrigin) return `${url.pathname}${url.search}${url.hash}`;
  return url.href;
}

/**
 * The canonical name of a page. What the page says counts only for its own site (www. or not),
 * and "the front page" is not believed: sites that say so of every article would have one article.
 */
export function canonicalName(final: URL, said: string | null, ownOrigin: string | null): string {
  const claimed = said && URL.canParse(said, final.href) ? new URL(said, final) : null;
  const believed = claimed && isSameSite(claimed, final) && !(claimed.pathname === '/' && final.pathname !== '/');
  const url = withoutTracking(believed ? claimed : final);
  url.hash = '';
  return keptName(url, ownOrigin);
}

function isSameSite(claimed: URL, final: URL): boolean {
  if (!/^https?:$/.test(claimed.protocol) || claimed.username || claimed.password) return false;
  return claimed.host.replace(/^www\./, '') === final.host.replace(/^www\./, '');
}

/** Which addresses may be visited, and a connector that checks again where a connection really goes. */
import dns from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { Agent, buildConnector } from 'undici';

/** The only path of our own app that may be read. */
export const OWN_PATH = '/sample-newsroom/';

export type Rules = {
  /** host or host:port, exactly as written in WEB_ALLOW_HOSTS; these may be private and on any port. */
  allowHosts: readonly string[];
  /** The app's own origin, for addresses that begin with OWN_PATH. */
  ownOrigin: string | null;
};

export type Checked = { ok: true; url: URL; own: boolean; trusted: boolean } | { ok: false; detail: string };

/** Before any name is looked up: form, scheme, port, literal addresses. */
export function checkUrl(text: string, rules: Rules): Checked {
  const refuse = (why: string): Checked => ({ ok: false, detail: `${shown(text)}: ${why}` });
  if (/[\s\\]|[^\P{Cc}]/u.test(text)) return refuse('an address holds no spaces, control characters or backslashes');
  const own = text.startsWith('/') && rules.ownOrigin !== null ? new URL(text, rules.ownOrigin) : null;
  if (!own && !URL.canParse(text)) return refuse('this is not an address; it looks like https://example.com/page');
  const url = own ?? new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return refuse('only http and https are read');
  if (url.username || url.password) return refuse('an address must not carry a login');
  url.hash = '';
  if (rules.ownOrigin !== null && url.origin === new URL(rules.ownOrigin).origin) {
    // WHATWG parsing has already resolved "..", so the prefix says where the request goes.
    if (url.pathname.startsWith(OWN_PATH)) return { ok: true, url, own: true, trusted: true };
    return refuse(`of the company's own app only ${OWN_PATH} may be read`);
  }
  if (isAllowed(url, rules.allowHosts)) return { ok: true, url, own: false, trusted: true };
  if (url.port && !['80', '443'].includes(url.port))
    return refuse(`port ${url.port} is not read, only 80 and 443; list ${url.host} in WEB_ALLOW_HOSTS if you trust it`);
  const host = bare(url.hostname);
  if (!host || host === 'localhost' || host.endsWith('.localhost'))
    return refuse('an address of this machine is not read; list it in WEB_ALLOW_HOSTS if you trust it');
  if (ipaddr.isValid(host) && !isPublic(host)) return refuse('a private address is not read; list it in WEB_ALLOW_HOSTS if you trust it');
  return { ok: true, url, own: false, trusted: false };
}

function isAllowed(url: URL, allowHosts: readonly string[]): boolean {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return allowHosts.some((entry) => entry === url.hostname || entry === url.host || entry === `${url.hostname}:${port}`);
}

/** Global unicast only: not loopback, private, link-local, carrier-grade, reserved, mapped or translated. */
export function isPublic(address: string): boolean {
  const plain = bare(address).split('%')[0] as string;
  if (!ipaddr.isValid(plain)) return false;
  const parsed = ipaddr.parse(plain);
  if (parsed instanceof ipaddr.IPv6 && !parsed.isIPv4MappedAddress()) return parsed.range() === 'unicast';
  const v4 = parsed instanceof ipaddr.IPv6 ? parsed.toIPv4Address() : parsed;
  // Alibaba's metadata service lives in the carrier-grade range, which ipaddr.js names; the documentation ranges count as reserved.
  return parsed instanceof ipaddr.IPv4 && v4.range() === 'unicast';
}

function bare(host: string): string {
  return host
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();
}

export type Lookup = typeof dns.lookup;

/** Refused by the guard while connecting; the message is for people. */
export class Blocked extends Error {
  override readonly name = 'Blocked';
}

/**
 * Connections for hosts that are not trusted: every address of the name must be public, the one that was checked is the one connected to,
 * and the socket's far end is checked once more. A custom lookup alone would miss literal addresses.
 */
export function guardedAgent(options: { lookup?: Lookup; timeoutMs: number }): Agent {
  const resolve = options.lookup ?? dns.lookup;
  const lookup = ((host: string, asked: dns.LookupAllOptions, done: (error: Error | null, ...found: unknown[]) => void) => {
    resolve(host, { ...asked, all: true }, (error, found) => {
      if (error) return done(error);
      const bad = found.find(({ address }) => !isPublic(address));
      if (bad || found.length === 0)
        return done(new Blocked(`${host} leads to ${bad?.address ?? 'nowhere'}, which is not a public address`));
      if (asked.all) return done(null, found);
      done(null, found[0]?.address, found[0]?.family);
    });
  }) as unknown as LookupFunction;
  const connect = buildConnector({ lookup, timeout: options.timeoutMs });
  return new Agent({
    connect: (target, done) => {
      const host = bare(target.hostname);
      if (ipaddr.isValid(host) && !isPublic(host)) return done(new Blocked(`${host} is not a public address`), null);
      connect(target, (error, socket) => {
        if (error || !socket) return done(error ?? new Error('no connection'), null);
        if (socket.remoteAddress && isPublic(socket.remoteAddress)) return done(null, socket);
        socket.destroy();
        done(new Blocked(`${host} leads to ${socket.remoteAddress}, which is not a public address`), null);
      });
    },
  });
}

/** An address for people and logs: no login, no query values. */
export function shown(text: string): string {
  if (!URL.canParse(text)) return text.slice(0, 120).replace(/\?.*/s, '?…');
  const url = new URL(text);
  return `${url.origin === 'null' ? `${url.protocol}//${url.host}` : url.origin}${url.pathname}${url.search ? '?…' : ''}`.slice(0, 200);
}

/** Which addresses may be asked at all: scheme, port, host, and the only path of the company's own app that counts as the web. */
import ip from 'ipaddr.js';
import { Failed } from './failed.ts';
import { shown } from './names.ts';

export type AddressRules = {
  /** Hosts, or host:port, that may be inside the house; lower case. */
  allowed: ReadonlySet<string>;
  /** Where the company's own app is served; null when it is not. */
  own: URL | null;
};

export const OWN_PATH = '/sample-newsroom/';
const LONGEST = 2048;
/** Dots are taken as they stand, percent signs and empty segments never: a server may decode what we do not. */
const PLAIN_OWN_PATH = /^\/sample-newsroom(\/[\w~-][\w.~-]*)+$/;
/** Public by its number, yet every Azure machine finds its own secrets there. */
const INSIDE_BY_CUSTOM = new Set(['168.63.129.16']);

/** @throws Error when an entry or the origin is not one */
export function addressRules(config: { allowHosts: readonly string[]; ownOrigin: string | null }): AddressRules {
  return {
    allowed: new Set(config.allowHosts.map((host) => host.trim().toLowerCase()).filter(Boolean)),
    own: config.ownOrigin ? new URL(new URL(config.ownOrigin).origin) : null,
  };
}

/** Whether an IP address (no brackets) belongs to the public internet. Anything not understood does not. */
export function isPublicAddress(address: string): boolean {
  if (!ip.isValid(address) || INSIDE_BY_CUSTOM.has(address)) return false;
  const parsed = ip.parse(address);
  if (parsed.range() !== 'unicast') return false;
  if (parsed.kind() === 'ipv4') return true;
  // Global unicast is 2000::/3; what lies outside translates, tunnels or stays at home.
  const [first = 0] = (parsed as ip.IPv6).parts;
  return first >= 0x2000 && first <= 0x3fff;
}

export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}

export function portOf(url: { port: string; protocol: string }): string {
  return url.port || (url.protocol === 'https:' ? '443' : '80');
}

/** The company's own app, by whatever name of this machine. */
export function isOwn(url: URL, rules: AddressRules): boolean {
  if (!rules.own || portOf(url) !== portOf(rules.own)) return false;
  return url.hostname === rules.own.hostname || (isThisMachine(hostOf(url)) && isThisMachine(hostOf(rules.own)));
}

function isThisMachine(host: string): boolean {
  if (/(^|\.)localhost\.?$/.test(host)) return true;
  return ip.isValid(host) && ['loopback', 'unspecified'].includes(ip.process(host).range());
}

/** Whether somebody configured that this host may be inside the house. */
export function isAllowed(target: { hostname: string; port: string; protocol: string }, rules: AddressRules): boolean {
  const host = target.hostname.toLowerCase();
  return rules.allowed.has(host) || rules.allowed.has(`${host}:${portOf(target)}`);
}

/** Whether the guard lets this connection go anywhere. */
export function isTrusted(target: { hostname: string; port: string; protocol: string }, rules: AddressRules): boolean {
  if (rules.own && target.hostname === rules.own.hostname && portOf(target) === portOf(rules.own)) return true;
  return isAllowed(target, rules);
}

/**
 * An address as somebody wrote it, checked; what its host resolves to is checked when connecting.
 * Addresses of the company's own app come back on its origin. @throws Failed (blocked or bad)
 */
export function checkedAddress(raw: string, rules: AddressRules): URL {
  if (raw.length > LONGEST) throw new Failed('bad', `${shown(raw)} has ${raw.length} characters; an address may have ${LONGEST}`);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what must not get in
  if (/[\u0000-\u001f\u007f\\]/.test(raw)) {
    throw new Failed('blocked', `${shown(raw)} contains a line break, tab, control character or backslash; write the address plainly`);
  }
  if (raw.startsWith('/')) return ownAddress(raw, rules);
  if (!URL.canParse(raw)) throw new Failed('bad', `"${shown(raw)}" is not a web address; write it in full, like https://example.com/page`);
  const url = new URL(raw);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new Failed('blocked', `${shown(raw)} is a ${url.protocol} address; only http: and https: are read`);
  }
  if (url.username || url.password)
    throw new Failed('blocked', `${shown(raw)} carries a user name or password; remove it from the address`);
  if (isOwn(url, rules)) return ownAddress(`${url.pathname}${url.search}`, rules);
  checkHost(url, rules);
  return url;
}

function checkHost(url: URL, rules: AddressRules): void {
  const host = hostOf(url);
  if (host.endsWith('.')) throw new Failed('blocked', `${shown(url)} has a host that ends with a dot; write it without`);
  if (isAllowed(url, rules)) return;
  if (!['80', '443'].includes(portOf(url))) {
    throw new Failed('blocked', `${shown(url)} uses port ${url.port}; only 80 and 443 are read, unless WEB_ALLOW_HOSTS names ${url.host}`);
  }
  if (/(^|\.)localhost$/.test(host) || (ip.isValid(host) && !isPublicAddress(host))) throw insideTheHouse(url, host);
}

export function insideTheHouse(url: URL, address: string): Failed {
  return new Failed(
    'blocked',
    `${shown(url)} leads to ${address}, which is not on the public internet; if it may be read, add ${url.host} to WEB_ALLOW_HOSTS`,
  );
}

function ownAddress(path: string, rules: AddressRules): URL {
  if (!path.startsWith(OWN_PATH)) {
    throw new Failed('blocked', `${shown(path)} is not under ${OWN_PATH}: nothing else of this company's own app is read`);
  }
  if (!rules.own)
    throw new Failed('bad', `${shown(path)} is served by the company's own app, which is not known here; start it with: npm start`);
  const url = new URL(path, rules.own);
  if (url.origin !== rules.own.origin || !PLAIN_OWN_PATH.test(url.pathname)) {
    throw new Failed('blocked', `${shown(path)} leads outside ${OWN_PATH}: nothing else of this company's own app is read`);
  }
  return url;
}

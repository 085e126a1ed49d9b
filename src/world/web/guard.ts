/** The guard at the socket: whatever an address or a name server says, no connection goes inside the house unless that host is allowed. */
import dns from 'node:dns';
import type { LookupFunction } from 'node:net';
import { Agent, buildConnector } from 'undici';
import { type AddressRules, isPublicAddress, isTrusted } from './address-rules.ts';

/** Set on errors of refused connections. */
export const BLOCKED = 'EBLOCKED';

export type GuardOptions = { rules: AddressRules; connectTimeoutMs: number; lookup?: LookupFunction };

/** An agent that ignores proxies of the environment: they would connect for us, unguarded. */
export function guardedAgent(options: GuardOptions): Agent {
  return new Agent({ connect: guardedConnector(options), allowH2: false, keepAliveTimeout: 1000, keepAliveMaxTimeout: 5000 });
}

/** Checks the literal host, every address the name resolves to, and the address that was connected to. */
export function guardedConnector({ rules, connectTimeoutMs, lookup = dns.lookup }: GuardOptions): buildConnector.connector {
  const options = { allowH2: false, timeout: connectTimeoutMs };
  const free = buildConnector({ ...options, lookup } as buildConnector.BuildOptions);
  const guarded = buildConnector({ ...options, lookup: publicOnly(lookup) } as buildConnector.BuildOptions);
  return (target, done) => {
    if (isTrusted(target, rules)) return free(target, done);
    const host = target.hostname.replace(/^\[|\]$/g, '');
    if (isAddress(host) && !isPublicAddress(host)) return done(blocked(host), null);
    guarded(target, (error, socket) => {
      if (error) return done(error, null);
      if (isPublicAddress(socket.remoteAddress ?? '')) return done(null, socket);
      socket.destroy();
      done(blocked(socket.remoteAddress ?? 'an unknown address'), null);
    });
  };
}

function isAddress(host: string): boolean {
  return host.includes(':') || /^[\d.]+$/.test(host);
}

/** The addresses that were checked are the ones connected to, so a name that changes its mind gains nothing. */
function publicOnly(lookup: LookupFunction): LookupFunction {
  return (host, options, done) => {
    lookup(host, { ...options, all: true }, (error, found, family) => {
      if (error) return done(error, []);
      const addresses = Array.isArray(found) ? found : [{ address: found, family: family ?? 0 }];
      const inside = addresses.find(({ address }) => !isPublicAddress(address));
      const [first] = addresses;
      if (inside || !first) return done(blocked(inside?.address ?? 'no address'), []);
      if (options.all) return done(null, addresses);
      done(null, first.address, first.family);
    });
  };
}

function blocked(address: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${address} is not on the public internet`), { code: BLOCKED, address });
}

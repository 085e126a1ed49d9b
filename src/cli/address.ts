/** Where the dashboard listens, and how this machine reaches it. */
import { freePort } from '../world/reach.ts';

const FIRST = 4200;
const TRIES = 50;

/** The port asked for (0 = any), else 4200 or the next free one. @throws Error when it is taken */
export async function choosePort(host: string, wanted: number | null): Promise<number> {
  if (wanted !== null) {
    const port = await freePort(host, wanted);
    if (port !== null) return port;
    throw new Error(
      `Port ${wanted} on ${host} is taken or may not be used. Stop what uses it, set PORT to another one, or leave PORT unset.`,
    );
  }
  for (let port = FIRST; port < FIRST + TRIES; port++) if ((await freePort(host, port)) !== null) return port;
  throw new Error(
    `No port from ${FIRST} to ${FIRST + TRIES - 1} is free on ${host}. Is HOST an address of this machine? Otherwise set PORT.`,
  );
}

/** An address that listens everywhere is reached on the loopback. */
export function localOrigin(host: string, port: number): string {
  const bare = host.replace(/^\[|\]$/g, '');
  if (bare === '0.0.0.0') return `http://127.0.0.1:${port}`;
  if (bare === '::') return `http://[::1]:${port}`;
  return `http://${bare.includes(':') ? `[${bare}]` : bare}:${port}`;
}

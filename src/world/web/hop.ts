/** One request and its answer, within the limits of time and size; what goes wrong becomes a sentence. */
import { type Agent, fetch, type Headers, type Response } from 'undici';
import type { Clock } from '../world.ts';
import { insideTheHouse } from './address-rules.ts';
import { Failed } from './failed.ts';
import { BLOCKED } from './guard.ts';
import { shown } from './names.ts';

export type Answer = { url: URL; status: number; headers: Headers; body: Uint8Array };

export type HopOptions = {
  agent: Agent;
  clock: Clock;
  /** For the whole of one request: connecting, headers and body. */
  timeoutMs: number;
  /** Of the body, unpacked. */
  maxBytes: number;
  headers: Record<string, string>;
  signal: AbortSignal;
  /** A longer body is cut there instead of refused. */
  cut?: boolean;
};

/** The body is read only of a 2xx answer; redirects come back as they are. @throws Failed */
export async function hop(url: URL, options: HopOptions): Promise<Answer> {
  const deadline = options.clock.deadline(options.timeoutMs);
  const signal = AbortSignal.any([deadline.signal, options.signal]);
  try {
    const response = await fetch(url, { dispatcher: options.agent, redirect: 'manual', headers: options.headers, signal });
    const { status, headers } = response;
    if (!response.ok) {
      await response.body?.cancel();
      return { url, status, headers, body: new Uint8Array() };
    }
    return { url, status, headers, body: await bodyOf(url, response, options) };
  } catch (error) {
    if (error instanceof Failed) throw error;
    if (options.signal.aborted) throw new Failed('transient', `Reading ${shown(url)} was called off before it was finished`);
    if (deadline.signal.aborted) {
      throw new Failed('transient', `${shown(url)} was not finished within ${options.timeoutMs / 1000} s; it can be tried again later`);
    }
    throw explained(url, error);
  } finally {
    deadline.clear();
  }
}

async function bodyOf(url: URL, response: Response, { maxBytes, cut }: HopOptions): Promise<Uint8Array> {
  const tooLarge = () => new Failed('bad', `${shown(url)} is larger than ${size(maxBytes)}, the most that is read of one address`);
  if (Number(response.headers.get('content-length') ?? 0) > maxBytes && !cut) {
    await response.body?.cancel();
    throw tooLarge();
  }
  const reader = response.body?.getReader();
  if (!reader) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    chunks.push(read.value);
    length += read.value.byteLength;
    if (length <= maxBytes) continue;
    await reader.cancel().catch(() => {});
    if (!cut) throw tooLarge();
    break;
  }
  const body = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.byteLength;
  }
  return body.subarray(0, maxBytes);
}

function size(bytes: number): string {
  return bytes >= 1_000_000 ? `${bytes / 1_000_000} MB` : `${bytes / 1000} kB`;
}

/** What the network library says, as a sentence and a verdict. */
function explained(url: URL, error: unknown): Failed {
  const cause = deepest(error);
  const code = cause.code ?? '';
  if (code === BLOCKED) return insideTheHouse(url, cause.address ?? url.hostname);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return new Failed('transient', `${url.hostname} cannot be found (${code}): the name is wrong, or this machine is not connected`);
  }
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|ERR_SSL/.test(code)) {
    return new Failed('bad', `${shown(url)} has a certificate that does not hold (${code}); nothing was read`);
  }
  if (/^(Z_|ERR_.*(BROTLI|ZSTD)|ERR__ERROR)/.test(code))
    return new Failed('bad', `${shown(url)} sent a packed body that cannot be unpacked (${code})`);
  if (code.startsWith('HPE_') || code === 'UND_ERR_HEADERS_OVERFLOW') {
    return new Failed('bad', `${shown(url)} answered with something that is not proper HTTP (${code})`);
  }
  if (cause.message === 'bad port') return new Failed('blocked', `${shown(url)} uses port ${url.port}, which no web client may connect to`);
  return new Failed('transient', `${shown(url)} could not be read (${code || cause.message}); it can be tried again later`);
}

type Coded = Error & { code?: string; address?: string };

/** "fetch failed" hides what failed in its cause, or in the first of several attempts. */
function deepest(error: unknown): Coded {
  let found: Coded = error instanceof Error ? error : new Error(String(error));
  for (let depth = 0; depth < 5; depth++) {
    if (found.code) return found;
    const next = found instanceof AggregateError ? found.errors[0] : found.cause;
    if (!(next instanceof Error)) break;
    found = next;
  }
  return found;
}

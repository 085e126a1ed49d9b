/** One HTTP request, exactly: on a connection of its own, never repeated, never redirected, and told apart from one that never left. */
import { Agent, buildConnector, request } from 'undici';

/** Larger answers are an attack or a mistake. */
const MAX_ANSWER_BYTES = 20_000_000;
const CONNECT_TIMEOUT_MS = 10_000;

/** What a fetch is called with, as far as our clients use it: bodies are text. */
export type Outgoing = { method?: string; headers?: HeadersInit; body?: unknown; signal?: AbortSignal | null };

/** No connection came about: not one byte of the request left this machine. */
export class NotSentError extends Error {
  override readonly name = 'NotSentError';
}

/**
 * Stands in for fetch, which repeats a POST on 307, 308 and 421, and which reuses connections that the other side may just have closed:
 * then nobody can say whether the request arrived. Time limits are the signal's alone. Redirects come back as answers.
 * @throws NotSentError when no connection came about; anything else when the answer was lost
 */
export async function oneRequest(url: string | URL, init: Outgoing): Promise<Response> {
  let connected = false;
  const connect = buildConnector({ timeout: CONNECT_TIMEOUT_MS });
  const agent = new Agent({
    pipelining: 0,
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: MAX_ANSWER_BYTES,
    connect: (options, callback) =>
      connect(options, (error, socket) => {
        if (error) return callback(error, null);
        connected = true;
        callback(null, socket);
      }),
  });
  try {
    const answer = await request(url, {
      method: init.method ?? 'GET',
      headers: { ...Object.fromEntries(new Headers(init.headers)), 'accept-encoding': 'identity' },
      body: typeof init.body === 'string' ? init.body : null,
      signal: init.signal ?? undefined,
      dispatcher: agent,
    });
    const bytes = await answer.body.arrayBuffer();
    const bodiless = answer.statusCode === 204 || answer.statusCode === 205 || answer.statusCode === 304;
    return new Response(bodiless ? null : bytes, { status: answer.statusCode, headers: headersOf(answer.headers) });
  } catch (error) {
    if (connected) throw error;
    throw new NotSentError(`no connection to ${new URL(url).host}: ${reasonOf(error)}`, { cause: error });
  } finally {
    // Not awaited: closing takes as long as the other side likes.
    agent.destroy().catch(() => undefined);
  }
}

function headersOf(raw: Record<string, string | string[] | undefined>): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(raw)) {
    for (const one of [value ?? []].flat()) headers.append(name, one);
  }
  return headers;
}

/** With several addresses the reasons stand in the parts of an AggregateError, and its own message is empty. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join(', ');
  return error instanceof Error ? error.message : String(error);
}

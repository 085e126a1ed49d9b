/** The company's events as they happen, as server-sent events that a browser can resume without a gap or a repetition. */
import { cursorText, followEvents, parseCursor, type StreamItem } from '../../../read/stream.ts';
import { checkAccess } from '../../access.ts';
import { appClock } from '../../clock.ts';
import { API_HEADERS, HttpError, route } from '../../routing.ts';
import { appEnv, stopping } from '../../world.ts';

export const dynamic = 'force-dynamic';

/** Streams one process serves at a time; further ones are told to come back. */
const MOST_STREAMS = 64;

const shared = globalThis as typeof globalThis & { deskmatesStreams?: { open: number } };
shared.deskmatesStreams ??= { open: 0 };
const streams = shared.deskmatesStreams;

export const GET = route('read', async (request, call) => {
  const world = await call.world();
  if (streams.open >= MOST_STREAMS) throw new HttpError(503, `All ${MOST_STREAMS} streams are in use`, null, 10);
  const asked = request.headers.get('last-event-id') ?? new URL(request.url).searchParams.get('after');
  const ending = endOf([request.signal, stopping()]);
  if (request.method === 'HEAD' || ending.signal.aborted) {
    ending.end();
    return new Response(null, { status: 204, headers: API_HEADERS });
  }
  const items = followEvents(world, {
    after: asked === null ? null : (parseCursor(asked) ?? 'lost'),
    signal: ending.signal,
    // Whoever signed out or whose session ran out hears nothing more, not even on a stream opened before.
    mayGoOn: () => checkAccess(request, 'read', appEnv(), appClock.now()).ok,
  });
  const encoder = new TextEncoder();
  streams.open += 1;
  ending.signal.addEventListener('abort', () => {
    streams.open -= 1;
    items.return(undefined).catch(() => undefined);
  });
  const body = new ReadableStream<Uint8Array>({
    start: (out) => out.enqueue(encoder.encode('retry: 2000\n\n')),
    async pull(out) {
      try {
        const next = await items.next();
        if (!next.done && !ending.signal.aborted) return out.enqueue(encoder.encode(written(next.value)));
      } catch (error) {
        world.log.warn({ err: error }, 'an event stream ended; its browser will come back');
      }
      ending.end();
      closeQuietly(out);
    },
    cancel: () => ending.end(),
  });
  return new Response(body, {
    headers: {
      ...API_HEADERS,
      'cache-control': 'no-store, no-transform',
      'content-type': 'text/event-stream; charset=utf-8',
      'x-accel-buffering': 'no',
    },
  });
});

/** The browser may have closed it first. */
function closeQuietly(out: ReadableStreamDefaultController): void {
  try {
    out.close();
  } catch {
    // closed already
  }
}

/** One signal for whichever comes first: the browser leaves, the process stops, the stream is done. */
function endOf(sources: AbortSignal[]): { signal: AbortSignal; end(): void } {
  const controller = new AbortController();
  const end = () => {
    for (const source of sources) source.removeEventListener('abort', end);
    controller.abort();
  };
  for (const source of sources) source.addEventListener('abort', end);
  if (sources.some((source) => source.aborted)) end();
  return { signal: controller.signal, end };
}

function written(item: StreamItem): string {
  if (item.type === 'ping') return `: ping\nevent: ping\ndata: ${JSON.stringify({ at: item.at })}\n\n`;
  if (item.type === 'snapshot') return `id: ${cursorText(item.cursor)}\nevent: snapshot\ndata: {}\n\n`;
  return `id: ${cursorText(item.cursor)}\nevent: events\ndata: ${JSON.stringify(item.events)}\n\n`;
}

'use client';
/** One event stream that survives a server that restarts and a connection that dies silently. */
import type { StreamEvent } from '../../read/stream.ts';

export type Connection = { state: 'connecting' | 'live' | 'lost'; heardAt: number | null };

/** What a stream tells. Every piece but a state says where the stream stands after it. */
export type News =
  | { type: 'state'; connection: Connection; cursor: string }
  /** Oldest first; `after` is where the stream stood before. */
  | { type: 'events'; events: StreamEvent[]; after: string; cursor: string }
  /** Something was skipped: read everything anew. */
  | { type: 'snapshot'; cursor: string }
  /** Open again after a break; nothing was skipped, yet much may have changed without an event. */
  | { type: 'reopened'; cursor: string };

/** The server pings every 15 s; silence longer than this means the connection is dead, whatever the browser believes. */
export const SILENCE_MS = 40_000;
const GATHER_MS = 250;
const RETRY_MS = [500, 1_000, 2_000, 3_000, 5_000];

/** Follows the company's events from `after` on, until the returned function is called. Events are told at most four times a second. */
export function openStream(after: string, tell: (news: News) => void): () => void {
  let cursor = after;
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let heardAt = Date.now();
  let pending: { events: StreamEvent[]; after: string } | null = null;

  const say = (state: Connection['state']) => tell({ type: 'state', connection: { state, heardAt }, cursor });
  const alive = () => {
    heardAt = Date.now();
    say('live');
  };
  const reopen = () => {
    say('lost');
    source?.close();
    clearTimeout(timer);
    timer = setTimeout(open, RETRY_MS[Math.min(failures, RETRY_MS.length - 1)]);
    failures += 1;
  };
  const open = () => {
    const opened = new EventSource(`/api/stream?after=${cursor}`);
    source = opened;
    opened.addEventListener('open', () => {
      if (failures > 0) tell({ type: 'reopened', cursor });
      failures = 0;
      alive();
    });
    opened.addEventListener('ping', alive);
    opened.addEventListener('events', (message) => {
      pending ??= { events: [], after: cursor };
      pending.events.push(...(JSON.parse(message.data) as StreamEvent[]));
      cursor = message.lastEventId || cursor;
      heardAt = Date.now();
    });
    opened.addEventListener('snapshot', (message) => {
      pending = null;
      cursor = message.lastEventId || cursor;
      tell({ type: 'snapshot', cursor });
    });
    // Browsers give up on an HTTP error and grow slow after a refused connection: coming back is on us.
    opened.addEventListener('error', reopen);
  };
  const gather = setInterval(() => {
    if (pending) tell({ type: 'events', ...pending, cursor });
    pending = null;
    if (Date.now() - heardAt <= SILENCE_MS) return;
    reopen();
    heardAt = Date.now();
  }, GATHER_MS);
  open();
  return () => {
    clearInterval(gather);
    clearTimeout(timer);
    source?.close();
  };
}

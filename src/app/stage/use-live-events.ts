'use client';
/** One event stream that survives a server that restarts and a connection that dies silently. */
import { useEffect, useRef, useState } from 'react';
import type { StreamEvent } from '../../read/stream.ts';

export type Connection = { state: 'connecting' | 'live' | 'lost'; heardAt: number | null };

type Heard = {
  /** Oldest first, at most four times a second. */
  events(batch: StreamEvent[]): void;
  /** The stream is open again, or has skipped something: read the stage anew. `everything`: the feed as well. */
  refresh(everything: boolean): void;
};

/** The server pings every 15 s; silence longer than this means the connection is dead, whatever the browser believes. */
const SILENCE_MS = 40_000;
const GATHER_MS = 250;
/** A page nobody looks at lets its stream go: browsers allow six connections to one server, for all tabs together. */
const HIDDEN_MS = 30_000;
const RETRY_MS = [500, 1_000, 2_000, 3_000, 5_000];

export function useLiveEvents(firstCursor: string, heard: Heard): Connection {
  const [connection, setConnection] = useState<Connection>({ state: 'connecting', heardAt: null });
  const handlers = useRef(heard);
  handlers.current = heard;
  useEffect(() => follow(firstCursor, handlers, setConnection), [firstCursor]);
  return connection;
}

/** Runs until the returned function is called. */
function follow(firstCursor: string, handlers: { current: Heard }, report: (connection: Connection) => void): () => void {
  let cursor = firstCursor;
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let heardAt = Date.now();
  let pending: StreamEvent[] = [];
  let asleep = false;
  let hidden: ReturnType<typeof setTimeout> | undefined;

  const alive = () => {
    heardAt = Date.now();
    report({ state: 'live', heardAt });
  };
  const lost = () => report({ state: 'lost', heardAt });
  const reopen = () => {
    source?.close();
    clearTimeout(timer);
    timer = setTimeout(open, RETRY_MS[Math.min(failures, RETRY_MS.length - 1)]);
    failures += 1;
  };
  const open = () => {
    const opened = new EventSource(`/api/stream?after=${cursor}`);
    source = opened;
    opened.addEventListener('open', () => {
      if (failures > 0) handlers.current.refresh(false);
      failures = 0;
      alive();
    });
    opened.addEventListener('ping', alive);
    opened.addEventListener('events', (message) => {
      cursor = message.lastEventId || cursor;
      pending.push(...(JSON.parse(message.data) as StreamEvent[]));
      alive();
    });
    opened.addEventListener('snapshot', (message) => {
      cursor = message.lastEventId || cursor;
      handlers.current.refresh(true);
    });
    opened.addEventListener('error', () => {
      lost();
      // Browsers give up on an HTTP error and grow slow after a refused connection: coming back is on us.
      reopen();
    });
  };
  const gather = setInterval(() => {
    if (pending.length) {
      handlers.current.events(pending);
      pending = [];
    }
    if (!asleep && Date.now() - heardAt > SILENCE_MS) {
      heardAt = Date.now();
      lost();
      reopen();
    }
  }, GATHER_MS);
  const fallAsleep = () => {
    asleep = true;
    clearTimeout(timer);
    source?.close();
  };
  const onVisibility = () => {
    clearTimeout(hidden);
    if (document.visibilityState === 'hidden') hidden = setTimeout(fallAsleep, HIDDEN_MS);
    else if (asleep) {
      asleep = false;
      heardAt = Date.now();
      // Counted as a failure, so that the view is read anew once the stream is open.
      failures = 1;
      open();
    }
  };
  document.addEventListener('visibilitychange', onVisibility);
  open();
  return () => {
    document.removeEventListener('visibilitychange', onVisibility);
    clearInterval(gather);
    clearTimeout(hidden);
    clearTimeout(timer);
    source?.close();
  };
}

'use client';
/**
 * One event stream for the whole browser: the tab that holds a lock reads it and tells the others. Where a browser has no locks (a page that
 * came over plain HTTP from another machine), every tab has its own.
 */
import { useSyncExternalStore } from 'react';
import type { StreamEvent } from '../../read/stream.ts';
import { type Connection, type News, openStream, SILENCE_MS } from './event-source.ts';

export type { Connection } from './event-source.ts';

export type Listener = {
  /** Oldest first, at most four times a second. */
  events(batch: StreamEvent[]): void;
  /** Read the view anew; `everything`: what events told before as well. */
  refresh(everything: boolean): void;
};

const NAME = 'deskmates-live';
/** A tab with a stream of its own that nobody looks at lets it go: browsers allow six connections to one server, for all tabs together. */
const HIDDEN_MS = 30_000;
/** Asks the server for the newest place, and for one reading anew. */
const NOWHERE = 'none';

const listeners = new Set<Listener>();
const watchers = new Set<() => void>();
let connection: Connection = { state: 'connecting', heardAt: null };
let cursor: string | null = null;
let leave: (() => void) | null = null;

/** @param seen the newest event that the listener's view knows; null when it cannot say */
export function listen(listener: Listener, seen: string | null): () => void {
  listeners.add(listener);
  if (leave === null) {
    cursor = seen ?? NOWHERE;
    leave = join();
  } else if (seen !== cursor && cursor !== NOWHERE) {
    listener.refresh(true);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    leave?.();
    leave = null;
    report({ state: 'connecting', heardAt: null });
  };
}

const CONNECTING: Connection = { state: 'connecting', heardAt: null };

/** Changes when the state does, not with every sign of life. */
export function useConnection(): Connection {
  return useSyncExternalStore(
    (changed) => {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
    () => connection,
    () => CONNECTING,
  );
}

function report(next: Connection): void {
  if (next.state === connection.state) return;
  connection = next;
  for (const changed of watchers) changed();
}

function hear(news: News): void {
  const missed = news.type === 'events' && news.after !== cursor;
  cursor = news.cursor;
  if (news.type === 'state') {
    report(news.connection);
    return;
  }
  for (const { events, refresh } of [...listeners]) {
    if (news.type === 'events') events(news.events);
    if (news.type !== 'events' || missed) refresh(news.type !== 'reopened');
  }
}

function join(): () => void {
  return 'locks' in navigator && 'BroadcastChannel' in window ? joinOthers() : alone();
}

function joinOthers(): () => void {
  const channel = new BroadcastChannel(NAME);
  const leaving = new AbortController();
  let close: (() => void) | null = null;
  let leading = false;
  let heardAt = Date.now();

  const lead = () => {
    leading = true;
    close?.();
    close = openStream(cursor ?? NOWHERE, (news) => {
      hear(news);
      channel.postMessage(news);
    });
  };
  // Granted at once to the first tab, and to the next one when that is closed.
  const held = () =>
    new Promise<void>((release) => {
      leaving.signal.addEventListener('abort', () => release());
      if (!leaving.signal.aborted) lead();
    });
  navigator.locks.request(NAME, { signal: leaving.signal }, held).catch(() => undefined);

  channel.onmessage = ({ data }: MessageEvent<News | 'who leads?'>) => {
    if (data === 'who leads?') {
      if (leading) channel.postMessage({ type: 'state', connection, cursor: cursor ?? NOWHERE } satisfies News);
      return;
    }
    if (leading) return;
    heardAt = Date.now();
    close?.();
    close = null;
    const first = data.type === 'state' && connection.state === 'connecting' && data.cursor !== cursor;
    hear(data);
    if (first) for (const listener of [...listeners]) listener.refresh(true);
  };
  channel.postMessage('who leads?');

  // A leader that was frozen tells nothing: then this tab listens for itself until it hears of one again.
  const watch = setInterval(() => {
    if (leading || close || Date.now() - heardAt <= SILENCE_MS) return;
    report({ state: 'lost', heardAt });
    close = openStream(cursor ?? NOWHERE, hear);
  }, 1_000);
  return () => {
    clearInterval(watch);
    leaving.abort();
    channel.close();
    close?.();
  };
}

function alone(): () => void {
  let close: (() => void) | null = openStream(cursor ?? NOWHERE, hear);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const fallAsleep = () => {
    close?.();
    close = null;
  };
  const onVisibility = () => {
    clearTimeout(timer);
    if (document.visibilityState === 'hidden') {
      timer = setTimeout(fallAsleep, HIDDEN_MS);
    } else if (!close) {
      close = openStream(cursor ?? NOWHERE, hear);
      for (const listener of [...listeners]) listener.refresh(false);
    }
  };
  document.addEventListener('visibilitychange', onVisibility);
  return () => {
    document.removeEventListener('visibilitychange', onVisibility);
    clearTimeout(timer);
    close?.();
  };
}

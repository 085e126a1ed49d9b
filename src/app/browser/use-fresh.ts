'use client';
/** Keeps something read from the server fresh: anew when events arrive, at most once a second, and now and then in any case. */
import { useCallback, useEffect, useRef } from 'react';
import type { StreamEvent } from '../../read/stream.ts';
import { type Connection, listen, useConnection } from './live.ts';

const GAP_MS = 1_000;
/** Of a tab that nobody looks at, only the title is seen. */
const HIDDEN_GAP_MS = 15_000;
/** For what happens without an event; sooner while the stream is down. */
const IDLE_MS = 20_000;
const LOST_MS = 10_000;

type Fresh = {
  read(everything: boolean): Promise<void>;
  /** The newest event that the first reading knew; null when it cannot say. */
  seen: string | null;
  events?(batch: StreamEvent[]): void;
};

/** `refresh` reads at once when the last reading is long enough ago, else as soon as it is. Requests while one waits are one. */
export function useFresh(fresh: Fresh): { connection: Connection; refresh(everything?: boolean): void } {
  const latest = useRef(fresh);
  latest.current = fresh;
  const wanted = useRef<{ timer: ReturnType<typeof setTimeout>; everything: boolean } | null>(null);
  const readAt = useRef(0);
  const refresh = useCallback((everything = false) => {
    const all = everything || (wanted.current?.everything ?? false);
    clearTimeout(wanted.current?.timer);
    const run = () => {
      wanted.current = null;
      readAt.current = Date.now();
      latest.current.read(all);
    };
    const gap = document.visibilityState === 'hidden' ? HIDDEN_GAP_MS : GAP_MS;
    wanted.current = { timer: setTimeout(run, Math.max(0, readAt.current + gap - Date.now())), everything: all };
  }, []);
  const connection = useConnection();
  const { seen } = fresh;
  useEffect(() => {
    const events = (batch: StreamEvent[]) => {
      latest.current.events?.(batch);
      refresh();
    };
    return listen({ events, refresh }, seen);
  }, [refresh, seen]);
  useEffect(() => {
    const onVisible = () => document.visibilityState === 'visible' && refresh();
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      document.removeEventListener('visibilitychange', onVisible);
      clearTimeout(wanted.current?.timer);
      wanted.current = null;
    };
  }, [refresh]);
  const { state } = connection;
  useEffect(() => {
    // A stream that ends may be a session that ended: the next reading finds out.
    if (state === 'lost') refresh();
    const every = state === 'lost' ? LOST_MS : IDLE_MS;
    const timer = setInterval(() => document.visibilityState === 'visible' && refresh(), every * (0.9 + Math.random() / 5));
    return () => clearInterval(timer);
  }, [state, refresh]);
  return { connection, refresh };
}

'use client';
/** A page's view, kept live: read anew when events arrive, at most once a second, and every 20 seconds in any case. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { useLiveEvents } from '../stage/use-live-events.ts';
import { getJson } from './api.ts';

const GAP_MS = 1_000;
const IDLE_MS = 20_000;

export function useView<T>(first: T, path: string): { view: T; stale: boolean; refresh(): void } {
  const [view, setView] = useState(first);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const readAt = useRef(0);
  const refresh = useCallback(() => {
    if (timer.current) return;
    const run = async () => {
      timer.current = null;
      readAt.current = Date.now();
      const answer = await getJson<T>(path);
      if (answer.ok) setView(answer.value);
      else if (answer.status === 401) window.location.assign('/login');
    };
    timer.current = setTimeout(run, Math.max(0, readAt.current + GAP_MS - Date.now()));
  }, [path]);
  // No cursor: the stream starts at the newest event and asks for one reading, so that nothing between drawing and listening is missed.
  const connection = useLiveEvents('none', { events: refresh, refresh });
  useEffect(() => {
    const idle = setInterval(() => document.visibilityState === 'visible' && refresh(), IDLE_MS);
    return () => {
      clearInterval(idle);
      if (timer.current) clearTimeout(timer.current);
      timer.current = null;
    };
  }, [refresh]);
  return { view, stale: connection.state === 'lost', refresh };
}

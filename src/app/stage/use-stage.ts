'use client';
/** The stage's state in the browser: the view, the feed, the connection, and the ways to bring them up to date. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Feed, StageView } from '../../read/stage.ts';
import type { StreamEvent } from '../../read/stream.ts';
import { getJson } from '../browser/api.ts';
import { arrive, extend, type FeedState, release, startFeed } from './feed.ts';
import { type Connection, useLiveEvents } from './use-live-events.ts';

export type StageState = {
  view: StageView;
  feed: FeedState;
  connection: Connection;
  /** Whether the feed's reader is at the top; while not, new rows are held back. */
  setAtTop(atTop: boolean): void;
  releaseHeld(): void;
  loadOlder(): Promise<'more' | 'end' | 'failed'>;
  refresh(): void;
};

/** The view is read at most this often, however many events arrive. */
const REFRESH_GAP_MS = 1_000;
/** And at least this often, for what happens without an event; sooner while the stream is down. */
const REFRESH_IDLE_MS = 20_000;
const REFRESH_LOST_MS = 10_000;
const OLDER = 100;

export function useStage(first: { view: StageView; feed: Feed }): StageState {
  const [view, setView] = useState(first.view);
  const [feed, setFeed] = useState(() => startFeed(first.feed.events));
  const atTop = useRef(true);
  const refresh = useRefresh((answer) => {
    setView((current) => (answer.view.as_of >= current.as_of ? answer.view : current));
    if (answer.feed) setFeed(startFeed(answer.feed.events));
  });
  const connection = useLiveEvents(first.feed.cursor, {
    events: (batch) => {
      setFeed((current) => arrive(current, batch, !atTop.current));
      refresh(false);
    },
    refresh,
  });
  useEffect(() => {
    const every = connection.state === 'live' ? REFRESH_IDLE_MS : REFRESH_LOST_MS;
    const timer = setInterval(() => document.visibilityState === 'visible' && refresh(false), every * (0.9 + Math.random() / 5));
    return () => clearInterval(timer);
  }, [connection.state, refresh]);
  const loadOlder = async () => {
    const last = feed.shown.at(-1);
    if (!last) return 'end';
    const answer = await getJson<{ events: StreamEvent[] }>(`/api/ops/events?before=${last.tx}.${last.seq}&limit=${OLDER}`);
    if (!answer.ok) return 'failed';
    setFeed((current) => extend(current, answer.value.events));
    return answer.value.events.length < OLDER ? 'end' : 'more';
  };
  return {
    view,
    feed,
    connection,
    loadOlder,
    refresh: () => refresh(false),
    releaseHeld: () => setFeed(release),
    setAtTop: (value) => {
      atTop.current = value;
    },
  };
}

type Answered = { view: StageView; feed: Feed | null };

/** Reads the stage anew: at once when the last read is long enough ago, else as soon as it is. Requests while one waits are one. */
function useRefresh(apply: (answer: Answered) => void): (everything: boolean) => void {
  const applied = useRef(apply);
  applied.current = apply;
  const wanted = useRef<{ timer: ReturnType<typeof setTimeout>; everything: boolean } | null>(null);
  const readAt = useRef(0);
  useEffect(
    () => () => {
      clearTimeout(wanted.current?.timer);
      wanted.current = null;
    },
    [],
  );
  return useCallback((everything: boolean) => {
    if (wanted.current) {
      wanted.current.everything ||= everything;
      return;
    }
    const run = async () => {
      const all = wanted.current?.everything ?? false;
      wanted.current = null;
      readAt.current = Date.now();
      const answer = await getJson<Answered>(`/api/ops/stage${all ? '?feed=1' : ''}`);
      if (answer.ok) applied.current(answer.value);
      else if (answer.status === 401) window.location.assign('/login');
    };
    const wait = Math.max(0, readAt.current + REFRESH_GAP_MS - Date.now());
    wanted.current = { everything, timer: setTimeout(run, wait) };
  }, []);
}

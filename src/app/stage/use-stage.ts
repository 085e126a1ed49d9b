'use client';
/** The stage's state in the browser: the view, the feed, the connection, and the ways to bring them up to date. */
import { useRef, useState } from 'react';
import type { Feed, StageView } from '../../read/stage.ts';
import type { StreamEvent } from '../../read/stream.ts';
import { getJson, toSignIn } from '../browser/api.ts';
import type { Connection } from '../browser/live.ts';
import { useFresh } from '../browser/use-fresh.ts';
import { arrive, extend, type FeedState, release, startFeed } from './feed.ts';

export type StageState = {
  view: StageView;
  feed: FeedState;
  connection: Connection;
  /** Whether the feed's reader is at the top; while not, new rows are held back. */
  setAtTop(atTop: boolean): void;
  releaseHeld(): void;
  older: Older;
  loadOlder(): Promise<void>;
  refresh(): void;
};

/** What is to be had below the last row. */
export type Older = 'more' | 'loading' | 'failed' | 'end';

type Answered = { view: StageView; feed: Feed | null };

const OLDER = 200;

export function useStage(first: { view: StageView; feed: Feed }): StageState {
  const [view, setView] = useState(first.view);
  const [feed, setFeed] = useState(() => startFeed(first.feed.events));
  const [reading, setReading] = useState<'more' | 'loading' | 'failed'>('more');
  /** The very first event there is, once it was read. */
  const [firstEver, setFirstEver] = useState<string | null>(null);
  const atTop = useRef(true);
  const { connection, refresh } = useFresh({
    seen: first.feed.cursor,
    read: async (everything) => {
      const answer = await getJson<Answered>(`/api/ops/stage${everything ? '?feed=1' : ''}`);
      if (!answer.ok) {
        if (answer.status === 401) toSignIn();
        return;
      }
      const { value } = answer;
      setView((current) => (value.view.as_of >= current.as_of ? value.view : current));
      if (value.feed) setFeed(startFeed(value.feed.events));
    },
    events: (batch) => setFeed((current) => arrive(current, batch, !atTop.current)),
  });
  const last = feed.shown.at(-1);
  const loadOlder = async () => {
    if (!last || reading === 'loading') return;
    setReading('loading');
    const answer = await getJson<{ events: StreamEvent[] }>(`/api/ops/events?before=${last.tx}.${last.seq}&limit=${OLDER}`);
    setReading(answer.ok ? 'more' : 'failed');
    if (!answer.ok) return;
    const { events } = answer.value;
    setFeed((current) => extend(current, events));
    if (events.length < OLDER) setFirstEver((events.at(-1) ?? last).id);
  };
  return {
    view,
    feed,
    connection,
    older: last && last.id === firstEver ? 'end' : reading,
    loadOlder,
    refresh: () => refresh(),
    releaseHeld: () => setFeed(release),
    setAtTop: (value) => {
      atTop.current = value;
    },
  };
}

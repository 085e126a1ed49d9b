'use client';
/** Everything that happens, the newest on top. Rows are drawn as they come into sight; new ones wait while someone reads further down. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState } from 'react';
import type { AgentNow } from '../../read/stage.ts';
import type { StreamEvent } from '../../read/stream.ts';
import controls from '../controls.module.css';
import { FeedRow } from './FeedRow.tsx';
import styles from './feed.module.css';

type Props = {
  events: StreamEvent[];
  held: number;
  filtered: boolean;
  agents: Map<string, AgentNow>;
  live: boolean;
  onAtTop(atTop: boolean): void;
  onRelease(): void;
  onOlder(): Promise<'more' | 'end' | 'failed'>;
};

const ROW_GUESS = 66;
/** Rows the server draws, before the browser knows its height. */
const FIRST_HEIGHT = 900;

export function SignalFeed(props: Props) {
  const { events, held, onAtTop, onRelease } = props;
  const scroller = useRef<HTMLElement>(null);
  const rows = useVirtualizer({
    count: events.length + 1,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (index === events.length ? 52 : ROW_GUESS),
    getItemKey: (index) => events[index]?.id ?? 'end',
    initialRect: { width: 396, height: FIRST_HEIGHT },
    overscan: 6,
  });
  const toTop = () => {
    onAtTop(true);
    onRelease();
    scroller.current?.scrollTo({ top: 0 });
    scroller.current?.focus();
  };
  return (
    <div className={styles.frame}>
      {held > 0 && (
        <button type="button" className={styles.held} onClick={toTop}>
          ↑ {held} new
        </button>
      )}
      <section
        ref={scroller}
        className={styles.scroller}
        aria-label="Signals, newest first"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard
        tabIndex={0}
        onScroll={(event) => onAtTop(event.currentTarget.scrollTop < 8)}
      >
        <ul className={styles.list} style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map((item) => {
            const event = events[item.index];
            return (
              <li
                key={item.key}
                data-index={item.index}
                ref={rows.measureElement}
                className={styles.row}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                {event ? <FeedRow event={event} agent={props.agents.get(event.agent_id)} /> : <FeedEnd {...props} />}
              </li>
            );
          })}
        </ul>
      </section>
    </div>
  );
}

/** The last row: the way to older signals, or why there is none. */
function FeedEnd({ events, filtered, onOlder }: Props) {
  const [state, setState] = useState<'more' | 'end' | 'failed' | 'loading'>('more');
  if (events.length === 0 && !filtered) {
    return (
      <p className={controls.empty}>
        <strong>Quiet so far</strong>
        Signals appear here the moment something happens.
      </p>
    );
  }
  if (state === 'end')
    return <p className={controls.empty}>{events.length === 0 ? 'No signal matches.' : 'That is where it all began.'}</p>;
  const load = async () => {
    setState('loading');
    setState(await onOlder());
  };
  return (
    <div className={styles.end}>
      {events.length === 0 && <p>Nothing among the newest signals matches.</p>}
      <button type="button" className={controls.quiet} onClick={load} disabled={state === 'loading'}>
        {state === 'loading' ? 'Reading older signals…' : state === 'failed' ? 'That failed. Try again' : 'Older signals'}
      </button>
    </div>
  );
}

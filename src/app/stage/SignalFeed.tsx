'use client';
/** Everything that happens, the newest on top. Rows are drawn as they come into sight; new ones wait while someone reads further down. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { AgentNow } from '../../read/stage.ts';
import type { StreamEvent } from '../../read/stream.ts';
import controls from '../controls.module.css';
import { FeedRow } from './FeedRow.tsx';
import styles from './feed.module.css';
import type { Older } from './use-stage.ts';

type Props = {
  events: StreamEvent[];
  held: number;
  filtered: boolean;
  agents: Map<string, AgentNow>;
  older: Older;
  onAtTop(atTop: boolean): void;
  onRelease(): void;
  onOlder(): void;
};

const ROW_GUESS = 66;
/** Rows the server draws, before the browser knows its height. */
const FIRST_HEIGHT = 900;

export function SignalFeed(props: Props) {
  const { events, held, filtered, older, onAtTop, onRelease, onOlder } = props;
  const scroller = useRef<HTMLElement>(null);
  const rows = useVirtualizer({
    count: events.length + 1,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (index === events.length ? 52 : ROW_GUESS),
    getItemKey: (index) => events[index]?.id ?? 'end',
    initialRect: { width: 396, height: FIRST_HEIGHT },
    overscan: 6,
  });
  const items = rows.getVirtualItems();
  // Whoever scrolls to the end reads on. Where a filter hides rows, only when asked: it might read through all there ever was.
  const wantsOlder = !filtered && older === 'more' && items.at(-1)?.index === events.length && (scroller.current?.scrollTop ?? 0) > 0;
  const readOn = useRef(onOlder);
  readOn.current = onOlder;
  useEffect(() => {
    if (wantsOlder) readOn.current();
  }, [wantsOlder]);
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
        <ul className={styles.list} data-rows style={{ height: rows.getTotalSize() }}>
          {items.map((item) => {
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
function FeedEnd({ events, filtered, older, onOlder }: Props) {
  if (events.length === 0 && !filtered) {
    return (
      <p className={controls.empty}>
        <strong>Quiet so far</strong>
        Signals appear here the moment something happens.
      </p>
    );
  }
  if (older === 'end')
    return <p className={controls.empty}>{events.length === 0 ? 'No signal matches.' : 'That is where it all began.'}</p>;
  return (
    <div className={styles.end}>
      {events.length === 0 && <p>Nothing among the newest signals matches.</p>}
      <button type="button" className={controls.quiet} onClick={onOlder} disabled={older === 'loading'}>
        {older === 'loading' ? 'Reading older signals…' : older === 'failed' ? 'That failed. Try again' : 'Older signals'}
      </button>
    </div>
  );
}

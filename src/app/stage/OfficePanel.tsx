'use client';
/** The office with the team's list: drawn, listed, or both side by side. Whatever the picture shows stands in the list, too. */
import dynamic from 'next/dynamic';
import { type ReactNode, useEffect, useState } from 'react';
import type { StageView } from '../../read/stage.ts';
import type { StreamEvent } from '../../read/stream.ts';
import { Panel } from '../browser/Panel.tsx';
import { useReducedMotion } from '../missions/playback/use-player.ts';
import styles from './office-panel.module.css';

const OfficeRoom = dynamic(() => import('../../office/view/OfficeRoom.tsx'), {
  ssr: false,
  loading: () => <div className={styles.skeleton} />,
});

const VIEWS = ['office', 'split', 'list'] as const;
type View = (typeof VIEWS)[number];
const WORDS: Record<View, string> = { office: 'Office', split: 'Split', list: 'List' };
const KEPT_VIEW = 'deskmates.office';
const KEPT_STILL = 'deskmates.still';

type Props = {
  view: StageView;
  events: readonly StreamEvent[];
  selected: string | null;
  onSelect(agentId: string): void;
  /** The list. */
  children: ReactNode;
};

export function OfficePanel({ view, events, selected, onSelect, children }: Props) {
  const [shown, setShown] = useKept<View>(KEPT_VIEW, 'office', (text) => VIEWS.find((one) => one === text));
  const [paused, setPaused] = useKept<boolean>(KEPT_STILL, false, (text) => text === 'true');
  const reduced = useReducedMotion();
  const following = VIEWS[(VIEWS.indexOf(shown) + 1) % VIEWS.length];
  return (
    <div className={styles.office} data-view={shown}>
      <div className={styles.bar}>
        <fieldset className={styles.views} aria-label="Show the team as">
          {VIEWS.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={one === shown}
              onClick={() => setShown(one)}
              {...(one === following ? { 'data-key': 'o', 'aria-keyshortcuts': 'o' } : {})}
            >
              {WORDS[one]}
            </button>
          ))}
        </fieldset>
        {shown !== 'list' && (
          <button
            type="button"
            className={styles.motion}
            aria-pressed={paused}
            onClick={() => setPaused(!paused)}
            aria-keyshortcuts="."
            data-key="."
            disabled={reduced}
          >
            {reduced ? 'Motion is off (your system asks for less)' : paused ? 'Let them move' : 'Pause motion'}
          </button>
        )}
      </div>
      <div className={styles.both}>
        {shown !== 'list' && (
          <Panel name="Office" className={styles.picture}>
            <OfficeRoom view={view} events={events} still={reduced || paused} selected={selected} onSelect={onSelect} />
          </Panel>
        )}
        <div className={styles.list}>{children}</div>
      </div>
    </div>
  );
}

/** A choice that this browser keeps. It is read after the first drawing, so that server and browser draw the same first. */
function useKept<T extends string | boolean>(
  key: string,
  usual: T,
  read: (text: string) => T | undefined,
): [T, (next: T | ((now: T) => T)) => void] {
  const [value, setValue] = useState(usual);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page is alive
  useEffect(() => {
    const kept = storage()?.getItem(key);
    const known = kept === null || kept === undefined ? undefined : read(kept);
    if (known !== undefined) setValue(known);
  }, []);
  const [set] = useState(() => (next: T | ((now: T) => T)) => {
    setValue((now) => {
      const made = typeof next === 'function' ? next(now) : next;
      storage()?.setItem(key, String(made));
      return made;
    });
  });
  return [value, set];
}

/** Null where the browser keeps nothing. */
function storage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

'use client';
/** Everything that happened, as a list of sentences: the film's source, and its whole for whoever does not watch it. */
import { useEffect, useRef } from 'react';
import type { Beat } from '../../../read/beats.ts';
import controls from '../../controls.module.css';
import styles from './beat-list.module.css';
import { MARKS } from './marks.ts';

type Props = { beats: Beat[]; current: number; label: string; onPick(index: number): void };

/** Rows drawn before and after the current one; a longer film is a window that moves along. */
const AROUND = 60;

export function BeatList({ beats, current, label, onPick }: Props) {
  const list = useRef<HTMLOListElement>(null);
  const from = Math.max(0, current - AROUND);
  const shown = beats.slice(from, Math.max(current, 0) + AROUND + 1);
  useEffect(() => {
    // Only the list itself scrolls: the page stays where its reader is.
    const row = list.current?.children[current - from];
    if (!(row instanceof HTMLElement) || !list.current) return;
    const above = row.offsetTop - list.current.offsetTop - list.current.scrollTop;
    if (above < 0 || above + row.offsetHeight > list.current.clientHeight) list.current.scrollTop += above - list.current.clientHeight / 3;
  }, [current, from]);
  return (
    <ol ref={list} className={styles.list} start={from + 1} aria-label={label}>
      {shown.map((beat, index) => (
        <li key={beat.id} data-mark={beat.mark ?? 'plain'}>
          <button
            type="button"
            className={styles.row}
            aria-current={from + index === current ? 'step' : undefined}
            onClick={() => onPick(from + index)}
          >
            <time dateTime={beat.at}>{beat.at.slice(11, 19)}</time>
            <span className={styles.glyph} aria-hidden="true">
              {beat.mark ? MARKS[beat.mark].glyph : '·'}
            </span>
            <span className={styles.sentence}>
              {beat.sentence} {beat.untrusted && <span className={controls.outside}>outside text</span>}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}

'use client';
/** One memory: what it says, how sure it is, where it comes from, what became of it, and what a person may do about it. */
import type { MemoryView } from '../../../read/memories.ts';
import { Age } from '../../browser/Clock.tsx';
import controls from '../../controls.module.css';
import { percent } from '../../talks/talk-words.ts';
import { MemoryActions } from './MemoryActions.tsx';
import styles from './memory.module.css';

type Props = { memory: MemoryView; isTarget: boolean; onChanged(sentence: string): void };

export function MemoryCard({ memory, isTarget, onChanged }: Props) {
  return (
    <li id={`memory-${memory.id}`} className={styles.memory} data-state={memory.state} data-target={isTarget}>
      <p className={styles.content}>{memory.content}</p>
      <p className={styles.facts}>
        <span className={styles.sure}>
          <i aria-hidden="true">
            <b style={{ width: percent(memory.confidence).replace(' ', '') }} />
          </i>
          confidence {memory.confidence.toFixed(2)}
        </span>
        <a href={memory.source.href}>{memory.source.words}</a>
        {!memory.source.href.startsWith('/why/') && <a href={`/why/${memory.id}`}>Why?</a>}
        <Age at={memory.created_at} suffix=" ago" />
        <span>
          {memory.use_count === 0 ? 'never used' : `used ${memory.use_count} ${memory.use_count === 1 ? 'time' : 'times'}`}
          {memory.last_used_at && (
            <>
              , last <Age at={memory.last_used_at} suffix=" ago" />
            </>
          )}
        </span>
      </p>
      <p className={styles.marks}>
        {memory.pinned && <span className={styles.pinned}>pinned</span>}
        {memory.promoted && <span className={styles.promoted}>long-term</span>}
        {memory.untrusted && <span className={controls.outside}>rests on outside text</span>}
        {memory.tags.map((tag) => (
          <span key={tag} className={controls.chip}>
            {tag}
          </span>
        ))}
      </p>
      <Fate memory={memory} />
      {memory.replaces.length > 0 && (
        <details className={styles.chain}>
          <summary>
            Took the place of {memory.replaces.length} older {memory.replaces.length === 1 ? 'one' : 'ones'}
          </summary>
          <ul>
            {memory.replaces.map((older) => (
              <li key={older.id}>
                “{older.content}” — {older.reason}
              </li>
            ))}
          </ul>
        </details>
      )}
      {memory.state === 'live' && <MemoryActions memory={memory} onChanged={onChanged} />}
    </li>
  );
}

function Fate({ memory: { replaced, retired } }: { memory: MemoryView }) {
  if (retired) {
    return (
      <p className={styles.fate}>
        Retired by {retired.by} <Age at={retired.at} suffix=" ago" />: {retired.reason}
      </p>
    );
  }
  if (!replaced) return null;
  return (
    <p className={styles.fate}>
      Replaced{' '}
      {replaced.by && (
        <>
          by <a href={`#memory-${replaced.by.id}`}>“{replaced.by.content}”</a>
        </>
      )}
      : {replaced.reason}
    </p>
  );
}

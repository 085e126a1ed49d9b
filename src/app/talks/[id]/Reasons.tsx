'use client';
/** Why this topic and these people: who called, whether a memory or an affinity chose, and what chance held back. */
import type { TalkView } from '../../../read/talk.ts';
import controls from '../../controls.module.css';
import { MemoryLink } from '../MemoryLink.tsx';
import styles from './talk.module.css';

const SEATS: Record<TalkView['source'], string> = {
  person: 'chosen by whoever called, or by lot',
  schedule: 'those the slot names, and the rest by lot',
  opening: 'everybody: it was the company’s first',
};

export function Reasons({ talk }: { talk: TalkView }) {
  const { called_by, topic, pairing } = talk.why;
  return (
    <>
      <h2 className={controls.heading}>Why this topic, why these people</h2>
      <dl className={styles.reasons}>
        <dt>Called by</dt>
        <dd>{talk.slot ? <a href={`/talks?day=${talk.slot.slice(0, 10)}`}>{called_by}</a> : called_by}</dd>
        <dt>Topic</dt>
        <dd>
          {!topic && (talk.source === 'person' ? 'named by whoever called, or one of the format’s own' : 'one of the format’s own')}
          {topic?.state === 'plain' && 'one of the format’s own, by turns; no memory had anything to say about it'}
          {topic?.state === 'held_out' && 'one of the format’s own: a memory would have chosen, and chance held it back for comparison'}
          {topic?.state === 'influenced' && (
            <>
              chosen by a memory: {topic.memory ? <MemoryLink memory={topic.memory} /> : `“${topic.said}”`}
              <p className={styles.aside}>Without it: “{topic.base}”</p>
            </>
          )}
        </dd>
        <dt>People</dt>
        <dd>
          {!pairing && SEATS[talk.source]}
          {pairing && (
            <>
              {pairing.held_out
                ? 'a pair by lot'
                : pairing.kind === 'lowest'
                  ? 'the pair that gets along worst'
                  : 'a close pair of unequal experience'}
              <p className={styles.aside}>{pairing.reason}</p>
            </>
          )}
        </dd>
        <dt>Purpose</dt>
        <dd>{talk.purpose || 'none is written down'}</dd>
      </dl>
      <p className={styles.aside}>
        <a href="/pays">Does such influence pay?</a>
      </p>
    </>
  );
}

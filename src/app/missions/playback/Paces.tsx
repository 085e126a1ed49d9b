'use client';
/** How film time follows real time. */
import type { Pace } from './timeline.ts';
import styles from './transport.module.css';

const PACES: { pace: Pace; label: string; means: string }[] = [
  { pace: 'story', label: 'Story', means: 'long pauses are shortened' },
  { pace: 'even', label: 'Even', means: 'two seconds for each moment' },
  { pace: 'real', label: 'Real', means: 'as long as it took' },
];

export function Paces({ pace, onChange }: { pace: Pace; onChange(pace: Pace): void }) {
  return (
    <fieldset className={styles.paces}>
      <legend className="visually-hidden">Pace</legend>
      {PACES.map(({ pace: each, label, means }) => (
        <button key={each} type="button" aria-pressed={each === pace} title={means} onClick={() => onChange(each)}>
          {label}
          <span className="visually-hidden">: {means}</span>
        </button>
      ))}
    </fieldset>
  );
}

/** What a change does to a value, line by line: what was, what will be. */
import type { Json } from '../../../core/company.ts';
import { differences } from './diff.ts';
import styles from './edit.module.css';
import { labelOf } from './schema.ts';

export function Differences({ before, after }: { before: Json; after: Json }) {
  const lines = differences(before, after);
  if (lines.length === 0) return <p className={styles.hint}>Nothing differs.</p>;
  return (
    <ul className={styles.diff}>
      {lines.map((line) => (
        <li key={`${line.place}\n${line.before}\n${line.after}`}>
          <span>{line.place.split(' › ').map(labelOf).join(' › ') || 'Value'}</span>
          {line.before !== null && (
            <del>
              <span className="visually-hidden">before: </span>
              {line.before}
            </del>
          )}
          {line.before !== null && line.after !== null && <span aria-hidden="true">→</span>}
          {line.after !== null && (
            <ins>
              <span className="visually-hidden">after: </span>
              {line.after}
            </ins>
          )}
        </li>
      ))}
    </ul>
  );
}

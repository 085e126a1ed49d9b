/** Whether a policy is on, in a word beside its mark; nothing for one that is only numbers. */
import type { PolicyRowView } from '../../read/policy-view.ts';
import styles from './policies.module.css';

export function State({ row }: { row: Pick<PolicyRowView, 'state' | 'sort' | 'unreadable'> }) {
  if (row.unreadable) return <Mark state="bad" mark="✕" word="unreadable" />;
  if (row.sort === 'stray') return <Mark state="off" mark="?" word="unknown" />;
  if (row.state === null) return null;
  if (row.sort === 'breaker')
    return row.state === 'on' ? <Mark state="on" mark="●" word="closed" /> : <Mark state="bad" mark="✕" word="open" />;
  return row.state === 'on' ? <Mark state="on" mark="●" word="on" /> : <Mark state="off" mark="○" word="off" />;
}

function Mark({ state, mark, word }: { state: 'on' | 'off' | 'bad'; mark: string; word: string }) {
  return (
    <span className={styles.state} data-state={state}>
      <span aria-hidden="true">{mark}</span> {word}
    </span>
  );
}

/** Every change of a policy: who, when, why, what differed; an earlier value is put back as a change of its own. */
import type { Json } from '../../../core/company.ts';
import type { PolicyView } from '../../../read/policy-view.ts';
import { Age } from '../../browser/Clock.tsx';
import controls from '../../controls.module.css';
import { Differences } from '../edit/Differences.tsx';
import styles from '../policies.module.css';

type Props = { view: PolicyView; onPutBack: ((value: Json, reason: string) => void) | null };

export function History({ view, onPutBack }: Props) {
  const minute = (iso: string) => `${iso.slice(0, 16).replace('T', ' ')} UTC`;
  return (
    <>
      <h2 className={controls.heading}>Changes</h2>
      {view.history.length === 0 ? (
        <p className={styles.muted}>Nobody has changed it yet.</p>
      ) : (
        <ol className={styles.list}>
          {view.history.map((change) => (
            <li key={change.id} className={styles.change}>
              <p>
                <strong>{change.changed_by}</strong>, <Age at={change.changed_at} suffix=" ago" />
                {change.reason && <span className={styles.muted}> — {change.reason}</span>}
              </p>
              {change.before === null ? (
                <p className={styles.muted}>
                  First value: <code>{JSON.stringify(change.after)}</code>
                </p>
              ) : (
                <Differences before={change.before} after={change.after} />
              )}
              {onPutBack && change.before !== null && JSON.stringify(change.before) !== JSON.stringify(view.value) && (
                <button
                  type="button"
                  className={controls.button}
                  onClick={() => onPutBack(change.before as Json, `back to the value before ${minute(change.changed_at)}`)}
                >
                  Put back what was before
                </button>
              )}
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

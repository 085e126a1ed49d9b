'use client';
/** Many at once: mark, approve, reject with one reason, take all back. */
import { type FormEvent, useState } from 'react';
import controls from '../controls.module.css';
import { counted } from '../records/words.ts';
import styles from './approvals.module.css';

type Props = {
  open: number;
  marked: number;
  /** Decided, and still to be taken back. */
  leaving: number;
  onMarkAll(all: boolean): void;
  onDecide(decision: 'accept' | 'reject', reason: string): void;
  onUndo(): void;
};

export function Bulk({ open, marked, leaving, onMarkAll, onDecide, onUndo }: Props) {
  const [rejecting, setRejecting] = useState(false);
  const reject = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get('reason') ?? '').trim();
    if (!reason) return;
    setRejecting(false);
    onDecide('reject', reason);
  };
  return (
    <div className={styles.bulk}>
      {open > 1 && (
        <label className={styles.mark}>
          <input type="checkbox" checked={marked === open} onChange={(event) => onMarkAll(event.target.checked)} />
          {marked ? `${marked} of ${open} marked` : 'Mark all'}
        </label>
      )}
      {marked > 0 && !rejecting && (
        <>
          <button type="button" className={controls.primary} onClick={() => onDecide('accept', '')}>
            Approve {counted(marked, 'proposal')}
          </button>
          <button type="button" className={controls.button} onClick={() => setRejecting(true)}>
            Reject {counted(marked, 'proposal')}…
          </button>
        </>
      )}
      {marked > 0 && rejecting && (
        <form className={styles.reject} onSubmit={reject}>
          {/* biome-ignore lint/a11y/noAutofocus: the person has just asked for this form */}
          <input className={controls.field} name="reason" aria-label={`Why are ${marked} rejected?`} required maxLength={500} autoFocus />
          <button type="submit" className={controls.danger}>
            Reject {marked}
          </button>
          <button type="button" className={controls.quiet} onClick={() => setRejecting(false)}>
            Back
          </button>
        </form>
      )}
      {leaving > 1 && (
        <button type="button" className={controls.button} onClick={onUndo}>
          Undo all {leaving}
        </button>
      )}
      <p className={styles.keys}>
        <kbd>j</kbd> <kbd>k</kbd> move · <kbd>a</kbd> approve · <kbd>r</kbd> reject · <kbd>x</kbd> mark · <kbd>u</kbd> undo
      </p>
    </div>
  );
}

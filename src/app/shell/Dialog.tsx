'use client';
/** A window over the page: it takes the focus, keeps it, and gives it back. */
import { type ReactNode, useEffect, useId, useRef } from 'react';
import controls from '../controls.module.css';
import styles from './dialog.module.css';

type Props = { title: string; onClose(): void; children: ReactNode };

export function Dialog({ title, onClose, children }: Props) {
  const dialog = useModal();
  const titleId = useId();
  return (
    <dialog ref={dialog} className={styles.dialog} onClose={onClose} aria-labelledby={titleId}>
      <div className={styles.head}>
        <h2 id={titleId}>{title}</h2>
        <button type="button" className={controls.quiet} onClick={() => dialog.current?.close()}>
          Close
        </button>
      </div>
      {children}
    </dialog>
  );
}

/** Opens when it is drawn. Its owner stops drawing it to close it, which the browser does not take for a reason to give the focus back. */
export function useModal() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return dialog;
}

'use client';
/** What was just done, at the foot of the page, and for ten seconds the way back. */
import { useEffect, useState } from 'react';
import controls from '../controls.module.css';
import styles from './said.module.css';
import type { Undoable } from './use-shell.ts';

const UNDO_SECONDS = 10;
const TOLD_MS = 6_000;

export function Said({ what }: { what: string | Undoable | null }) {
  const [left, setLeft] = useState(UNDO_SECONDS);
  const [over, setOver] = useState<string | null>(null);
  const [gone, setGone] = useState(false);
  const undoable = typeof what === 'object' && what !== null && over === null && left > 0 ? what : null;
  const said = over ?? (typeof what === 'string' ? what : what && left > 0 ? what.said : null);
  useEffect(() => {
    if (!undoable) return;
    const timer = setInterval(() => setLeft((seconds) => seconds - 1), 1_000);
    return () => clearInterval(timer);
  }, [undoable]);
  useEffect(() => {
    if (undoable || said === null) return;
    const timer = setTimeout(() => setGone(true), TOLD_MS);
    return () => clearTimeout(timer);
  }, [undoable, said]);
  const undo = async () => {
    if (!undoable) return;
    setOver('Taking it back…');
    setOver((await undoable.undo()) ?? 'Taken back.');
  };
  const shown = said !== null && !gone;
  return (
    <div className={styles.place}>
      <p role="status" className={shown ? styles.said : undefined}>
        {shown && said}
        {undoable && (
          <button type="button" className={controls.button} onClick={undo}>
            Undo <span aria-hidden="true">({left} s)</span>
          </button>
        )}
      </p>
    </div>
  );
}

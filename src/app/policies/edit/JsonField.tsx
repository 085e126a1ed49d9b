'use client';
/** A value as JSON, for what a form cannot show: kept as typed until it reads as JSON. */
import { useId, useState } from 'react';
import type { Json } from '../../../core/company.ts';
import styles from './edit.module.css';

type Props = {
  label: string;
  value: Json;
  onChange(value: Json): void;
  wrong: string | null;
  rows?: number;
  onUnread?(problem: string | null): void;
};

export function JsonField({ label, value, onChange, wrong, rows = 6, onUnread }: Props) {
  const id = useId();
  const [typed, setTyped] = useState(() => ({ text: pretty(value), reads: JSON.stringify(value), problem: null as string | null }));
  // A value that came from elsewhere (an earlier version, the form) replaces what was typed; one's own typing never does.
  const text = typed.problem === null && typed.reads !== JSON.stringify(value) ? pretty(value) : typed.text;
  const type = (next: string) => {
    const read = parsed(next);
    setTyped({ text: next, reads: read.ok ? JSON.stringify(read.value) : typed.reads, problem: read.ok ? null : read.problem });
    onUnread?.(read.ok ? null : read.problem);
    if (read.ok) onChange(read.value);
  };
  const said = typed.problem ? `This is not valid JSON: ${typed.problem}` : wrong;
  return (
    <>
      <label className={styles.label}>
        <span>{label}</span>
        <textarea
          className={styles.json}
          value={text}
          rows={Math.min(28, Math.max(rows, text.split('\n').length + 1))}
          spellCheck={false}
          onChange={(event) => type(event.target.value)}
          aria-invalid={said !== null}
          aria-describedby={id}
        />
      </label>
      {said && (
        <p id={id} className={styles.wrong}>
          {said}
        </p>
      )}
    </>
  );
}

export function pretty(value: Json): string {
  return JSON.stringify(value, null, 2);
}

function parsed(text: string): { ok: true; value: Json } | { ok: false; problem: string } {
  try {
    return { ok: true, value: JSON.parse(text) as Json };
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : String(error) };
  }
}

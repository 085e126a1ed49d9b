'use client';
/** The first minute: who thinks here, and three things worth doing. They tick themselves; when all are done, or sent away, they never come back. */
import Link from 'next/link';
import { type FormEvent, useEffect, useState } from 'react';
import type { FirstMinute } from '../../read/first-minute.ts';
import type { StageView } from '../../read/stage.ts';
import { keep } from '../browser/keep.ts';
import { useView } from '../browser/use-view.ts';
import controls from '../controls.module.css';
import { HINTS_COOKIE } from '../preferences.ts';
import { useCompanySwitch } from '../shell/use-company-switch.ts';
import styles from './hints.module.css';

type Props = { first: FirstMinute; watched: boolean; model: StageView['model'] };

/** The last tick is seen before the hints leave. */
const LEAVE_MS = 4_000;

export function Hints({ first, watched: before, model }: Props) {
  const { view } = useView(first, '/api/ops/views/first-minute');
  const [watched, setWatched] = useState(before);
  const [gone, setGone] = useState(false);
  const done = watched && view.decided && view.named;
  const leave = () => {
    keep(HINTS_COOKIE, 'gone');
    setGone(true);
  };
  useEffect(() => {
    if (!done) return;
    keep(HINTS_COOKIE, 'gone');
    const timer = setTimeout(() => setGone(true), LEAVE_MS);
    return () => clearTimeout(timer);
  }, [done]);
  if (gone) return null;
  const watch = () => {
    keep(HINTS_COOKIE, 'watched');
    setWatched(true);
  };
  return (
    <section className={styles.hints} aria-label="First steps">
      {model.state !== 'live' && (
        <p className={styles.model}>
          <strong>{model.state === 'offline' ? 'The offline model speaks' : 'No model answers'}</strong>
          <span>{model.state === 'offline' ? 'It thinks without a key, and plainly.' : 'Agents cannot think until one does.'}</span>
          <Link href="/policies/model_policy">Choose a model</Link>
        </p>
      )}
      <ul className={styles.list}>
        <Hint done={watched}>
          {view.standup ? (
            <Link href={`/talks/${view.standup}`} onClick={watch}>
              Watch a standup
            </Link>
          ) : (
            <span>Watch a standup: the first begins soon</span>
          )}
        </Hint>
        <Hint done={view.decided}>
          <a href="#needs-you">Approve something</a>
        </Hint>
        <Hint done={view.named}>
          <NameIt name={view.company} />
        </Hint>
      </ul>
      <button type="button" className={controls.link} onClick={leave}>
        Hide for good
      </button>
    </section>
  );
}

function Hint({ done, children }: { done: boolean; children: React.ReactNode }) {
  return (
    <li className={styles.hint} data-done={done}>
      <span aria-hidden="true">{done ? '✓' : '○'}</span>
      {done && <span className="visually-hidden">Done: </span>}
      {children}
    </li>
  );
}

function NameIt({ name }: { name: string }) {
  const { rename, busy } = useCompanySwitch();
  const [open, setOpen] = useState(false);
  const [text, setText] = useState(name);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await rename(text.trim())) setOpen(false);
  };
  if (!open) {
    return (
      <button type="button" className={styles.name} onClick={() => setOpen(true)}>
        Name your company
      </button>
    );
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <input
        className={controls.field}
        aria-label="The company’s name"
        value={text}
        onChange={(event) => setText(event.target.value)}
        required
        maxLength={80}
        // biome-ignore lint/a11y/noAutofocus: it appears because its button was pressed
        autoFocus
      />
      <button type="submit" className={controls.button} disabled={busy || !text.trim()}>
        Save
      </button>
    </form>
  );
}

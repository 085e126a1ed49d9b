'use client';
/** One policy: edit its value, with the reason; every earlier value can be put back. */
import { useState } from 'react';
import type { Json } from '../../../core/company.ts';
import type { PolicyView } from '../../../read/policy-view.ts';
import { sendJson } from '../../browser/api.ts';
import { Age, Clock } from '../../browser/Clock.tsx';
import { Panel } from '../../browser/Panel.tsx';
import { useView } from '../../browser/use-view.ts';
import controls from '../../controls.module.css';
import styles from '../policies.module.css';

type Told = { ok: boolean; text: string } | null;

export function PolicyPage({ first }: { first: PolicyView }) {
  const { view, stale, refresh } = useView(first, `/api/ops/views/policies/${encodeURIComponent(first.key)}`);
  const [text, setText] = useState(() => pretty(first.value));
  const [reason, setReason] = useState('');
  const [told, setTold] = useState<Told>(null);
  const [busy, setBusy] = useState(false);
  const save = async (value: Json, why: string) => {
    setBusy(true);
    const answer = await sendJson<{ unchanged: boolean }>('POST', '/api/ops/policy', { key: view.key, value, reason: why });
    setBusy(false);
    setTold(
      answer.ok
        ? { ok: true, text: answer.value.unchanged ? 'It has this value already.' : 'Saved. It holds from now on.' }
        : { ok: false, text: answer.message },
    );
    if (!answer.ok) return;
    setText(pretty(value));
    setReason('');
    refresh();
  };
  const submit = () => {
    const read = parsed(text);
    if (read.ok) save(read.value, reason);
    else setTold({ ok: false, text: `This is not valid JSON: ${read.problem}` });
  };
  return (
    <Clock asOf={view.as_of}>
      <main id="main" className={styles.page} data-stale={stale}>
        <header>
          <p>
            <a href="/policies">Policies</a>
          </p>
          <h1>{view.key}</h1>
          <p className={styles.muted}>{view.summary}</p>
          {view.unreadable && <p className={styles.bad}>Cannot be read, so what it governs is stopped: {view.unreadable}</p>}
        </header>
        <Panel name="Value" className={styles.panel}>
          <form
            className={styles.form}
            onSubmit={(event) => {
              event.preventDefault();
              submit();
            }}
          >
            <label className={styles.field}>
              <span>Value (JSON)</span>
              <textarea
                className={styles.editor}
                value={text}
                onChange={(event) => setText(event.target.value)}
                spellCheck={false}
                rows={Math.min(24, text.split('\n').length + 1)}
              />
            </label>
            <label className={styles.field}>
              <span>Why</span>
              <input
                className={styles.input}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
                maxLength={500}
                placeholder="kept with the change"
              />
            </label>
            <div className={styles.actions}>
              <button type="submit" className={controls.button} disabled={busy}>
                Save
              </button>
              {view.shipped !== null && pretty(view.shipped) !== text && (
                <button type="button" className={controls.button} onClick={() => setText(pretty(view.shipped as Json))}>
                  Fill in the shipped value
                </button>
              )}
            </div>
            {told && (
              <p role={told.ok ? 'status' : 'alert'} className={told.ok ? styles.good : styles.bad}>
                {told.text}
              </p>
            )}
          </form>
        </Panel>
        <Panel name="History" className={styles.panel}>
          <h2 className={styles.title}>Changes</h2>
          {view.history.length === 0 && <p className={styles.muted}>Nobody has changed it yet.</p>}
          <ol className={styles.list}>
            {view.history.map((change) => (
              <li key={change.id} className={styles.change}>
                <p>
                  <strong>{change.changed_by}</strong>, <Age at={change.changed_at} suffix=" ago" />
                  {change.reason && <span className={styles.muted}> — {change.reason}</span>}
                </p>
                <p className={styles.diff}>
                  <code>{change.before === null ? 'not set' : JSON.stringify(change.before)}</code> →{' '}
                  <code>{JSON.stringify(change.after)}</code>
                </p>
                {change.before !== null && (
                  <button
                    type="button"
                    className={controls.button}
                    disabled={busy}
                    onClick={() =>
                      save(change.before as Json, `back to the value before ${change.changed_at.slice(0, 16).replace('T', ' ')} UTC`)
                    }
                  >
                    Put the earlier value back
                  </button>
                )}
              </li>
            ))}
          </ol>
        </Panel>
      </main>
    </Clock>
  );
}

function pretty(value: Json): string {
  return JSON.stringify(value, null, 2);
}

function parsed(text: string): { ok: true; value: Json } | { ok: false; problem: string } {
  try {
    return { ok: true, value: JSON.parse(text) as Json };
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : String(error) };
  }
}

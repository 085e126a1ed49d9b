'use client';
/** The form of one policy: edited as fields or as JSON, looked at as a diff, saved with a reason; a refusal stands beside its field. */
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Json } from '../../../core/company.ts';
import type { PolicyView } from '../../../read/policy-view.ts';
import controls from '../../controls.module.css';
import { post } from '../post.ts';
import { Differences } from './Differences.tsx';
import styles from './editor.module.css';
import { JsonField } from './JsonField.tsx';
import { FormAround, SchemaField } from './SchemaField.tsx';
import type { Schema } from './schema.ts';

export type Draft = { value: Json; reason: string; as: 'form' | 'json' };

type Props = { view: PolicyView; draft: Draft; onDraft(draft: Draft): void; onSaved(value: Json): void };
type Refused = { place: string; message: string } | null;

export function PolicyEditor({ view, draft, onDraft, onSaved }: Props) {
  const [refused, setRefused] = useState<Refused>(null);
  const [unread, setUnread] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const changed = JSON.stringify(draft.value) !== JSON.stringify(view.value);
  const edit = (value: Json) => {
    setRefused(null);
    setSaid('');
    onDraft({ ...draft, value });
  };
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || !changed || unread) return;
    setBusy(true);
    const answer = await post<{ after: Json; unchanged: boolean }>('/api/ops/policy', {
      key: view.key,
      value: draft.value,
      reason: draft.reason.trim(),
    });
    setBusy(false);
    if (!answer.ok) return setRefused({ place: placeOf(answer.field, view.key), message: answer.message });
    setRefused(null);
    setSaid(answer.value.unchanged ? 'It has this value already.' : 'Saved. It holds from now on.');
    onSaved(answer.value.after);
  };
  // A refused field gets the focus, so that it can be put right at once.
  useEffect(() => {
    if (refused) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [refused]);
  const asForm = draft.as === 'form' && view.schema !== null;
  return (
    <form ref={form} onSubmit={save} noValidate className={styles.form}>
      <div className={styles.bar}>
        <h2 className={controls.heading}>Value</h2>
        {view.schema !== null && (
          <fieldset className={styles.ways} aria-label="Edit as">
            {(['form', 'json'] as const).map((as) => (
              <button
                key={as}
                type="button"
                aria-pressed={draft.as === as}
                disabled={unread !== null}
                onClick={() => onDraft({ ...draft, as })}
              >
                {as === 'form' ? 'Form' : 'JSON'}
              </button>
            ))}
          </fieldset>
        )}
      </div>
      {asForm ? (
        <FormAround value={{ names: view.names, refused }}>
          <SchemaField schema={view.schema as Schema} place="" label={view.key} value={draft.value} onChange={edit} />
        </FormAround>
      ) : (
        <JsonField label="Value (JSON)" value={draft.value} onChange={edit} wrong={refused?.message ?? null} onUnread={setUnread} />
      )}
      {changed && <Review view={view} draft={draft} onDraft={onDraft} busy={busy || unread !== null} onDiscard={() => edit(view.value)} />}
      {refused && (
        <p role="alert" className={styles.bad}>
          Not saved. {refused.message}
        </p>
      )}
      <p role="status" className={styles.good}>
        {said}
      </p>
      {!changed && view.shipped !== null && JSON.stringify(view.shipped) !== JSON.stringify(view.value) && (
        <button type="button" className={controls.button} onClick={() => edit(view.shipped as Json)}>
          Fill in the shipped value
        </button>
      )}
    </form>
  );
}

type ReviewProps = { view: PolicyView; draft: Draft; onDraft(draft: Draft): void; busy: boolean; onDiscard(): void };

function Review({ view, draft, onDraft, busy, onDiscard }: ReviewProps) {
  return (
    <section className={styles.review} aria-label="What changes">
      <h3 className={controls.heading}>What changes</h3>
      <Differences before={view.value} after={draft.value} />
      <label className={styles.why}>
        Why?
        <input
          className={controls.field}
          value={draft.reason}
          onChange={(event) => onDraft({ ...draft, reason: event.target.value })}
          maxLength={500}
          placeholder="kept with the change"
        />
      </label>
      <p className={styles.actions}>
        <button type="submit" className={controls.primary} disabled={busy}>
          Save
        </button>
        <button type="button" className={controls.quiet} onClick={onDiscard}>
          Discard
        </button>
      </p>
    </section>
  );
}

/** The server names the policy first: `x_daily_quota.limit` → `limit`. */
function placeOf(field: string | null, key: string): string {
  return field?.startsWith(`${key}.`) ? field.slice(key.length + 1) : '';
}

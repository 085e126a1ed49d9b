'use client';
/** One step of a proposal: its kind, and the fields that the kind's schema has. */
import { useId } from 'react';
import type { Field, Proposable } from '../../read/proposing.ts';
import controls from '../controls.module.css';
import styles from './dialog.module.css';
import type { Draft } from './proposal-rules.ts';

type Props = {
  number: number;
  draft: Draft;
  kinds: Proposable[];
  /** The name of the field the door found fault with. */
  faulty: string | null;
  onChange(part: Partial<Draft>): void;
  onRemove: (() => void) | null;
};

export function StepForm({ number, draft, kinds, faulty, onChange, onRemove }: Props) {
  const known = kinds.find(({ kind }) => kind === draft.kind);
  return (
    <li className={styles.step}>
      <div className={styles.stepHead}>
        <label>
          Step {number}
          <select className={controls.field} value={draft.kind} onChange={(event) => onChange({ kind: event.target.value, values: {} })}>
            {kinds.map(({ kind, label }) => (
              <option key={kind} value={kind}>
                {label}
              </option>
            ))}
          </select>
        </label>
        {onRemove && (
          <button type="button" className={controls.quiet} onClick={onRemove} aria-label={`Remove step ${number}`}>
            Remove
          </button>
        )}
      </div>
      {known?.fields.map((field) => (
        <FieldInput
          key={field.name}
          field={field}
          value={draft.values[field.name] ?? ''}
          faulty={faulty === field.name}
          onChange={(value) => onChange({ values: { ...draft.values, [field.name]: value } })}
        />
      ))}
      {known?.held && <p className={styles.held}>This kind {known.held}.</p>}
    </li>
  );
}

type FieldProps = { field: Field; value: string; faulty: boolean; onChange(value: string): void };

function FieldInput({ field, value, faulty, onChange }: FieldProps) {
  const id = useId();
  const hintId = `${id}-hint`;
  const shared = {
    id,
    className: controls.field,
    value,
    required: field.required,
    'aria-invalid': faulty || undefined,
    'aria-describedby': field.hint ? hintId : undefined,
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  };
  return (
    <div className={styles.field}>
      <label htmlFor={id}>
        {field.label}
        {!field.required && <span className={styles.optional}> (if you like)</span>}
      </label>
      {field.type === 'choice' ? (
        <select {...shared}>
          <option value="">—</option>
          {field.choices.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      ) : field.type === 'lines' ? (
        <textarea {...shared} rows={3} spellCheck={false} />
      ) : (
        <input {...shared} maxLength={field.max ?? undefined} inputMode={field.type === 'number' ? 'decimal' : undefined} />
      )}
      {field.hint && (
        <span id={hintId} className={styles.hint}>
          {field.hint}
        </span>
      )}
    </div>
  );
}

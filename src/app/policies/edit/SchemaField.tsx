'use client';
/** One field of a policy's form, and all that is inside it: switches, numbers, choices, texts; JSON for the rest. */
import { createContext, useContext, useId } from 'react';
import type { Json } from '../../../core/company.ts';
import controls from '../../controls.module.css';
import styles from './edit.module.css';
import { JsonField } from './JsonField.tsx';
import { ListField, MapField, NamesField, ObjectField, TupleField } from './nested.tsx';
import { bounds, type Field, fieldOf, fits, isAbout, isLeaf, type Schema } from './schema.ts';

export type FieldProps<T extends Json = Json> = {
  schema: Schema;
  /** Field name by field name from the top, joined by dots. */
  place: string;
  label: string;
  value: T;
  onChange(value: Json): void;
};

type Around = { names: Record<string, string[]>; refused: { place: string; message: string } | null };

/** Names to choose from, and what the server refused. */
export const FormAround = createContext<Around>({ names: {}, refused: null });

export function SchemaField(props: FieldProps) {
  const { schema, place, value } = props;
  const { names, refused } = useContext(FormAround);
  const named = names[place.split('.').at(-1) ?? ''];
  const drawn = fieldOf(schema, named);
  const field: Field = fits(drawn, value) ? drawn : { as: 'json' };
  const wrong = refused && isAbout(refused.place, place, isLeaf(field)) ? refused.message : null;
  return (
    <div className={styles.place} data-place={place} data-wrong={wrong !== null}>
      <Control field={field} wrong={wrong} {...props} />
    </div>
  );
}

export type ControlProps = FieldProps & { field: Field; wrong: string | null };

function Control(props: ControlProps) {
  switch (props.field.as) {
    case 'switch':
      return <SwitchField {...props} />;
    case 'number':
      return <NumberField {...props} field={props.field} />;
    case 'text':
      return <TextField {...props} field={props.field} />;
    case 'choice':
      return <ChoiceField {...props} field={props.field} />;
    case 'names':
      return <NamesField {...props} options={props.field.options} />;
    case 'list':
      return <ListField {...props} item={props.field.item} most={props.field.most} />;
    case 'tuple':
      return <TupleField {...props} items={props.field.items} />;
    case 'object':
      return <ObjectField {...props} fields={props.field.fields} />;
    case 'map':
      return <MapField {...props} keys={props.field.keys} inner={props.field.value} />;
    case 'json':
      return <JsonField {...props} />;
  }
}

/** What the server said about this field, beside it. */
export function Wrong({ id, text }: { id: string; text: string | null }) {
  return text ? (
    <p id={id} className={styles.wrong}>
      {text}
    </p>
  ) : null;
}

function SwitchField({ label, value, onChange, wrong }: ControlProps) {
  const id = useId();
  return (
    <>
      <label className={styles.switch}>
        <input
          type="checkbox"
          role="switch"
          checked={value === true}
          aria-checked={value === true}
          onChange={(event) => onChange(event.target.checked)}
          aria-describedby={id}
        />
        <span>{label}</span>
        <small aria-hidden="true">{value ? 'on' : 'off'}</small>
      </label>
      <Wrong id={id} text={wrong} />
    </>
  );
}

function NumberField({ label, value, onChange, wrong, field }: ControlProps & { field: Extract<Field, { as: 'number' }> }) {
  const id = useId();
  const range = bounds(field);
  return (
    <>
      <label className={styles.label}>
        <span>
          {label} {range && <small>{range}</small>}
        </span>
        <input
          className={`${controls.field} ${styles.number}`}
          type="number"
          inputMode={field.whole ? 'numeric' : 'decimal'}
          min={field.min ?? undefined}
          max={field.max ?? undefined}
          step={field.whole ? 1 : 'any'}
          // Nothing is a value of its own while somebody types: the server says that a number is missing.
          value={value === null ? '' : String(value)}
          onChange={(event) => onChange(event.target.value === '' ? null : Number(event.target.value))}
          aria-invalid={wrong !== null}
          aria-describedby={id}
        />
      </label>
      <Wrong id={id} text={wrong} />
    </>
  );
}

function TextField({ label, value, onChange, wrong, field }: ControlProps & { field: Extract<Field, { as: 'text' }> }) {
  const id = useId();
  return (
    <>
      <label className={styles.label}>
        <span>{label}</span>
        <input
          className={controls.field}
          value={String(value)}
          maxLength={field.most ?? undefined}
          onChange={(event) => onChange(event.target.value)}
          spellCheck={false}
          aria-invalid={wrong !== null}
          aria-describedby={id}
        />
      </label>
      <Wrong id={id} text={wrong} />
    </>
  );
}

function ChoiceField({ label, value, onChange, wrong, field }: ControlProps & { field: Extract<Field, { as: 'choice' }> }) {
  const id = useId();
  const chosen = String(value);
  return (
    <>
      <label className={styles.label}>
        <span>{label}</span>
        <select
          className={controls.field}
          value={chosen}
          onChange={(event) => onChange(event.target.value)}
          aria-invalid={wrong !== null}
          aria-describedby={id}
        >
          {[...new Set([...field.options, chosen])].map((option) => (
            <option key={option} value={option}>
              {option === '*' ? '* (anyone)' : option}
            </option>
          ))}
        </select>
      </label>
      <Wrong id={id} text={wrong} />
    </>
  );
}

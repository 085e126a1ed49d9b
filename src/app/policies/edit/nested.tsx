'use client';
/** Fields that hold fields: objects, lists, pairs, maps, and lists of names to tick. */
import { useId } from 'react';
import type { Json } from '../../../core/company.ts';
import controls from '../../controls.module.css';
import styles from './edit.module.css';
import { type ControlProps, SchemaField, Wrong } from './SchemaField.tsx';
import { blank, isObject, labelOf, type Schema } from './schema.ts';

const below = (place: string, name: string) => (place ? `${place}.${name}` : name);

export function ObjectField({ label, place, value, onChange, wrong, fields }: ControlProps & { fields: [string, Schema][] }) {
  const id = useId();
  const held = isObject(value) ? value : {};
  const inside = fields.map(([name, schema]) => (
    <SchemaField
      key={name}
      schema={schema}
      place={below(place, name)}
      label={labelOf(name)}
      value={held[name] ?? schema.default ?? blank(schema)}
      onChange={(next) => onChange({ ...held, [name]: next })}
    />
  ));
  return (
    <fieldset className={place ? styles.group : styles.top} aria-describedby={id}>
      <legend className={place ? undefined : 'visually-hidden'}>{label}</legend>
      <div className={styles.fields}>{inside}</div>
      <Wrong id={id} text={wrong} />
    </fieldset>
  );
}

export function ListField({ label, place, value, onChange, wrong, item, most }: ControlProps & { item: Schema; most: number | null }) {
  const id = useId();
  const list = Array.isArray(value) ? value : [];
  const replace = (at: number, next: Json) => onChange(list.map((one, index) => (index === at ? next : one)));
  return (
    <fieldset className={styles.group} aria-describedby={id}>
      <legend>
        {label} <small>{list.length}</small>
      </legend>
      <ol className={styles.items}>
        {list.map((one, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: entries have no names of their own; their place is all they have
          <li key={at} className={styles.item} data-rows={isObject(one)}>
            <SchemaField
              schema={item}
              place={below(place, String(at))}
              label={`${label} ${at + 1}`}
              value={one}
              onChange={(next) => replace(at, next)}
            />
            <button
              type="button"
              className={controls.quiet}
              aria-label={`Remove ${label} ${at + 1}`}
              onClick={() => onChange(list.filter((_, index) => index !== at))}
            >
              Remove
            </button>
          </li>
        ))}
      </ol>
      <button
        type="button"
        className={controls.button}
        disabled={most !== null && list.length >= most}
        onClick={() => onChange([...list, blank(item)])}
      >
        Add to {label.toLowerCase()}
      </button>
      <Wrong id={id} text={wrong} />
    </fieldset>
  );
}

export function TupleField({ label, place, value, onChange, wrong, items }: ControlProps & { items: Schema[] }) {
  const id = useId();
  const list = Array.isArray(value) ? value : [];
  return (
    <fieldset className={styles.group} aria-describedby={id}>
      <legend>{label}</legend>
      <div className={styles.pair}>
        {items.map((schema, at) => (
          <SchemaField
            // biome-ignore lint/suspicious/noArrayIndexKey: a tuple's places are fixed
            key={at}
            schema={schema}
            place={below(place, String(at))}
            label={items.length === 2 ? (at === 0 ? 'From' : 'To') : String(at + 1)}
            value={list[at] ?? null}
            onChange={(next) => onChange(list.map((one, index) => (index === at ? next : one)))}
          />
        ))}
      </div>
      <Wrong id={id} text={wrong} />
    </fieldset>
  );
}

export function MapField({ label, place, value, onChange, wrong, keys, inner }: ControlProps & { keys: string[] | null; inner: Schema }) {
  const id = useId();
  const held = isObject(value) ? value : {};
  const free = keys?.filter((key) => !(key in held)) ?? [];
  return (
    <fieldset className={styles.group} aria-describedby={id}>
      <legend>
        {label} <small>{Object.keys(held).length}</small>
      </legend>
      <ul className={styles.items}>
        {Object.entries(held).map(([name, one]) => (
          <li key={name} className={styles.item}>
            <SchemaField
              schema={inner}
              place={below(place, name)}
              label={name}
              value={one}
              onChange={(next) => onChange({ ...held, [name]: next })}
            />
            <button
              type="button"
              className={controls.quiet}
              aria-label={`Remove ${name}`}
              onClick={() => onChange(Object.fromEntries(Object.entries(held).filter(([other]) => other !== name)))}
            >
              Remove
            </button>
          </li>
        ))}
      </ul>
      {keys ? (
        <select
          className={`${controls.field} ${styles.number}`}
          aria-label={`Add to ${label.toLowerCase()}`}
          value=""
          onChange={(event) => event.target.value && onChange({ ...held, [event.target.value]: blank(inner) })}
        >
          <option value="">Add to {label.toLowerCase()}…</option>
          {free.map((key) => (
            <option key={key}>{key}</option>
          ))}
        </select>
      ) : (
        <p className={styles.hint}>New entries are added in the JSON tab.</p>
      )}
      <Wrong id={id} text={wrong} />
    </fieldset>
  );
}

/** A list that may only hold known names is ticked, not typed. */
export function NamesField({ label, value, onChange, wrong, options }: ControlProps & { options: string[] }) {
  const id = useId();
  const chosen = Array.isArray(value) ? value.map(String) : [];
  const known = [...new Set([...options, ...chosen])];
  return (
    <fieldset className={styles.group} aria-describedby={id}>
      <legend>
        {label} <small>{chosen.length}</small>
      </legend>
      <div className={styles.names}>
        {known.map((name) => (
          <label key={name} className={styles.name}>
            <input
              type="checkbox"
              checked={chosen.includes(name)}
              // The order that is stored stays; what is added comes last.
              onChange={(event) => onChange(event.target.checked ? [...chosen, name] : chosen.filter((one) => one !== name))}
            />
            <span>{options.includes(name) ? name : `${name} (unknown)`}</span>
          </label>
        ))}
      </div>
      <Wrong id={id} text={wrong} />
    </fieldset>
  );
}

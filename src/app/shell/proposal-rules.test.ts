/** The form becomes what the door expects, and the door's answer finds its way back to the field. */
import { expect, test } from 'vitest';
import type { Field } from '../../read/proposing.ts';
import { placeOf, stepOf } from './proposal-rules.ts';

const field = (name: string, type: Field['type']): Field => ({
  name,
  label: name,
  type,
  required: false,
  choices: [],
  max: null,
  hint: null,
});
const known = {
  kind: 'research',
  label: 'Research',
  held: null,
  fields: [field('topic', 'text'), field('urls', 'lines'), field('depth', 'number')],
};
const step = (values: Record<string, string>) => stepOf({ id: 1, kind: 'research', values }, known);

test('texts, lists and numbers become what they are; empty fields are left out', () => {
  expect(step({ topic: ' herons ', urls: 'https://a.example/\n\n https://b.example/ ', depth: '3' })).toEqual({
    kind: 'research',
    payload: { topic: 'herons', urls: ['https://a.example/', 'https://b.example/'], depth: 3 },
  });
  expect(step({ topic: '', urls: ' \n ', other: 'x' }).payload).toEqual({});
});

test('what is no number goes to the door as it stands', () => {
  expect(step({ depth: 'three' }).payload).toEqual({ depth: 'three' });
});

test('the door’s field leads back to the form’s', () => {
  expect(placeOf('proposed_steps[1].payload.url')).toEqual({ step: 1, field: 'url' });
  expect(placeOf('proposed_steps[0].payload.urls.2')).toEqual({ step: 0, field: 'urls' });
  expect(placeOf('proposed_steps[0].kind')).toEqual({ step: 0, field: null });
  expect([placeOf('title'), placeOf(null)]).toEqual([null, null]);
});

/** The shipped policies as forms: every field has a control of its own, and refusals find their place. */
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { policies } from '../../../../company/policies.ts';
import type { Json } from '../../../core/company.ts';
import { blank, bounds, fieldOf, fits, isAbout, labelOf, type Schema } from './schema.ts';

const schemaOf = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema;

/** Every place of a value that only JSON could show. */
function onlyJson(schema: Schema, value: Json, place: string): string[] {
  const field = fieldOf(schema);
  if (field.as === 'json' || !fits(field, value)) return [place];
  const inside = value as { [key: string]: Json };
  if (field.as === 'object') return field.fields.flatMap(([name, inner]) => onlyJson(inner, inside[name] as Json, `${place}.${name}`));
  if (field.as === 'list') return (value as Json[]).flatMap((one, at) => onlyJson(field.item, one, `${place}.${at}`));
  if (field.as === 'map') return Object.entries(inside).flatMap(([name, one]) => onlyJson(field.value, one, `${place}.${name}`));
  return [];
}

describe('the form of a policy', () => {
  test('shows every shipped policy with its defaults; who a pattern starts from is a choice of names', () => {
    const left = policies.flatMap(({ key, schema, default: value }) => onlyJson(schemaOf(schema), value as Json, key));
    expect(left.filter((place) => !/^reaction_matrix\.patterns\.\d+\.source$/.test(place))).toEqual([]);
  });
  test('knows switches, numbers with bounds, choices, lists, pairs and maps', () => {
    const schema = schemaOf(
      z.strictObject({
        on: z.boolean(),
        n: z.int().min(0).max(50),
        share: z.number().positive(),
        way: z.enum(['a', 'b']),
        words: z.array(z.string()).max(3),
        pair: z.tuple([z.number(), z.number()]),
        prices: z.partialRecord(z.enum(['x', 'y']), z.number()),
        odd: z.union([z.string(), z.number()]),
      }),
    );
    const field = fieldOf(schema);
    if (field.as !== 'object') throw new Error('an object');
    expect(Object.fromEntries(field.fields.map(([name, inner]) => [name, fieldOf(inner)]))).toMatchObject({
      on: { as: 'switch' },
      n: { as: 'number', whole: true, min: 0, max: 50 },
      share: { as: 'number', whole: false, min: 0, above: true },
      way: { as: 'choice', options: ['a', 'b'] },
      words: { as: 'list', most: 3 },
      pair: { as: 'tuple' },
      prices: { as: 'map', keys: ['x', 'y'] },
      odd: { as: 'json' },
    });
  });
  test('a new entry is of the right shape', () => {
    expect(blank(schemaOf(z.strictObject({ url: z.string(), title: z.string(), weight: z.int().min(2), on: z.boolean() })))).toEqual({
      url: '',
      title: '',
      weight: 2,
      on: false,
    });
  });
  test('a value of another shape is left to JSON', () => {
    expect(fits({ as: 'switch' }, 'yes')).toBe(false);
    expect(fits({ as: 'names', options: [] }, ['a', 1])).toBe(false);
    expect(fits({ as: 'object', fields: [] }, [])).toBe(false);
  });
  test('names its bounds', () => {
    expect(bounds({ min: 0, max: 10_000, above: false })).toBe('0 to 10,000');
    expect(bounds({ min: 0, max: 168, above: true })).toBe('more than 0, at most 168');
    expect(bounds({ min: 1, max: null, above: false })).toBe('at least 1');
    expect(bounds({ min: null, max: null, above: false })).toBe('');
  });
  test('labels are words', () => {
    expect(['max_per_agent_per_day', 'price_usd', 'trigger_budget_ms'].map(labelOf)).toEqual([
      'Max per agent per day',
      'Price USD',
      'Trigger budget (ms)',
    ]);
  });
  test('a refusal is shown at the innermost field there is', () => {
    expect(isAbout('patterns.2.target', 'patterns.2.target', true)).toBe(true);
    expect(isAbout('patterns.2.target', 'patterns.2', false)).toBe(false);
    expect(isAbout('kinds.4', 'kinds', true)).toBe(true);
    expect(isAbout('kinds.4', 'kin', true)).toBe(false);
    expect(isAbout(null, '', true)).toBe(false);
  });
});

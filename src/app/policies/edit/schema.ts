/** A policy's JSON Schema as form fields. What a form cannot show is left to JSON. Pure. */
import type { Json, JsonObject } from '../../../core/company.ts';

export type Schema = {
  type?: string;
  properties?: Record<string, Schema>;
  items?: Schema | boolean;
  prefixItems?: Schema[];
  additionalProperties?: Schema | boolean;
  propertyNames?: Schema;
  enum?: Json[];
  minimum?: number;
  exclusiveMinimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  maxItems?: number;
  default?: Json;
};

export type Field =
  | { as: 'switch' }
  | { as: 'number'; whole: boolean; min: number | null; max: number | null; above: boolean }
  | { as: 'text'; most: number | null }
  | { as: 'choice'; options: string[] }
  | { as: 'names'; options: string[] }
  | { as: 'list'; item: Schema; most: number | null }
  | { as: 'tuple'; items: Schema[] }
  | { as: 'object'; fields: [string, Schema][] }
  | { as: 'map'; keys: string[] | null; value: Schema }
  | { as: 'json' };

/** @param options names to choose from, where the field may only name what exists */
export function fieldOf(schema: Schema, options?: readonly string[]): Field {
  if (options && schema.type === 'array') return { as: 'names', options: [...options] };
  if (options) return { as: 'choice', options: [...options] };
  if (schema.enum?.every((one) => typeof one === 'string')) return { as: 'choice', options: schema.enum as string[] };
  switch (schema.type) {
    case 'boolean':
      return { as: 'switch' };
    case 'integer':
    case 'number': {
      const min = schema.minimum ?? schema.exclusiveMinimum ?? null;
      return {
        as: 'number',
        whole: schema.type === 'integer',
        min,
        max: schema.maximum ?? null,
        above: schema.exclusiveMinimum !== undefined,
      };
    }
    case 'string':
      return { as: 'text', most: schema.maxLength ?? null };
    case 'array':
      if (schema.prefixItems) return { as: 'tuple', items: schema.prefixItems };
      return isSchema(schema.items) ? { as: 'list', item: schema.items, most: schema.maxItems ?? null } : { as: 'json' };
    case 'object': {
      const fields = Object.entries(schema.properties ?? {});
      if (fields.length) return { as: 'object', fields };
      if (!isSchema(schema.additionalProperties)) return { as: 'json' };
      const keys = schema.propertyNames?.enum?.filter((key) => typeof key === 'string') ?? null;
      return { as: 'map', keys, value: schema.additionalProperties };
    }
    default:
      return { as: 'json' };
  }
}

function isSchema(schema: Schema | boolean | undefined): schema is Schema {
  return typeof schema === 'object' && Object.keys(schema).length > 0;
}

/** Whether a value has the shape its field draws; one that was stored by hand may not. */
export function fits(field: Field, value: Json | undefined): boolean {
  switch (field.as) {
    case 'switch':
      return typeof value === 'boolean';
    case 'number':
      return typeof value === 'number' || value === null;
    case 'text':
    case 'choice':
      return typeof value === 'string';
    case 'names':
      return Array.isArray(value) && value.every((one) => typeof one === 'string');
    case 'list':
      return Array.isArray(value);
    case 'tuple':
      return Array.isArray(value) && value.length === field.items.length;
    case 'object':
    case 'map':
      return isObject(value);
    case 'json':
      return true;
  }
}

export function isObject(value: Json | undefined): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** What a new entry starts as. */
export function blank(schema: Schema, options?: readonly string[]): Json {
  if (schema.default !== undefined) return schema.default;
  const field = fieldOf(schema, options);
  switch (field.as) {
    case 'switch':
      return false;
    case 'number':
      return field.min ?? 0;
    case 'choice':
      return field.options[0] ?? '';
    case 'text':
      return '';
    case 'names':
    case 'list':
      return [];
    case 'tuple':
      return field.items.map((item) => blank(item));
    case 'object':
      return Object.fromEntries(field.fields.map(([name, inner]) => [name, blank(inner)]));
    case 'map':
      return {};
    case 'json':
      return null;
  }
}

/** "0 to 50", "at least 1"; empty when there are no bounds. */
export function bounds({ min, max, above }: { min: number | null; max: number | null; above: boolean }): string {
  const figure = (n: number) => n.toLocaleString('en', { maximumFractionDigits: 6 });
  const low = min === null ? null : above ? `more than ${figure(min)}` : figure(min);
  if (low !== null && max !== null) return above ? `${low}, at most ${figure(max)}` : `${low} to ${figure(max)}`;
  if (low !== null) return above ? low : `at least ${low}`;
  return max === null ? '' : `at most ${figure(max)}`;
}

/** max_per_day → Max per day */
export function labelOf(name: string): string {
  const words = name
    .replaceAll('_', ' ')
    .replace(/\busd\b/g, 'USD')
    .replace(/\bms\b/g, '(ms)');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Whether a refusal of the server is about this field: about it, or about something inside it that has no field of its own. */
export function isAbout(refused: string | null, place: string, leaf: boolean): boolean {
  if (refused === null) return false;
  return refused === place || (leaf && refused.startsWith(`${place}.`));
}

/** Fields whose inner places have no fields of their own. */
export function isLeaf(field: Field): boolean {
  return !['list', 'tuple', 'object', 'map'].includes(field.as);
}

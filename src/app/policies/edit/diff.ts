/** What differs between two JSON values, place by place. Pure. */
import type { Json } from '../../../core/company.ts';
import { isObject } from './schema.ts';

export type Difference = { place: string; before: string | null; after: string | null };

/** In the order of the fields; `before` is null for what is new, `after` for what is gone. */
export function differences(before: Json, after: Json, place = ''): Difference[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (isObject(before) && isObject(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap((name) => inside(before[name], after[name], join(place, name)));
  }
  if (Array.isArray(before) && Array.isArray(after))
    return plainList(before, after) ? ofList(before, after, place) : ofRows(before, after, place);
  return [{ place, before: told(before), after: told(after) }];
}

function inside(before: Json | undefined, after: Json | undefined, place: string): Difference[] {
  if (before !== undefined && after !== undefined) return differences(before, after, place);
  return [{ place, before: before === undefined ? null : told(before), after: after === undefined ? null : told(after) }];
}

function plainList(...lists: Json[][]): boolean {
  return lists.every((list) => list.every((one) => typeof one === 'string'));
}

/** Names that came or went; the order only when nothing else changed. */
function ofList(before: Json[], after: Json[], place: string): Difference[] {
  const gone = before.filter((one) => !after.includes(one)).map((one) => ({ place, before: told(one), after: null }));
  const come = after.filter((one) => !before.includes(one)).map((one) => ({ place, before: null, after: told(one) }));
  return gone.length + come.length ? [...gone, ...come] : [{ place, before: told(before), after: told(after) }];
}

function ofRows(before: Json[], after: Json[], place: string): Difference[] {
  const rows = Math.max(before.length, after.length);
  // Where one row came or went, the ones behind it are the same rows and only moved.
  const moved = before.length !== after.length;
  if (!moved) return Array.from({ length: rows }, (_, at) => inside(before[at], after[at], join(place, String(at + 1)))).flat();
  const key = (one: Json) => JSON.stringify(one);
  const had = new Set(before.map(key));
  const has = new Set(after.map(key));
  return [
    ...before.filter((one) => !has.has(key(one))).map((one) => ({ place, before: told(one), after: null })),
    ...after.filter((one) => !had.has(key(one))).map((one) => ({ place, before: null, after: told(one) })),
  ];
}

function join(place: string, name: string): string {
  return place ? `${place} › ${name}` : name;
}

function told(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

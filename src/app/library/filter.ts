/** What the library is asked for, from an address: short plain texts, or nothing. Pure. */
import type { LibraryFilter } from '../../read/library.ts';

type Asked = Record<string, string | string[] | undefined>;

export function libraryFilter(asked: Asked): LibraryFilter {
  const text = (key: string, most: number) => (typeof asked[key] === 'string' ? asked[key].replaceAll('\0', '').slice(0, most) : '');
  return { kind: text('kind', 60), agent: text('agent', 60), q: text('q', 200).trim(), before: text('before', 80) };
}

/** The filter as the end of an address, without what is not asked. */
export function libraryQuery(filter: Partial<LibraryFilter>): string {
  const parts = Object.entries(filter).filter(([, value]) => value);
  return parts.length ? `?${new URLSearchParams(parts)}` : '';
}

/** Ids as people type them: whole, or a part that fits one row. */
import { InvalidInput } from '../core/errors.ts';
import { type Found, findRows, type RowKind, SHORTEST_PART } from '../read/find.ts';
import type { Sql } from '../world/db.ts';

/** @throws InvalidInput when nothing or more than one thing fits */
export async function theRow(sql: Sql, typed: string, kinds?: readonly RowKind[]): Promise<Found> {
  const found = await findRows(sql, typed, kinds);
  if (found.length === 1 && found[0]) return found[0];
  const what = kinds?.length === 1 ? kinds[0] : 'row';
  const shown = typed.replace(/[\p{Cc}]/gu, '?').slice(0, 60);
  if (found.length > 1) {
    const names = found.map(({ kind, id }) => `${kind} ${id}`).join(', ');
    throw new InvalidInput('id', `id: "${shown}" fits more than one ${what}: ${names}${found.length >= 6 ? ', …' : ''}. Type more of it.`);
  }
  if (shown === 'last') throw new InvalidInput('id', 'id: nothing has happened yet, so there is no last event');
  throw new InvalidInput(
    'id',
    `id: no ${what} has the id "${shown}". Give a whole id, or at least ${SHORTEST_PART} characters of its beginning or end.`,
  );
}

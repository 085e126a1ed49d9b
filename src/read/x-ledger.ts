/** What X received, held against the outbox: nothing posted twice, nothing posted that the record does not know. */
import type { Sql } from '../world/db.ts';

/** @param received texts as they arrived at X, oldest first @returns one sentence for each breach */
export async function compareWithX(sql: Sql, received: readonly { id: string; text: string }[]): Promise<string[]> {
  const rows = await sql<
    { id: string; text: string; status: string; x_post_id: string | null }[]
  >`select id, text, status, x_post_id from ops_outbox`;
  const faults: string[] = [];
  const seen = new Set<string>();
  const byText = Map.groupBy(rows, (row) => row.text);
  for (const { id, text } of received) {
    if (seen.has(text)) faults.push(`post ${id} is on X twice: “${text.slice(0, 60)}”`);
    seen.add(text);
    if (!byText.has(text)) faults.push(`post ${id} is on X and not in the outbox: “${text.slice(0, 60)}”`);
  }
  const ids = new Set(received.map(({ id }) => id));
  for (const row of rows)
    if (row.status === 'posted' && !ids.has(row.x_post_id ?? ''))
      faults.push(`outbox ${row.id} says posted as ${row.x_post_id}, and X has no such post`);
  return faults;
}

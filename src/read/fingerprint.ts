/** One hash over every row of every ops table: equal for equal histories, on any machine and any PostgreSQL from 15 on. */
import { createHash } from 'node:crypto';
import type { Sql } from '../world/db.ts';

/** Columns that name the server's own bookkeeping, not the company's history. */
const LEFT_OUT: Record<string, string[]> = { ops_agent_events: ['tx'] };

/** @returns SHA-256 in hex; each table's rows are ordered by their own text */
export async function fingerprint(sql: Sql): Promise<string> {
  const columns = await sql<{ table_name: string; names: string[] }[]>`
    select c.table_name::text, array_agg(c.column_name::text order by c.column_name) as names
    from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = current_schema() and t.table_type = 'BASE TABLE' and starts_with(c.table_name, 'ops_') and c.is_generated = 'NEVER'
    group by c.table_name order by c.table_name`;
  const hash = createHash('sha256');
  for (const { table_name, names } of columns) {
    const kept = names.filter((name) => !LEFT_OUT[table_name]?.includes(name));
    const list = kept.map((name) => sql(name)).reduce((all, name) => sql`${all}, ${name}`);
    const [row] = await sql<{ rows: number; digest: string | null }[]>`
      select count(*)::int as rows, encode(sha256(convert_to(coalesce(string_agg(line, e'\\n' order by line collate "C"), ''), 'UTF8')), 'hex') as digest
      from (select md5(row(${list})::text) as line from ${sql(table_name)}) as lines`;
    hash.update(`${table_name} ${row?.rows} ${row?.digest}\n`);
  }
  return hash.digest('hex');
}

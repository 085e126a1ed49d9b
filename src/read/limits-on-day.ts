/** Limits as they stood on a day, as SQL: a policy that was changed since must not accuse the past. */
import type { Sql } from '../world/db.ts';
import type { Piece } from '../world/sql.ts';

/** The largest value a policy's field had on a day: what stood when it began, or was set in it. */
export function limitOn(sql: Sql, key: string, field: string, day: Piece): Piece {
  return sql`(select max((v.value ->> ${field}::text)::numeric) from (
    select coalesce(
      (select h.after from ops_policy_history h where h.key = ${key} and h.changed_at < ${day}::timestamp at time zone 'UTC' order by h.changed_at desc, h.id desc limit 1),
      (select h.before from ops_policy_history h where h.key = ${key} order by h.changed_at, h.id limit 1),
      (select p.value from ops_policy p where p.key = ${key})) as value
    union all select h.after from ops_policy_history h where h.key = ${key} and (h.changed_at at time zone 'UTC')::date = ${day}) v)`;
}

/** Sums by UTC day against a limit of that day. `amounts` = rows of (day, who, amount). */
export function perDay(sql: Sql, what: string, [key, field]: [string, string], amounts: Piece): Piece {
  return sql`
    select d.amount <= d.most + 0.000001 as ok,
      ${what}::text || ' on ' || d.day || coalesce(' by ' || d.who, '') || ': ' || d.amount || ', and ' || ${`${key}.${field}`}::text || ' allowed ' || d.most as words
    from (select t.day, t.who, t.amount, ${limitOn(sql, key, field, sql`t.day`)} as most from (${amounts}) as t(day, who, amount)) d`;
}

/** The UTC day of a column. */
export const utcDay = (sql: Sql, column: string) => sql`(${sql(column)} at time zone 'UTC')::date`;

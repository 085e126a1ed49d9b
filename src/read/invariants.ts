/** Looks whether what must always hold does hold: after every simulation and fault test, and by `deskmates verify` on a live company. */
import type { Sql } from '../world/db.ts';
import { RULES } from './invariant-rules.ts';

export type Invariant = {
  name: string;
  ok: boolean;
  /** One sentence: how many cases were looked at, or which broke the rule, with its value, the limit and what to do. */
  detail: string;
};

/** Runs every rule. @param now for rules about leases and days that are over */
export async function checkInvariants(sql: Sql, now: Date): Promise<Invariant[]> {
  const found: Invariant[] = [];
  for (const rule of RULES) {
    const [row] = await sql<{ checked: number; broken: number; words: string[] | null }[]>`
      with cases as (${rule.cases(sql, now)})
      select count(*)::int as checked, (count(*) filter (where ok = false))::int as broken, (array_agg(words order by words) filter (where ok = false))[1:3] as words
      from cases`;
    const { checked, broken, words } = row ?? { checked: 0, broken: 0, words: null };
    const more = broken > 3 ? `; and ${broken - 3} more` : '';
    const detail = broken ? `${(words ?? []).join('; ')}${more}. ${rule.remedy}` : `${checked} ${rule.kept}`;
    found.push({ name: rule.name, ok: broken === 0, detail });
  }
  return found;
}

/** SQL of ops_agent_relationships. */
import type { Sql } from '../../world/db.ts';
import { CEILING, FLOOR, LOG_LENGTH } from './rules.ts';

export type RelationshipRow = { agent_a: string; agent_b: string; affinity: number };

export async function selectPairs(sql: Sql, ids: readonly string[]): Promise<RelationshipRow[]> {
  return [
    ...(await sql<RelationshipRow[]>`
      select agent_a, agent_b, affinity::float8 as affinity from ops_agent_relationships
      where agent_a = any(${ids as string[]}) and agent_b = any(${ids as string[]}) order by agent_a, agent_b`),
  ];
}

/** Inserts the pairs that are missing; what life made of the others stays. Returns how many were new. */
export async function seedPairs(
  sql: Sql,
  pairs: readonly { id: string; agent_a: string; agent_b: string; affinity: number; backstory: string }[],
  now: Date,
): Promise<number> {
  const rows = await sql`
    insert into ops_agent_relationships (id, agent_a, agent_b, affinity, backstory, seeded_affinity, created_at, updated_at)
    select p.id, p.agent_a, p.agent_b, p.affinity, p.backstory, p.affinity, ${now}::timestamptz, ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(pairs)}::text::jsonb) as p(id uuid, agent_a text, agent_b text, affinity numeric, backstory text)
    on conflict (agent_a, agent_b) do nothing returning 1`;
  return rows.length;
}

export type Drift = { agent_a: string; agent_b: string; drift: number; reason: string };

/**
 * Everybody who talked has met: counters grow, drifts are applied and logged, all in one statement. Two conversations that change one pair at
 * once both count: the value is computed under the row's lock. Returns the pairs that drifted with their new affinity.
 */
export async function applyDrifts(
  sql: Sql,
  meeting: { conversationId: string; drifts: readonly Drift[]; pairs: readonly [string, string][]; now: Date },
): Promise<RelationshipRow[]> {
  const drifts = new Map(meeting.drifts.map((drift) => [`${drift.agent_a} ${drift.agent_b}`, drift]));
  const met = meeting.pairs.map(([agent_a, agent_b]) => {
    const drift = drifts.get(`${agent_a} ${agent_b}`);
    return { agent_a, agent_b, drift: drift?.drift ?? 0, reason: drift?.reason ?? null };
  });
  // Locked in a fixed order, so that two conversations with the same people never wait for each other in a circle.
  await sql`
    select 1 from ops_agent_relationships where (agent_a, agent_b) in (
      select m.agent_a, m.agent_b from jsonb_to_recordset(${JSON.stringify(met)}::text::jsonb) as m(agent_a text, agent_b text)
    ) order by agent_a, agent_b for update`;
  return [
    ...(await sql<RelationshipRow[]>`
      with met as (
        select * from jsonb_to_recordset(${JSON.stringify(met)}::text::jsonb) as m(agent_a text, agent_b text, drift numeric, reason text)
      ), changed as (
        update ops_agent_relationships r
        set affinity = least(${CEILING}::numeric, greatest(${FLOOR}::numeric, r.affinity + met.drift)),
          total_interactions = r.total_interactions + 1,
          positive_interactions = r.positive_interactions + case when met.drift > 0 then 1 else 0 end,
          negative_interactions = r.negative_interactions + case when met.drift < 0 then 1 else 0 end,
          drift_log = case when met.reason is null then r.drift_log else (
            select jsonb_agg(entry order by place) from (
              select entry, place from jsonb_array_elements(r.drift_log || jsonb_build_array(jsonb_build_object('drift', met.drift, 'reason', met.reason,
                'conversation_id', ${meeting.conversationId}::text, 'affinity', least(${CEILING}::numeric, greatest(${FLOOR}::numeric, r.affinity + met.drift)),
                'at', ${meeting.now.toISOString()}::text))) with ordinality as log(entry, place)
              order by place desc limit ${LOG_LENGTH}
            ) newest
          ) end,
          updated_at = ${meeting.now}
        from met where r.agent_a = met.agent_a and r.agent_b = met.agent_b
        returning r.agent_a, r.agent_b, r.affinity, met.reason
      )
      select agent_a, agent_b, affinity::float8 as affinity from changed where reason is not null order by agent_a, agent_b`),
  ];
}

/** Who gets along with whom: every pair with its history. */
import type { DriftEntry } from '../core/conversations/conversation.ts';
import { isUuid } from '../core/text.ts';
import type { Sql } from '../world/db.ts';

export type PairView = {
  a: string;
  b: string;
  affinity: number;
  seeded: number;
  backstory: string;
  total: number;
  positive: number;
  negative: number;
  /** Newest first, the last 20. `affinity` is the value after it. */
  log: { drift: number; reason: string; affinity: number; at: string; talk: { id: string; topic: string } | null }[];
};

type Row = Omit<PairView, 'log'> & { drift_log: DriftEntry[] };

/** All pairs, or those of one agent, in alphabetical order. */
export async function pairViews(sql: Sql, agentId: string | null = null): Promise<PairView[]> {
  const rows = await sql<Row[]>`
    select agent_a as a, agent_b as b, affinity::float8 as affinity, seeded_affinity::float8 as seeded, backstory, total_interactions as total,
      positive_interactions as positive, negative_interactions as negative, drift_log
    from ops_agent_relationships
    where ${agentId ? sql`agent_a = ${agentId} or agent_b = ${agentId}` : sql`true`} order by agent_a, agent_b`;
  const ids = [...new Set(rows.flatMap((row) => row.drift_log.map((entry) => entry.conversation_id)))].filter(isUuid);
  const talks = await sql<{ id: string; topic: string }[]>`select id, topic from ops_roundtable_queue where id = any(${ids}::uuid[])`;
  const topics = new Map(talks.map((talk) => [talk.id, talk]));
  return rows.map(({ drift_log, ...pair }) => ({
    ...pair,
    log: drift_log
      .map(({ drift, reason, affinity, at, conversation_id }) => ({
        drift,
        reason,
        affinity,
        at,
        talk: topics.get(conversation_id) ?? null,
      }))
      .sort((x, y) => (x.at < y.at ? 1 : -1)),
  }));
}

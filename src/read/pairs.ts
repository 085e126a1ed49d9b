/** Who gets along with whom, as the pages show it: every pair with its history, each drift leading to its conversation. */
import { isUuid } from '../core/text.ts';
import type { Sql } from '../world/db.ts';
import { listRelationships } from './relationships.ts';

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

/** In alphabetical order. */
export async function pairViews(sql: Sql): Promise<PairView[]> {
  const rows = (await listRelationships(sql)).sort((x, y) => (`${x.agent_a} ${x.agent_b}` < `${y.agent_a} ${y.agent_b}` ? -1 : 1));
  const ids = [...new Set(rows.flatMap((row) => row.drift_log.map((entry) => entry.conversation_id)))].filter(isUuid);
  const talks = await sql<{ id: string; topic: string }[]>`select id, topic from ops_roundtable_queue where id = any(${ids}::uuid[])`;
  const topics = new Map(talks.map((talk) => [talk.id, talk]));
  return rows.map((row) => ({
    a: row.agent_a,
    b: row.agent_b,
    affinity: row.affinity,
    seeded: row.seeded_affinity,
    backstory: row.backstory,
    total: row.total_interactions,
    positive: row.positive_interactions,
    negative: row.negative_interactions,
    log: row.drift_log
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

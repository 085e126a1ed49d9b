/** Pairs with their history, for people. */
import type { DriftEntry } from '../core/conversations/conversation.ts';
import type { Sql } from '../world/db.ts';

export type RelationshipView = {
  agent_a: string;
  agent_b: string;
  affinity: number;
  seeded_affinity: number;
  total_interactions: number;
  positive_interactions: number;
  negative_interactions: number;
  backstory: string;
  drift_log: DriftEntry[];
  updated_at: Date;
};

/** Lowest affinity first. */
export async function listRelationships(sql: Sql, agentId?: string): Promise<RelationshipView[]> {
  return [
    ...(await sql<RelationshipView[]>`
      select agent_a, agent_b, affinity::float8 as affinity, seeded_affinity::float8 as seeded_affinity, total_interactions, positive_interactions,
        negative_interactions, backstory, drift_log, updated_at
      from ops_agent_relationships ${agentId ? sql`where agent_a = ${agentId} or agent_b = ${agentId}` : sql``} order by affinity, agent_a, agent_b`),
  ];
}

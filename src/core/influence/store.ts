/** SQL of ops_influences: what a memory or an affinity changed, and what chance held back for comparison. */
import type { Sql } from '../../world/db.ts';

export type NewInfluence = {
  id: string;
  kind: 'topic' | 'pairing' | 'initiative';
  agentId: string;
  chooser: string;
  influenced: boolean;
  heldOut: boolean;
  memoryId: string | null;
  base: string;
  chosen: string;
  proposalId: string | null;
  conversationId: string | null;
};

export async function insertInfluence(sql: Sql, row: NewInfluence, now: Date): Promise<void> {
  await sql`
    insert into ops_influences (id, kind, agent_id, chooser, influenced, held_out, memory_id, base, chosen, proposal_id, conversation_id, created_at)
    values (${row.id}, ${row.kind}, ${row.agentId}, ${row.chooser}, ${row.influenced}, ${row.heldOut}, ${row.memoryId}, ${row.base.slice(0, 300)},
      ${row.chosen.slice(0, 300)}, ${row.proposalId}, ${row.conversationId}, ${now})`;
}

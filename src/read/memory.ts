/** Memories for people, with where each came from and what became of it; and what an agent's voice has earned from them. */
import type { VoiceRule } from '../core/company.ts';
import { deriveVoice, keywords, type Memory } from '../core/memory/rules.ts';
import type { Sql } from '../world/db.ts';

export type MemoryView = Memory & {
  cause_kind: string;
  cause_id: string | null;
  conversation_id: string | null;
  turn: number | null;
  superseded_by: string | null;
  superseded_reason: string | null;
  retired_at: Date | null;
  retired_by: string | null;
  retired_reason: string | null;
  use_count: number;
};

const columns = (sql: Sql) => sql`
  id, agent_id, type, content, confidence::float8 as confidence, tags, source_trace_id, untrusted, pinned, promoted_at, last_used_at, created_at, cause_kind,
  cause_id, conversation_id, turn, superseded_by, superseded_reason, retired_at, retired_by, retired_reason, use_count`;

/** Newest first; with `search`, best match first. `all`: superseded and retired ones, too. */
export async function listMemories(
  sql: Sql,
  filter: { agentId?: string; type?: string; search?: string; all?: boolean; limit: number },
): Promise<MemoryView[]> {
  const words = filter.search ? [...keywords(filter.search)].slice(0, 20).join(' or ') : '';
  return [
    ...(await sql<MemoryView[]>`
      select ${columns(sql)} from ops_agent_memory
      where true ${filter.all ? sql`` : sql`and superseded_by is null and retired_at is null`}
        ${filter.agentId ? sql`and agent_id = ${filter.agentId}` : sql``} ${filter.type ? sql`and type = ${filter.type}` : sql``}
        ${filter.search === undefined ? sql`` : sql`and search @@ websearch_to_tsquery('english', ${words})`}
      order by ${words ? sql`ts_rank(search, websearch_to_tsquery('english', ${words})) desc,` : sql``} created_at desc, id desc limit ${filter.limit}`),
  ];
}

export async function readMemory(sql: Sql, id: string): Promise<MemoryView | null> {
  const [row] = await sql<MemoryView[]>`select ${columns(sql)} from ops_agent_memory where id = ${id}`;
  return row ?? null;
}

export type VoiceView = {
  agent_id: string;
  memories: number;
  modifiers: { rule: string; modifier: string; because: string; memories: { id: string; content: string }[] }[];
};

/** The voice as it would be derived now, with the memories that earned each modifier. */
export async function readVoice(sql: Sql, agentId: string, rules: readonly VoiceRule[]): Promise<VoiceView> {
  const live = await sql<Memory[]>`
    select ${columns(sql)} from ops_agent_memory where agent_id = ${agentId} and superseded_by is null and retired_at is null order by created_at desc, id desc`;
  const content = new Map(live.map((memory) => [memory.id, memory.content]));
  return {
    agent_id: agentId,
    memories: live.length,
    modifiers: deriveVoice(live, rules).map(({ memory_ids, ...modifier }) => ({
      ...modifier,
      memories: memory_ids.map((id) => ({ id, content: content.get(id) ?? '' })),
    })),
  };
}

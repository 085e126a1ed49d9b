/** Lifting something learnt into an agent's long-term memory, once per source. SQL of ops_agent_memory. */
import type { World } from '../../world/world.ts';
import type { Cause } from '../company.ts';
import { cleanText } from '../text.ts';

export type NewMemory = {
  agentId: string;
  type: 'insight' | 'pattern' | 'strategy' | 'preference' | 'lesson';
  content: string;
  /** 0 to 1, kept with two decimals */
  confidence: number;
  tags: string[];
  /** What it came from; the same source never writes twice. */
  traceId: string;
  untrusted: boolean;
  cause: Cause;
};

export async function remember(world: World, memory: NewMemory): Promise<{ id: string; created: boolean }> {
  const { sql } = world.db;
  const id = world.ids.next();
  const confidence = Math.round(memory.confidence * 100) / 100;
  const rows = await sql`
    insert into ops_agent_memory (id, agent_id, type, content, confidence, tags, source_trace_id, untrusted, cause_kind, cause_id, created_at)
    values (${id}, ${memory.agentId}, ${memory.type}, ${cleanText(memory.content).slice(0, 1000)}, ${confidence}, ${memory.tags}, ${memory.traceId},
      ${memory.untrusted}, ${memory.cause.kind}, ${memory.cause.id}, ${world.clock.now()})
    on conflict (agent_id, source_trace_id) where source_trace_id is not null do nothing returning id`;
  if (rows.length) return { id, created: true };
  const [known] = await sql<{ id: string }[]>`
    select id from ops_agent_memory where agent_id = ${memory.agentId} and source_trace_id = ${memory.traceId}`;
  return { id: known?.id ?? id, created: false };
}

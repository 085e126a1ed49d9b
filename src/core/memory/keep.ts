/** Keeping memories within the caps: written once per source, the oldest give way, nothing is deleted. */
import type { Sql } from '../../world/db.ts';
import type { World } from '../../world/world.ts';
import type { Cause, MemoryType, PolicyValues } from '../company.ts';
import { cleanText } from '../text.ts';
import { givesWay } from './rules.ts';
import { insertMemories, selectLive, supersede } from './store.ts';

export type NewMemory = {
  agentId: string;
  type: MemoryType;
  content: string;
  /** 0 to 1, kept with two decimals */
  confidence: number;
  tags: string[];
  /** What it came from; the same source never writes twice. */
  traceId: string;
  untrusted: boolean;
  cause: Cause;
  conversationId?: string;
  turn?: number | null;
  /** An older memory that this one corrects. */
  replaces?: { id: string; reason: string } | null;
};

export type Kept = { id: string; memory: NewMemory; created: boolean; replaced: string | null };

/** Characters of one memory. */
const MAX_CONTENT = 1000;

/** Call it inside the transaction that says where the memories come from. */
export async function keepMemories(world: World, sql: Sql, policies: PolicyValues, memories: readonly NewMemory[]): Promise<Kept[]> {
  if (memories.length === 0) return [];
  const now = world.clock.now();
  const rows = memories.map((memory) => ({ id: world.ids.next(), memory }));
  const created = await insertMemories(
    sql,
    rows.map(({ id, memory }) => ({
      id,
      agent_id: memory.agentId,
      type: memory.type,
      content: cleanText(memory.content).slice(0, MAX_CONTENT).toWellFormed(),
      confidence: Math.round(memory.confidence * 100) / 100,
      tags: [...new Set(memory.tags)],
      source_trace_id: memory.traceId,
      untrusted: memory.untrusted,
      cause_kind: memory.cause.kind,
      cause_id: memory.cause.id,
      conversation_id: memory.conversationId ?? null,
      turn: memory.turn ?? null,
    })),
    now,
  );
  const corrections = rows.flatMap(({ id, memory }) => (created.has(id) && memory.replaces ? [{ ...memory.replaces, by: id }] : []));
  const replaced = new Set(await supersede(sql, corrections, now));
  if (created.size)
    await makeRoom(
      sql,
      policies.memory_policy.max_per_agent,
      rows.filter(({ id }) => created.has(id)),
      now,
    );
  return rows.map(({ id, memory }) => ({
    id,
    memory,
    created: created.has(id),
    replaced: memory.replaces && replaced.has(memory.replaces.id) ? memory.replaces.id : null,
  }));
}

/** What gives way is superseded by the newest memory of its agent: the record says what took its place. */
async function makeRoom(sql: Sql, limit: number, fresh: readonly { id: string; memory: NewMemory }[], now: Date): Promise<void> {
  const newest = new Map(fresh.map(({ id, memory }) => [memory.agentId, id]));
  const live = await selectLive(sql, [...newest.keys()]);
  const old = [...newest].flatMap(([agentId, by]) =>
    givesWay(
      live.filter((memory) => memory.agent_id === agentId && memory.id !== by),
      limit - 1,
    ).map(({ id }) => ({
      id,
      by,
      reason: `memory_policy: an agent keeps ${limit}; the oldest gave way`,
    })),
  );
  await supersede(sql, old, now);
}

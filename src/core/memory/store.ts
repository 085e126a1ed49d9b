/** SQL of ops_agent_memory. A memory is never deleted: it is superseded by another, or retired with a reason. */
import type { Sql } from '../../world/db.ts';
import { type Memory, relevant } from './rules.ts';

export type MemoryInsert = {
  id: string;
  agent_id: string;
  type: string;
  content: string;
  confidence: number;
  tags: string[];
  source_trace_id: string;
  untrusted: boolean;
  cause_kind: string;
  cause_id: string | null;
  conversation_id: string | null;
  turn: number | null;
};

const columns = (sql: Sql) => sql`
  id, agent_id, type, content, confidence::float8 as confidence, tags, source_trace_id, untrusted, pinned, promoted_at, last_used_at, created_at`;

/** Live: not superseded, not retired. */
const live = (sql: Sql) => sql`superseded_by is null and retired_at is null`;

/** Live memories of these agents, newest first. */
export async function selectLive(sql: Sql, agentIds: readonly string[]): Promise<Memory[]> {
  return [
    ...(await sql<Memory[]>`
      select ${columns(sql)} from ops_agent_memory where agent_id = any(${agentIds as string[]}) and ${live(sql)} order by created_at desc, id desc`),
  ];
}

export async function countLive(sql: Sql, agentIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await sql<{ agent_id: string; n: number }[]>`
    select agent_id, count(*)::int as n from ops_agent_memory where agent_id = any(${agentIds as string[]}) and ${live(sql)} group by 1`;
  return new Map(rows.map((row) => [row.agent_id, row.n]));
}

/**
 * The agent's live memories that share words with the query, best first. Ranked here and not by PostgreSQL's text search, whose words depend on the
 * server's version and locale: the same company must live the same life on every server.
 */
export async function searchLive(sql: Sql, query: { agentId: string; words: readonly string[]; limit: number }): Promise<Memory[]> {
  return query.words.length === 0 ? [] : relevant(await selectLive(sql, [query.agentId]), query.words).slice(0, query.limit);
}

/** The same source never writes twice: returns the ids that were new. */
export async function insertMemories(sql: Sql, memories: readonly MemoryInsert[], now: Date): Promise<Set<string>> {
  if (memories.length === 0) return new Set();
  const rows = await sql<{ id: string }[]>`
    insert into ops_agent_memory (id, agent_id, type, content, confidence, tags, source_trace_id, untrusted, cause_kind, cause_id, conversation_id, turn, created_at)
    select m.*, ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(memories)}::text::jsonb) as m(id uuid, agent_id text, type text, content text, confidence numeric, tags text[],
      source_trace_id text, untrusted boolean, cause_kind text, cause_id text, conversation_id uuid, turn int)
    on conflict (agent_id, source_trace_id) where source_trace_id is not null do nothing returning id`;
  return new Set(rows.map((row) => row.id));
}

export async function supersede(sql: Sql, replaced: readonly { id: string; by: string; reason: string }[], now: Date): Promise<string[]> {
  if (replaced.length === 0) return [];
  const rows = await sql<{ id: string }[]>`
    update ops_agent_memory m set superseded_by = r.by, superseded_reason = r.reason, superseded_at = ${now}
    from jsonb_to_recordset(${JSON.stringify(replaced)}::text::jsonb) as r(id uuid, by uuid, reason text)
    where m.id = r.id and m.superseded_by is null and not m.pinned and m.id <> r.by returning m.id`;
  return rows.map((row) => row.id);
}

/** Memories stood in a prompt or changed a choice. */
export async function noteUsed(sql: Sql, ids: readonly string[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  await sql`update ops_agent_memory set last_used_at = ${now}, use_count = use_count + 1 where id = any(${ids as string[]}::uuid[])`;
}

export async function lockMemory(
  sql: Sql,
  id: string,
): Promise<{
  id: string;
  agent_id: string;
  content: string;
  pinned: boolean;
  retired_at: Date | null;
  superseded_by: string | null;
} | null> {
  const [row] = await sql<
    { id: string; agent_id: string; content: string; pinned: boolean; retired_at: Date | null; superseded_by: string | null }[]
  >`select id, agent_id, content, pinned, retired_at, superseded_by from ops_agent_memory where id = ${id} for update`;
  return row ?? null;
}

export async function setPinned(sql: Sql, id: string, pinned: boolean): Promise<void> {
  await sql`update ops_agent_memory set pinned = ${pinned} where id = ${id}`;
}

export async function retire(sql: Sql, id: string, by: string, reason: string, now: Date): Promise<void> {
  await sql`
    update ops_agent_memory set retired_at = ${now}, retired_by = ${by}, retired_reason = ${reason}, pinned = false where id = ${id} and retired_at is null`;
}

/** Insights sure enough for long-term memory that were not lifted yet, surest first; marks and returns them. */
export async function promoteInsights(
  sql: Sql,
  minimum: number,
  limit: number,
  now: Date,
): Promise<(Memory & { cause_id: string | null })[]> {
  return [
    ...(await sql<(Memory & { cause_id: string | null })[]>`
      update ops_agent_memory set promoted_at = ${now} where id in (
        select id from ops_agent_memory where type = 'insight' and confidence >= ${minimum}::numeric and promoted_at is null and ${live(sql)}
        order by confidence desc, created_at, id limit ${limit} for update skip locked
      ) returning ${columns(sql)}, cause_id`),
  ];
}

/** Retires ordinary memories nobody used since `unusedSince`; returns how many. */
export async function retireUnused(sql: Sql, unusedSince: Date, reason: string, now: Date): Promise<number> {
  const rows = await sql`
    update ops_agent_memory set retired_at = ${now}, retired_by = 'decay', retired_reason = ${reason}
    where ${live(sql)} and not pinned and promoted_at is null and coalesce(last_used_at, created_at) < ${unusedSince} returning 1`;
  return rows.length;
}

/** How many memories with such a trace each agent got since then, retired and replaced ones included: a daily limit is not undone by forgetting. */
export async function countTraces(sql: Sql, prefix: string, since: Date): Promise<Map<string, number>> {
  const rows = await sql<{ agent_id: string; n: number }[]>`
    select agent_id, count(*)::int as n from ops_agent_memory where starts_with(source_trace_id, ${prefix}) and created_at >= ${since} group by 1`;
  return new Map(rows.map((row) => [row.agent_id, row.n]));
}

export async function knownTraces(sql: Sql, traces: readonly string[]): Promise<Set<string>> {
  const rows = await sql<{ source_trace_id: string }[]>`
    select source_trace_id from ops_agent_memory where source_trace_id = any(${traces as string[]})`;
  return new Set(rows.map((row) => row.source_trace_id));
}

export async function selectTraced(sql: Sql, agentId: string, traceId: string): Promise<string | null> {
  const [row] = await sql<{ id: string }[]>`select id from ops_agent_memory where agent_id = ${agentId} and source_trace_id = ${traceId}`;
  return row?.id ?? null;
}

/** Memories as people read them: what an agent knows, how sure it is, where it comes from, and what became of it. */
import type { MemoryType } from '../core/company.ts';
import { isUuid } from '../core/text.ts';
import type { Sql } from '../world/db.ts';

/** A memory named somewhere else: in a prompt, behind a choice, as what was learnt. */
export type MemoryRef = { id: string; agent_id: string; type: MemoryType; content: string; confidence: number; live: boolean };

export type MemoryView = MemoryRef & {
  tags: string[];
  state: 'live' | 'replaced' | 'retired';
  pinned: boolean;
  promoted: boolean;
  untrusted: boolean;
  use_count: number;
  last_used_at: string | null;
  created_at: string;
  source: { words: string; href: string };
  /** What took its place, and why. */
  replaced: { by: MemoryRef | null; reason: string; at: string | null } | null;
  retired: { by: string; reason: string; at: string } | null;
  /** Older memories that gave way to this one, newest first. */
  replaces: { id: string; content: string; reason: string }[];
};

/** Memories of one agent that a page shows at most; live ones come first. */
export const MOST_MEMORIES = 400;

/** By id; ids that are none are left out. */
export async function memoryRefs(sql: Sql, ids: readonly (string | null)[]): Promise<Map<string, MemoryRef>> {
  const wanted = [...new Set(ids)].filter((id): id is string => id !== null && isUuid(id));
  if (wanted.length === 0) return new Map();
  const rows = await sql<MemoryRef[]>`
    select id, agent_id, type, content, confidence::float8 as confidence, superseded_by is null and retired_at is null as live
    from ops_agent_memory where id = any(${wanted}::uuid[])`;
  return new Map(rows.map((row) => [row.id, row]));
}

type Row = Omit<MemoryRef, 'live'> & {
  tags: string[];
  source_trace_id: string | null;
  superseded_by: string | null;
  superseded_reason: string | null;
  superseded_at: Date | null;
  pinned: boolean;
  promoted_at: Date | null;
  untrusted: boolean;
  use_count: number;
  last_used_at: Date | null;
  retired_at: Date | null;
  retired_by: string | null;
  retired_reason: string | null;
  conversation_id: string | null;
  topic: string | null;
  turn: number | null;
  cause_kind: string;
  cause_id: string | null;
  created_at: Date;
};

/** An agent's memories: live ones first, newest first in each group. */
export async function agentMemories(sql: Sql, agentId: string): Promise<MemoryView[]> {
  const rows = await sql<Row[]>`
    select m.id, m.agent_id, m.type, m.content, m.confidence::float8 as confidence, m.tags, m.source_trace_id, m.superseded_by, m.superseded_reason,
      m.superseded_at, m.pinned, m.promoted_at, m.untrusted, m.use_count, m.last_used_at, m.retired_at, m.retired_by, m.retired_reason, m.conversation_id,
      q.topic, m.turn, m.cause_kind, m.cause_id, m.created_at
    from ops_agent_memory m left join ops_roundtable_queue q on q.id = m.conversation_id
    where m.agent_id = ${agentId}
    order by (m.superseded_by is null and m.retired_at is null) desc, m.pinned desc, m.created_at desc, m.id desc limit ${MOST_MEMORIES}`;
  const successors = await memoryRefs(
    sql,
    rows.map((row) => row.superseded_by),
  );
  const older = Map.groupBy(
    rows.filter((row) => row.superseded_by),
    (row) => row.superseded_by as string,
  );
  return rows.map((row) => view(row, row.superseded_by ? (successors.get(row.superseded_by) ?? null) : null, older.get(row.id) ?? []));
}

function view(row: Row, by: MemoryRef | null, older: Row[]): MemoryView {
  const state = row.retired_at ? 'retired' : row.superseded_by ? 'replaced' : 'live';
  const { id, agent_id, type, content, confidence, tags, pinned, untrusted, use_count } = row;
  return {
    ...{ id, agent_id, type, content, confidence, tags, pinned, untrusted, use_count, state },
    live: state === 'live',
    promoted: row.promoted_at !== null,
    last_used_at: row.last_used_at?.toISOString() ?? null,
    created_at: row.created_at.toISOString(),
    source: sourceOf(row),
    replaced: row.superseded_by ? { by, reason: row.superseded_reason ?? 'no reason was kept', at: iso(row.superseded_at) } : null,
    retired: row.retired_at
      ? { by: row.retired_by ?? 'somebody', reason: row.retired_reason ?? 'no reason was kept', at: row.retired_at.toISOString() }
      : null,
    replaces: older.map((one) => ({ id: one.id, content: one.content, reason: one.superseded_reason ?? '' })),
  };
}

type Source = Pick<Row, 'id' | 'source_trace_id' | 'conversation_id' | 'topic' | 'turn' | 'cause_kind' | 'cause_id'>;

/** Where a memory comes from, with the page that shows it. */
export function sourceOf(row: Source): MemoryView['source'] {
  if (row.conversation_id) {
    const place = row.turn === null ? '' : `#turn-${row.turn + 1}`;
    return { words: `said in “${row.topic ?? 'a conversation'}”`, href: `/talks/${row.conversation_id}${place}` };
  }
  const [kind, id] = row.source_trace_id?.split(':') ?? [];
  if (kind === 'tweet-lesson' && id && isUuid(id)) return { words: 'learnt from a post’s numbers', href: `/library/${id}` };
  if (kind === 'mission' && id && isUuid(id)) return { words: 'learnt from a mission', href: `/missions/${id}` };
  const words =
    row.cause_kind === 'person' ? `told by ${row.cause_id ?? 'a person'}` : `came from a ${row.cause_kind.replaceAll('_', ' ')}`;
  return { words, href: `/why/${row.id}` };
}

function iso(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}

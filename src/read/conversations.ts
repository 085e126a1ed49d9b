/** Conversations for people: the list, one with its turns and what it left behind, and the day's slots. */
import type { ConversationRow, TurnRow } from '../core/conversations/conversation.ts';
import type { Sql } from '../world/db.ts';

export type TalkSummary = Pick<
  ConversationRow,
  | 'id'
  | 'format'
  | 'topic'
  | 'participants'
  | 'status'
  | 'source'
  | 'slot'
  | 'planned_turns'
  | 'turn_count'
  | 'end_reason'
  | 'influence'
  | 'created_at'
  | 'started_at'
  | 'finished_at'
> & { memories: number; drifts: number; action_items: number; cost_usd: number };

export type TalkWhole = TalkSummary &
  Pick<ConversationRow, 'voices' | 'distillation' | 'awaiting' | 'untrusted' | 'cause_kind' | 'cause_id' | 'last_error' | 'run_after'> & {
    turns: TurnRow[];
  };

const summary = (sql: Sql) => sql`
  id, format, topic, participants, status, source, slot, planned_turns, turn_count, end_reason, influence, created_at, started_at, finished_at,
  coalesce(jsonb_array_length(distillation -> 'memories'), 0) as memories, coalesce(jsonb_array_length(distillation -> 'drifts'), 0) as drifts,
  (select count(*)::int from jsonb_array_elements(coalesce(distillation -> 'action_items', '[]')) item where item ->> 'proposal_id' is not null) as action_items,
  (select coalesce(sum(cost_usd), 0)::float8 from ops_llm_calls c where c.cause_id = ops_roundtable_queue.id::text) as cost_usd`;

export async function listTalks(sql: Sql, filter: { limit: number; status?: string; day?: string }): Promise<TalkSummary[]> {
  return [
    ...(await sql<TalkSummary[]>`
      select ${summary(sql)} from ops_roundtable_queue
      where true ${filter.status ? sql`and status = ${filter.status}` : sql``}
        ${filter.day ? sql`and created_at >= ${filter.day}::date and created_at < ${filter.day}::date + 1` : sql``}
      order by created_at desc, id desc limit ${filter.limit}`),
  ];
}

export async function readTalk(sql: Sql, id: string): Promise<TalkWhole | null> {
  const [talk] = await sql<Omit<TalkWhole, 'turns'>[]>`
    select ${summary(sql)}, voices, distillation, awaiting, untrusted, cause_kind, cause_id, last_error, run_after from ops_roundtable_queue where id = ${id}`;
  if (!talk) return null;
  const turns = await sql<TurnRow[]>`
    select id, conversation_id, turn, speaker, by_person, dialogue, tone, reply_to, weights, memory_ids, prompt_tokens, notes, untrusted, created_at
    from ops_roundtable_turns where conversation_id = ${id} order by turn`;
  return { ...talk, turns: [...turns] };
}

export type SlotView = {
  slot: string;
  name: string;
  format: string;
  probability: number;
  roll: number;
  status: 'open' | 'enqueued' | 'skipped' | 'missed';
  reason: string | null;
  conversation_id: string | null;
};

/** The plan of a day ('2026-03-02'), in the order of the clock; empty before its first heartbeat. */
export async function daySlots(sql: Sql, day: string): Promise<SlotView[]> {
  return [
    ...(await sql<SlotView[]>`
      select slot, name, format, probability::float8 as probability, roll::float8 as roll, status, reason, conversation_id
      from ops_roundtable_slots where day = ${day}::date order by slot`),
  ];
}

/** SQL of ops_roundtable_queue and ops_roundtable_turns. Every write of a worker checks the fence of its claim. */
import type { Sql } from '../../world/db.ts';
import type { ConversationInfluence, ConversationRow, Distillation, TurnRow, Voices } from './conversation.ts';

/** Who may go on with a conversation: a worker that lost its lease finds that claim_seq has moved on. */
export type TalkFence = { id: string; claimSeq: number };

const columns = (sql: Sql) => sql`
  id, format, topic, participants, status, source, slot, planned_turns, turn_count, skipped_turns, temperature::float8 as temperature, awaiting, influence,
  voices, end_reason, distillation, untrusted, cause_kind, cause_id, depth, run_after, reserved_by, lease_expires_at, attempt, claim_seq, last_error,
  created_at, started_at, finished_at`;

export type ConversationInsert = {
  id: string;
  format: string;
  topic: string;
  participants: string[];
  source: ConversationRow['source'];
  slot: string | null;
  plannedTurns: number;
  temperature: number;
  awaiting: string[];
  influence: ConversationInfluence;
  untrusted: boolean;
  cause: { kind: string; id: string | null };
  depth: number;
  now: Date;
};

/** False when the slot has its conversation already. */
export async function insertConversation(sql: Sql, row: ConversationInsert): Promise<boolean> {
  const rows = await sql`
    insert into ops_roundtable_queue (id, format, topic, participants, source, slot, planned_turns, temperature, awaiting, influence, untrusted, cause_kind,
      cause_id, depth, run_after, created_at)
    values (${row.id}, ${row.format}, ${row.topic}, ${row.participants}, ${row.source}, ${row.slot}, ${row.plannedTurns}, ${row.temperature}, ${row.awaiting},
      ${JSON.stringify(row.influence)}::text::jsonb, ${row.untrusted}, ${row.cause.kind}, ${row.cause.id}, ${row.depth}, ${row.now}, ${row.now})
    on conflict (slot) do nothing returning id, pg_notify('deskmates_talks', '')`;
  return rows.length === 1;
}

/** Takes the conversation that is due longest. One whose lease ran out is due: its worker is gone. */
export async function claimConversation(
  sql: Sql,
  claim: { workerId: string; now: Date; leaseUntil: Date },
): Promise<ConversationRow | null> {
  const [row] = await sql<ConversationRow[]>`
    update ops_roundtable_queue
    set reserved_by = ${claim.workerId}, lease_expires_at = ${claim.leaseUntil}, claim_seq = claim_seq + 1, attempt = attempt + 1
    where id in (
      select id from ops_roundtable_queue
      where status in ('pending', 'running', 'distilling') and run_after <= ${claim.now} and (lease_expires_at is null or lease_expires_at <= ${claim.now})
      order by run_after, id for update skip locked limit 1
    ) returning ${columns(sql)}`;
  return row ?? null;
}

/** When the next conversation is due that nobody holds, null when none is. */
export async function nextTalkAt(sql: Sql): Promise<Date | null> {
  const [row] = await sql<[{ at: Date | null }]>`
    select min(greatest(run_after, coalesce(lease_expires_at, run_after))) as at from ops_roundtable_queue where status in ('pending', 'running', 'distilling')`;
  return row.at;
}

export async function renewTalk(sql: Sql, fence: TalkFence, until: Date): Promise<boolean> {
  const rows = await sql`
    update ops_roundtable_queue set lease_expires_at = ${until}
    where id = ${fence.id} and claim_seq = ${fence.claimSeq} and lease_expires_at is not null and status in ('pending', 'running', 'distilling') returning 1`;
  return rows.length === 1;
}

/** The conversation under its lock, or null when the claim was lost or somebody ended it. */
export async function lockTalk(sql: Sql, fence: TalkFence): Promise<ConversationRow | null> {
  const [row] = await sql<ConversationRow[]>`
    select ${columns(sql)} from ops_roundtable_queue
    where id = ${fence.id} and claim_seq = ${fence.claimSeq} and lease_expires_at is not null and status in ('pending', 'running', 'distilling') for update`;
  return row ?? null;
}

export async function lockConversation(sql: Sql, id: string): Promise<ConversationRow | null> {
  const [row] = await sql<ConversationRow[]>`select ${columns(sql)} from ops_roundtable_queue where id = ${id} for update`;
  return row ?? null;
}

export async function selectConversation(sql: Sql, id: string): Promise<ConversationRow | null> {
  const [row] = await sql<ConversationRow[]>`select ${columns(sql)} from ops_roundtable_queue where id = ${id}`;
  return row ?? null;
}

export async function markStarted(sql: Sql, id: string, voices: Voices, now: Date): Promise<void> {
  await sql`
    update ops_roundtable_queue set status = 'running', started_at = ${now}, voices = ${JSON.stringify(voices)}::text::jsonb where id = ${id} and status = 'pending'`;
}

export async function insertTurn(sql: Sql, turn: TurnRow): Promise<void> {
  await sql`
    insert into ops_roundtable_turns (id, conversation_id, turn, speaker, by_person, dialogue, tone, reply_to, weights, memory_ids, prompt_tokens, notes, untrusted, created_at)
    values (${turn.id}, ${turn.conversation_id}, ${turn.turn}, ${turn.speaker}, ${turn.by_person}, ${turn.dialogue}, ${turn.tone}, ${turn.reply_to},
      ${JSON.stringify(turn.weights)}::text::jsonb, ${turn.memory_ids}::uuid[], ${turn.prompt_tokens}, ${turn.notes}, ${turn.untrusted}, ${turn.created_at})`;
}

/** Gives the conversation back for its next turn, or on to the distillation; the claim is over. */
export async function releaseTalk(
  sql: Sql,
  id: string,
  next: {
    status: 'running' | 'distilling';
    turnCount: number;
    plannedTurns: number;
    skippedTurns: number;
    awaiting: string[];
    endReason: string | null;
    runAfter: Date;
  },
): Promise<void> {
  await sql`
    update ops_roundtable_queue
    set status = ${next.status}, turn_count = ${next.turnCount}, planned_turns = ${next.plannedTurns}, skipped_turns = ${next.skippedTurns},
      awaiting = ${next.awaiting}, end_reason = ${next.endReason}, run_after = ${next.runAfter}, reserved_by = null, lease_expires_at = null, attempt = 0,
      last_error = null
    where id = ${id}`;
}

/** The claim is given back without progress: it is tried again later. `free`: through no fault of the conversation, so that the try does not count. */
export async function postponeTalk(sql: Sql, fence: TalkFence, wait: { runAfter: Date; error: string; free: boolean }): Promise<boolean> {
  const rows = await sql`
    update ops_roundtable_queue
    set run_after = ${wait.runAfter}, last_error = ${wait.error.slice(0, 1000)}, reserved_by = null, lease_expires_at = null,
      attempt = attempt - ${wait.free ? 1 : 0}
    where id = ${fence.id} and claim_seq = ${fence.claimSeq} and lease_expires_at is not null and status in ('pending', 'running', 'distilling') returning 1`;
  return rows.length === 1;
}

export async function finishTalk(
  sql: Sql,
  id: string,
  end: {
    status: 'completed' | 'failed' | 'cancelled';
    distillation: Distillation | null;
    endReason: string | null;
    error: string | null;
    now: Date;
  },
): Promise<void> {
  await sql`
    update ops_roundtable_queue
    set status = ${end.status}, distillation = ${end.distillation ? JSON.stringify(end.distillation) : null}::text::jsonb,
      end_reason = coalesce(${end.endReason}, end_reason), last_error = ${end.error}, finished_at = ${end.now}, reserved_by = null, lease_expires_at = null
    where id = ${id}`;
}

/** A person has spoken: the talk grows so that somebody can answer, and does not wait for its pause. */
export async function extendTalk(
  sql: Sql,
  id: string,
  more: { turnCount: number; plannedTurns: number; awaiting: string[]; now: Date },
): Promise<void> {
  await sql`
    update ops_roundtable_queue
    set turn_count = ${more.turnCount}, planned_turns = ${more.plannedTurns}, awaiting = ${more.awaiting},
      run_after = case when status = 'running' and lease_expires_at is null then least(run_after, ${more.now}) else run_after end
    where id = ${id}`;
  await sql`select pg_notify('deskmates_talks', '')`;
}

export async function selectTurns(sql: Sql, conversationId: string): Promise<TurnRow[]> {
  return [
    ...(await sql<TurnRow[]>`
      select id, conversation_id, turn, speaker, by_person, dialogue, tone, reply_to, weights, memory_ids, prompt_tokens, notes, untrusted, created_at
      from ops_roundtable_turns where conversation_id = ${conversationId} order by turn`),
  ];
}

/** What was said lately by anybody, newest first. */
export async function selectSaid(sql: Sql, since: Date, limit: number): Promise<string[]> {
  const rows = await sql<{ dialogue: string }[]>`
    select dialogue from ops_roundtable_turns where created_at >= ${since} order by created_at desc, id limit ${limit}`;
  return rows.map((row) => row.dialogue);
}

/** Who met in this format since then. */
export async function selectMeetings(sql: Sql, format: string, since: Date): Promise<string[][]> {
  const rows = await sql<{ participants: string[] }[]>`
    select participants from ops_roundtable_queue where format = ${format} and created_at >= ${since} and status not in ('cancelled', 'failed')`;
  return rows.map((row) => row.participants);
}

/** Topics lately talked about, newest first. */
export async function selectTopics(sql: Sql, since: Date): Promise<string[]> {
  const rows = await sql<{ topic: string }[]>`
    select topic from ops_roundtable_queue where created_at >= ${since} order by created_at desc, id limit 100`;
  return rows.map((row) => row.topic);
}

/** Talks nobody has gone on with since `before`: unclaimed and due, or held by a worker that is gone. */
export async function lockForgotten(sql: Sql, before: Date, limit: number): Promise<ConversationRow[]> {
  return [
    ...(await sql<ConversationRow[]>`
      select ${columns(sql)} from ops_roundtable_queue
      where status in ('pending', 'running', 'distilling') and run_after <= ${before} and (lease_expires_at is null or lease_expires_at <= ${before})
      order by run_after, id limit ${limit} for update skip locked`),
  ];
}

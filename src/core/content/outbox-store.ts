/** SQL of ops_outbox: a state machine in which every transition names the state it leaves, so none happens twice. */
import type { Sql } from '../../world/db.ts';
import type { OutboxRow } from './publication.ts';

/** Held while quota, money and state are looked at and the post is marked as sending: two senders cannot both take the last slot. */
export async function lockOutbox(sql: Sql): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('deskmates.outbox'))`;
}

/** Opens the draft's place in the outbox, once per draft. Null when the same text is already on its way out under another draft. */
export async function openPost(
  sql: Sql,
  post: {
    id: string;
    draftId: string;
    agentId: string;
    missionId: string;
    stepId: string;
    text: string;
    textHash: string;
    priceUsd: number;
    now: Date;
  },
): Promise<OutboxRow | null> {
  await sql`
    insert into ops_outbox (id, draft_id, agent_id, mission_id, step_id, text, text_hash, status, price_usd, created_at)
    values (${post.id}, ${post.draftId}, ${post.agentId}, ${post.missionId}, ${post.stepId}, ${post.text}, ${post.textHash}, 'ready', ${post.priceUsd}, ${post.now})
    on conflict do nothing`;
  const [row] = await sql<OutboxRow[]>`select *, price_usd::float8 as price_usd from ops_outbox where draft_id = ${post.draftId}`;
  return row ?? null;
}

/** Moves a post from one state to the next; false when it was not (any more) in `from`. */
export async function movePost(
  sql: Sql,
  id: string,
  from: readonly OutboxRow['status'][],
  to: { status: OutboxRow['status']; postId?: string; error?: string | null; now: Date },
): Promise<boolean> {
  const sending = to.status === 'sending';
  const final = ['posted', 'would_post', 'refused'].includes(to.status);
  const rows = await sql`
    update ops_outbox
    set status = ${to.status}, x_post_id = coalesce(${to.postId ?? null}, x_post_id), error = ${to.error ?? null},
      sending_at = case when ${sending} then ${to.now}::timestamptz else sending_at end,
      settled_at = case when ${final} then ${to.now}::timestamptz else null end
    where id = ${id} and status = any(${from as string[]}) returning id`;
  return rows.length === 1;
}

export async function countCheck(sql: Sql, id: string): Promise<number> {
  const [row] = await sql<{ checks: number }[]>`update ops_outbox set checks = checks + 1 where id = ${id} returning checks`;
  return row?.checks ?? 0;
}

/** Dollars already promised to X today, this post's own included. */
export async function spendToday(sql: Sql, since: Date): Promise<number> {
  const [row] = await sql<{ spent: number }[]>`
    select coalesce(sum(price_usd), 0)::float8 as spent from ops_outbox
    where created_at >= ${since} and status in ('ready', 'sending', 'posted', 'unconfirmed')`;
  return row?.spent ?? 0;
}

/** How many posts of today are out or may be out, this one not counted. */
export async function sentToday(sql: Sql, since: Date, exceptId: string): Promise<number> {
  const [row] = await sql<{ sent: number }[]>`
    select count(*)::int as sent from ops_outbox
    where created_at >= ${since} and id <> ${exceptId} and status in ('sending', 'posted', 'unconfirmed')`;
  return row?.sent ?? 0;
}

export async function readPost(sql: Sql, id: string): Promise<OutboxRow | null> {
  const [row] = await sql<OutboxRow[]>`select *, price_usd::float8 as price_usd from ops_outbox where id = ${id}`;
  return row ?? null;
}

export async function lockPost(sql: Sql, id: string): Promise<OutboxRow | null> {
  const [row] = await sql<OutboxRow[]>`select *, price_usd::float8 as price_usd from ops_outbox where id = ${id} for update`;
  return row ?? null;
}

/** The id under which another row already stands for this post or this text on X; null when there is none. */
export async function standsFor(sql: Sql, post: { id: string; textHash: string; postId: string }): Promise<string | null> {
  const [row] = await sql<{ id: string }[]>`
    select id from ops_outbox
    where id <> ${post.id} and (x_post_id = ${post.postId} or (text_hash = ${post.textHash} and status in ('ready', 'sending', 'posted', 'unconfirmed')))
    limit 1`;
  return row?.id ?? null;
}

/** A post that a person sent by hand costs the company's X account nothing. */
export async function postedByHand(sql: Sql, id: string): Promise<void> {
  await sql`update ops_outbox set price_usd = 0 where id = ${id}`;
}

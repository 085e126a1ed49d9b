/** The outbox: what left the company, what would have, and what a person has to look at, with the day's money and quota. */
import type { OutboxRow } from '../core/content/publication.ts';
import { isUuid } from '../core/text.ts';
import { MINUTE_MS, startOfDay } from '../core/time.ts';
import type { Sql } from '../world/db.ts';
import type { World } from '../world/world.ts';
import { type AgentTag, agentTags } from './agent-tags.ts';
import { currentPolicies } from './policies.ts';

export type PostStatus = OutboxRow['status'];

export type OutboxView = {
  as_of: string;
  status: PostStatus | null;
  counts: Record<PostStatus, number>;
  agents: AgentTag[];
  posts: PostView[];
  /** Where older posts begin; null when these are all. */
  next: string | null;
  /** What may still leave today. */
  today: { sent: number; quota: number; spent_usd: number; cap_usd: number; posting: boolean; keys: boolean };
};

export type PostView = {
  id: string;
  status: PostStatus;
  text: string;
  /** The beginning of the fingerprint that keeps one text from leaving twice. */
  hash: string;
  agent_id: string;
  mission_id: string | null;
  draft_id: string;
  untrusted: boolean;
  reason: string | null;
  approved_by: string | null;
  price_usd: number;
  checks: number;
  created_at: string;
  sending_at: string | null;
  settled_at: string | null;
  x_post_id: string | null;
  metrics: { impressions: number; engagements: number; at: string } | null;
  /** What a person may say about it now. */
  can: ('mark_posted' | 'give_up')[];
};

const PAGE = 50;
/** A worker may still be talking to X. */
const SENDING_MS = MINUTE_MS;
export const POST_STATUSES: readonly PostStatus[] = ['unconfirmed', 'sending', 'ready', 'posted', 'would_post', 'refused'];

export function isPostStatus(text: unknown): text is PostStatus {
  return POST_STATUSES.includes(text as PostStatus);
}

export async function outboxView(world: World, filter: { status: PostStatus | null; before: string }): Promise<OutboxView> {
  const { sql } = world.db;
  const now = world.clock.now();
  const [rows, counts, today] = await Promise.all([readPosts(sql, filter), countPosts(sql), readToday(world, startOfDay(now))]);
  const shown = rows.slice(0, PAGE);
  return {
    as_of: now.toISOString(),
    status: filter.status,
    counts,
    agents: agentTags(world),
    posts: shown.map((row) => travelling(row, now)),
    next: rows.length > PAGE ? (shown.at(-1)?.id ?? null) : null,
    today,
  };
}

/** Null when there is no such post. */
export async function postStatus(sql: Sql, id: string): Promise<PostStatus | null> {
  if (!isUuid(id)) return null;
  const [row] = await sql<{ status: PostStatus }[]>`select status from ops_outbox where id = ${id}`;
  return row?.status ?? null;
}

type Row = OutboxRow & {
  untrusted: boolean;
  decided_by: string | null;
  impressions: number | null;
  engagements: number | null;
  observed_at: Date | null;
};

function readPosts(sql: Sql, { status, before }: { status: PostStatus | null; before: string }): Promise<Row[]> {
  const older = isUuid(before) ? sql`and (o.created_at, o.id) < (select created_at, id from ops_outbox where id = ${before}::uuid)` : sql``;
  return sql<Row[]>`
    select o.*, o.price_usd::float8 as price_usd, d.untrusted, p.decided_by, m.impressions, m.engagements, m.observed_at
    from ops_outbox o
    join ops_artifacts d on d.id = o.draft_id
    left join ops_missions mission on mission.id = o.mission_id
    left join ops_mission_proposals p on p.id = mission.proposal_id
    left join lateral (select impressions, engagements, observed_at from ops_tweet_metrics t
      where t.draft_id = o.draft_id or t.post_id = o.x_post_id order by observed_at desc limit 1) as m on true
    where true ${status ? sql`and o.status = ${status}` : sql``} ${older}
    order by o.created_at desc, o.id desc limit ${PAGE + 1}`;
}

async function countPosts(sql: Sql): Promise<OutboxView['counts']> {
  const rows = await sql<{ status: PostStatus; count: number }[]>`select status, count(*)::int from ops_outbox group by 1`;
  const counts = Object.fromEntries(POST_STATUSES.map((status) => [status, 0])) as OutboxView['counts'];
  for (const { status, count } of rows) counts[status] = count;
  return counts;
}

async function readToday(world: World, today: Date): Promise<OutboxView['today']> {
  const { x_policy, x_daily_quota } = await currentPolicies(world);
  const [row] = await world.db.sql<{ sent: number; spent: number }[]>`
    select (count(*) filter (where status <> 'ready'))::int as sent, coalesce(sum(price_usd), 0)::float8 as spent
    from ops_outbox where created_at >= ${today} and status in ('ready', 'sending', 'posted', 'unconfirmed')`;
  return {
    sent: row?.sent ?? 0,
    quota: x_daily_quota.limit,
    spent_usd: row?.spent ?? 0,
    cap_usd: x_policy.daily_spend_cap_usd,
    posting: x_policy.posting,
    keys: world.x.configured,
  };
}

function travelling(row: Row, now: Date): PostView {
  return {
    id: row.id,
    status: row.status,
    text: row.text,
    hash: row.text_hash.slice(0, 8),
    agent_id: row.agent_id,
    mission_id: row.mission_id,
    draft_id: row.draft_id,
    untrusted: row.untrusted,
    reason: row.error,
    approved_by: row.decided_by,
    price_usd: row.price_usd,
    checks: row.checks,
    created_at: row.created_at.toISOString(),
    sending_at: row.sending_at?.toISOString() ?? null,
    settled_at: row.settled_at?.toISOString() ?? null,
    x_post_id: row.x_post_id,
    metrics: row.observed_at && {
      impressions: row.impressions ?? 0,
      engagements: row.engagements ?? 0,
      at: row.observed_at.toISOString(),
    },
    can: actions(row, now),
  };
}

function actions(row: Row, now: Date): PostView['can'] {
  const busy = row.status === 'sending' && now.getTime() - (row.sending_at ?? row.created_at).getTime() < SENDING_MS;
  if (busy || row.status === 'ready' || row.status === 'posted') return [];
  return row.status === 'sending' || row.status === 'unconfirmed' ? ['mark_posted', 'give_up'] : ['mark_posted'];
}

/** Does it pay? Choices that a memory or an affinity changed, beside those that chance held back, and what came of each; conversations and their price. */
import { before, DAY_MS } from '../core/time.ts';
import type { Sql } from '../world/db.ts';
import type { World } from '../world/world.ts';

/** Days one may look back. */
export const WINDOWS: readonly number[] = [7, 30, 90];

/** One of the windows; 30 when the text names none. */
export function daysOf(text: string | null): number {
  const days = Number(text);
  return WINDOWS.includes(days) ? days : 30;
}

export type PaysView = {
  as_of: string;
  days: number;
  kinds: { kind: Kind; influenced: Outcome; held_out: Outcome; untouched: number; newest: ChoiceLine[] }[];
  talks: TalkPrice[];
};

export type Kind = 'topic' | 'pairing' | 'initiative';

export type Outcome = {
  decisions: number;
  missions: number;
  succeeded: number;
  failed: number;
  /** Posts that came of it and have numbers. */
  posts: number;
  /** Engagements per impression over those posts, 0 to 1. */
  engagement: number | null;
  /** What the conversations and missions behind it cost. */
  usd: number;
};

export type ChoiceLine = {
  id: string;
  agent_id: string;
  chooser: string;
  influenced: boolean;
  base: string;
  chosen: string;
  memory: string | null;
  proposal_id: string | null;
  conversation_id: string | null;
  at: string;
};

export type TalkPrice = {
  format: string;
  label: string;
  talks: number;
  usd: number;
  memories: number;
  missions: number;
  succeeded: number;
};

const KINDS: readonly Kind[] = ['topic', 'pairing', 'initiative'];
const NEWEST = 5;

export async function paysView(world: World, days: number): Promise<PaysView> {
  const { sql } = world.db;
  const now = world.clock.now();
  const since = before(now, days * DAY_MS);
  const [outcomes, newest, talks] = await Promise.all([readOutcomes(sql, since), newestChoices(sql, since), talkPrices(world, since)]);
  const side = (kind: Kind, name: Side['side']) => outcomes.find((row) => row.kind === kind && row.side === name);
  return {
    as_of: now.toISOString(),
    days,
    kinds: KINDS.map((kind) => ({
      kind,
      influenced: outcome(side(kind, 'influenced')),
      held_out: outcome(side(kind, 'held_out')),
      untouched: side(kind, 'untouched')?.decisions ?? 0,
      newest: newest.filter((row) => row.kind === kind).map(({ kind: _, at, ...row }) => ({ ...row, at: at.toISOString() })),
    })),
    talks,
  };
}

type Side = Outcome & { kind: Kind; side: 'influenced' | 'held_out' | 'untouched' };

function outcome(row: Side | undefined): Outcome {
  if (!row) return { decisions: 0, missions: 0, succeeded: 0, failed: 0, posts: 0, engagement: null, usd: 0 };
  const { kind: _, side: __, ...rest } = row;
  return rest;
}

/**
 * A choice leads to the mission of its proposal, or to those its conversation asked for. A mission's posts count by their newest numbers; what it
 * cost is what its model calls cost, and a conversation's calls count too.
 */
function readOutcomes(sql: Sql, since: Date): Promise<Side[]> {
  return sql<Side[]>`
    with choice as (
      select id, kind, case when influenced then 'influenced' when held_out then 'held_out' else 'untouched' end as side, proposal_id, conversation_id
      from ops_influences where created_at >= ${since}
    ), worked as (
      select distinct c.id as choice_id, m.id as mission_id, m.status
      from choice c join ops_mission_proposals p
        on p.id = c.proposal_id or (c.conversation_id is not null and p.cause_kind = 'conversation' and p.cause_id = c.conversation_id::text)
        join ops_missions m on m.proposal_id = p.id
    ), work as (
      select choice_id, count(*)::int as missions, (count(*) filter (where status = 'succeeded'))::int as succeeded,
        (count(*) filter (where status = 'failed'))::int as failed
      from worked group by 1
    ), post as (
      select w.choice_id, count(*)::int as posts, sum(n.engagements) as engagements, sum(n.impressions) as impressions
      from worked w join ops_outbox o on o.mission_id = w.mission_id and o.x_post_id is not null
        join lateral (select engagements, impressions from ops_tweet_metrics t where t.post_id = o.x_post_id order by observed_at desc limit 1) n on true
      group by 1
    ), price as (
      select c.id as choice_id,
        coalesce((select sum(l.cost_usd) from ops_llm_calls l where l.mission_id in (select mission_id from worked w where w.choice_id = c.id)), 0)
        + coalesce((select sum(l.cost_usd) from ops_llm_calls l where l.cause_kind = 'conversation' and l.cause_id = c.conversation_id::text), 0) as usd
      from choice c
    )
    select c.kind, c.side, count(*)::int as decisions, coalesce(sum(work.missions), 0)::int as missions, coalesce(sum(work.succeeded), 0)::int as succeeded,
      coalesce(sum(work.failed), 0)::int as failed, coalesce(sum(post.posts), 0)::int as posts,
      (sum(post.engagements) / nullif(sum(post.impressions), 0))::float8 as engagement, coalesce(sum(price.usd), 0)::float8 as usd
    from choice c left join work on work.choice_id = c.id left join post on post.choice_id = c.id left join price on price.choice_id = c.id
    group by 1, 2`;
}

type ChoiceRow = Omit<ChoiceLine, 'at'> & { kind: Kind; at: Date };

function newestChoices(sql: Sql, since: Date): Promise<ChoiceRow[]> {
  return sql<ChoiceRow[]>`
    select id, kind, agent_id, chooser, influenced, base, chosen, memory, proposal_id, conversation_id, at from (
      select i.id, i.kind, i.agent_id, i.chooser, i.influenced, i.base, i.chosen, m.content as memory, i.proposal_id, i.conversation_id, i.created_at as at,
        row_number() over (partition by i.kind order by i.created_at desc, i.id desc) as place
      from ops_influences i left join ops_agent_memory m on m.id = i.memory_id
      where i.created_at >= ${since} and (i.influenced or i.held_out)
    ) as placed where place <= ${NEWEST} order by at desc, id desc`;
}

async function talkPrices(world: World, since: Date): Promise<TalkPrice[]> {
  const rows = await world.db.sql<Omit<TalkPrice, 'label'>[]>`
    select format, count(*)::int as talks, sum(usd)::float8 as usd, sum(memories)::int as memories, sum(missions)::int as missions,
      sum(succeeded)::int as succeeded
    from (
      select q.format, coalesce(jsonb_array_length(q.distillation->'memories'), 0) as memories,
        (select coalesce(sum(cost_usd), 0) from ops_llm_calls c where c.cause_kind = 'conversation' and c.cause_id = q.id::text) as usd,
        made.missions, made.succeeded
      from ops_roundtable_queue q, lateral (
        select count(m.id) as missions, count(m.id) filter (where m.status = 'succeeded') as succeeded
        from ops_mission_proposals p join ops_missions m on m.proposal_id = p.id where p.cause_kind = 'conversation' and p.cause_id = q.id::text) as made
      where q.status = 'completed' and q.created_at >= ${since}
    ) as held group by 1 order by 2 desc, 1`;
  return rows.map((row) => ({ ...row, label: world.company.formats.get(row.format)?.label ?? row.format }));
}

/** What policies came to on one day, in figures: "5 of 5 used, 3 rejected", each with the way to its evidence. */
import type { PolicyValues } from '../core/company.ts';
import type { Sql } from '../world/db.ts';
import type { World } from '../world/world.ts';

export type Figure = { text: string; href: string };

type Day = {
  refused: Map<string, number>;
  accepted: number;
  held: number;
  waiting: number;
  proposed: number;
  busiest: { agent_id: string; n: number } | null;
  deepest: number;
  drafts: number;
  tweets: number;
  deploys: number;
  spent_x: number;
  would: number;
  spent: number;
  calls: number;
  reactions: number;
  reacted: number;
  beats: number;
  steps: number;
  failed: number;
  scans: number;
  talks: number;
  memories: number;
  topics: number;
  by_memory: number;
  blind: number;
  drifts: number;
  ideas: number;
  readings: number;
  missions: number;
};

/** By policy key, for what happened from `from` until before `to`. Limits are those of `values`. */
export async function policyFigures(world: World, values: PolicyValues, from: Date, to: Date): Promise<Map<string, Figure>> {
  const day = await readDay(world.db.sql, from, to);
  return new Map(Object.entries(figures(day, values)));
}

function figures(day: Day, v: PolicyValues): Record<string, Figure> {
  const doors = '/missions';
  const refusals = (key: string) => (day.refused.get(key) ? `, ${day.refused.get(key)} rejected` : '');
  const told: Record<string, [string, string]> = {
    company: [`${day.missions} missions opened`, doors],
    kill_switch: [`${day.refused.get('kill_switch') ?? 0} rejected`, doors],
    auto_approve: [`${day.accepted} accepted, ${day.held} held for a person`, '/approvals'],
    proposal_policy: [
      `${day.proposed} proposals, ${busiest(day, v)}, ${day.waiting} of ${v.proposal_policy.max_pending} waiting${refusals('proposal_policy')}`,
      doors,
    ],
    causality: [`deepest chain: link ${day.deepest} of ${v.causality.max_depth}${refusals('causality')}`, doors],
    reaction_matrix: [`${day.reactions} reactions, ${day.reacted} became proposals`, '/triggers'],
    heartbeat_policy: [`${day.beats} heartbeats`, '/runs'],
    worker_policy: [`${day.steps} steps, ${day.failed} failed`, '/runs'],
    model_policy: [`${money(day.spent)} of ${money(v.model_policy.daily_cap_usd)} spent, ${day.calls} calls`, '/costs'],
    x_daily_quota: [`${day.tweets} of ${v.x_daily_quota.limit} used${refusals('x_daily_quota')}`, '/outbox'],
    x_policy: [
      `${money(day.spent_x)} of ${money(v.x_policy.daily_spend_cap_usd)} spent, ${day.would} only kept${refusals('x_policy')}`,
      '/outbox',
    ],
    content_policy: [`${day.drafts} of ${v.content_policy.max_drafts_per_day} used${refusals('content_policy')}`, '/library'],
    deploy_policy: [`${day.deploys} of ${v.deploy_policy.max_per_day} used${refusals('deploy_policy')}`, doors],
    web_policy: [`${day.scans} scans and readings`, '/library'],
    roundtable_policy: [`${day.talks} conversations, at most ${v.roundtable_policy.max_daily_conversations} by schedule`, '/talks'],
    memory_policy: [`${day.memories} memories kept`, '/agents'],
    memory_influence_policy: [`${day.by_memory} of ${day.topics} topics chosen by a memory`, '/pays'],
    relationship_drift_policy: [`${day.drifts} conversations moved affinities`, '/agents'],
    initiative_policy: [`${day.ideas} ideas`, '/agents'],
    holdout_policy: [`${day.blind} choices made blind`, '/pays'],
    metrics_policy: [`${day.readings} readings`, '/outbox'],
  };
  for (const key of day.refused.keys()) told[key] ??= [`${day.refused.get(key)} rejected`, doors];
  return Object.fromEntries(Object.entries(told).map(([key, [text, href]]) => [key, { text, href }]));
}

function busiest({ busiest: most }: Day, v: PolicyValues): string {
  return `busiest: ${most ? `${most.agent_id} ${most.n}` : 'nobody 0'} of ${v.proposal_policy.max_per_agent_per_day}`;
}

function money(amount: number): string {
  return `$${amount > 0 && amount < 0.01 ? amount.toFixed(4) : amount.toFixed(2)}`;
}

async function readDay(sql: Sql, from: Date, to: Date): Promise<Day> {
  const [[door], [work], [rest], refused, [most]] = await Promise.all([
    readDoor(sql, from, to),
    readWork(sql, from, to),
    readRest(sql, from, to),
    // Every reason of the door begins with the policy it comes from.
    sql<{ key: string; n: number }[]>`
      select split_part(summary, ':', 1) as key, count(*)::int as n from ops_agent_events
      where kind = 'proposal_rejected' and created_at >= ${from} and created_at < ${to} and metadata->>'gate' not in ('person', 'expired') group by 1`,
    sql<{ agent_id: string; n: number }[]>`
      select agent_id, count(*)::int as n from ops_mission_proposals
      where created_at >= ${from} and created_at < ${to} and status <> 'rejected' group by 1 order by 2 desc, 1 limit 1`,
  ]);
  const counted = { ...door, ...work, ...rest } as Omit<Day, 'refused' | 'busiest'>;
  return { ...counted, refused: new Map(refused.map(({ key, n }) => [key, n])), busiest: most ?? null };
}

function readDoor(sql: Sql, from: Date, to: Date): Promise<Partial<Day>[]> {
  return sql<Partial<Day>[]>`
    select
      count(*)::int as proposed,
      (count(*) filter (where status = 'accepted' and decided_by = 'policy'))::int as accepted,
      (count(*) filter (where status = 'pending' or decided_by <> 'policy' or gate = 'expired'))::int as held,
      coalesce(max(depth), 0)::int as deepest,
      (select count(*)::int from ops_mission_proposals where created_at < ${to} and (status = 'pending' or decided_at >= ${to})) as waiting,
      (select count(*)::int from ops_missions where created_at >= ${from} and created_at < ${to}) as missions
    from ops_mission_proposals where created_at >= ${from} and created_at < ${to}`;
}

function readWork(sql: Sql, from: Date, to: Date): Promise<Partial<Day>[]> {
  return sql<Partial<Day>[]>`
    select
      count(*)::int as steps,
      (count(*) filter (where s.status = 'failed'))::int as failed,
      (count(*) filter (where kind = 'write_content' and s.status in ('queued', 'running', 'succeeded')))::int as drafts,
      (count(*) filter (where kind = 'post_tweet' and (s.status in ('queued', 'running', 'succeeded') or o.status in ('sending', 'posted', 'unconfirmed'))))::int as tweets,
      (count(*) filter (where kind = 'deploy' and s.status in ('queued', 'running', 'succeeded')))::int as deploys,
      (count(*) filter (where kind in ('crawl', 'scan_signals') and s.started_at is not null))::int as scans,
      (count(*) filter (where o.status = 'would_post'))::int as would,
      coalesce(sum(o.price_usd) filter (where o.status in ('ready', 'sending', 'posted', 'unconfirmed')), 0)::float8 as spent_x
    from ops_mission_steps s left join ops_outbox o on o.step_id = s.id where s.created_at >= ${from} and s.created_at < ${to}`;
}

function readRest(sql: Sql, from: Date, to: Date): Promise<Partial<Day>[]> {
  const within = sql`created_at >= ${from} and created_at < ${to}`;
  return sql<Partial<Day>[]>`
    select
      (select count(*)::int from ops_llm_calls where ${within}) as calls,
      (select coalesce(sum(cost_usd), 0)::float8 from ops_llm_calls where ${within}) as spent,
      (select count(*)::int from ops_agent_reactions where ${within}) as reactions,
      (select count(*)::int from ops_agent_reactions where ${within} and status = 'proposed') as reacted,
      (select count(*)::int from ops_action_runs where started_at >= ${from} and started_at < ${to}) as beats,
      (select count(*)::int from ops_roundtable_queue where ${within} and status <> 'cancelled') as talks,
      (select count(*)::int from ops_agent_memory where ${within}) as memories,
      (select count(*)::int from ops_influences where ${within} and kind = 'topic') as topics,
      (select count(*)::int from ops_influences where ${within} and kind = 'topic' and influenced) as by_memory,
      (select count(*)::int from ops_influences where ${within} and kind <> 'topic' and held_out) as blind,
      (select count(*)::int from ops_agent_events where kind = 'affinity_changed' and ${within}) as drifts,
      (select count(*)::int from ops_initiative_queue where ${within}) as ideas,
      (select count(*)::int from ops_tweet_metrics where ${within}) as readings`;
}

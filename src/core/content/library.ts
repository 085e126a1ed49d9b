/** What a step may read of the company: SELECTs only. */
import type { Sql } from '../../world/db.ts';
import type { Clock } from '../../world/world.ts';
import type { JsonObject } from '../company.ts';
import { selectEvents } from '../events/store.ts';
import type { Library } from '../missions/step-context.ts';
import { selectSteps } from '../missions/store.ts';
import { before, DAY_MS, startOfDay } from '../time.ts';
import type { MetricRow } from './publication.ts';
import { selectArtifacts } from './store.ts';

export function library(sql: Sql, clock: Clock): Library {
  return {
    artifacts: (filter) => selectArtifacts(sql, filter),
    events: (filter) => selectEvents(sql, filter),
    metrics: (filter) => selectMetrics(sql, { ...filter, minRate: 0 }),
    steps: (missionId) => selectSteps(sql, missionId),
    memories: async (filter) => [
      ...(await sql<{ id: string; agent_id: string; type: string; content: string; confidence: number; tags: string[] }[]>`
        select id, agent_id, type, content, confidence::float8 as confidence, tags from ops_agent_memory
        where superseded_by is null and retired_at is null ${filter.agentId ? sql`and agent_id = ${filter.agentId}` : sql``}
        order by created_at desc, id desc limit ${filter.limit}`),
    ],
    health: () => companyHealth(sql, clock.now()),
  };
}

/** Newest reading first, of posts that earned at least `minRate`. */
export async function selectMetrics(sql: Sql, filter: { since: Date; minRate: number; limit: number }): Promise<MetricRow[]> {
  return [
    ...(await sql<MetricRow[]>`
      select id, draft_id, post_id, impressions, engagements, engagement_rate::float8 as engagement_rate, observed_at from ops_tweet_metrics
      where observed_at >= ${filter.since} and engagement_rate >= ${filter.minRate} order by observed_at desc, id desc limit ${filter.limit}`),
  ];
}

/** Numbers of the last 24 hours, and of money since midnight UTC. */
export async function companyHealth(sql: Sql, now: Date): Promise<JsonObject> {
  const since = before(now, DAY_MS);
  const [row] = await sql<[JsonObject]>`
    select
      coalesce((select jsonb_object_agg(status, n) from (select status, count(*) n from ops_missions where created_at >= ${since} group by 1) x), '{}') as missions,
      coalesce((select jsonb_object_agg(status, n) from (select status, count(*) n from ops_mission_proposals where created_at >= ${since} group by 1) x), '{}') as proposals,
      coalesce((select jsonb_object_agg(gate, n) from (select gate, count(*) n from ops_mission_proposals where created_at >= ${since} and status = 'rejected' group by 1) x), '{}') as rejected_by_gate,
      coalesce((select jsonb_object_agg(kind, n) from (select kind, count(*) n from ops_mission_steps where finished_at >= ${since} and status = 'failed' group by 1) x), '{}') as failed_steps_by_kind,
      (select count(*)::int from ops_mission_steps where status = 'queued') as steps_waiting,
      (select count(*)::int from ops_mission_steps where finished_at >= ${since} and status = 'succeeded') as steps_done,
      (select count(*)::int from ops_agent_events where created_at >= ${since}) as events,
      (select count(*)::int from ops_artifacts where created_at >= ${since}) as artifacts,
      (select count(*)::int from ops_llm_calls where created_at >= ${startOfDay(now)}) as model_calls_today,
      (select coalesce(sum(cost_usd), 0)::float8 from ops_llm_calls where created_at >= ${startOfDay(now)}) as model_spend_today_usd`;
  return row;
}

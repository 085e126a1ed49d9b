/** What the company looks like right now, for those who talk about it: one SELECT. */
import type { Sql } from '../../world/db.ts';
import { before, DAY_MS, startOfDay } from '../time.ts';

export type Piece = { title: string; agent: string };
export type CompanyState = {
  missions: {
    running: number;
    succeeded_today: number;
    failed_today: number;
    current: Piece[];
    last_failed: (Piece & { reason: string }) | null;
    last_done: Piece | null;
  };
  waiting_for_person: number;
  rejected_today: { gate: string; reason: string; title: string }[];
  tweets_today: number;
  drafts_today: number;
  spend_today_usd: number;
  metrics: {
    posts: number;
    median_rate: number;
    best: { text: string; rate: number } | null;
    worst: { text: string; rate: number } | null;
  } | null;
  latest: (Piece & { kind: string })[];
};

export async function selectCompanyState(sql: Sql, now: Date): Promise<CompanyState> {
  const today = startOfDay(now);
  const [row] = await sql<[CompanyState]>`
    select
      jsonb_build_object(
        'running', (select count(*) from ops_missions where status in ('approved', 'running')),
        'succeeded_today', (select count(*) from ops_missions where status = 'succeeded' and finished_at >= ${today} and created_at >= ${before(today, DAY_MS)}),
        'failed_today', (select count(*) from ops_missions where status = 'failed' and finished_at >= ${today} and created_at >= ${before(today, DAY_MS)}),
        'current', coalesce((select jsonb_agg(jsonb_build_object('title', title, 'agent', created_by)) from
          (select title, created_by from ops_missions where status in ('approved', 'running') order by created_at desc, id limit 4) c), '[]'),
        'last_failed', (select jsonb_build_object('title', title, 'agent', created_by, 'reason', left(coalesce(reason, ''), 160)) from ops_missions
          where status = 'failed' and created_at >= ${before(now, DAY_MS)} order by created_at desc, id limit 1),
        'last_done', (select jsonb_build_object('title', title, 'agent', created_by) from ops_missions
          where status = 'succeeded' and created_at >= ${before(now, DAY_MS)} order by created_at desc, id limit 1)
      ) as missions,
      (select count(*)::int from ops_mission_proposals where status = 'pending') as waiting_for_person,
      coalesce((select jsonb_agg(r) from (select gate, left(reason, 160) as reason, title from ops_mission_proposals
        where status = 'rejected' and created_at >= ${today} order by created_at desc, id limit 3) r), '[]') as rejected_today,
      (select count(*)::int from ops_mission_steps where kind = 'post_tweet' and created_at >= ${today} and status <> 'cancelled' and status <> 'failed') as tweets_today,
      (select count(*)::int from ops_mission_steps where kind = 'write_content' and created_at >= ${today} and status <> 'cancelled' and status <> 'failed') as drafts_today,
      (select coalesce(sum(cost_usd), 0)::float8 from ops_llm_calls where created_at >= ${today}) as spend_today_usd,
      (select case when count(*) = 0 then null else jsonb_build_object('posts', count(*),
          'median_rate', round(percentile_cont(0.5) within group (order by engagement_rate)::numeric, 4),
          'best', (array_agg(jsonb_build_object('text', left(coalesce(text, ''), 120), 'rate', engagement_rate) order by engagement_rate desc, post_id))[1],
          'worst', (array_agg(jsonb_build_object('text', left(coalesce(text, ''), 120), 'rate', engagement_rate) order by engagement_rate, post_id))[1]) end
        from (select distinct on (m.post_id) m.post_id, m.engagement_rate::float8 as engagement_rate, o.text from ops_tweet_metrics m
          left join ops_outbox o on o.draft_id = m.draft_id where m.observed_at >= ${before(now, 2 * DAY_MS)} order by m.post_id, m.observed_at desc, m.id) latest) as metrics,
      coalesce((select jsonb_agg(a) from (select kind, left(title, 160) as title, agent_id as agent from ops_artifacts
        where created_at >= ${before(now, DAY_MS)} order by created_at desc, id limit 6) a), '[]') as latest`;
  return row;
}

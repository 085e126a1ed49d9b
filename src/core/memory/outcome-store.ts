/** SQL that reads how posts did. */
import type { Sql } from '../../world/db.ts';
import type { Outcome } from './learn-rules.ts';

/** The newest reading since then of each draft that was measured, with who wrote it. */
export async function selectOutcomes(sql: Sql, since: Date): Promise<Outcome[]> {
  return [
    ...(await sql<Outcome[]>`
      select distinct on (m.draft_id) m.id as metric_id, m.draft_id, a.agent_id, coalesce(o.text, a.data ->> 'text', a.title) as text,
        m.engagement_rate::float8 as engagement_rate, m.impressions, coalesce(o.sending_at, o.created_at, m.observed_at) as posted_at
      from ops_tweet_metrics m join ops_artifacts a on a.id = m.draft_id left join ops_outbox o on o.draft_id = m.draft_id
      where m.observed_at >= ${since} order by m.draft_id, m.observed_at desc, m.id desc`),
  ];
}

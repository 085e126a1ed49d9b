/** What the gates count today, read without the door's lock: for showing what they would say, never for deciding. */
import type { Usage } from '../core/proposals/rules.ts';
import type { Sql } from '../world/db.ts';

/** `agent_today` is left at 0: a decision of a person does not count it. */
export async function usageSince(sql: Sql, since: Date): Promise<Usage> {
  const [row] = await sql<Omit<Usage, 'agent_today'>[]>`
    select
      (select count(*)::int from ops_mission_proposals where status = 'pending') as pending,
      (count(*) filter (where kind = 'write_content' and stands))::int as drafts_today,
      (count(*) filter (where kind = 'post_tweet' and (stands or posting)))::int as tweets_today,
      (count(*) filter (where kind = 'deploy' and stands))::int as deploys_today,
      (select coalesce(sum(price_usd), 0)::float8 from ops_outbox
        where created_at >= ${since} and status in ('ready', 'sending', 'posted', 'unconfirmed')) as tweet_spend_today_usd
    from (
      select s.kind, s.status in ('queued', 'running', 'succeeded') as stands, coalesce(o.status in ('sending', 'posted', 'unconfirmed'), false) as posting
      from ops_mission_steps s left join ops_outbox o on o.step_id = s.id where s.created_at >= ${since}
    ) as today`;
  const none = { pending: 0, drafts_today: 0, tweets_today: 0, deploys_today: 0, tweet_spend_today_usd: 0 };
  return { ...(row ?? none), agent_today: 0 };
}

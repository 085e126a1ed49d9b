/** "What is due?": one query tells a heartbeat which of its jobs have anything to do, so that an idle one costs next to nothing. */
import type { Sql } from '../world/db.ts';
import type { PolicyValues } from './company.ts';
import { dayName } from './conversations/day-rules.ts';
import { before, DAY_MS, HOUR_MS, MINUTE_MS, startOfDay } from './time.ts';

/** By the job's name; a job that is not named here always runs. */
export type DueJobs = {
  triggers: boolean;
  reactions: boolean;
  promote_insights: boolean;
  learn_from_outcomes: boolean;
  stale_steps: boolean;
  stale_roundtables: boolean;
  roundtable_slots: boolean;
  expire_pending: boolean;
};

/**
 * Errs on the side of work: reactive rules and learning are looked at when anything happened since the last beat, and in any case with the first
 * beat of an hour and after one that did not succeed.
 */
export async function selectDueJobs(sql: Sql, beat: { id: string; policies: PolicyValues; now: Date }): Promise<DueJobs> {
  const { policies, now } = beat;
  const { promote_confidence, decay_days } = policies.memory_policy;
  const stale = before(now, policies.heartbeat_policy.stale_minutes * MINUTE_MS);
  const expired = before(now, policies.proposal_policy.pending_expires_hours * HOUR_MS);
  const hour = new Date(Math.floor(now.getTime() / HOUR_MS) * HOUR_MS);
  const today = dayName(startOfDay(now));
  const [row] = await sql<[DueJobs]>`
    with last as (
      select started_at, jobs from ops_action_runs where started_at > ${before(now, DAY_MS)} and id <> ${beat.id} order by started_at desc limit 1
    ), fresh as (
      -- the last beat went well, in this hour, and got round to every rule
      select started_at as since from last where started_at >= ${hour}
        and not exists (
          select 1 from jsonb_array_elements(jobs) job where job ->> 'ok' = 'false'
            or (job -> 'counts' ->> 'postponed')::int > 0 or (job -> 'counts' ->> 'errors')::int > 0 or (job -> 'counts' ->> 'cut')::int > 0)
    )
    -- the newest of each is one step down an index; a join would be planned without knowing how new
    select not exists (select 1 from fresh)
      or (select max(created_at) from ops_agent_events) >= (select since from fresh)
      or (select max(observed_at) from ops_tweet_metrics) >= (select since from fresh)
      or exists (
        select 1 from ops_trigger_rules r left join fresh on true where r.enabled and (
          (r.kind = 'proactive' and (r.next_due_at is null or r.next_due_at <= ${now}))
          or (r.kind = 'reactive' and r.last_fired_at + make_interval(mins => r.cooldown_minutes) between fresh.since and ${now}))
      ) as triggers,
      exists (select 1 from ops_agent_reactions where status = 'queued') as reactions,
      ${decay_days > 0} or exists (
        select 1 from ops_agent_memory where type = 'insight' and confidence >= ${promote_confidence}::numeric and promoted_at is null
          and superseded_by is null and retired_at is null) as promote_insights,
      not exists (select 1 from fresh)
        or (select max(finished_at) from ops_missions) >= (select since from fresh)
        or (select max(observed_at) from ops_tweet_metrics) >= (select since from fresh) as learn_from_outcomes,
      exists (select 1 from ops_mission_steps where status = 'running' and lease_expires_at < ${stale}) as stale_steps,
      exists (
        select 1 from ops_roundtable_queue where status in ('pending', 'running', 'distilling') and run_after <= ${stale}
          and (lease_expires_at is null or lease_expires_at <= ${stale})) as stale_roundtables,
      not exists (select 1 from ops_roundtable_slots where day = ${today}::date) or exists (
        select 1 from ops_roundtable_slots where status = 'open' and (day < ${today}::date or (day = ${today}::date and slot <= ${now.toISOString().slice(11, 16)}))
      ) as roundtable_slots,
      exists (select 1 from ops_mission_proposals where status = 'pending' and created_at < ${expired}) as expire_pending`;
  return row;
}

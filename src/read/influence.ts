/** "Does it pay?": what came of choices that a memory or an affinity changed, against those that chance held back, and what conversations cost against what they made. */
import type { Sql } from '../world/db.ts';

export type Arm = {
  kind: 'topic' | 'pairing' | 'initiative';
  arm: 'influenced' | 'held_out' | 'plain';
  decisions: number;
  /** Proposals that came of it, and how they fared. */
  accepted: number;
  succeeded: number;
  failed: number;
  /** Posts with numbers among what came of it, and their mean engagement. */
  posts: number;
  engagement: number | null;
  /** Of pairings: the mean change of affinity. Of conversations: memories kept. */
  drift: number | null;
  memories: number;
  cost_usd: number;
};

/** plain = there was nothing to remember, so nothing could be compared. */
export async function influenceArms(sql: Sql, since: Date): Promise<Arm[]> {
  return [
    ...(await sql<Arm[]>`
      with decided as (
        select i.*, case when influenced then 'influenced' when held_out then 'held_out' else 'plain' end as arm from ops_influences i where created_at >= ${since}
      ), work as (
        -- A choice's own proposal, or those its conversation made.
        select d.id, p.id as proposal_id, p.status, m.id as mission_id, m.status as mission_status
        from decided d join ops_mission_proposals p on p.id = d.proposal_id or (d.conversation_id is not null and p.cause_kind = 'conversation' and p.cause_id = d.conversation_id::text)
        left join ops_missions m on m.proposal_id = p.id
      ), posted as (
        select w.id, newest.engagement_rate from work w join ops_artifacts a on a.mission_id = w.mission_id
        join lateral (select engagement_rate::float8 as engagement_rate from ops_tweet_metrics t where t.draft_id = a.id order by observed_at desc limit 1) newest on true
      ), talked as (
        select d.id, (select avg((drift ->> 'drift')::float8) from jsonb_array_elements(q.distillation -> 'drifts') drift) as drift,
          coalesce(jsonb_array_length(q.distillation -> 'memories'), 0) as memories,
          (select coalesce(sum(cost_usd), 0)::float8 from ops_llm_calls c where c.cause_id = q.id::text) as cost_usd
        from decided d join ops_roundtable_queue q on q.id = d.conversation_id
      )
      select d.kind, d.arm, count(*)::int as decisions,
        (select count(*)::int from work w join decided x on x.id = w.id where x.kind = d.kind and x.arm = d.arm and w.status = 'accepted') as accepted,
        (select count(*)::int from work w join decided x on x.id = w.id where x.kind = d.kind and x.arm = d.arm and w.mission_status = 'succeeded') as succeeded,
        (select count(*)::int from work w join decided x on x.id = w.id where x.kind = d.kind and x.arm = d.arm and w.mission_status = 'failed') as failed,
        (select count(*)::int from posted w join decided x on x.id = w.id where x.kind = d.kind and x.arm = d.arm) as posts,
        (select avg(w.engagement_rate) from posted w join decided x on x.id = w.id where x.kind = d.kind and x.arm = d.arm) as engagement,
        (select avg(t.drift) from talked t join decided x on x.id = t.id where x.kind = d.kind and x.arm = d.arm) as drift,
        (select coalesce(sum(t.memories), 0)::int from talked t join decided x on x.id = t.id where x.kind = d.kind and x.arm = d.arm) as memories,
        (select coalesce(sum(t.cost_usd), 0)::float8 from talked t join decided x on x.id = t.id where x.kind = d.kind and x.arm = d.arm)
          + (select coalesce(sum(c.cost_usd), 0)::float8 from ops_llm_calls c where c.mission_id in
              (select w.mission_id from work w join decided x on x.id = w.id where x.kind = d.kind and x.arm = d.arm)) as cost_usd
      from decided d group by d.kind, d.arm order by d.kind, d.arm`),
  ];
}

export type FormatReturn = {
  format: string;
  conversations: number;
  turns: number;
  memories: number;
  missions: number;
  missions_succeeded: number;
  cost_usd: number;
};

/** What each format cost and what it made. */
export async function conversationReturns(sql: Sql, since: Date): Promise<FormatReturn[]> {
  return [
    ...(await sql<FormatReturn[]>`
      select q.format, count(*)::int as conversations, sum(q.turn_count)::int as turns, coalesce(sum(jsonb_array_length(q.distillation -> 'memories')), 0)::int as memories,
        coalesce(sum(made.missions), 0)::int as missions, coalesce(sum(made.succeeded), 0)::int as missions_succeeded, coalesce(sum(spent.usd), 0)::float8 as cost_usd
      from ops_roundtable_queue q
      left join lateral (
        select count(m.id) as missions, count(m.id) filter (where m.status = 'succeeded') as succeeded
        from ops_mission_proposals p join ops_missions m on m.proposal_id = p.id where p.cause_kind = 'conversation' and p.cause_id = q.id::text
      ) made on true
      left join lateral (select sum(cost_usd) as usd from ops_llm_calls c where c.cause_id = q.id::text) spent on true
      where q.created_at >= ${since} group by q.format order by count(*) desc, q.format`),
  ];
}

/** Decisions each arm needs before anything is said about a difference. */
export const ENOUGH = 10;

/** A sentence about one kind of choice that claims no more than the numbers do. Pure. */
export function verdict(arms: readonly Arm[], kind: Arm['kind']): string {
  const of = (arm: Arm['arm']) => arms.find((one) => one.kind === kind && one.arm === arm);
  const [on, off] = [of('influenced'), of('held_out')];
  const what = kind === 'pairing' ? 'affinity' : 'memory';
  if (!on && !off) return `No ${kind} was up to ${what} yet.`;
  const few = (on?.decisions ?? 0) < ENOUGH || (off?.decisions ?? 0) < ENOUGH;
  if (!on || !off || few) {
    return `Too few to compare: ${on?.decisions ?? 0} with ${what}, ${off?.decisions ?? 0} held out; ${ENOUGH} of each are needed.`;
  }
  const rate = (arm: Arm) => (arm.succeeded + arm.failed ? arm.succeeded / (arm.succeeded + arm.failed) : null);
  const [with_, without] = [rate(on), rate(off)];
  if (kind === 'pairing') {
    const shown = (value: number | null) => (value === null ? 'no drift' : `${value >= 0 ? '+' : ''}${value.toFixed(3)}`);
    return `Pairs chosen by affinity drifted ${shown(on.drift)} a conversation, pairs by lot ${shown(off.drift)}.`;
  }
  if (with_ === null || without === null)
    return `${on.decisions} with ${what} and ${off.decisions} held out, but too few of their missions have ended.`;
  return `Missions succeeded in ${Math.round(with_ * 100)} % of cases with ${what}, in ${Math.round(without * 100)} % without.`;
}

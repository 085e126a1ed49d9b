/** "Do they really talk, remember, drift, learn, start things?": the team's signs of life, each with the last time (X04). */
import type { CorePolicies } from '../core/company.ts';
import { DAY_MS, HOUR_MS } from '../core/time.ts';
import type { Sql } from '../world/db.ts';
import type { Check } from './verify.ts';

export type TeamSigns = {
  opened: Date | null;
  talk_ended: Date | null;
  talks_today: number;
  talk_waits: Date | null;
  talks_failed: number;
  standup: Date | null;
  distilled: Date | null;
  influenced: Date | null;
  topics_influenced: number;
  topics: number;
  pairs: number;
  drifted: Date | null;
  learnt: Date | null;
  measured: Date | null;
  promoted: Date | null;
  modifiers: string[];
  initiative: Date | null;
  initiative_waits: Date | null;
  action_item: Date | null;
};

export async function readTeamSigns(sql: Sql, now: Date): Promise<TeamSigns> {
  const today = new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS);
  const [row] = await sql<[TeamSigns]>`
    select
      (select min(created_at) from ops_agent_events) as opened,
      (select max(finished_at) from ops_roundtable_queue where status = 'completed') as talk_ended,
      (select count(*)::int from ops_roundtable_queue where created_at >= ${today}) as talks_today,
      (select min(run_after) from ops_roundtable_queue where status in ('pending', 'running', 'distilling')) as talk_waits,
      (select count(*)::int from ops_roundtable_queue where status = 'failed' and created_at >= ${today}) as talks_failed,
      (select max(finished_at) from ops_roundtable_queue where status = 'completed' and format = 'standup') as standup,
      (select max(created_at) from ops_agent_events where kind = 'conversation_distilled') as distilled,
      (select max(created_at) from ops_influences where kind = 'topic' and influenced) as influenced,
      (select count(*)::int from ops_influences where kind = 'topic' and influenced) as topics_influenced,
      (select count(*)::int from ops_influences where kind = 'topic') as topics,
      (select count(*)::int from ops_agent_relationships) as pairs,
      (select max(created_at) from ops_agent_events where kind = 'affinity_changed') as drifted,
      (select max(created_at) from ops_agent_memory where starts_with(source_trace_id, 'tweet-lesson:') or starts_with(source_trace_id, 'mission:')) as learnt,
      (select max(observed_at) from ops_tweet_metrics) as measured,
      (select max(promoted_at) from ops_agent_memory) as promoted,
      coalesce((select array_agg(distinct voice ->> 'modifier') from ops_roundtable_queue q, jsonb_each(q.voices) agent, jsonb_array_elements(agent.value) voice
        where q.created_at >= ${new Date(now.getTime() - 7 * DAY_MS)}), '{}') as modifiers,
      (select max(finished_at) from ops_initiative_queue where status = 'proposed') as initiative,
      (select min(run_after) from ops_initiative_queue where status in ('queued', 'running')) as initiative_waits,
      (select max(created_at) from ops_mission_proposals where source = 'action_item') as action_item`;
  return row;
}

/** Reads the signs. Pure. What needs experience is never wrong in a company that has none yet. */
export function judgeTeam(
  signs: TeamSigns,
  policies: Pick<CorePolicies, 'company' | 'roundtable_policy' | 'initiative_policy'>,
  now: Date,
): Check[] {
  const older = (at: Date | null, ms: number) => at !== null && now.getTime() - at.getTime() > ms;
  const { enabled } = policies.roundtable_policy;
  const paused = policies.company.paused;
  const ofAge = older(signs.opened, 2 * DAY_MS) && enabled && !paused;
  const stuck = enabled && !paused && older(signs.talk_waits, HOUR_MS);
  const seen = (at: Date | null): boolean | null => (at ? true : null);
  const waits = policies.initiative_policy.enabled && !paused && older(signs.initiative_waits, HOUR_MS);
  return [
    {
      name: 'conversations',
      ok: stuck ? false : signs.talk_ended === null || older(signs.talk_ended, 2 * DAY_MS) ? (ofAge ? false : null) : true,
      at: signs.talk_ended,
      detail: stuck
        ? 'one has been due for more than an hour and nobody goes on with it: is a roundtable worker alive, is its breaker open?'
        : enabled
          ? `${signs.talks_today} today${signs.talks_failed ? `, ${signs.talks_failed} failed` : ''}`
          : 'switched off (roundtable_policy)',
    },
    {
      name: 'standup',
      ok: signs.standup ? !(ofAge && older(signs.standup, 2 * DAY_MS)) : ofAge ? false : null,
      at: signs.standup,
      detail: 'one a day, at 06:00 UTC',
    },
    {
      name: 'distillation',
      ok: seen(signs.distilled),
      at: signs.distilled,
      detail: signs.distilled ? 'conversations leave memories' : 'no conversation has ended yet',
    },
    {
      name: 'influence',
      ok: seen(signs.influenced),
      at: signs.influenced,
      detail: `${signs.topics_influenced} of ${signs.topics} topics were chosen by a memory`,
    },
    {
      name: 'relationships',
      ok: signs.pairs > 0 ? (signs.drifted ? true : null) : false,
      at: signs.drifted,
      detail: signs.pairs ? `${signs.pairs} pairs${signs.drifted ? '' : ', none has drifted yet'}` : 'none: run deskmates seed',
    },
    {
      name: 'outcomes',
      ok: seen(signs.learnt),
      at: signs.learnt,
      detail: signs.learnt
        ? `learnt from${signs.measured ? '' : '; no numbers of posts yet: import-metrics reads an export'}`
        : 'nothing has come out yet',
    },
    {
      name: 'long-term memory',
      ok: seen(signs.promoted),
      at: signs.promoted,
      detail: signs.promoted ? 'sure insights are lifted' : 'no insight is sure enough yet',
    },
    {
      name: 'voices',
      ok: signs.modifiers.length ? true : null,
      at: null,
      detail: signs.modifiers.join('; ') || 'everybody speaks as on the first day',
    },
    {
      name: 'initiative',
      ok: waits ? false : seen(signs.initiative),
      at: signs.initiative,
      detail: waits
        ? 'one has waited for more than an hour: is a worker alive?'
        : policies.initiative_policy.enabled
          ? 'agents may start things'
          : 'switched off (initiative_policy)',
    },
    {
      name: 'action items',
      ok: seen(signs.action_item),
      at: signs.action_item,
      detail: `at most ${policies.initiative_policy.max_action_items_per_day} a day`,
    },
  ];
}

/** What holds whatever happens, as SQL: each rule looks at every case there is and names those that break it. Limits are those that stood on the day. */
import { before, HOUR_MS, MINUTE_MS, startOfDay } from '../core/time.ts';
import type { Sql } from '../world/db.ts';
import type { Piece } from '../world/sql.ts';
import { limitOn, perDay, utcDay } from './limits-on-day.ts';

export type Rule = {
  name: string;
  /** Said after the number of cases when all is well. */
  kept: string;
  /** What to do about a breach. */
  remedy: string;
  /** Rows of (ok boolean, words text), one for each case; an unknown limit (ok null) breaks nothing. */
  cases(sql: Sql, now: Date): Piece;
};

const UUID = '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$';
const QUOTA_REMEDY = 'A limit was overrun: pause the company, and see the events of that day';

export const RULES: readonly Rule[] = [
  {
    name: 'posts a day',
    kept: 'days with posts, none above its quota',
    remedy: QUOTA_REMEDY,
    cases: (sql) =>
      perDay(
        sql,
        'posts',
        ['x_daily_quota', 'limit'],
        sql`
        select ${utcDay(sql, 'created_at')}, null::text, count(*) from ops_outbox where status in ('sending', 'posted', 'unconfirmed') group by 1`,
      ),
  },
  {
    name: 'money for posts a day',
    kept: 'days with posts, none above its cap',
    remedy: QUOTA_REMEDY,
    cases: (sql) =>
      perDay(
        sql,
        'dollars for posts',
        ['x_policy', 'daily_spend_cap_usd'],
        sql`
        select ${utcDay(sql, 'created_at')}, null::text, sum(price_usd) from ops_outbox where status in ('sending', 'posted', 'unconfirmed') group by 1`,
      ),
  },
  {
    name: 'money for models a day',
    kept: 'days with calls, none above its cap',
    remedy: QUOTA_REMEDY,
    cases: (sql) =>
      perDay(
        sql,
        'dollars for models',
        ['model_policy', 'daily_cap_usd'],
        sql`
        select ${utcDay(sql, 'created_at')}, null::text, sum(cost_usd) from ops_llm_calls group by 1`,
      ),
  },
  {
    name: 'articles a day',
    kept: 'days with articles, none above its limit',
    remedy: QUOTA_REMEDY,
    cases: (sql) =>
      perDay(
        sql,
        'articles',
        ['content_policy', 'max_drafts_per_day'],
        sql`
        select ${utcDay(sql, 'created_at')}, null::text, count(*) from ops_mission_steps
        where kind = 'write_content' and status in ('queued', 'running', 'succeeded') group by 1`,
      ),
  },
  {
    name: 'deploys a day',
    kept: 'days with deploys, none above its limit',
    remedy: QUOTA_REMEDY,
    cases: (sql) =>
      perDay(
        sql,
        'deploys',
        ['deploy_policy', 'max_per_day'],
        sql`
        select ${utcDay(sql, 'created_at')}, null::text, count(*) from ops_mission_steps
        where kind = 'deploy' and status in ('queued', 'running', 'succeeded') group by 1`,
      ),
  },
  {
    name: 'proposals of an agent a day',
    kept: 'days of agents, none above the limit',
    remedy: QUOTA_REMEDY,
    cases: (sql) =>
      perDay(
        sql,
        'proposals',
        ['proposal_policy', 'max_per_agent_per_day'],
        sql`
        select ${utcDay(sql, 'created_at')}, agent_id, count(*) from ops_mission_proposals where status <> 'rejected' group by 1, 2`,
      ),
  },
  {
    name: 'conversations a day',
    kept: 'days with conversations, none above its limit',
    remedy: QUOTA_REMEDY,
    cases: (sql) =>
      perDay(
        sql,
        'conversations',
        ['roundtable_policy', 'max_daily_conversations'],
        sql`
        select day, null::text, count(*) from ops_roundtable_slots where status = 'enqueued' group by 1`,
      ),
  },
  {
    name: 'initiatives of an agent a day',
    kept: 'days of agents, none above the limit',
    remedy: QUOTA_REMEDY,
    cases: (sql) =>
      perDay(
        sql,
        'initiatives',
        ['initiative_policy', 'max_per_agent_per_day'],
        sql`
        select ${utcDay(sql, 'created_at')}, agent_id, count(*) from ops_initiative_queue group by 1, 2`,
      ),
  },
  {
    name: 'action items a day',
    kept: 'days with action items, none above its limit',
    remedy: QUOTA_REMEDY,
    cases: (sql) =>
      perDay(
        sql,
        'action items',
        ['initiative_policy', 'max_action_items_per_day'],
        sql`
        select ${utcDay(sql, 'created_at')}, null::text, count(*) from ops_mission_proposals where source = 'action_item' and status <> 'rejected' group by 1`,
      ),
  },
  {
    name: 'memories of a conversation',
    kept: 'conversations that were remembered, none by more than allowed',
    remedy: 'Retire those that say the least (deskmates memories)',
    cases: (sql) => sql`
      select c.n <= ${limitOn(sql, 'memory_policy', 'max_per_conversation', sql`c.day`)} as ok, 'conversation ' || c.id || ' left ' || c.n || ' memories' as words
      from (select conversation_id as id, count(*) as n, min(${utcDay(sql, 'created_at')}) as day from ops_agent_memory where conversation_id is not null group by 1) c`,
  },
  {
    name: 'live memories of an agent',
    kept: 'agents with memories, none with more than allowed',
    remedy: 'The next memory kept drops the weakest; or raise memory_policy.max_per_agent',
    cases: (sql, now) => sql`
      select a.n <= ${limitOn(sql, 'memory_policy', 'max_per_agent', sql`${startOfDay(now)}::date`)} as ok, a.agent_id || ' holds ' || a.n || ' live memories' as words
      from (select agent_id, count(*) as n from ops_agent_memory where superseded_by is null and retired_at is null group by 1) a`,
  },
  {
    name: 'one memory for each source',
    kept: 'sources, each remembered once by an agent',
    remedy: 'Forget the double (deskmates memories forget)',
    cases: (sql) => sql`
      select count(*) = 1 as ok, agent_id || ' remembers ' || source_trace_id || ' ' || count(*) || ' times' as words
      from ops_agent_memory where source_trace_id is not null group by agent_id, source_trace_id`,
  },
  {
    name: 'steps were approved',
    kept: 'steps, each of a mission whose proposal was accepted',
    remedy: 'Cancel the mission: something wrote past the door',
    cases: (sql) => sql`
      select coalesce(p.status = 'accepted', false) as ok, 'step ' || s.id || ' (' || s.kind || ') belongs to a proposal that is ' || coalesce(p.status, 'not there') as words
      from ops_mission_steps s left join ops_missions m on m.id = s.mission_id left join ops_mission_proposals p on p.id = m.proposal_id`,
  },
  {
    name: 'one mission for each accepted proposal',
    kept: 'proposals: a mission for each accepted one, none for the others',
    remedy: 'Propose it again, or cancel the mission that nobody accepted',
    cases: (sql) => sql`
      select count(m.id) = case p.status when 'accepted' then 1 else 0 end as ok, 'proposal ' || p.id || ' is ' || p.status || ' and has ' || count(m.id) || ' missions' as words
      from ops_mission_proposals p left join ops_missions m on m.proposal_id = p.id group by p.id, p.status`,
  },
  {
    name: 'rejections have a reason',
    kept: 'rejected proposals, each with its gate and reason',
    remedy: 'Write the reason down: nobody can learn from a silent no',
    cases: (sql) => sql`
      select coalesce(gate, '') <> '' and coalesce(reason, '') <> '' as ok, 'proposal ' || id || ' was rejected without a ' || case when coalesce(gate, '') = '' then 'gate' else 'reason' end as words
      from ops_mission_proposals where status = 'rejected'`,
  },
  {
    name: 'missions agree with their steps',
    kept: 'missions, each in the state that its steps are in',
    remedy: 'See deskmates missions show; retry or cancel it',
    cases: (sql) => sql`
      select case m.status
          when 'succeeded' then s.n > 0 and s.succeeded = s.n
          when 'failed' then s.open = 0 and s.failed > 0
          when 'cancelled' then s.open = 0
          else s.open > 0 and s.failed = 0 end as ok,
        'mission ' || m.id || ' is ' || m.status || ' with ' || s.succeeded || ' of ' || s.n || ' steps done, ' || s.failed || ' failed, ' || s.open || ' open' as words
      from ops_missions m, lateral (
        select count(*) as n, count(*) filter (where status = 'succeeded') as succeeded, count(*) filter (where status = 'failed') as failed,
          count(*) filter (where status in ('queued', 'running')) as open
        from ops_mission_steps where mission_id = m.id) s`,
  },
  {
    name: 'leases are kept',
    kept: 'claims under way, none past its lease',
    remedy: 'Is a worker or the heartbeat alive? Either takes such work back (deskmates status)',
    cases: (sql, now) => sql`
      select lease_expires_at > ${before(now, LEASE_GRACE_MS)} as ok, what || ' ' || id || ' is held by ' || coalesce(reserved_by, 'nobody') || ' since before ' || lease_expires_at as words from (
        select 'step' as what, id, reserved_by, lease_expires_at from ops_mission_steps where status = 'running'
        union all select 'conversation', id, reserved_by, lease_expires_at from ops_roundtable_queue
          where status in ('running', 'distilling') and lease_expires_at is not null and run_after < ${before(now, LEASE_GRACE_MS)}
        union all select 'initiative', id, reserved_by, lease_expires_at from ops_initiative_queue where status = 'running') held`,
  },
  {
    name: 'nothing waits for ever',
    kept: 'steps that wait to be taken, none for more than a day',
    remedy: 'Start a worker, or cancel the mission',
    cases: (sql, now) => sql`
      select s.run_after > ${before(now, WAIT_MS)} or exists (
          select 1 from ops_policy p where (p.key = 'company' and p.value -> 'paused' = 'true')
            or (p.key = 'kill_switch' and (p.value -> 'kinds' ? s.kind or p.value -> 'agents' ? s.agent_id))
            or (p.key = 'breaker:' || s.kind and p.value ->> 'state' <> 'closed')) as ok,
        'step ' || s.id || ' (' || s.kind || ') has waited since ' || s.run_after as words
      from ops_mission_steps s where s.status = 'queued' and s.ready`,
  },
  {
    name: 'a standup every day',
    kept: 'days over, each with its standup unless nobody was awake or a person had switched it off',
    remedy: 'See why on the Conversations page of that day',
    cases: (sql, now) => sql`
      select s.status = 'missed' or coalesce(s.reason, '') ~ '^(roundtable_policy|only )' or (s.status = 'enqueued' and coalesce(q.status, 'gone') not in ('cancelled', 'gone')) as ok,
        s.day || ' has no standup: the slot is ' || s.status || ', the conversation ' || coalesce(q.status, 'not there') as words
      from ops_roundtable_slots s left join ops_roundtable_queue q on q.id = s.conversation_id
      where s.format = 'standup' and s.probability >= 1 and s.day < ${startOfDay(now)}::date`,
  },
  {
    name: 'turns follow one another',
    kept: 'conversations, each with every turn once and, when it ended, distilled once',
    remedy: 'The record was changed by hand; the conversation cannot be trusted',
    cases: (sql) => sql`
      select q.turn_count = t.n and t.n = t.next and (q.status <> 'completed' or q.distillation is not null) as ok,
        'conversation ' || q.id || ' counts ' || q.turn_count || ' turns and has ' || t.n || case when q.status = 'completed' and q.distillation is null then ', and was not distilled' else '' end as words
      from ops_roundtable_queue q, lateral (select count(*) as n, coalesce(max(turn) + 1, 0) as next from ops_roundtable_turns where conversation_id = q.id) t`,
  },
  {
    name: 'affinity stays in bounds',
    kept: 'pairs, each from 0.10 to 0.95',
    remedy: 'Set it back on the pair’s page',
    cases: (sql) => sql`
      select affinity between 0.10 and 0.95 as ok, agent_a || ' and ' || agent_b || ' are at ' || affinity as words from ops_agent_relationships`,
  },
  {
    name: 'drift stays small',
    kept: 'changes of affinity, none larger than allowed',
    remedy: 'Set the pair back; no conversation may move it so far',
    cases: (sql) => sql`
      select abs(d.drift) <= ${limitOn(sql, 'relationship_drift_policy', 'max_drift', sql`d.day`)} + 0.000001 as ok, d.title || ' moved by ' || d.drift || ' in one conversation' as words
      from (select title, (metadata ->> 'drift')::numeric as drift, ${utcDay(sql, 'created_at')} as day from ops_agent_events where kind = 'affinity_changed') d`,
  },
  {
    name: 'one post for each draft',
    kept: 'posts, each of one draft, no text twice',
    remedy: 'Delete the double on X by hand, and settle it on the Outbox page',
    cases: (sql) => sql`
      select count(distinct o.id) = 1 and bool_and(coalesce(a.kind = 'tweet_draft', false)) as ok, 'draft ' || o.draft_id || ' has ' || count(distinct o.id) || ' posts' || case when bool_and(a.id is null) then ' and does not exist' else '' end as words
      from ops_outbox o left join ops_artifacts a on a.id = o.draft_id group by o.draft_id
      union all
      select count(*) = 1, 'the text “' || left(min(text), 60) || '” went out ' || count(*) || ' times' from ops_outbox where status in ('sending', 'posted', 'unconfirmed') group by text_hash`,
  },
  {
    name: 'every cause exists',
    kept: 'rows with a cause, each older than what it caused',
    remedy: 'A row was deleted by hand: restore it from a backup, for the record must stay whole',
    cases: (sql) => sql`
      select coalesce(c.at <= e.created_at, false) as ok, e.what || ' ' || e.id || ' names ' || e.cause_kind || ' ' || e.cause_id || ' as its cause, which ' || case when c.at is null then 'does not exist' else 'is younger' end as words
      from (
        select 'event' as what, id, cause_kind, cause_id, created_at from ops_agent_events union all
        select 'proposal', id, cause_kind, cause_id, created_at from ops_mission_proposals union all
        select 'memory', id, cause_kind, cause_id, created_at from ops_agent_memory
      ) e left join (
        select id, created_at as at, array['event', 'trigger'] as kinds from ops_agent_events union all
        select id, created_at, array['mission'] from ops_missions union all select id, created_at, array['step'] from ops_mission_steps union all
        select id, created_at, array['proposal'] from ops_mission_proposals union all select id, created_at, array['reaction'] from ops_agent_reactions union all
        select id, created_at, array['conversation'] from ops_roundtable_queue union all select id, created_at, array['turn'] from ops_roundtable_turns union all
        select id, created_at, array['memory'] from ops_agent_memory union all select id, created_at, array['initiative'] from ops_initiative_queue union all
        select id, observed_at, array['metric'] from ops_tweet_metrics
      ) c on c.id = case when e.cause_id ~ ${UUID} then e.cause_id::uuid end and e.cause_kind = any(c.kinds)
      where e.cause_kind not in ('person', 'schedule') and e.cause_id is not null`,
  },
];

/** As long as the heartbeat may take to notice, and a little more. */
const LEASE_GRACE_MS = 40 * MINUTE_MS;
const WAIT_MS = 24 * HOUR_MS;

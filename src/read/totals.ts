/** What a stretch of a company's life came to: counts, money, and how relationships and voices moved. For simulations and their forecasts. */
import type { Sql } from '../world/db.ts';

export type Totals = {
  conversations: number;
  turns: number;
  proposals: number;
  missions: { succeeded: number; failed: number; cancelled: number; open: number };
  posts: number;
  /** By gate, what was refused and why. */
  rejections: Record<string, number>;
  memories: Record<string, number>;
  initiatives: number;
  action_items: number;
  reactions: number;
  voice_modifiers: string[];
  drifts: number;
  calls: number;
  input_tokens: number;
  output_tokens: number;
  usd: number;
  x_usd: number;
  events: number;
};

export async function readTotals(sql: Sql): Promise<Totals> {
  const [row] = await sql<[Totals]>`
    select
      (select count(*)::int from ops_roundtable_queue where status = 'completed') as conversations,
      (select count(*)::int from ops_roundtable_turns) as turns,
      (select count(*)::int from ops_mission_proposals) as proposals,
      (select jsonb_build_object('succeeded', count(*) filter (where status = 'succeeded'), 'failed', count(*) filter (where status = 'failed'),
        'cancelled', count(*) filter (where status = 'cancelled'), 'open', count(*) filter (where status in ('approved', 'running'))) from ops_missions) as missions,
      (select count(*)::int from ops_outbox where status = 'posted') as posts,
      (select coalesce(jsonb_object_agg(gate, n order by gate), '{}') from (
        select coalesce(gate, 'unknown') as gate, count(*)::int as n from ops_mission_proposals where status = 'rejected' group by 1) r) as rejections,
      (select coalesce(jsonb_object_agg(type, n order by type), '{}') from (select type, count(*)::int as n from ops_agent_memory group by 1) m) as memories,
      (select count(*)::int from ops_initiative_queue where status = 'proposed') as initiatives,
      (select count(*)::int from ops_mission_proposals where source = 'action_item' and status <> 'rejected') as action_items,
      (select count(*)::int from ops_mission_proposals where source = 'reaction' and status <> 'rejected') as reactions,
      (select coalesce(array_agg(distinct voice ->> 'modifier' order by voice ->> 'modifier'), '{}')
        from ops_roundtable_queue, jsonb_each(voices) agent, jsonb_array_elements(agent.value) voice) as voice_modifiers,
      (select count(*)::int from ops_agent_events where kind = 'affinity_changed') as drifts,
      count(*)::int as calls, coalesce(sum(input_tokens), 0)::int as input_tokens, coalesce(sum(output_tokens), 0)::int as output_tokens,
      coalesce(sum(cost_usd), 0)::float8 as usd,
      (select coalesce(sum(price_usd), 0)::float8 from ops_outbox where status = 'posted') as x_usd,
      (select count(*)::int from ops_agent_events) as events
    from ops_llm_calls`;
  return row;
}

export type SpendLine = {
  agent_id: string;
  purpose: string;
  model: string;
  calls: number;
  input_tokens: number;
  output_tokens: number;
  usd: number;
};

export async function readSpend(sql: Sql): Promise<SpendLine[]> {
  return [
    ...(await sql<SpendLine[]>`
      select agent_id, purpose, provider || '/' || model as model, count(*)::int as calls, coalesce(sum(input_tokens), 0)::int as input_tokens,
        coalesce(sum(output_tokens), 0)::int as output_tokens, coalesce(sum(cost_usd), 0)::float8 as usd
      from ops_llm_calls group by 1, 2, 3 order by usd desc, 1, 2, 3`),
  ];
}

export type DayLine = {
  day: string;
  conversations: number;
  missions: number;
  posts: number;
  rejections: number;
  memories: number;
  usd: number;
  work: Record<string, number>;
};

/** One line for each day on which anything happened, oldest first. */
export async function readDays(sql: Sql): Promise<DayLine[]> {
  return [
    ...(await sql<DayLine[]>`
      with days as (select distinct created_at::date as day from ops_agent_events)
      select d.day::text as day,
        (select count(*)::int from ops_roundtable_queue q where q.status = 'completed' and q.created_at::date = d.day) as conversations,
        (select count(*)::int from ops_missions m where m.status = 'succeeded' and m.finished_at::date = d.day) as missions,
        (select count(*)::int from ops_outbox o where o.status = 'posted' and o.settled_at::date = d.day) as posts,
        (select count(*)::int from ops_mission_proposals p where p.status = 'rejected' and p.created_at::date = d.day) as rejections,
        (select count(*)::int from ops_agent_memory m where m.created_at::date = d.day) as memories,
        (select coalesce(sum(cost_usd), 0)::float8 from ops_llm_calls c where c.created_at::date = d.day) as usd,
        (select coalesce(jsonb_object_agg(agent_id, n order by agent_id), '{}') from (
          select agent_id, count(*)::int as n from ops_mission_steps s where s.status = 'succeeded' and s.finished_at::date = d.day group by 1) w) as work
      from days d order by d.day`),
  ];
}

export type AffinityPoint = { day: string; pair: string; affinity: number };

/** Each pair's affinity at the end of each day on which it moved, and its seed on the first day. */
export async function readAffinity(sql: Sql): Promise<AffinityPoint[]> {
  return [
    ...(await sql<AffinityPoint[]>`
      with first as (select min(created_at)::date as day from ops_agent_events),
      moved as (
        select (e.metadata ->> 'agent_a') || ' · ' || (e.metadata ->> 'agent_b') as pair, e.created_at::date as day, (e.metadata ->> 'affinity')::float8 as affinity,
          row_number() over (partition by e.metadata ->> 'agent_a', e.metadata ->> 'agent_b', e.created_at::date order by e.created_at desc, e.seq desc) as nth
        from ops_agent_events e where e.kind = 'affinity_changed'
      )
      select first.day::text as day, r.agent_a || ' · ' || r.agent_b as pair, r.seeded_affinity::float8 as affinity from ops_agent_relationships r, first
      union all select day::text, pair, affinity from moved where nth = 1
      order by pair, day`),
  ];
}

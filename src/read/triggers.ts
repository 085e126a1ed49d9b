/** Trigger rules as their page shows them, and the reactions beside them. */
import type { JsonObject } from '../core/company.ts';
import { after, MINUTE_MS, startOfDay } from '../core/time.ts';
import type { TriggerRow } from '../core/triggers/store.ts';
import type { Sql } from '../world/db.ts';
import type { World } from '../world/world.ts';
import { type AgentTag, agentTags } from './agent-tags.ts';
import { currentPolicies } from './policies.ts';
import { type ReactionsView, reactionsView } from './reactions.ts';

export type RuleView = {
  name: string;
  kind: TriggerRow['kind'];
  /** Who does the work; null when the rule names nobody. */
  agent: string | null;
  enabled: boolean;
  cooldown_minutes: number;
  fire_count: number;
  fired_today: number;
  last_fired_at: string | null;
  last_checked_at: string | null;
  last_result: string | null;
  /** From when on its turn may come; null: at the next heartbeat. */
  eligible_at: string | null;
  /** Where the waiting began. */
  waits_since: string;
  /** The heartbeat that checked it last. */
  run_id: string | null;
  conditions: JsonObject;
  config: JsonObject;
  /** Who switched it last, and why. */
  switched: { by: string; at: string; reason: string } | null;
};

export type TriggersView = {
  as_of: string;
  agents: AgentTag[];
  paused: boolean;
  interval_seconds: number;
  rules: RuleView[];
  reactions: ReactionsView;
};

export async function triggersView(world: World): Promise<TriggersView> {
  const now = world.clock.now();
  const policies = await currentPolicies(world);
  const [rules, reactions] = await Promise.all([readRules(world.db.sql, now), reactionsView(world, policies, startOfDay(now))]);
  return {
    as_of: now.toISOString(),
    agents: agentTags(world),
    paused: policies.company.paused,
    interval_seconds: policies.heartbeat_policy.interval_seconds,
    rules,
    reactions,
  };
}

export async function hasRule(world: World, name: string): Promise<boolean> {
  return (await world.db.sql`select 1 from ops_trigger_rules where name = ${name}`).length > 0;
}

type Row = TriggerRow & {
  created_at: Date;
  fired_today: number;
  run_id: string | null;
  switched_by: string | null;
  switched_at: Date | null;
  switched_why: string | null;
};

async function readRules(sql: Sql, now: Date): Promise<RuleView[]> {
  const rows = await sql<Row[]>`
    select t.*, run.id as run_id, switched.by as switched_by, switched.created_at as switched_at, switched.summary as switched_why,
      (select count(*)::int from ops_agent_events e
        where e.kind = 'trigger_fired' and e.created_at >= ${startOfDay(now)} and e.metadata->>'rule' = t.name) as fired_today
    from ops_trigger_rules t
    left join lateral (select id from ops_action_runs r
      where r.started_at <= t.last_checked_at and (r.finished_at is null or r.finished_at >= t.last_checked_at)
      order by r.started_at desc limit 1) run on true
    left join lateral (select e.metadata->>'by' as by, e.created_at, e.summary from ops_agent_events e
      where e.kind = 'trigger_switched' and e.metadata->>'rule' = t.name order by e.created_at desc limit 1) switched on true
    order by t.kind desc, t.name`;
  return rows.map((row) => ruleView(row, now));
}

function ruleView(row: Row, now: Date): RuleView {
  const target = row.action_config.target_agent;
  const eligible = eligibleAt(row);
  return {
    name: row.name,
    kind: row.kind,
    agent: typeof target === 'string' ? target : null,
    enabled: row.enabled,
    cooldown_minutes: row.cooldown_minutes,
    fire_count: row.fire_count,
    fired_today: row.fired_today,
    last_fired_at: row.last_fired_at?.toISOString() ?? null,
    last_checked_at: row.last_checked_at?.toISOString() ?? null,
    last_result: row.last_result,
    eligible_at: eligible && eligible > now ? eligible.toISOString() : null,
    waits_since: (row.last_fired_at ?? row.created_at).toISOString(),
    run_id: row.run_id,
    conditions: row.conditions,
    config: row.action_config,
    switched:
      row.switched_by && row.switched_at
        ? { by: row.switched_by, at: row.switched_at.toISOString(), reason: row.switched_why ?? '' }
        : null,
  };
}

/** The later of its cooldown (proactive rules carry theirs in the due time) and the time it is due. */
function eligibleAt({ kind, last_fired_at, next_due_at, cooldown_minutes }: TriggerRow): Date | null {
  const cooled = kind === 'reactive' && last_fired_at ? after(last_fired_at, cooldown_minutes * MINUTE_MS) : null;
  if (!cooled || !next_due_at) return cooled ?? next_due_at;
  return cooled > next_due_at ? cooled : next_due_at;
}

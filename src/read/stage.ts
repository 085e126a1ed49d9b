/** What the stage shows at one moment: the company's pulse, its agents, what waits for a person, its missions. */
import type { Agent, PolicyValues } from '../core/company.ts';
import { chooseModel } from '../core/costs/rules.ts';
import { before, MINUTE_MS, startOfDay } from '../core/time.ts';
import type { Sql } from '../world/db.ts';
import type { World } from '../world/world.ts';
import { type MissionSummary, recentMissions } from './missions.ts';
import { type PendingProposal, pendingProposals } from './pending.ts';
import { currentPolicies } from './policies.ts';
import { cursorOf, cursorText, eventsBefore, type StreamEvent } from './stream.ts';

/** What every page shows above itself. Times are ISO texts throughout: the view travels as JSON. */
export type Pulse = {
  as_of: string;
  company: { name: string; paused: boolean };
  heartbeat: { at: string | null; status: string | null; interval_seconds: number };
  workers_alive: number;
  spend: { today_usd: number; cap_usd: number };
  model: { label: string; state: 'live' | 'offline' | 'unavailable' };
  agents: AgentNow[];
  missions_today: { running: number; started: number; succeeded: number; failed: number };
  /** How many proposals wait for a person. */
  waiting: number;
};

export type StageView = Pulse & {
  /** The oldest of those that wait. */
  pending: PendingProposal[];
  missions: MissionSummary[];
};

export type AgentNow = {
  id: string;
  name: string;
  role: string;
  color: Agent['color'];
  state: 'working' | 'queued' | 'waiting' | 'idle' | 'off';
  /** The step it works on or has queued, or the title of what waits for a person. */
  doing: string | null;
  since: string | null;
  mission_id: string | null;
  done_today: number;
};

export type Feed = { events: StreamEvent[]; cursor: string };

/** A worker that has not been seen for longer than this counts as gone. */
const WORKER_SILENT_MS = 2 * MINUTE_MS;

export async function stageView(world: World): Promise<StageView> {
  const [pulse, pending, missions] = await Promise.all([pulseView(world), pendingProposals(world, 20), recentMissions(world, 30)]);
  return { ...pulse, pending, missions };
}

export async function pulseView(world: World): Promise<Pulse> {
  const { sql } = world.db;
  const now = world.clock.now();
  const today = startOfDay(now);
  const policies = await currentPolicies(world);
  const [pulse, agents, counts] = await Promise.all([
    readPulse(sql, today, before(now, WORKER_SILENT_MS)),
    agentsNow(world, policies, today),
    countMissions(sql, today),
  ]);
  return {
    as_of: now.toISOString(),
    company: { name: policies.company.name, paused: policies.company.paused },
    heartbeat: {
      at: pulse.beat_at?.toISOString() ?? null,
      status: pulse.beat_status,
      interval_seconds: policies.heartbeat_policy.interval_seconds,
    },
    workers_alive: pulse.workers,
    spend: { today_usd: pulse.spent, cap_usd: policies.model_policy.daily_cap_usd },
    model: modelState(world, policies),
    agents,
    missions_today: counts,
    waiting: pulse.waiting,
  };
}

/** The newest events and the cursor from which a stream goes on without a gap. */
export async function newestFeed(sql: Sql, limit: number): Promise<Feed> {
  const events = await eventsBefore(sql, null, limit);
  return { events, cursor: events[0] ? cursorText(cursorOf(events[0])) : '0.0' };
}

/** Which model answers, in words; the offline model always says that it is one. */
export function modelState(world: World, policies: PolicyValues): StageView['model'] {
  const policy = policies.model_policy;
  const choice = chooseModel('analyze', policy, world.model.available());
  if ('missing' in choice) return { state: 'unavailable', label: `model unavailable: ${choice.missing}` };
  if (choice.provider !== 'offline') return { state: 'live', label: choice.model };
  return { state: 'offline', label: policy.provider === 'offline' ? 'offline model — by policy' : 'offline model — no key' };
}

type PulseRow = { beat_at: Date | null; beat_status: string | null; workers: number; spent: number; waiting: number };

async function readPulse(sql: Sql, today: Date, aliveSince: Date): Promise<PulseRow> {
  const [row] = await sql<[PulseRow]>`
    select beat.started_at as beat_at, beat.status as beat_status,
      (select count(*)::int from ops_workers where stopped_at is null and seen_at >= ${aliveSince}) as workers,
      (select coalesce(sum(cost_usd), 0)::float8 from ops_llm_calls where created_at >= ${today}) as spent,
      (select count(*)::int from ops_mission_proposals where status = 'pending') as waiting
    from (select 1) as one left join lateral (select started_at, status from ops_action_runs order by started_at desc limit 1) as beat on true`;
  return row;
}

async function countMissions(sql: Sql, today: Date): Promise<StageView['missions_today']> {
  const [row] = await sql<[StageView['missions_today']]>`
    select (select count(*)::int from ops_missions where status in ('approved', 'running')) as running,
      count(*)::int as started,
      (count(*) filter (where status = 'succeeded'))::int as succeeded,
      (count(*) filter (where status = 'failed'))::int as failed
    from ops_missions where created_at >= ${today}`;
  return row;
}

type AgentFacts = {
  agent_id: string;
  running_kind: string | null;
  running_since: Date | null;
  running_mission: string | null;
  queued_kind: string | null;
  queued_mission: string | null;
  held_title: string | null;
  held_since: Date | null;
  last_at: Date | null;
  done_today: number;
};

export async function agentsNow(world: World, policies: PolicyValues, today: Date): Promise<AgentNow[]> {
  const ids = world.company.agents.map((agent) => agent.id);
  const rows = await world.db.sql<AgentFacts[]>`
    select agent_id, running.kind as running_kind, running.started_at as running_since, running.mission_id as running_mission,
      queued.kind as queued_kind, queued.mission_id as queued_mission, held.title as held_title, held.created_at as held_since, last.created_at as last_at,
      (select count(*)::int from ops_agent_events e where e.kind = 'step_succeeded' and e.created_at >= ${today} and e.agent_id = agent.agent_id) as done_today
    from unnest(${ids}::text[]) as agent(agent_id)
    left join lateral (select kind, started_at, mission_id from ops_mission_steps s
      where s.status = 'running' and s.agent_id = agent.agent_id order by started_at desc limit 1) as running on true
    left join lateral (select kind, mission_id from ops_mission_steps s
      where s.status = 'queued' and s.ready and s.agent_id = agent.agent_id order by priority desc, created_at, id limit 1) as queued on true
    left join lateral (select title, created_at from ops_mission_proposals p
      where p.status = 'pending' and p.agent_id = agent.agent_id order by created_at limit 1) as held on true
    left join lateral (select created_at from ops_agent_events e where e.agent_id = agent.agent_id order by created_at desc limit 1) as last on true`;
  const facts = new Map(rows.map((row) => [row.agent_id, row]));
  return world.company.agents.map((agent) => agentNow(world, policies, agent, facts.get(agent.id)));
}

function agentNow(world: World, policies: PolicyValues, agent: Agent, facts: AgentFacts | undefined): AgentNow {
  const label = (kind: string) => world.company.stepKinds.get(kind)?.label ?? kind;
  const base = { id: agent.id, name: agent.displayName, role: agent.role, color: agent.color, done_today: facts?.done_today ?? 0 };
  const state = (
    name: AgentNow['state'],
    doing: string | null,
    since: Date | null | undefined,
    mission_id: string | null = null,
  ): AgentNow => ({
    ...base,
    state: name,
    doing,
    since: since?.toISOString() ?? null,
    mission_id,
  });
  if (policies.kill_switch.agents.includes(agent.id)) return state('off', 'switched off by policy', null);
  if (facts?.running_kind) return state('working', label(facts.running_kind), facts.running_since, facts.running_mission);
  if (facts?.queued_kind) return state('queued', label(facts.queued_kind), null, facts.queued_mission);
  if (facts?.held_title) return state('waiting', facts.held_title, facts.held_since);
  return state('idle', null, facts?.last_at);
}

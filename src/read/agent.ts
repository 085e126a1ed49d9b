/** One agent whole: what it knows, whom it likes, how it sounds and why, what it did and what that cost. */
import type { Agent } from '../core/company.ts';
import { deriveVoice, type Memory, memoryStats } from '../core/memory/rules.ts';
import { before, DAY_MS, startOfDay } from '../core/time.ts';
import type { World } from '../world/world.ts';
import { type AgentCard, agentCards } from './agents.ts';
import { agentMemories, type MemoryRef, type MemoryView, memoryRefs } from './memories.ts';
import { type PairView, pairViews } from './pairs.ts';

export type AgentView = {
  as_of: string;
  agent: AgentCard;
  /** Everybody, for names and faces. */
  team: AgentCard[];
  persona: { tone: string; quirk: string; signature: string; directive: string };
  memories: MemoryView[];
  pairs: PairView[];
  voice: VoiceView;
  work: { missions: WorkMission[]; artifacts: WorkArtifact[]; ideas: WorkIdea[] };
  cost: CostView;
};

export type VoiceView = {
  active: { rule: string; modifier: string; because: string; memories: MemoryRef[] }[];
  /** Every rule of the company, in their order of precedence. */
  rules: { name: string; modifier: string; because: string; holds: boolean; active: boolean }[];
  counts: { type: string; count: number }[];
  /** What the model reads about this agent before every turn. */
  preview: string;
};

export type WorkMission = { id: string; title: string; status: string; at: string };
export type WorkArtifact = { id: string; kind: string; title: string; at: string; untrusted: boolean };
export type WorkIdea = {
  id: string;
  status: string;
  reason: string;
  title: string | null;
  proposal_id: string | null;
  error: string | null;
  at: string;
};

export type CostView = {
  today: number;
  month: number;
  calls: number;
  /** The last 14 days, oldest first. */
  days: { day: string; usd: number; calls: number }[];
  purposes: { purpose: string; model: string; calls: number; usd: number }[];
};

const COST_DAYS = 14;
const MONTH_DAYS = 30;
const WORK_LINES = 30;

/** Null when the company has no such agent. */
export async function agentView(world: World, id: string): Promise<AgentView | null> {
  const known = world.company.agents.find((agent) => agent.id === id);
  if (!known) return null;
  const { sql } = world.db;
  const allPairs = await pairViews(sql);
  const [team, memories, voice, work, cost] = await Promise.all([
    agentCards(world, allPairs),
    agentMemories(sql, id),
    voiceView(world, known),
    workOf(world, id),
    costOf(world, id),
  ]);
  return {
    as_of: world.clock.now().toISOString(),
    agent: team.find((card) => card.id === id) as AgentCard,
    team,
    persona: { tone: known.tone, quirk: known.quirk, signature: known.signatureLine, directive: known.systemDirective },
    memories,
    pairs: allPairs.filter((pair) => pair.a === id || pair.b === id),
    voice,
    work,
    cost,
  };
}

/** Derived from the live memories, as the next conversation will derive it. */
async function voiceView(world: World, agent: Agent): Promise<VoiceView> {
  const { sql } = world.db;
  const live = await sql<Memory[]>`
    select id, agent_id, type, content, confidence::float8 as confidence, tags, source_trace_id, untrusted, pinned, promoted_at, last_used_at, created_at
    from ops_agent_memory where agent_id = ${agent.id} and superseded_by is null and retired_at is null order by created_at desc, id desc`;
  const stats = memoryStats(live);
  const active = deriveVoice(live, world.company.voiceRules);
  const refs = await memoryRefs(
    sql,
    active.flatMap((one) => one.memory_ids),
  );
  const evolution = active.length ? ['', 'Personality evolution:', ...active.map(({ modifier }) => `- ${modifier}`)] : [];
  return {
    active: active.map(({ memory_ids, ...one }) => ({ ...one, memories: memory_ids.flatMap((id) => refs.get(id) ?? []) })),
    rules: world.company.voiceRules.map(({ name, modifier, because, when }) => ({
      ...{ name, modifier, because },
      holds: when(stats),
      active: active.some((one) => one.rule === name),
    })),
    counts: Object.entries(stats.count).map(([type, count]) => ({ type, count })),
    preview: [agent.systemDirective, ...evolution].join('\n'),
  };
}

async function workOf(world: World, id: string): Promise<AgentView['work']> {
  const { sql } = world.db;
  type Dated<T> = Omit<T, 'at'> & { at: Date };
  const [missions, artifacts, ideas] = await Promise.all([
    sql<Dated<WorkMission>[]>`
      select id, title, status, coalesce(finished_at, started_at, created_at) as at from ops_missions
      where created_by = ${id} or id in (select mission_id from ops_mission_steps where agent_id = ${id} order by created_at desc limit 200)
      order by created_at desc, id desc limit ${WORK_LINES}`,
    sql<Dated<WorkArtifact>[]>`
      select id, kind, title, untrusted, created_at as at from ops_artifacts where agent_id = ${id} order by created_at desc, id desc limit ${WORK_LINES}`,
    sql<Dated<WorkIdea>[]>`
      select id, status, reason, idea->>'title' as title, proposal_id, last_error as error, created_at as at from ops_initiative_queue
      where agent_id = ${id} order by created_at desc, id desc limit 10`,
  ]);
  const dated = <T extends { at: Date }>(rows: T[]) => rows.map((row) => ({ ...row, at: row.at.toISOString() }));
  return { missions: dated(missions), artifacts: dated(artifacts), ideas: dated(ideas) };
}

async function costOf(world: World, id: string): Promise<CostView> {
  const { sql } = world.db;
  const today = startOfDay(world.clock.now());
  const since = before(today, (MONTH_DAYS - 1) * DAY_MS);
  const [rows, purposes] = await Promise.all([
    sql<{ day: string; usd: number; calls: number }[]>`
      select to_char(created_at at time zone 'UTC', 'YYYY-MM-DD') as day, sum(cost_usd)::float8 as usd, count(*)::int as calls
      from ops_llm_calls where agent_id = ${id} and created_at >= ${since} group by 1`,
    sql<CostView['purposes']>`
      select purpose, model, count(*)::int as calls, sum(cost_usd)::float8 as usd from ops_llm_calls
      where agent_id = ${id} and created_at >= ${since} group by 1, 2 order by 4 desc, 3 desc, 1, 2`,
  ]);
  const byDay = new Map(rows.map((row) => [row.day, row]));
  const days = Array.from({ length: COST_DAYS }, (_, index) => {
    const day = before(today, (COST_DAYS - 1 - index) * DAY_MS)
      .toISOString()
      .slice(0, 10);
    return { day, usd: byDay.get(day)?.usd ?? 0, calls: byDay.get(day)?.calls ?? 0 };
  });
  return {
    today: days.at(-1)?.usd ?? 0,
    month: rows.reduce((sum, row) => sum + row.usd, 0),
    calls: rows.reduce((sum, row) => sum + row.calls, 0),
    days,
    purposes,
  };
}

/** A mission as a film: everything that happened to it in order, each moment a sentence, and what its steps were doing in between. */
import type { EventRow } from '../core/events/event.ts';
import type { StepRow } from '../core/missions/step-context.ts';
import type { MissionRow } from '../core/missions/store.ts';
import type { ProposalRow } from '../core/proposals/store.ts';
import { isUuid } from '../core/text.ts';
import { startOfDay } from '../core/time.ts';
import type { Sql } from '../world/db.ts';
import type { World } from '../world/world.ts';
import { type Beat, eventBeat, namesOf } from './beats.ts';
import { causeWords } from './origin.ts';
import { currentPolicies } from './policies.ts';
import type { Names } from './sentences.ts';
import { type AgentNow, agentsNow } from './stage.ts';
import { type Span, spansOf } from './step-spans.ts';
import { verdictOf } from './verdict.ts';
import { whyChain } from './why.ts';

export type FilmStep = {
  id: string;
  kind: string;
  label: string;
  agent_id: string;
  status: StepRow['status'];
  attempt: number;
  spans: Span[];
};

export type MissionFilm = {
  as_of: string;
  mission: {
    id: string;
    proposal_id: string;
    title: string;
    status: MissionRow['status'];
    agent_id: string;
    origin: string;
    untrusted: boolean;
    verdict: string;
    created_at: string;
    cost_usd: number;
  };
  agents: AgentNow[];
  steps: FilmStep[];
  /** Oldest first. */
  beats: Beat[];
  /** More happened than is shown. */
  cut: boolean;
};

/** Moments shown at most. */
const MOST_BEATS = 5000;

/** Null when there is no such mission. */
export async function missionFilm(world: World, id: string): Promise<MissionFilm | null> {
  if (!isUuid(id)) return null;
  const { sql } = world.db;
  const [mission] = await sql<MissionRow[]>`select * from ops_missions where id = ${id}`;
  if (!mission) return null;
  const now = world.clock.now();
  const [[proposal], steps, before, policies, [cost]] = await Promise.all([
    sql<ProposalRow[]>`select * from ops_mission_proposals where id = ${mission.proposal_id}`,
    sql<StepRow[]>`select * from ops_mission_steps where mission_id = ${id} order by position`,
    whatCameBefore(sql, mission.proposal_id),
    currentPolicies(world),
    sql<[{ usd: number }]>`
      select coalesce(sum(cost_usd), 0)::float8 as usd from ops_llm_calls
      where cause_kind = 'step' and cause_id in (select id::text from ops_mission_steps where mission_id = ${id})`,
  ]);
  if (!proposal) return null;
  const [events, memories, agents, origins] = await Promise.all([
    eventsOf(sql, mission, before),
    memoriesOf(sql, id, steps),
    agentsNow(world, policies, startOfDay(now)),
    causeWords(world, [proposal]),
  ]);
  const names = namesOf(world);
  const itsOwn = (event: EventRow) => event.mission_id === id || event.cause_id === id || event.cause_id === proposal.id;
  const beats = inOrder([
    ...events.filter((event) => !itsOwn(event)).map((event) => eventBeat(event, names)),
    proposedBeat(proposal, names),
    ...events.filter(itsOwn).map((event) => ownBeat(event, proposal, names)),
    ...memories.map((row) => memoryBeat(row, names)),
  ]);
  return {
    as_of: now.toISOString(),
    mission: {
      id,
      proposal_id: proposal.id,
      title: mission.title,
      status: mission.status,
      agent_id: mission.created_by,
      origin: origins.get(proposal.id) ?? proposal.source,
      untrusted: proposal.untrusted,
      verdict: verdictOf(mission, steps, (kind) => names.step(kind), now),
      created_at: mission.created_at.toISOString(),
      cost_usd: cost?.usd ?? 0,
    },
    agents,
    steps: filmSteps(mission, steps, events, names, now),
    beats: beats.slice(0, MOST_BEATS),
    cut: events.length > MOST_BEATS,
  };
}

type Before = { events: string[]; talks: string[] };

/** What led to the proposal: its cause and that one's, up to the first event, and the conversation it came out of. */
async function whatCameBefore(sql: Sql, proposalId: string): Promise<Before> {
  const chain = (await whyChain(sql, proposalId)) ?? [];
  const first = chain.findIndex((link) => link.kind === 'event');
  const near = chain.slice(1, first === -1 ? chain.length : first + 1);
  const ids = (...kinds: string[]) => near.flatMap((link) => (kinds.includes(link.kind) && link.id ? [link.id] : []));
  return { events: ids('event'), talks: ids('conversation', 'initiative') };
}

async function eventsOf(sql: Sql, mission: MissionRow, before: Before): Promise<EventRow[]> {
  return sql<EventRow[]>`
    select id, seq::text, tx::text, agent_id, kind, title, summary, tags, metadata, cause_kind, cause_id, depth, mission_id, step_id, untrusted, created_at
    from ops_agent_events
    where mission_id = ${mission.id} or (cause_id = ${mission.proposal_id} and cause_kind = 'proposal') or id = any(${before.events}::uuid[])
      or (cause_id = ${mission.id} and cause_kind = 'mission') or (cause_id = any(${before.talks}) and cause_kind in ('conversation', 'initiative') and created_at <= ${mission.created_at})
    order by created_at, ops_agent_events.seq limit ${MOST_BEATS + 1}`;
}

/** An acceptance tells no more than that; the proposal knows whether a person gave it. */
function ownBeat(event: EventRow, { decided_by, title }: ProposalRow, names: Names): Beat {
  const beat = eventBeat(event, names);
  if (event.kind !== 'proposal_accepted' || !decided_by || decided_by === 'policy') return beat;
  return { ...beat, mark: 'approval', sentence: `${decided_by} approves “${title}”, and it becomes a mission` };
}

type MemoryRow = {
  id: string;
  agent_id: string;
  type: string;
  content: string;
  confidence: number;
  untrusted: boolean;
  cause_kind: string;
  cause_id: string;
  created_at: Date;
};

/** What it lifted into long-term memory without an event of its own. */
async function memoriesOf(sql: Sql, missionId: string, steps: readonly StepRow[]): Promise<MemoryRow[]> {
  const ids = [missionId, ...steps.map((step) => step.id)];
  return sql<MemoryRow[]>`
    select id, agent_id, type, content, confidence::float8 as confidence, untrusted, cause_kind, cause_id, created_at from ops_agent_memory m
    where cause_kind in ('mission', 'step') and cause_id = any(${ids})
      and not exists (select 1 from ops_agent_events e where e.kind in ('memory_learnt', 'memory_replaced') and e.cause_id = m.cause_id and e.metadata->>'memory_id' = m.id::text)
    order by created_at limit 200`;
}

function proposedBeat(row: ProposalRow, names: Names): Beat {
  const work = row.proposed_steps.map((step) => names.step(step.kind)).join(', then ');
  return {
    id: row.id,
    at: row.created_at.toISOString(),
    kind: 'proposed',
    agent_id: row.agent_id,
    sentence: `${names.agent(row.agent_id)} proposes “${row.title}”: ${work}`,
    mark: null,
    step_id: null,
    untrusted: row.untrusted,
    payload: { proposed_steps: row.proposed_steps, source: row.source, priority: row.priority },
    event: null,
  };
}

function memoryBeat(row: MemoryRow, names: Names): Beat {
  return {
    id: row.id,
    at: row.created_at.toISOString(),
    kind: 'remembered',
    agent_id: row.agent_id,
    sentence: `${names.agent(row.agent_id)} remembers: ${row.content}`,
    mark: 'memory',
    step_id: row.cause_kind === 'step' ? row.cause_id : null,
    untrusted: row.untrusted,
    payload: { type: row.type, confidence: row.confidence },
    event: null,
  };
}

/** By time; at one time, what led to the proposal stands before it, and what became of it after. */
function inOrder(beats: Beat[]): Beat[] {
  return beats.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

function filmSteps(mission: MissionRow, steps: StepRow[], events: EventRow[], names: Names, now: Date): FilmStep[] {
  const byStep = Map.groupBy(events, (event) => event.step_id);
  let readyAt = mission.created_at;
  return steps.map((step) => {
    const spans = spansOf(byStep.get(step.id) ?? [], { readyAt, status: step.status, until: mission.finished_at ?? now });
    readyAt = step.finished_at ?? mission.finished_at ?? now;
    const { id, kind, status, attempt, agent_id } = step;
    return { id, kind, label: names.step(kind), agent_id, status, attempt, spans };
  });
}

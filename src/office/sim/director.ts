/** From what is known to what each agent does now. The first that holds counts; only who has nothing recorded to do is idle. Pure. */
import type { Activity } from '../frame.ts';
import type { Plans, Stay } from './ambient.ts';
import { stayAt } from './ambient.ts';
import { type AgentKnown, agentKnown, type Knowledge, type Mission, type Moment, type Proposal, type Talk } from './knowledge.ts';

export type Wish =
  | { to: 'desk' }
  | { to: 'door' }
  | { to: 'rack' }
  | { to: 'board'; sinceMs: number }
  | { to: 'talk'; talk: Talk }
  | { to: 'ambient'; stay: Stay };

export type Intent = {
  activity: Activity;
  wish: Wish;
  doing: string | null;
  sinceMs: number | null;
  /** The kind of step on its screen. */
  screen: string | null;
  celebrating: Moment | null;
};

export type Cast = readonly { id: string; name: string }[];

const READING = new Set(['crawl', 'view', 'scan_signals', 'research', 'review', 'diagnose']);
const RACK_MS = 6_000;
const THINK_MS = 20_000;
/** A talk of which nothing was heard for so long is over, whatever became of its end. */
const TALK_SILENT_MS = 30 * 60_000;

export function intentsOf(known: Knowledge, cast: Cast, plans: Plans, seed: string, nowMs: number): Intent[] {
  const missions = newestPerAgent(known.missions.values());
  const pending = oldestPerAgent(known.proposals.values());
  const talks = talkPerAgent(known.talks.values(), nowMs);
  const celebrating = celebrations(known.moments.values(), nowMs);
  return cast.map(({ id }): Intent => {
    const agent = agentKnown(known, id);
    const mission = missions.get(id);
    const intent = (
      activity: Activity,
      wish: Wish,
      doing: string | null,
      sinceMs: number | null,
      screen: string | null = null,
    ): Intent => ({
      activity,
      wish,
      doing,
      sinceMs,
      screen,
      celebrating: celebrating.get(id) ?? null,
    });
    if (known.off.agents.includes(id)) return intent('off', { to: 'door' }, 'switched off by policy', null);
    if (mission?.status === 'running' || atTheRack(mission, nowMs)) {
      const kind = mission?.step?.kind ?? '';
      const activity = READING.has(kind) ? 'work.read' : 'work.type';
      const wish = kind === 'diagnose' ? ({ to: 'rack' } as const) : ({ to: 'desk' } as const);
      return intent(activity, wish, mission?.step?.label ?? mission?.title ?? null, mission?.seenMs ?? null, kind);
    }
    const talk = talks.get(id);
    if (talk) {
      const speaks = talk.speaker?.agentId === id && talk.speaker.untilMs > nowMs;
      return intent(speaks ? 'talk' : 'listen', { to: 'talk', talk }, talk.topic, talk.sinceMs);
    }
    const failure = openFailure(agent);
    if (failure) return intent('error', { to: 'desk' }, failure.text, failure.seenMs);
    const held = pending.get(id);
    if (held) return intent('blocked', { to: 'board', sinceMs: held.seenMs }, held.title, held.seenMs);
    if (mission?.status === 'queued') return intent('queued', { to: 'desk' }, mission.title, null);
    return nothingOpen(agent, intent, stayAt(plans, seed, id, nowMs), nowMs);
  });
}

export function openFailure(agent: AgentKnown): AgentKnown['failure'] {
  return agent.failure && agent.failure.order > agent.cleared ? agent.failure : null;
}

/** Thinks for a while after work, then is idle; a stay that had begun before is not joined halfway. */
function nothingOpen(
  agent: AgentKnown,
  intent: (activity: Activity, wish: Wish, doing: string | null, sinceMs: number | null) => Intent,
  stay: Stay,
  nowMs: number,
): Intent {
  const idleFrom = Math.max(agent.workedMs + THINK_MS, agent.touchedMs);
  if (nowMs < agent.workedMs + THINK_MS) return intent('think', { to: 'desk' }, null, null);
  return intent('idle', stay.startMs >= idleFrom ? { to: 'ambient', stay } : { to: 'desk' }, null, null);
}

/** A diagnosis that took a moment only is still seen. */
function atTheRack(mission: Mission | undefined, nowMs: number): boolean {
  return mission?.status === 'over' && mission.step?.kind === 'diagnose' && nowMs < mission.seenMs + RACK_MS;
}

const RANK = { running: 2, queued: 1, over: 0 };

/** What runs before what is queued; of several that run the newest, else the first by name, so that no order of arrival shows. */
function newestPerAgent(missions: Iterable<Mission>): Map<string, Mission> {
  const found = new Map<string, Mission>();
  for (const mission of missions) {
    const other = found.get(mission.agentId);
    if (!other || goesBefore(mission, other)) found.set(mission.agentId, mission);
  }
  return found;
}

function goesBefore(a: Mission, b: Mission): boolean {
  if (a.status !== b.status) return RANK[a.status] > RANK[b.status];
  if (a.status !== 'queued' && a.seenMs !== b.seenMs) return a.seenMs > b.seenMs;
  return a.title < b.title;
}

function oldestPerAgent(proposals: Iterable<Proposal>): Map<string, Proposal> {
  const found = new Map<string, Proposal>();
  for (const proposal of proposals) {
    const other = found.get(proposal.agentId);
    if (proposal.open && (!other || proposal.seenMs < other.seenMs || (proposal.seenMs === other.seenMs && proposal.title < other.title)))
      found.set(proposal.agentId, proposal);
  }
  return found;
}

/** Who sits in two talks at once belongs to the one that began first. */
function talkPerAgent(talks: Iterable<Talk>, nowMs: number): Map<string, Talk> {
  const found = new Map<string, Talk>();
  const open = [...talks].filter((talk) => talk.open && nowMs - talk.seenMs < TALK_SILENT_MS).sort((a, b) => (a.first < b.first ? -1 : 1));
  for (const talk of open) for (const member of talk.members) if (!found.has(member)) found.set(member, talk);
  return found;
}

function celebrations(moments: Iterable<Moment>, nowMs: number): Map<string, Moment> {
  const found = new Map<string, Moment>();
  for (const moment of moments) {
    const other = found.get(moment.agentId);
    if (moment.kind === 'celebrate' && moment.untilMs > nowMs && (!other || moment.order > other.order)) found.set(moment.agentId, moment);
  }
  return found;
}

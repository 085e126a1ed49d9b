/**
 * What is known from recorded facts. Every entry remembers the place of its event in the stream and gives way to later ones only, so events may
 * arrive in any order, or twice, and the knowledge is the same. Pure: a fold returns new knowledge.
 */
import type { EventFact, OfficeFact, SnapshotFact } from './input.ts';

export type Mission = {
  order: string;
  agentId: string;
  status: 'queued' | 'running' | 'over';
  step: EventFact['step'];
  title: string;
  seenMs: number;
};
export type Proposal = { order: string; agentId: string; title: string; open: boolean; seenMs: number };
export type Talk = {
  /** Of the newest event, and of the oldest. */
  order: string;
  first: string;
  open: boolean;
  format: string;
  topic: string;
  members: string[];
  /** Who spoke last; null for a person. */
  speaker: { agentId: string | null; order: string; untilMs: number } | null;
  seenMs: number;
  sinceMs: number;
};
export type MomentKind = 'said' | 'refused' | 'done' | 'celebrate' | 'idea' | 'heart' | 'spark';
/** Something short that is seen for a while and then gone. */
export type Moment = {
  id: string;
  order: string;
  kind: MomentKind;
  agentId: string;
  text: string;
  byPerson: boolean;
  seenMs: number;
  untilMs: number;
};
export type Failure = { id: string; order: string; text: string; seenMs: number };
export type AgentKnown = {
  failure: Failure | null;
  /** Failures up to here are superseded or acknowledged. */
  cleared: string;
  /** Worked at last, and was last concerned by anything. */
  workedMs: number;
  touchedMs: number;
};

export type Knowledge = {
  upTo: string;
  off: { order: string; agents: readonly string[] };
  missions: Map<string, Mission>;
  proposals: Map<string, Proposal>;
  talks: Map<string, Talk>;
  moments: Map<string, Moment>;
  agents: Map<string, AgentKnown>;
};

/** Facts up to this late are dated by their own time; a clock that is further off is not believed. */
export const LATE_MS = 2_000;
/** Settled things are kept this long, so that a late event about them is recognised as old. */
const KEEP_MS = 60_000;
const KEEP_MOMENT_MS = 5_000;
const LONGEST_TEXT = 120;
const MOMENT_MS = { refused: 4_000, done: 1_500, celebrate: 3_000, idea: 2_000, heart: 2_000, spark: 2_000 } as const;
const NEVER = Number.NEGATIVE_INFINITY;

export function nothingKnown(): Knowledge {
  return {
    upTo: '',
    off: { order: '', agents: [] },
    missions: new Map(),
    proposals: new Map(),
    talks: new Map(),
    moments: new Map(),
    agents: new Map(),
  };
}

export function absorb(knowledge: Knowledge, facts: readonly OfficeFact[], nowMs: number): Knowledge {
  let known = copyOf(knowledge, nowMs);
  for (const fact of facts) {
    if (fact.type === 'snapshot') known = knownFrom(fact, nowMs);
    else if (fact.type === 'acknowledged') clearUpTo(known, fact.agentId, fact.order);
    else if (fact.order > known.upTo) learn(known, fact, seenAt(fact.atMs, nowMs));
  }
  return known;
}

/** The same for events that are taken in at the very time they happened, many at once. */
export function absorbAsHappened(knowledge: Knowledge, events: readonly EventFact[]): Knowledge {
  const first = events[0];
  if (!first) return knowledge;
  const known = copyOf(knowledge, first.atMs);
  for (const event of events) learn(known, event, event.atMs);
  return known;
}

export function agentKnown(known: Knowledge, id: string): AgentKnown {
  return known.agents.get(id) ?? { failure: null, cleared: '', workedMs: NEVER, touchedMs: NEVER };
}

/** How long a text stays on screen. */
export function readingMs(text: string): number {
  return Math.max(3_000, shortened(text).length * 55);
}

export function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= LONGEST_TEXT) return line;
  const cut = line.slice(0, LONGEST_TEXT - 1);
  const word = cut.lastIndexOf(' ');
  return `${word > LONGEST_TEXT / 2 ? cut.slice(0, word) : cut}…`;
}

function seenAt(atMs: number, nowMs: number): number {
  const late = nowMs - atMs;
  return late >= 0 && late <= LATE_MS ? atMs : nowMs;
}

function copyOf(known: Knowledge, nowMs: number): Knowledge {
  const old = nowMs - KEEP_MS;
  return {
    ...known,
    missions: kept(known.missions, (mission) => mission.status !== 'over' || mission.seenMs > old),
    proposals: kept(known.proposals, (proposal) => proposal.open || proposal.seenMs > old),
    talks: kept(known.talks, (talk) => talk.open || talk.seenMs > old),
    moments: kept(known.moments, (moment) => moment.untilMs > nowMs - KEEP_MOMENT_MS),
    agents: new Map(known.agents),
  };
}

function kept<T>(map: Map<string, T>, stays: (value: T) => boolean): Map<string, T> {
  const copy = new Map<string, T>();
  for (const [key, value] of map) if (stays(value)) copy.set(key, value);
  return copy;
}

/** The snapshot's own rows overrule what its events tell of missions, proposals and switches. */
function knownFrom(snapshot: SnapshotFact, nowMs: number): Knowledge {
  const known = nothingKnown();
  const order = snapshot.upTo ?? '';
  const lived = (atMs: number) => Math.min(nowMs, nowMs - (snapshot.asOfMs - atMs));
  for (const fact of snapshot.recent) learn(known, fact, lived(fact.atMs));
  for (const [id, mission] of known.missions) if (mission.status !== 'over') known.missions.set(id, { ...mission, status: 'over', order });
  for (const { id, sinceMs, ...mission } of snapshot.missions)
    known.missions.set(id, { ...mission, order, seenMs: sinceMs === null ? nowMs : lived(sinceMs) });
  for (const [id, proposal] of known.proposals) if (proposal.open) known.proposals.set(id, { ...proposal, open: false, order });
  for (const { id, agentId, title, sinceMs } of snapshot.pending)
    known.proposals.set(id, { order, agentId, title, open: true, seenMs: lived(sinceMs) });
  return { ...copyOf(known, nowMs), upTo: order, off: { order, agents: snapshot.off } };
}

function learn(known: Knowledge, fact: EventFact, seenMs: number): void {
  touch(known, fact.agentId, { touchedMs: seenMs });
  if (fact.kind.startsWith('proposal_')) learnProposal(known, fact, seenMs);
  else if (fact.kind.startsWith('step_') || fact.kind.startsWith('mission_')) learnWork(known, fact, seenMs);
  else if (fact.kind.startsWith('conversation_')) learnTalk(known, fact, seenMs);
  else if (fact.kind === 'memory_learnt' || fact.kind === 'memory_replaced') moment(known, fact, 'idea', fact.agentId, seenMs);
  else if (fact.kind === 'affinity_changed')
    for (const one of fact.drift?.pair ?? []) moment(known, fact, fact.drift?.closer ? 'heart' : 'spark', one, seenMs);
  else if (fact.off && fact.order > known.off.order) known.off = { order: fact.order, agents: fact.off };
}

function learnProposal(known: Knowledge, fact: EventFact, seenMs: number): void {
  const { proposalId: id, agentId, title, order } = fact;
  if (id && order > (known.proposals.get(id)?.order ?? ''))
    known.proposals.set(id, { order, agentId, title, open: fact.kind === 'proposal_pending', seenMs });
  if (fact.kind === 'proposal_accepted') setMission(known, fact, 'queued', seenMs);
  if (fact.kind === 'proposal_rejected') moment(known, fact, 'refused', agentId, seenMs);
}

function learnWork(known: Knowledge, fact: EventFact, seenMs: number): void {
  const { kind, agentId, order } = fact;
  touch(known, agentId, { workedMs: seenMs });
  const over = kind === 'step_failed' || kind.startsWith('mission_');
  setMission(known, fact, over ? 'over' : kind === 'step_started' ? 'running' : 'queued', seenMs);
  if (kind === 'step_succeeded') moment(known, fact, 'done', agentId, seenMs);
  if (kind === 'mission_succeeded') moment(known, fact, 'celebrate', agentId, seenMs);
  if (kind === 'step_failed') fail(known, agentId, { id: fact.id, order, text: shortened(fact.text), seenMs });
  else if (kind !== 'mission_failed') clearUpTo(known, agentId, order);
}

function setMission(known: Knowledge, fact: EventFact, status: Mission['status'], seenMs: number): void {
  const { missionId: id, agentId, order, step, title } = fact;
  if (!id || order <= (known.missions.get(id)?.order ?? '')) return;
  known.missions.set(id, { order, agentId, status, step, title, seenMs });
}

function learnTalk(known: Knowledge, fact: EventFact, seenMs: number): void {
  const { talk, kind, order, byPerson } = fact;
  // Planned is not yet begun, and what is distilled is over: both move nobody.
  if (!talk || kind === 'conversation_queued' || kind === 'conversation_distilled') return;
  const before = known.talks.get(talk.id);
  const newer = order > (before?.order ?? '');
  const opens = kind === 'conversation_started' || kind === 'conversation_turn';
  const spoken = kind === 'conversation_turn' && order > (before?.speaker?.order ?? '');
  const members = talk.participants.length ? talk.participants : (before?.members ?? [fact.agentId]);
  known.talks.set(talk.id, {
    order: newer ? order : (before?.order ?? order),
    first: before && before.first < order ? before.first : order,
    open: newer ? opens : (before?.open ?? opens),
    format: talk.format,
    topic: fact.title,
    members,
    speaker: spoken
      ? { agentId: byPerson ? null : fact.agentId, order, untilMs: seenMs + readingMs(fact.text) }
      : (before?.speaker ?? null),
    seenMs: Math.max(seenMs, before?.seenMs ?? NEVER),
    sinceMs: Math.min(seenMs, before?.sinceMs ?? Number.POSITIVE_INFINITY),
  });
  for (const member of members) touch(known, member, { touchedMs: seenMs });
  if (kind === 'conversation_turn') moment(known, fact, 'said', fact.agentId, seenMs);
}

function moment(known: Knowledge, fact: EventFact, kind: MomentKind, agentId: string, seenMs: number): void {
  const id = `${fact.id}/${kind}/${agentId}`;
  if (known.moments.has(id)) return;
  const text = kind === 'said' || kind === 'refused' ? shortened(fact.text) : '';
  const untilMs = seenMs + (kind === 'said' ? readingMs(text) : MOMENT_MS[kind]);
  known.moments.set(id, { id, order: fact.order, kind, agentId, text, byPerson: fact.byPerson, seenMs, untilMs });
}

function fail(known: Knowledge, agentId: string, failure: Failure): void {
  const agent = agentKnown(known, agentId);
  if (failure.order > (agent.failure?.order ?? '')) known.agents.set(agentId, { ...agent, failure });
}

function clearUpTo(known: Knowledge, agentId: string, order: string): void {
  const agent = agentKnown(known, agentId);
  if (order > agent.cleared) known.agents.set(agentId, { ...agent, cleared: order });
}

function touch(known: Knowledge, agentId: string, times: { workedMs?: number; touchedMs?: number }): void {
  const agent = agentKnown(known, agentId);
  known.agents.set(agentId, {
    ...agent,
    workedMs: Math.max(agent.workedMs, times.workedMs ?? NEVER),
    touchedMs: Math.max(agent.touchedMs, times.touchedMs ?? NEVER),
  });
}

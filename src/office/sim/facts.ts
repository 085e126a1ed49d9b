/** From the stream and the stage's view to what the simulation takes in. Pure. */
import type { AgentNow, StageView } from '../../read/stage.ts';
import type { StreamEvent } from '../../read/stream.ts';
import type { EventFact, MissionNow, OfficeSnapshot } from './input.ts';

export type LabelOf = (kind: string) => string;

export function factOf(event: StreamEvent, label: LabelOf = plainLabel): EventFact {
  const { metadata } = event;
  const step = event.kind.startsWith('step_') ? text(metadata.kind) : null;
  const talkId = text(metadata.conversation_id) ?? talkTag(event.tags);
  return {
    type: 'event',
    id: event.id,
    order: orderOf(event),
    atMs: Date.parse(event.created_at),
    kind: event.kind,
    agentId: event.agent_id,
    title: event.title,
    text: event.summary,
    missionId: event.mission_id,
    proposalId: text(metadata.proposal_id) ?? (event.cause_kind === 'proposal' ? event.cause_id : null),
    step: step ? { kind: step, label: label(step) } : null,
    talk: talkId ? { id: talkId, format: text(metadata.format) ?? event.tags[1] ?? '', participants: texts(metadata.participants) } : null,
    byPerson: metadata.by_person === true,
    drift: driftOf(event),
    off: switchedOff(event),
  };
}

/** `upTo` is the cursor of the feed that was read with the view. */
export function snapshotOf(view: StageView, feed: readonly StreamEvent[], upTo: { tx: string; seq: string } | null): OfficeSnapshot {
  const labels = new Map(view.missions.flatMap((mission) => mission.steps.map((step) => [step.kind, step.label] as const)));
  const today = view.missions_today;
  return {
    type: 'snapshot',
    asOfMs: Date.parse(view.as_of),
    upTo: upTo ? orderOf(upTo) : null,
    agents: view.agents.map(({ id, name }) => ({ id, name })),
    off: view.agents.filter((agent) => agent.state === 'off').map((agent) => agent.id),
    missions: missionsNow(view),
    pending: view.pending.map(({ id, agent_id, title, created_at }) => ({ id, agentId: agent_id, title, sinceMs: Date.parse(created_at) })),
    board: {
      succeeded: today.succeeded,
      started: today.started,
      running: today.running,
      waiting: view.pending.length,
      spentUsd: view.spend.today_usd,
      capUsd: view.spend.cap_usd,
    },
    recent: feed.map((event) => factOf(event, (kind) => labels.get(kind) ?? plainLabel(kind))),
  };
}

/** Decimal texts of up to 20 digits, so that texts sort as the numbers do. */
export function orderOf({ tx, seq }: { tx: string; seq: string }): string {
  return `${tx.padStart(20, '0')}.${seq.padStart(20, '0')}`;
}

function missionsNow(view: StageView): MissionNow[] {
  const open = view.missions.filter(({ status }) => status === 'approved' || status === 'running');
  const listed = open.map((mission): MissionNow => {
    const agent = view.agents.find((one) => one.mission_id === mission.id && one.state === 'working');
    const running = mission.steps.find((step) => step.status === 'running');
    const step = running ?? mission.steps.find(({ status }) => status === 'queued');
    return {
      id: mission.id,
      agentId: agent?.id ?? mission.agent_id,
      status: running ? 'running' : 'queued',
      title: mission.title,
      step: step ? { kind: step.kind, label: step.label } : null,
      sinceMs: running ? time(agent?.since ?? mission.started_at) : null,
    };
  });
  const known = new Set(listed.map(({ id }) => id));
  return [...listed, ...view.agents.flatMap((agent) => (agent.mission_id && !known.has(agent.mission_id) ? [missionOf(agent)] : []))];
}

/** A mission that the list has no room for, as the agent tells it. */
function missionOf(agent: AgentNow): MissionNow {
  const doing = agent.doing ?? '';
  return {
    id: agent.mission_id ?? '',
    agentId: agent.id,
    status: agent.state === 'working' ? 'running' : 'queued',
    title: doing,
    step: doing ? { kind: '', label: doing } : null,
    sinceMs: time(agent.since),
  };
}

function driftOf({ kind, metadata }: StreamEvent): EventFact['drift'] {
  const [a, b] = [text(metadata.agent_a), text(metadata.agent_b)];
  return kind === 'affinity_changed' && a && b ? { pair: [a, b], closer: Number(metadata.drift) > 0 } : null;
}

function switchedOff({ kind, metadata }: StreamEvent): string[] | null {
  const { key, after } = metadata;
  if (kind !== 'policy_changed' || key !== 'kill_switch') return null;
  return after && typeof after === 'object' && !Array.isArray(after) ? texts(after.agents) : [];
}

function talkTag(tags: readonly string[]): string | null {
  return tags.find((tag) => tag.startsWith('conversation:'))?.slice('conversation:'.length) ?? null;
}

function plainLabel(kind: string): string {
  return kind.replaceAll('_', ' ');
}

function time(iso: string | null | undefined): number | null {
  return iso ? Date.parse(iso) : null;
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

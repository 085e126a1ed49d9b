/** Events, states and origins in the words a person reads. */
import type { EventKind } from '../../core/events/event.ts';
import type { MissionSummary, StepDetail } from '../../read/missions.ts';
import type { AgentNow } from '../../read/stage.ts';

export type Group = 'work' | 'missions' | 'proposals' | 'refused' | 'talk' | 'insights' | 'company';

export const GROUPS: { group: Group; label: string }[] = [
  { group: 'work', label: 'Work' },
  { group: 'missions', label: 'Missions' },
  { group: 'proposals', label: 'Proposals' },
  { group: 'refused', label: 'Refused' },
  { group: 'talk', label: 'Talk' },
  { group: 'insights', label: 'Memory' },
  { group: 'company', label: 'Company' },
];

type Tone = 'good' | 'bad' | 'live' | 'held' | 'plain';

const KINDS: Record<EventKind, { label: string; group: Group; tone: Tone }> = {
  proposal_pending: { label: 'waits for a person', group: 'proposals', tone: 'held' },
  proposal_accepted: { label: 'proposal accepted', group: 'proposals', tone: 'plain' },
  proposal_rejected: { label: 'rejected at the door', group: 'refused', tone: 'bad' },
  step_started: { label: 'step started', group: 'work', tone: 'live' },
  step_succeeded: { label: 'step done', group: 'work', tone: 'good' },
  step_retried: { label: 'tries again', group: 'work', tone: 'held' },
  step_failed: { label: 'step failed', group: 'work', tone: 'bad' },
  step_recovered: { label: 'step recovered', group: 'work', tone: 'held' },
  mission_succeeded: { label: 'mission done', group: 'missions', tone: 'good' },
  mission_failed: { label: 'mission failed', group: 'missions', tone: 'bad' },
  mission_cancelled: { label: 'mission cancelled', group: 'missions', tone: 'held' },
  post_settled: { label: 'post settled by a person', group: 'work', tone: 'plain' },
  insight_promoted: { label: 'insight kept', group: 'insights', tone: 'good' },
  conversation_queued: { label: 'conversation planned', group: 'talk', tone: 'plain' },
  conversation_started: { label: 'conversation begins', group: 'talk', tone: 'live' },
  conversation_turn: { label: 'says', group: 'talk', tone: 'plain' },
  conversation_ended: { label: 'conversation ends', group: 'talk', tone: 'plain' },
  conversation_failed: { label: 'conversation failed', group: 'talk', tone: 'bad' },
  conversation_distilled: { label: 'conversation distilled', group: 'talk', tone: 'good' },
  affinity_changed: { label: 'affinity changed', group: 'talk', tone: 'plain' },
  memory_learnt: { label: 'learnt', group: 'insights', tone: 'good' },
  memory_replaced: { label: 'memory replaced', group: 'insights', tone: 'held' },
  memory_pinned: { label: 'memory pinned', group: 'insights', tone: 'plain' },
  memory_retired: { label: 'memory retired', group: 'insights', tone: 'held' },
  initiative_queued: { label: 'has an idea', group: 'proposals', tone: 'live' },
  initiative_proposed: { label: 'proposes by itself', group: 'proposals', tone: 'plain' },
  initiative_failed: { label: 'idea came to nothing', group: 'proposals', tone: 'bad' },
  metrics_imported: { label: 'numbers of posts read', group: 'insights', tone: 'plain' },
  policy_changed: { label: 'policy changed', group: 'company', tone: 'plain' },
  policy_unreadable: { label: 'policy unreadable', group: 'company', tone: 'bad' },
  trigger_fired: { label: 'trigger fired', group: 'proposals', tone: 'plain' },
  trigger_switched: { label: 'trigger switched', group: 'company', tone: 'plain' },
  worker_disabled: { label: 'worker disabled', group: 'company', tone: 'bad' },
  worker_enabled: { label: 'worker enabled', group: 'company', tone: 'good' },
  company_started: { label: 'company started', group: 'company', tone: 'good' },
  model_unavailable: { label: 'model unavailable', group: 'company', tone: 'bad' },
};

/** A kind of event this page does not know yet is shown by its own name. */
export function kindWords(kind: string): { label: string; group: Group; tone: Tone } {
  const known = KINDS[kind as EventKind];
  return known ?? { label: kind.replaceAll('_', ' '), group: 'company', tone: 'plain' };
}

/** How much a signal weighs for a person. */
export type Severity = 'trouble' | 'attention' | 'good' | 'plain';

export const SEVERITIES: { severity: Severity; label: string }[] = [
  { severity: 'trouble', label: 'Trouble' },
  { severity: 'attention', label: 'Attention' },
  { severity: 'good', label: 'Good news' },
  { severity: 'plain', label: 'Everyday' },
];

const SEVERITY_OF: Record<Tone, Severity> = { bad: 'trouble', held: 'attention', good: 'good', live: 'plain', plain: 'plain' };

export function severityOf(kind: string): Severity {
  return SEVERITY_OF[kindWords(kind).tone];
}

export function groupOf(kind: string): Group {
  return kindWords(kind).group;
}

export const MISSION_WORDS: Record<MissionSummary['status'], { label: string; mark: string }> = {
  approved: { label: 'queued', mark: '○' },
  running: { label: 'running', mark: '◐' },
  succeeded: { label: 'done', mark: '●' },
  failed: { label: 'failed', mark: '✕' },
  cancelled: { label: 'cancelled', mark: '⊘' },
};

export const STEP_WORDS: Record<StepDetail['status'], { label: string; mark: string }> = {
  queued: { label: 'queued', mark: '○' },
  running: { label: 'running', mark: '◐' },
  succeeded: { label: 'done', mark: '●' },
  failed: { label: 'failed', mark: '✕' },
  cancelled: { label: 'cancelled', mark: '⊘' },
};

export const AGENT_WORDS: Record<AgentNow['state'], string> = {
  working: 'working',
  queued: 'up next',
  waiting: 'waits for you',
  idle: 'idle',
  off: 'off',
};

export const OUTBOX_WORDS: Record<string, string> = {
  ready: 'ready to be posted',
  sending: 'being posted',
  posted: 'posted',
  would_post: 'would be posted — posting is off or has no keys',
  refused: 'refused',
  unconfirmed: 'sent, not confirmed yet',
};

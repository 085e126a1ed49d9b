/** Events: the closed list of what can happen, and the row that records it. */
import type { Cause, JsonObject } from '../company.ts';

export const EVENT_KINDS = [
  'proposal_pending',
  'proposal_accepted',
  'proposal_rejected',
  'step_started',
  'step_succeeded',
  'step_retried',
  'step_failed',
  'step_recovered',
  'mission_succeeded',
  'mission_failed',
  'mission_cancelled',
  'post_settled',
  'insight_promoted',
  'conversation_queued',
  'conversation_started',
  'conversation_turn',
  'conversation_ended',
  'conversation_failed',
  'conversation_distilled',
  'affinity_changed',
  'memory_learnt',
  'memory_replaced',
  'memory_pinned',
  'memory_retired',
  'initiative_queued',
  'initiative_proposed',
  'initiative_failed',
  'metrics_imported',
  'policy_changed',
  'policy_unreadable',
  'trigger_fired',
  'trigger_switched',
  'worker_disabled',
  'worker_enabled',
  'company_started',
  'model_unavailable',
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

export type NewEvent = {
  agentId: string;
  kind: EventKind;
  title: string;
  summary?: string;
  tags: string[];
  metadata?: JsonObject;
  cause: Cause;
  depth: number;
  missionId?: string | null;
  stepId?: string | null;
  untrusted?: boolean;
};

/** A row of ops_agent_events. `seq` and `tx` are decimal texts: they may exceed 2^53. */
export type EventRow = {
  id: string;
  seq: string;
  tx: string;
  agent_id: string;
  kind: EventKind;
  title: string;
  summary: string;
  tags: string[];
  metadata: JsonObject;
  cause_kind: string;
  cause_id: string | null;
  depth: number;
  mission_id: string | null;
  step_id: string | null;
  untrusted: boolean;
  created_at: Date;
};

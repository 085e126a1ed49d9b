/** A conversation and its turns as rows, and what their JSON columns hold. */
import type { JsonObject } from '../company.ts';

export type ConversationStatus = 'pending' | 'running' | 'distilling' | 'completed' | 'failed' | 'cancelled';

export type ConversationRow = {
  id: string;
  format: string;
  topic: string;
  participants: string[];
  status: ConversationStatus;
  source: 'schedule' | 'person' | 'opening';
  slot: string | null;
  planned_turns: number;
  turn_count: number;
  skipped_turns: number;
  temperature: number | null;
  awaiting: string[];
  influence: ConversationInfluence;
  voices: Voices | null;
  end_reason: string | null;
  distillation: Distillation | null;
  untrusted: boolean;
  cause_kind: string;
  cause_id: string | null;
  depth: number;
  run_after: Date;
  reserved_by: string | null;
  lease_expires_at: Date | null;
  attempt: number;
  claim_seq: number;
  last_error: string | null;
  created_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
};

/** Why this topic and these people. Fields are missing where nothing was chosen (a person named them). */
export type ConversationInfluence = {
  topic?: { memory_influenced: boolean; held_out: boolean; memory_id: string | null; memory: string | null; base: string };
  pairing?: { kind: 'lowest' | 'mentoring'; affinity_influenced: boolean; held_out: boolean; reason: string };
};

/** Voice modifiers by agent id. */
export type Voices = Record<string, VoiceModifier[]>;
/** A modifier, the rule that gave it, and the memories that earned it (at most 20 ids). */
export type VoiceModifier = { rule: string; modifier: string; because: string; memory_ids: string[] };

/** How the next speaker was drawn, by agent id. */
export type Weights = Record<string, { weight: number; affinity: number; recency: number; jitter: number }>;

export type Tone = 'supportive' | 'agreement' | 'neutral' | 'critical' | 'challenge';

export type TurnRow = {
  id: string;
  conversation_id: string;
  turn: number;
  speaker: string;
  by_person: boolean;
  dialogue: string;
  tone: Tone;
  reply_to: string | null;
  weights: Weights;
  memory_ids: string[];
  prompt_tokens: number;
  notes: string[];
  untrusted: boolean;
  created_at: Date;
};

/** What a finished conversation left behind; the rows themselves name the conversation as their source. */
export type Distillation = {
  status: 'done' | 'skipped' | 'failed';
  memories: { id: string; agent_id: string; type: string; content: string; confidence: number; replaced: string | null }[];
  drifts: { agent_a: string; agent_b: string; drift: number; reason: string; affinity: number }[];
  action_items: { title: string; agent_id: string; step_kind: string; proposal_id: string | null; status: string; reason: string | null }[];
  /** What was clamped, dropped or refused, one sentence each. */
  notes: string[];
  error: string | null;
  raw?: JsonObject;
};

/** An entry of ops_agent_relationships.drift_log. `affinity` is the value after it. */
export type DriftEntry = { drift: number; reason: string; conversation_id: string; affinity: number; at: string };

/** A scheduled conversation has the luck of its slot, whatever else the company did before it. */
export function luckOf(talk: { slot: string | null; id: string }): string {
  return talk.slot ?? talk.id;
}

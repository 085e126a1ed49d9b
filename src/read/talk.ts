/** One conversation whole: every turn with why this one spoke, what stood in the prompt, and what was left behind. */
import type { Format } from '../core/company.ts';
import type { ConversationRow, Distillation, Tone, TurnRow } from '../core/conversations/conversation.ts';
import { isUuid } from '../core/text.ts';
import { startOfDay } from '../core/time.ts';
import type { World } from '../world/world.ts';
import { type MemoryRef, memoryRefs } from './memories.ts';
import { currentPolicies } from './policies.ts';
import { type AgentNow, agentsNow } from './stage.ts';

export type TalkView = {
  id: string;
  format: string;
  label: string;
  purpose: string;
  formal: boolean;
  topic: string;
  participants: string[];
  status: ConversationRow['status'];
  source: ConversationRow['source'];
  /** '2026-03-02/06:00' */
  slot: string | null;
  turn_count: number;
  planned_turns: number;
  skipped_turns: number;
  awaiting: string[];
  end_reason: string | null;
  last_error: string | null;
  untrusted: boolean;
  created_at: string;
  started_at: string | null;
  finished_at: string | null;
  why: TalkReason;
  turns: TurnView[];
  voices: TalkVoice[];
  result: TalkResult | null;
  cost: { calls: number; usd: number; tokens: number };
};

export type TalkReason = {
  called_by: string;
  topic: { state: 'influenced' | 'held_out' | 'plain'; base: string; memory: MemoryRef | null; said: string | null } | null;
  pairing: { kind: 'lowest' | 'mentoring'; held_out: boolean; reason: string } | null;
};

export type TurnView = {
  id: string;
  turn: number;
  speaker: string;
  by_person: boolean;
  text: string;
  tone: Tone;
  reply_to: string | null;
  weights: { agent_id: string; weight: number; affinity: number; recency: number; jitter: number; share: number }[];
  memories: MemoryRef[];
  prompt_tokens: number;
  notes: string[];
  untrusted: boolean;
  at: string;
};

export type TalkVoice = { agent_id: string; modifiers: { rule: string; modifier: string; because: string; memories: MemoryRef[] }[] };

export type TalkResult = {
  status: Distillation['status'];
  memories: { id: string; agent_id: string; type: string; content: string; confidence: number; replaced: MemoryRef | null }[];
  drifts: Distillation['drifts'];
  action_items: {
    title: string;
    agent_id: string;
    label: string;
    state: string;
    reason: string | null;
    proposal_id: string | null;
    mission_id: string | null;
  }[];
  notes: string[];
  error: string | null;
};

export type TalkPageView = { as_of: string; agents: AgentNow[]; talk: TalkView };

/** A conversation with the people of the company; null when there is no such conversation. */
export async function talkPage(world: World, id: string): Promise<TalkPageView | null> {
  const talk = await talkView(world, id);
  if (!talk) return null;
  const now = world.clock.now();
  const agents = await agentsNow(world, await currentPolicies(world), startOfDay(now));
  return { as_of: now.toISOString(), agents, talk };
}

/** Null when there is no such conversation. */
export async function talkView(world: World, id: string): Promise<TalkView | null> {
  if (!isUuid(id)) return null;
  const { sql } = world.db;
  const [[talk], turns, [cost]] = await Promise.all([
    sql<ConversationRow[]>`
      select id, format, topic, participants, status, source, slot, planned_turns, turn_count, skipped_turns, awaiting, influence, voices, end_reason,
        distillation, untrusted, cause_kind, cause_id, last_error, created_at, started_at, finished_at
      from ops_roundtable_queue where id = ${id}`,
    sql<TurnRow[]>`
      select id, turn, speaker, by_person, dialogue, tone, reply_to, weights, memory_ids, prompt_tokens, notes, untrusted, created_at
      from ops_roundtable_turns where conversation_id = ${id} order by turn`,
    sql<[TalkView['cost']]>`
      select count(*)::int as calls, coalesce(sum(cost_usd), 0)::float8 as usd, coalesce(sum(input_tokens + output_tokens), 0)::int as tokens
      from ops_llm_calls where cause_kind = 'conversation' and cause_id = ${id}`,
  ]);
  if (!talk) return null;
  const refs = await memoryRefs(sql, mentioned(talk, turns));
  const format = world.company.formats.get(talk.format);
  const { topic, participants, status, source, slot, turn_count, planned_turns, skipped_turns, awaiting, end_reason, last_error } = talk;
  return {
    ...{ id, topic, participants, status, source, slot, turn_count, planned_turns, skipped_turns, awaiting, end_reason, last_error },
    ...described(talk.format, format),
    untrusted: talk.untrusted,
    created_at: talk.created_at.toISOString(),
    started_at: talk.started_at?.toISOString() ?? null,
    finished_at: talk.finished_at?.toISOString() ?? null,
    why: reasonOf(talk, refs),
    turns: turns.map((turn) => turnView(turn, refs)),
    voices: voicesOf(talk, refs),
    result: talk.distillation && (await resultOf(world, talk.distillation, refs)),
    cost,
  };
}

function described(name: string, format: Format | undefined): Pick<TalkView, 'format' | 'label' | 'purpose' | 'formal'> {
  return {
    format: name,
    label: format?.label ?? name.replaceAll('_', ' '),
    purpose: format?.purpose ?? '',
    formal: format?.formal ?? false,
  };
}

function mentioned(talk: ConversationRow, turns: TurnRow[]): (string | null)[] {
  return [
    talk.influence.topic?.memory_id ?? null,
    ...turns.flatMap((turn) => turn.memory_ids),
    ...Object.values(talk.voices ?? {}).flatMap((list) => list.flatMap((one) => one.memory_ids)),
    ...(talk.distillation?.memories ?? []).map((one) => one.replaced),
  ];
}

function found(refs: Map<string, MemoryRef>, ids: readonly string[]): MemoryRef[] {
  return ids.flatMap((id) => refs.get(id) ?? []);
}

function reasonOf(talk: ConversationRow, refs: Map<string, MemoryRef>): TalkReason {
  const { topic, pairing } = talk.influence;
  const called = {
    schedule: `the schedule, slot ${talk.slot ?? ''}`,
    person: talk.cause_id ?? 'a person',
    opening: 'the company’s opening',
  };
  return {
    called_by: called[talk.source].trim(),
    topic: topic
      ? {
          state: topic.memory_influenced ? 'influenced' : topic.held_out ? 'held_out' : 'plain',
          base: topic.base,
          memory: topic.memory_id ? (refs.get(topic.memory_id) ?? null) : null,
          said: topic.memory,
        }
      : null,
    pairing: pairing ? { kind: pairing.kind, held_out: pairing.held_out, reason: pairing.reason } : null,
  };
}

function turnView(row: TurnRow, refs: Map<string, MemoryRef>): TurnView {
  const drawn = Object.entries(row.weights);
  const total = drawn.reduce((sum, [, { weight }]) => sum + weight, 0);
  return {
    id: row.id,
    turn: row.turn,
    speaker: row.speaker,
    by_person: row.by_person,
    text: row.dialogue,
    tone: row.tone,
    reply_to: row.reply_to,
    weights: drawn
      .map(([agent_id, one]) => ({ agent_id, ...one, share: total > 0 ? one.weight / total : 0 }))
      .sort((a, b) => b.weight - a.weight || (a.agent_id < b.agent_id ? -1 : 1)),
    memories: found(refs, row.memory_ids),
    prompt_tokens: row.prompt_tokens,
    notes: row.notes,
    untrusted: row.untrusted,
    at: row.created_at.toISOString(),
  };
}

function voicesOf(talk: ConversationRow, refs: Map<string, MemoryRef>): TalkVoice[] {
  const voices = talk.voices ?? {};
  return talk.participants.map((agent_id) => ({
    agent_id,
    modifiers: (voices[agent_id] ?? []).map(({ rule, modifier, because, memory_ids }) => ({
      ...{ rule, modifier, because },
      memories: found(refs, memory_ids),
    })),
  }));
}

type Outcome = { id: string; status: string; reason: string | null; mission_id: string | null; mission_status: string | null };

/** Action items with what became of them since. */
async function resultOf(world: World, left: Distillation, refs: Map<string, MemoryRef>): Promise<TalkResult> {
  const ids = left.action_items.flatMap(({ proposal_id }) => (proposal_id ? [proposal_id] : []));
  const rows = await world.db.sql<Outcome[]>`
    select p.id, p.status, p.reason, m.id as mission_id, m.status as mission_status
    from ops_mission_proposals p left join ops_missions m on m.proposal_id = p.id where p.id = any(${ids}::uuid[])`;
  const outcomes = new Map(rows.map((row) => [row.id, row]));
  return {
    ...{ status: left.status, drifts: left.drifts, notes: left.notes, error: left.error },
    memories: left.memories.map(({ replaced, ...memory }) => ({ ...memory, replaced: replaced ? (refs.get(replaced) ?? null) : null })),
    action_items: left.action_items.map((item) => {
      const now = item.proposal_id ? outcomes.get(item.proposal_id) : undefined;
      return {
        title: item.title,
        agent_id: item.agent_id,
        label: world.company.stepKinds.get(item.step_kind)?.label ?? item.step_kind,
        state: now?.mission_status ?? now?.status ?? item.status,
        reason: now?.reason ?? item.reason,
        proposal_id: item.proposal_id,
        mission_id: now?.mission_id ?? null,
      };
    }),
  };
}

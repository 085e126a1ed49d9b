/** A model's distillation made safe: everything out of bounds is clamped or dropped, with a sentence for the record. Pure. */
import { z } from 'zod';
import type { CorePolicies, MemoryType } from '../company.ts';
import { MEMORY_TYPES, saysTheSame } from '../memory/rules.ts';
import { clampDrift, inOrder } from '../relationships/rules.ts';
import { oneLine } from '../text.ts';

const figure = z.union([z.number(), z.string()]);
const text = z.string();

/** The shape a model must keep; what the values may be is decided here, one by one, so that one bad number does not lose the rest. */
export const distilSchema = z.object({
  memories: z
    .array(
      z.object({
        agent_id: text,
        type: text,
        content: text,
        confidence: figure,
        tags: z.array(text).default([]),
        turn: z.union([z.number(), z.string(), z.null()]).default(null),
        replaces: z.union([text, z.null()]).default(null),
        replaces_reason: z.union([text, z.null()]).default(null),
      }),
    )
    .default([]),
  pairwise_drift: z.array(z.object({ agent_a: text, agent_b: text, drift: figure, reason: text.default('') })).default([]),
  action_items: z.array(z.object({ title: text, agent_id: text, step_kind: text, topic: text.default('') })).default([]),
});
export type RawDistillation = z.infer<typeof distilSchema>;

export type CleanMemory = {
  agentId: string;
  type: MemoryType;
  content: string;
  confidence: number;
  tags: string[];
  turn: number | null;
  replaces: { id: string; reason: string } | null;
};
export type CleanDrift = { agent_a: string; agent_b: string; drift: number; reason: string };
export type CleanItem = { title: string; agentId: string; stepKind: string; topic: string };
export type CleanDistillation = { memories: CleanMemory[]; drifts: CleanDrift[]; items: CleanItem[]; notes: string[] };

export type Bounds = {
  participants: readonly string[];
  turns: number;
  formal: boolean;
  tags: readonly string[];
  stepKinds: readonly string[];
  /** What the prompt called m1, m2 …; each belongs to one agent. */
  refs: ReadonlyMap<string, { id: string; agentId: string }>;
  /** What each agent remembers already. */
  known: ReadonlyMap<string, readonly string[]>;
  memory: CorePolicies['memory_policy'];
  drift: CorePolicies['relationship_drift_policy'];
};

/** Action items of one conversation that are looked at. */
const MOST_ITEMS = 3;

export function cleanDistillation(raw: RawDistillation, bounds: Bounds): CleanDistillation {
  const notes: string[] = [];
  return {
    memories: cleanMemories(raw.memories, bounds, notes),
    drifts: cleanDrifts(raw.pairwise_drift, bounds, notes),
    items: cleanItems(raw.action_items, bounds, notes),
    notes: notes.slice(0, 60),
  };
}

function cleanMemories(raw: RawDistillation['memories'], bounds: Bounds, notes: string[]): CleanMemory[] {
  const kept: CleanMemory[] = [];
  const { min_confidence, max_per_conversation } = bounds.memory;
  for (const [index, memory] of raw.entries()) {
    const drop = (why: string) => notes.push(`memory ${index + 1} dropped: ${why}`);
    const content = oneLine(memory.content, 400);
    const confidence = Number(memory.confidence);
    const type = MEMORY_TYPES.find((known) => known === memory.type);
    if (!bounds.participants.includes(memory.agent_id)) drop(`"${oneLine(memory.agent_id, 40)}" did not take part`);
    else if (!type) drop(`"${oneLine(memory.type, 40)}" is not a type of memory`);
    else if (content.length < 8) drop('it says nothing');
    else if (!(confidence >= 0 && confidence <= 1) || String(memory.confidence).trim() === '')
      drop(`confidence ${oneLine(String(memory.confidence), 20)} is not within 0 to 1`);
    else if (confidence < min_confidence) drop(`confidence ${confidence} is below ${min_confidence}`);
    else if (kept.some((one) => one.agentId === memory.agent_id && saysTheSame(one.content, content)))
      drop('it says again what an earlier one says');
    else {
      const replaces = replaced(memory, bounds, drop);
      if (!replaces && (bounds.known.get(memory.agent_id) ?? []).some((known) => saysTheSame(known, content))) drop('it is known already');
      else if (kept.length >= max_per_conversation) drop(`a conversation leaves at most ${max_per_conversation}`);
      else
        kept.push({
          agentId: memory.agent_id,
          type,
          content,
          confidence,
          tags: cleanTags(memory.tags, bounds),
          turn: cleanTurn(memory.turn, bounds.turns),
          replaces,
        });
    }
  }
  return kept;
}

/** A memory may only correct one of the same agent's. */
function replaced(memory: RawDistillation['memories'][number], bounds: Bounds, note: (why: string) => void): CleanMemory['replaces'] {
  if (!memory.replaces) return null;
  const target = bounds.refs.get(memory.replaces.trim());
  if (target?.agentId === memory.agent_id)
    return { id: target.id, reason: oneLine(memory.replaces_reason ?? 'it says otherwise', 200) || 'it says otherwise' };
  note(`as a correction: "${oneLine(memory.replaces, 40)}" is no memory of ${memory.agent_id}; kept as a new one`);
  return null;
}

function cleanTags(tags: readonly string[], bounds: Bounds): string[] {
  return [...new Set(tags.map((tag) => tag.toLowerCase().trim()))].filter((tag) => bounds.tags.includes(tag)).slice(0, 5);
}

function cleanTurn(turn: number | string | null, turns: number): number | null {
  const number = turn === null || turn === '' ? Number.NaN : Number(turn);
  return Number.isInteger(number) && number >= 0 && number < turns ? number : null;
}

function cleanDrifts(raw: RawDistillation['pairwise_drift'], bounds: Bounds, notes: string[]): CleanDrift[] {
  if (!bounds.drift.enabled) {
    if (raw.length) notes.push('relationship_drift_policy: drift is switched off; none was applied');
    return [];
  }
  const kept: CleanDrift[] = [];
  for (const { agent_a, agent_b, drift, reason } of raw) {
    const shown = `drift ${oneLine(agent_a, 40)}–${oneLine(agent_b, 40)}`;
    const asked = typeof drift === 'string' && drift.trim() === '' ? Number.NaN : Number(drift);
    const [a, b] = inOrder(agent_a, agent_b);
    const by = clampDrift(asked, bounds.drift.max_drift);
    if (a === b) notes.push(`${shown} dropped: nobody drifts from themselves`);
    else if (!bounds.participants.includes(a) || !bounds.participants.includes(b)) notes.push(`${shown} dropped: not both took part`);
    else if (!Number.isFinite(asked)) notes.push(`${shown} dropped: ${oneLine(String(drift), 20)} is not a number`);
    else if (kept.some((one) => one.agent_a === a && one.agent_b === b)) notes.push(`${shown} dropped: the pair is listed twice`);
    else if (by === 0) notes.push(`${shown} dropped: ${asked} rounds to nothing`);
    else {
      if (Math.abs(asked) > bounds.drift.max_drift + 1e-9) notes.push(`${shown} clamped from ${asked} to ${by}`);
      kept.push({ agent_a: a, agent_b: b, drift: by, reason: oneLine(reason, 200) || 'no reason given' });
    }
  }
  return kept.sort((x, y) => (`${x.agent_a} ${x.agent_b}` < `${y.agent_a} ${y.agent_b}` ? -1 : 1));
}

function cleanItems(raw: RawDistillation['action_items'], bounds: Bounds, notes: string[]): CleanItem[] {
  if (!bounds.formal) {
    if (raw.length) notes.push(`${raw.length} action items dropped: only formal formats make tasks`);
    return [];
  }
  const kept: CleanItem[] = [];
  for (const item of raw) {
    const title = oneLine(item.title, 160);
    const shown = `action item “${oneLine(item.title, 60)}”`;
    if (title.length < 4) notes.push(`${shown} dropped: it has no title`);
    else if (!bounds.participants.includes(item.agent_id))
      notes.push(`${shown} dropped: "${oneLine(item.agent_id, 40)}" did not take part`);
    else if (!bounds.stepKinds.includes(item.step_kind))
      notes.push(`${shown} dropped: ${oneLine(item.step_kind, 40)} cannot be asked for in a conversation`);
    else if (kept.some((one) => saysTheSame(one.title, title))) notes.push(`${shown} dropped: it is listed twice`);
    else if (kept.length >= MOST_ITEMS) notes.push(`${shown} dropped: a conversation makes at most ${MOST_ITEMS}`);
    else kept.push({ title, agentId: item.agent_id, stepKind: item.step_kind, topic: oneLine(item.topic, 140) || title.slice(0, 140) });
  }
  return kept;
}

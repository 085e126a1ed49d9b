/** The only consumer of a finished conversation: one structured call gives memories, drift and action items; all of it is written in one transaction (S25, S32, S36). */
import type { Sql } from '../../world/db.ts';
import type { World } from '../../world/world.ts';
import type { Format, JsonObject, PolicyValues } from '../company.ts';
import { ask } from '../costs/ask.ts';
import { PermanentError } from '../errors.ts';
import { emit } from '../events/emit.ts';
import { type Kept, keepMemories } from '../memory/keep.ts';
import { keywords, type Memory } from '../memory/rules.ts';
import { selectLive } from '../memory/store.ts';
import { allPairs } from '../relationships/rules.ts';
import { applyDrifts, selectPairs } from '../relationships/store.ts';
import { proposeItems } from './action-items.ts';
import type { ConversationRow, Distillation, TurnRow } from './conversation.ts';
import { distilPrompt, type KnownMemory } from './distil-prompt-rules.ts';
import { type CleanDistillation, cleanDistillation, distilSchema } from './distil-rules.ts';
import { finishTalk, lockTalk, selectTurns, type TalkFence } from './store.ts';
import { type TalkOutcome, talkEvent } from './talk-event.ts';

/** Memories of each participant that stand in the prompt, so that it can correct them. */
const KNOWN_EACH = 6;

/** @throws Postponed, TransientError as the model call does; a permanent failure is recorded and ends the conversation */
export async function distil(
  world: World,
  talk: ConversationRow,
  format: Format,
  policies: PolicyValues,
  signal: AbortSignal,
): Promise<TalkOutcome> {
  const fence: TalkFence = { id: talk.id, claimSeq: talk.claim_seq };
  const turns = await selectTurns(world.db.sql, talk.id);
  const spoken = turns.filter((turn) => !turn.by_person);
  if (talk.end_reason === 'repetition' || spoken.length < 2) {
    const why = spoken.length < 2 ? 'fewer than two turns were spoken' : 'it went in circles; nothing is remembered of it';
    return end(world, fence, policies, { status: 'skipped', memories: [], drifts: [], action_items: [], notes: [why], error: null });
  }
  const live = await selectLive(world.db.sql, talk.participants);
  const known = relevant(talk, turns, live);
  const asked = await distilQuestion(world, talk, format, policies, turns, known);
  try {
    const raw = await ask(world, policies, asked, distilSchema, {
      agentId: world.company.coordinator,
      cause: { kind: 'conversation', id: talk.id },
      missionId: null,
      signal,
    });
    const clean = cleanDistillation(raw, {
      participants: talk.participants,
      turns: turns.length,
      formal: format.formal,
      tags: world.company.memoryTags,
      stepKinds: askable(world),
      refs: new Map(known.map(({ ref, memory }) => [ref, { id: memory.id, agentId: memory.agent_id }])),
      known: new Map(talk.participants.map((id) => [id, live.filter((memory) => memory.agent_id === id).map((memory) => memory.content)])),
      memory: policies.memory_policy,
      drift: policies.relationship_drift_policy,
    });
    return await write(world, talk, fence, policies, clean);
  } catch (error) {
    if (!(error instanceof PermanentError)) throw error;
    return end(world, fence, policies, {
      status: 'failed',
      memories: [],
      drifts: [],
      action_items: [],
      notes: [],
      error: error.message.slice(0, 1000),
    });
  }
}

/** Step kinds that a subject in words is enough for. */
export function askable(world: World): string[] {
  return [...world.company.stepKinds.values()].filter((kind) => kind.about && !kind.needsPerson).map(({ kind }) => kind);
}

function relevant(talk: ConversationRow, turns: readonly TurnRow[], live: readonly Memory[]): KnownMemory[] {
  const words = keywords(`${talk.topic} ${turns.map((turn) => turn.dialogue).join(' ')}`);
  const overlap = (memory: Memory) => [...keywords(memory.content)].filter((word) => words.has(word)).length;
  return talk.participants
    .flatMap((id) =>
      live
        .filter((memory) => memory.agent_id === id && !memory.pinned && overlap(memory) > 0)
        .sort((a, b) => overlap(b) - overlap(a) || (a.id < b.id ? 1 : -1))
        .slice(0, KNOWN_EACH),
    )
    .map((memory, index) => ({ ref: `m${index + 1}`, memory }));
}

async function distilQuestion(
  world: World,
  talk: ConversationRow,
  format: Format,
  policies: PolicyValues,
  turns: readonly TurnRow[],
  known: readonly KnownMemory[],
) {
  const agents = world.company.agents.filter((agent) => talk.participants.includes(agent.id));
  const pairs = await selectPairs(world.db.sql, talk.participants);
  const random = world.random.fork(`mark/${talk.id}/distil/${talk.claim_seq}`);
  const mark = `material-${random.int(0x100000, 0xffffff).toString(16)}${random.int(0x100000, 0xffffff).toString(16)}`;
  const { memory_policy, relationship_drift_policy } = policies;
  const stepKinds = format.formal ? askable(world) : [];
  const { system, prompt } = distilPrompt({
    talk,
    format,
    agents,
    pairs,
    turns,
    known,
    tags: world.company.memoryTags,
    stepKinds,
    memory: memory_policy,
    maxDrift: relationship_drift_policy.max_drift,
    mark,
  });
  const facts: JsonObject = {
    conversation: { id: talk.id, format: format.name, topic: talk.topic, formal: format.formal },
    participants: agents.map(({ id, displayName, role }) => ({ id, name: displayName, role })),
    pairs: pairs.map(({ agent_a, agent_b, affinity }) => ({ a: agent_a, b: agent_b, affinity })),
    turns: turns.map(({ turn, speaker, dialogue, tone, reply_to, by_person }) => ({
      turn,
      id: speaker,
      text: dialogue,
      tone,
      reply_to,
      by_person,
    })),
    tags: world.company.memoryTags,
    step_kinds: stepKinds,
    memories: Object.fromEntries(
      talk.participants.map((id) => [
        id,
        known
          .filter(({ memory }) => memory.agent_id === id)
          .map(({ ref, memory }) => ({ ref, type: memory.type, content: memory.content })),
      ]),
    ),
  };
  return { purpose: 'distill', system, prompt, facts, maxOutputTokens: 2500 };
}

/** Three owners, one fact: memories, drift, action items and the conversation's end are written together or not at all. */
function write(
  world: World,
  talk: ConversationRow,
  fence: TalkFence,
  policies: PolicyValues,
  clean: CleanDistillation,
): Promise<TalkOutcome> {
  return world.db.begin(async (sql): Promise<TalkOutcome> => {
    const locked = await lockTalk(sql, fence);
    if (locked?.status !== 'distilling') return 'lost';
    const now = world.clock.now();
    const kept = await keepMemories(
      world,
      sql,
      policies,
      clean.memories.map(({ replaces, agentId, ...memory }, index) => ({
        ...memory,
        agentId,
        replaces,
        traceId: `conversation:${talk.id}:${index + 1}`,
        untrusted: true,
        cause: { kind: 'conversation' as const, id: talk.id },
        conversationId: talk.id,
      })),
    );
    const moved = await applyDrifts(sql, { conversationId: talk.id, drifts: clean.drifts, pairs: allPairs(talk.participants), now });
    const { items, notes } = await proposeItems(world, sql, policies, locked, clean.items);
    const distillation: Distillation = {
      status: 'done',
      memories: kept
        .filter(({ created }) => created)
        .map(({ id, memory, replaced }) => ({
          id,
          agent_id: memory.agentId,
          type: memory.type,
          content: memory.content,
          confidence: memory.confidence,
          replaced,
        })),
      drifts: clean.drifts.flatMap((drift) => {
        const after = moved.find((pair) => pair.agent_a === drift.agent_a && pair.agent_b === drift.agent_b);
        return after ? [{ ...drift, affinity: after.affinity }] : [];
      }),
      action_items: items,
      notes: [...clean.notes, ...notes],
      error: null,
    };
    await finish(world, sql, locked, policies, distillation, kept);
    return 'distilled';
  });
}

function end(world: World, fence: TalkFence, policies: PolicyValues, distillation: Distillation): Promise<TalkOutcome> {
  return world.db.begin(async (sql): Promise<TalkOutcome> => {
    const locked = await lockTalk(sql, fence);
    if (locked?.status !== 'distilling') return 'lost';
    await finish(world, sql, locked, policies, distillation, []);
    return 'distilled';
  });
}

async function finish(
  world: World,
  sql: Sql,
  talk: ConversationRow,
  policies: PolicyValues,
  distillation: Distillation,
  kept: readonly Kept[],
): Promise<void> {
  const { memories, drifts, action_items, notes, error } = distillation;
  const title = `${world.company.formats.get(talk.format)?.label ?? talk.format}: ${talk.topic}`;
  const count = (n: number, one: string, many = `${one}s`) => `${n} ${n === 1 ? one : many}`;
  await finishTalk(sql, talk.id, { status: 'completed', distillation, endReason: null, error, now: world.clock.now() });
  await emit(world, sql, policies, [
    talkEvent(talk, 'conversation_distilled', {
      agentId: world.company.coordinator,
      title,
      summary:
        error ??
        `${count(memories.length, 'memory', 'memories')}, ${count(drifts.length, 'drift')}, ${count(action_items.length, 'action item')}${notes.length ? `; ${count(notes.length, 'note')}` : ''}`,
      tags: error ? ['alert', 'distillation_failed'] : [],
      metadata: { memory_ids: memories.map(({ id }) => id), drifts, action_items, notes },
    }),
    ...kept.flatMap(({ created, id, memory, replaced }) =>
      created
        ? [
            talkEvent(talk, replaced ? 'memory_replaced' : 'memory_learnt', {
              agentId: memory.agentId,
              title: memory.content,
              summary: `${memory.type}, confidence ${memory.confidence.toFixed(2)}${replaced ? `; corrects an older one: ${memory.replaces?.reason}` : ''}`,
              tags: ['memory', memory.type, ...memory.tags],
              metadata: { memory_id: id, replaced, turn: memory.turn ?? null },
            }),
          ]
        : [],
    ),
    ...drifts.map((drift) =>
      talkEvent(talk, 'affinity_changed', {
        agentId: drift.agent_a,
        title: `${drift.agent_a} and ${drift.agent_b}: ${drift.drift > 0 ? '+' : ''}${drift.drift.toFixed(2)} to ${drift.affinity.toFixed(2)}`,
        summary: drift.reason,
        tags: ['affinity', drift.drift > 0 ? 'closer' : 'apart'],
        metadata: { ...drift },
      }),
    ),
  ]);
}

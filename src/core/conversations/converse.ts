/** One turn of a claimed conversation: who speaks, what they know, one model call, one line; said, stored and told in one transaction. */
import type { World } from '../../world/world.ts';
import type { Format, PolicyValues } from '../company.ts';
import { askText } from '../costs/ask.ts';
import { PermanentError } from '../errors.ts';
import { emit } from '../events/emit.ts';
import type { Memory } from '../memory/rules.ts';
import { deriveVoice } from '../memory/rules.ts';
import { noteUsed, selectLive } from '../memory/store.ts';
import { after } from '../time.ts';
import { type ConversationRow, luckOf, type TurnRow, type Voices } from './conversation.ts';
import { distil } from './distil.ts';
import { circling, noticed, spokenLine } from './line-rules.ts';
import { type Scene, setScene } from './scene.ts';
import { insertTurn, lockTalk, markStarted, releaseTalk, selectTurns, type TalkFence } from './store.ts';
import { endEvent, namesOf, type TalkOutcome, talkEvent } from './talk-event.ts';

/** Answers nobody could use before the talk is given up. */
const MOST_SKIPPED = 3;

/** @throws Postponed, TransientError, PermanentError as the model call does */
export async function goOn(world: World, talk: ConversationRow, policies: PolicyValues, signal: AbortSignal): Promise<TalkOutcome> {
  const fence: TalkFence = { id: talk.id, claimSeq: talk.claim_seq };
  const format = world.company.formats.get(talk.format);
  if (!format) throw new PermanentError(`no format is called "${talk.format}"; it may have been removed from the company`);
  if (talk.status === 'distilling') return distil(world, talk, format, policies, signal);
  const started = talk.status === 'pending' ? await begin(world, talk, fence, format, policies) : talk;
  if (!started) return 'lost';
  return takeTurn(world, started, fence, format, policies, signal);
}

/** Voices are derived here, once per conversation (S37). */
async function begin(
  world: World,
  talk: ConversationRow,
  fence: TalkFence,
  format: Format,
  policies: PolicyValues,
): Promise<ConversationRow | null> {
  const live = await selectLive(world.db.sql, talk.participants);
  const voices: Voices = {};
  for (const id of talk.participants)
    voices[id] = deriveVoice(
      live.filter((memory: Memory) => memory.agent_id === id),
      world.company.voiceRules,
    );
  return world.db.begin(async (sql) => {
    const locked = await lockTalk(sql, fence);
    if (!locked) return null;
    if (locked.status !== 'pending') return locked;
    const now = world.clock.now();
    await markStarted(sql, talk.id, voices, now);
    await emit(world, sql, policies, [
      talkEvent(talk, 'conversation_started', {
        agentId: talk.participants.includes(world.company.coordinator) ? world.company.coordinator : (talk.participants[0] as string),
        title: `${format.label}: ${talk.topic}`,
        summary: `${namesOf(world, talk.participants).join(', ')}${talk.influence.pairing ? ` — ${talk.influence.pairing.reason}` : ''}`,
        metadata: {
          planned_turns: talk.planned_turns,
          voices: Object.fromEntries(Object.entries(voices).map(([id, list]) => [id, list.map((m) => m.modifier)])),
        },
      }),
    ]);
    return { ...locked, status: 'running', voices, started_at: now };
  });
}

async function takeTurn(
  world: World,
  talk: ConversationRow,
  fence: TalkFence,
  format: Format,
  policies: PolicyValues,
  signal: AbortSignal,
): Promise<TalkOutcome> {
  const turns = await selectTurns(world.db.sql, talk.id);
  const scene = await setScene(world, talk, turns, format, policies);
  const answer = await askText(world, policies, scene.question, {
    agentId: scene.speaker.id,
    cause: { kind: 'conversation', id: talk.id },
    missionId: null,
    signal,
  });
  const line = spokenLine(answer, { names: scene.names }, policies.roundtable_policy.max_chars);
  if (line.text === '') return skip(world, fence, policies, scene, line.notes);
  return say(world, fence, format, policies, scene, line);
}

/** The turn, its event and what comes next are one fact. */
function say(
  world: World,
  fence: TalkFence,
  format: Format,
  policies: PolicyValues,
  scene: Scene,
  line: { text: string; notes: string[] },
): Promise<TalkOutcome> {
  return world.db.begin(async (sql): Promise<TalkOutcome> => {
    const talk = await lockTalk(sql, fence);
    if (!talk) return 'lost';
    const before = await selectTurns(sql, talk.id);
    const now = world.clock.now();
    const notes = [
      ...line.notes,
      ...noticed(
        line.text,
        before.filter((turn) => !turn.by_person).map((turn) => turn.dialogue),
      ),
    ];
    const turn: TurnRow = {
      id: world.ids.next(),
      conversation_id: talk.id,
      turn: talk.turn_count,
      speaker: scene.speaker.id,
      by_person: false,
      dialogue: line.text,
      tone: scene.tone,
      reply_to: scene.replyTo,
      weights: scene.weights,
      memory_ids: scene.memories.map((memory) => memory.id),
      prompt_tokens: scene.tokens,
      notes,
      untrusted: true,
      created_at: now,
    };
    await insertTurn(sql, turn);
    await noteUsed(sql, turn.memory_ids, now);
    const turnCount = talk.turn_count + 1;
    const { end } = circling([...before.filter((one) => !one.by_person).map((one) => one.notes), notes]);
    const awaiting = talk.awaiting.filter((id) => id !== scene.speaker.id);
    // Whoever owes a person an answer gives it, unless they cannot (switched off in between).
    const over = turnCount >= talk.planned_turns + Math.min(awaiting.length, 3);
    const reason = end ?? (over ? 'all turns were spoken' : null);
    const [low, high] = policies.roundtable_policy.gap_seconds;
    const gap = (low + world.random.fork(`gap/${luckOf(talk)}/${turnCount}`).next() * (high - low)) * 1000;
    await releaseTalk(sql, talk.id, {
      status: reason ? 'distilling' : 'running',
      turnCount,
      plannedTurns: Math.max(talk.planned_turns, turnCount),
      skippedTurns: talk.skipped_turns,
      awaiting,
      endReason: reason,
      runAfter: reason ? now : after(now, Math.round(gap)),
    });
    const spoken = talkEvent(talk, 'conversation_turn', {
      agentId: scene.speaker.id,
      title: `${format.label}: ${talk.topic}`,
      summary: line.text,
      tags: [scene.tone],
      metadata: { turn: turn.turn, turn_id: turn.id, tone: turn.tone, reply_to: turn.reply_to, notes },
    });
    await emit(world, sql, policies, reason ? [spoken, endEvent(world, talk, format, turnCount, reason)] : [spoken]);
    return reason ? 'ended' : 'spoken';
  });
}

/** An answer nobody could use: somebody else tries next; after three the talk ends with what was said. */
function skip(world: World, fence: TalkFence, policies: PolicyValues, scene: Scene, notes: string[]): Promise<TalkOutcome> {
  return world.db.begin(async (sql): Promise<TalkOutcome> => {
    const talk = await lockTalk(sql, fence);
    if (!talk) return 'lost';
    const now = world.clock.now();
    const skippedTurns = talk.skipped_turns + 1;
    const over = skippedTurns >= MOST_SKIPPED;
    const reason = over ? `${skippedTurns} answers could not be used (${notes.at(-1) ?? 'empty'})` : null;
    await releaseTalk(sql, talk.id, {
      status: over ? 'distilling' : 'running',
      turnCount: talk.turn_count,
      plannedTurns: talk.planned_turns,
      skippedTurns,
      awaiting: talk.awaiting.filter((id) => id !== scene.speaker.id),
      endReason: reason,
      runAfter: after(now, 1000),
    });
    const format = world.company.formats.get(talk.format);
    if (over && format) await emit(world, sql, policies, [endEvent(world, talk, format, talk.turn_count, reason as string)]);
    return over ? 'ended' : 'skipped';
  });
}

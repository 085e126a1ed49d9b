/** Everything a turn needs to know before the model is asked: who speaks and why, in what tone, remembering what, in which company state. */
import type { World } from '../../world/world.ts';
import type { Agent, Format, JsonObject, PolicyValues } from '../company.ts';
import { chooseModel } from '../costs/rules.ts';
import { PermanentError } from '../errors.ts';
import { keywords, type Memory } from '../memory/rules.ts';
import { searchLive } from '../memory/store.ts';
import type { Question } from '../missions/step-context.ts';
import { selectPairs } from '../relationships/store.ts';
import { before, DAY_MS } from '../time.ts';
import { type ConversationRow, luckOf, type Tone, type TurnRow, type Weights } from './conversation.ts';
import { circling } from './line-rules.ts';
import { turnPrompt } from './prompt-rules.ts';
import { affinityTable, drawSpeaker, firstSpeaker, speakerWeights, toneFor } from './speaker-rules.ts';
import { type CompanyState, selectCompanyState } from './state-store.ts';
import { selectSaid } from './store.ts';

export type Scene = {
  speaker: Agent;
  weights: Weights;
  tone: Tone;
  /** Whom the line answers: an agent's id or who of the people. */
  replyTo: string | null;
  memories: Memory[];
  /** Names that may stand in front of an answer and are taken off. */
  names: string[];
  question: Question;
  tokens: number;
};

/** Memories in a prompt. */
const MOST_MEMORIES = 5;

export async function setScene(
  world: World,
  talk: ConversationRow,
  turns: readonly TurnRow[],
  format: Format,
  policies: PolicyValues,
): Promise<Scene> {
  const { sql } = world.db;
  const people = talk.participants.filter(
    (id) => world.company.agents.some((agent) => agent.id === id) && !policies.kill_switch.agents.includes(id),
  );
  if (people.length === 0) throw new PermanentError('nobody who was to take part is at work');
  const pairs = await selectPairs(sql, people);
  const affinity = affinityTable(pairs);
  const { speaker, weights } = choose(world, talk, turns, format, people, affinity);
  const last = turns.at(-1) ?? null;
  const tone =
    last && !last.by_person
      ? toneFor(affinity(speaker.id, last.speaker), world.random.fork(`tone/${luckOf(talk)}/${turns.length}`))
      : 'neutral';
  const question = openQuestion(talk, turns, speaker.id);
  const words = [...keywords(`${talk.topic} ${question?.text ?? ''} ${last?.dialogue ?? ''}`)];
  const [memories, state] = await Promise.all([
    searchLive(sql, { agentId: speaker.id, words, limit: MOST_MEMORIES }),
    selectCompanyState(sql, world.clock.now()),
  ]);
  const { hint } = circling(turns.filter((turn) => !turn.by_person).map((turn) => turn.notes));
  const asked = { world, talk, turns, format, policies, speaker, tone, memories, state, question, hint, people, affinity };
  const built = await build(asked);
  return {
    speaker,
    weights,
    tone,
    replyTo: last?.speaker ?? null,
    memories,
    names: world.company.agents.flatMap((agent) => [agent.displayName, agent.id]),
    ...built,
  };
}

/** The first speaker by the format, then whoever owes a person an answer, then by weight (S20). */
function choose(
  world: World,
  talk: ConversationRow,
  turns: readonly TurnRow[],
  format: Format,
  people: readonly string[],
  affinity: (a: string, b: string) => number,
): { speaker: Agent; weights: Weights } {
  const random = world.random.fork(`speaker/${luckOf(talk)}/${turns.length}/${talk.skipped_turns}`);
  const spoken = new Map<string, number>();
  for (const turn of turns) if (!turn.by_person) spoken.set(turn.speaker, (spoken.get(turn.speaker) ?? 0) + 1);
  const agentOf = (id: string) => world.company.agents.find((agent) => agent.id === id) as Agent;
  const lastSpeaker = turns.at(-1)?.speaker ?? null;
  const owing = talk.awaiting.filter((id) => people.includes(id) && id !== lastSpeaker);
  if (spoken.size === 0 && owing.length === 0) {
    const first = firstSpeaker(people, format, world.company.coordinator, random);
    return { speaker: agentOf(first), weights: {} };
  }
  const weights = speakerWeights({ participants: owing.length ? owing : people, lastSpeaker, spoken, affinity }, random);
  // A company of one talks to itself; with two or more, nobody speaks twice in a row.
  if (Object.keys(weights).length === 0) return { speaker: agentOf(people[0] as string), weights };
  return { speaker: agentOf(drawSpeaker(weights, random.fork('draw'))), weights };
}

/** A person's latest question that this speaker still owes an answer to. */
function openQuestion(talk: ConversationRow, turns: readonly TurnRow[], speaker: string): { by: string; text: string } | null {
  const asked = turns.findLast((turn) => turn.by_person);
  const last = turns.at(-1);
  if (!asked || !(talk.awaiting.includes(speaker) || last?.by_person)) return null;
  return { by: asked.speaker, text: asked.dialogue };
}

type Asked = {
  world: World;
  talk: ConversationRow;
  turns: readonly TurnRow[];
  format: Format;
  policies: PolicyValues;
  speaker: Agent;
  tone: Tone;
  memories: Memory[];
  state: CompanyState;
  question: { by: string; text: string } | null;
  hint: string | null;
  people: readonly string[];
  affinity: (a: string, b: string) => number;
};

async function build(asked: Asked): Promise<{ question: Question; tokens: number }> {
  const { world, talk, turns, format, policies, speaker, question, hint } = asked;
  const nameOf = (id: string) => world.company.agents.find((agent) => agent.id === id)?.displayName ?? id;
  const last = turns.at(-1);
  const random = world.random.fork(`mark/${talk.id}/${turns.length}/${talk.claim_seq}`);
  const mark = `material-${random.int(0x100000, 0xffffff).toString(16)}${random.int(0x100000, 0xffffff).toString(16)}`;
  const { system, prompt, tokens } = turnPrompt({
    speaker,
    company: policies.company.name,
    format,
    topic: talk.topic,
    turn: talk.turn_count,
    plannedTurns: talk.planned_turns,
    maxChars: policies.roundtable_policy.max_chars,
    others: world.company.agents
      .filter((agent) => asked.people.includes(agent.id) && agent.id !== speaker.id)
      .map(({ displayName, role }) => ({ name: displayName, role })),
    modifiers: talk.voices?.[speaker.id] ?? [],
    tone: asked.tone,
    replyTo: last ? nameOf(last.speaker) : null,
    memories: asked.memories,
    state: asked.state,
    limits: {
      tweets: policies.x_daily_quota.limit,
      drafts: policies.content_policy.max_drafts_per_day,
      spendUsd: policies.model_policy.daily_cap_usd,
    },
    history: turns.map((turn) => ({ name: nameOf(turn.speaker), text: turn.dialogue, by_person: turn.by_person })),
    question,
    hint,
    mark,
    now: world.clock.now(),
  });
  const facts = await factsOf(asked, nameOf);
  return { question: { purpose: 'turn', system, prompt, facts, maxOutputTokens: 400, temperature: format.temperature }, tokens };
}

/** The same truth as data, for the offline model alone; what was said today is read for it only. */
async function factsOf(asked: Asked, nameOf: (id: string) => string): Promise<JsonObject> {
  const { world, talk, turns, format, policies, speaker, state } = asked;
  const choice = chooseModel('turn', policies.model_policy, world.model.available());
  if ('missing' in choice || choice.provider !== 'offline') return {};
  const now = world.clock.now();
  const last = turns.at(-1);
  const spoken = (id: string) => turns.filter((turn) => turn.speaker === id).length;
  return {
    persona: {
      id: speaker.id,
      name: speaker.displayName,
      role: speaker.role,
      tone: speaker.tone,
      quirk: speaker.quirk,
      signature: speaker.signatureLine,
    },
    conversation: {
      id: talk.id,
      format: format.name,
      purpose: format.purpose,
      topic: talk.topic,
      turn: talk.turn_count,
      planned_turns: talk.planned_turns,
      opening: spoken(speaker.id) === 0 && turns.every((turn) => turn.by_person),
      closing: talk.turn_count >= talk.planned_turns - 1,
    },
    participants: world.company.agents
      .filter((agent) => asked.people.includes(agent.id) && agent.id !== speaker.id)
      .map((agent) => ({
        id: agent.id,
        name: agent.displayName,
        role: agent.role,
        affinity: asked.affinity(agent.id, speaker.id),
        said: spoken(agent.id),
      })),
    reply_to: last
      ? {
          id: last.speaker,
          name: nameOf(last.speaker),
          text: last.dialogue,
          affinity: asked.affinity(last.speaker, speaker.id),
          by_person: last.by_person,
        }
      : null,
    tone: asked.tone,
    history: turns
      .slice(-12)
      .map((turn) => ({ id: turn.speaker, name: nameOf(turn.speaker), text: turn.dialogue, turn: turn.turn, by_person: turn.by_person })),
    said_today: await selectSaid(world.db.sql, before(now, DAY_MS), 400),
    memories: asked.memories.map(({ id, type, content, confidence, tags }) => ({ id, type, content, confidence, tags })),
    modifiers: (talk.voices?.[speaker.id] ?? []).map(({ modifier }) => modifier),
    state: stateFacts(state, policies, now),
    question: asked.question,
    hint: asked.hint,
  };
}

export function stateFacts(state: CompanyState, policies: PolicyValues, now: Date): JsonObject {
  return {
    hour_utc: now.getUTCHours(),
    weekday: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'][now.getUTCDay()] as string,
    missions: state.missions as unknown as JsonObject,
    waiting_for_person: state.waiting_for_person,
    rejected_today: state.rejected_today,
    quota: {
      tweets_used: state.tweets_today,
      tweets_limit: policies.x_daily_quota.limit,
      drafts_used: state.drafts_today,
      drafts_limit: policies.content_policy.max_drafts_per_day,
    },
    spend: { today_usd: state.spend_today_usd, cap_usd: policies.model_policy.daily_cap_usd },
    metrics: state.metrics as unknown as JsonObject | null,
    latest: state.latest,
  };
}

/** Calling people to the table: from the schedule or by a person. The queue row, its influence records and the event are one fact. */
import type { Sql } from '../../world/db.ts';
import type { World } from '../../world/world.ts';
import type { Cause, Format, PolicyValues } from '../company.ts';
import { InvalidInput } from '../errors.ts';
import { emit } from '../events/emit.ts';
import { readPolicies } from '../policy/policies.ts';
import { cleanText, oneLine } from '../text.ts';
import { type ConversationInfluence, type ConversationRow, luckOf } from './conversation.ts';
import { plannedTurns } from './day-rules.ts';
import { selectCompanyState } from './state-store.ts';
import { insertConversation } from './store.ts';
import { namesOf, talkEvent } from './talk-event.ts';
import { openTopics, pickTopic } from './topic-rules.ts';

export type TalkPlan = {
  format: Format;
  topic: string;
  participants: string[];
  source: ConversationRow['source'];
  slot: string | null;
  influence: ConversationInfluence;
  untrusted: boolean;
  cause: Cause;
  awaiting?: string[];
};

/** Null when the slot has its conversation already. */
export async function openTalk(world: World, sql: Sql, policies: PolicyValues, plan: TalkPlan): Promise<string | null> {
  const id = world.ids.next();
  const now = world.clock.now();
  const { format } = plan;
  const fresh = await insertConversation(sql, {
    id,
    format: format.name,
    topic: plan.topic,
    participants: plan.participants,
    source: plan.source,
    slot: plan.slot,
    plannedTurns: plannedTurns(format, world.random.fork(`turns/${luckOf({ slot: plan.slot, id })}`)),
    temperature: format.temperature,
    awaiting: plan.awaiting ?? [],
    influence: plan.influence,
    untrusted: plan.untrusted,
    cause: plan.cause,
    depth: 0,
    now,
  });
  if (!fresh) return null;
  await emit(world, sql, policies, [
    talkEvent({ id, format: format.name, participants: plan.participants, depth: 0 }, 'conversation_queued', {
      agentId: plan.participants.includes(world.company.coordinator) ? world.company.coordinator : (plan.participants[0] as string),
      title: `${format.label}: ${plan.topic}`,
      summary: `${namesOf(world, plan.participants).join(', ')}${plan.slot ? ` at ${plan.slot.slice(11)}` : ''}`,
      metadata: { source: plan.source, slot: plan.slot, influence: plan.influence },
      cause: plan.cause,
    }),
  ]);
  return id;
}

export type TalkRequest = {
  format: string;
  /** null: one of the format's own */
  topic: string | null;
  /** null: as many as the format wants, by lot */
  participants: string[] | null;
  by: string;
};

/** A person calls a conversation now. It is not limited by the day's number. @throws InvalidInput naming the field, the limit and what is known */
export async function startTalk(
  world: World,
  request: TalkRequest,
): Promise<{ id: string; status: 'pending'; topic: string; participants: string[] }> {
  const format = world.company.formats.get(request.format);
  if (!format) {
    throw new InvalidInput(
      'format',
      `format: no format is called "${oneLine(request.format, 60)}". Known: ${[...world.company.formats.keys()].join(', ')}`,
    );
  }
  const policies = await readPolicies(world);
  if (!policies.roundtable_policy.enabled)
    throw new InvalidInput('format', 'roundtable_policy: conversations are switched off; switch them on first');
  const random = world.random.fork(`talk/${world.ids.next()}`);
  const participants = request.participants ? named(world, format, request.participants) : drawn(world, format, policies, random);
  const given = request.topic === null ? null : cleanText(request.topic).replace(/\s+/g, ' ').trim();
  if (given !== null && (given.length < 1 || given.length > 200))
    throw new InvalidInput('topic', `topic: ${given.length} characters; from 1 to 200`);
  const topic =
    given === null
      ? pickTopic(openTopics(format, await selectCompanyState(world.db.sql, world.clock.now())), [], random.fork('topic'))
      : { text: given, untrusted: false };
  const id = await world.db.begin((sql) =>
    openTalk(world, sql, policies, {
      format,
      topic: topic.text,
      participants,
      source: 'person',
      slot: null,
      influence: {},
      untrusted: topic.untrusted,
      cause: { kind: 'person', id: request.by },
    }),
  );
  return { id: id as string, status: 'pending', topic: topic.text, participants };
}

function named(world: World, format: Format, ids: readonly string[]): string[] {
  const known = world.company.agents.map((agent) => agent.id);
  const stranger = ids.find((id) => !known.includes(id));
  if (stranger !== undefined)
    throw new InvalidInput('participants', `participants: no agent is called "${oneLine(stranger, 60)}". Known: ${known.join(', ')}`);
  const unique = [...new Set(ids)];
  const { minAgents, maxAgents } = within(format, known.length);
  if (unique.length < minAgents || unique.length > maxAgents)
    throw new InvalidInput(
      'participants',
      `participants: ${unique.length}; a ${format.label.toLowerCase()} takes ${minAgents} to ${maxAgents}`,
    );
  return unique;
}

function drawn(world: World, format: Format, policies: PolicyValues, random: ReturnType<World['random']['fork']>): string[] {
  const there = world.company.agents.map((agent) => agent.id).filter((id) => !policies.kill_switch.agents.includes(id));
  const { minAgents, maxAgents } = within(format, there.length);
  const wanted = random.int(minAgents, maxAgents);
  const chosen = format.opener === 'coordinator' && there.includes(world.company.coordinator) ? [world.company.coordinator] : [];
  const others = there.filter((id) => !chosen.includes(id));
  while (chosen.length < wanted && others.length) chosen.push(...others.splice(random.int(0, others.length - 1), 1));
  return chosen;
}

/** A company smaller than the format's minimum talks in full number. */
function within(format: Format, everybody: number): { minAgents: number; maxAgents: number } {
  return { minAgents: Math.min(format.minAgents, everybody), maxAgents: Math.min(format.maxAgents, everybody) };
}

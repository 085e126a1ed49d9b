/** The heartbeat's part in conversations: draws the day's plan, fills the slots that are due, and lets go of talks nobody goes on with. */
import type { Sql } from '../../world/db.ts';
import type { World } from '../../world/world.ts';
import type { Format, PolicyValues, Slot } from '../company.ts';
import { emit } from '../events/emit.ts';
import { chooseTopic } from '../influence/rules.ts';
import { insertInfluence } from '../influence/store.ts';
import { countLive, noteUsed, selectLive } from '../memory/store.ts';
import { allPairs, lowestPair, mentoringPair } from '../relationships/rules.ts';
import { selectPairs } from '../relationships/store.ts';
import { before, DAY_MS } from '../time.ts';
import type { ConversationInfluence } from './conversation.ts';
import { dayName, daysToPlan, gather, judgeSlot, planDay, SLOT_OPEN_MS, slotTime } from './day-rules.ts';
import { closeOldPlans, decideSlot, insertPlan, selectPlan } from './slot-store.ts';
import { openTalk } from './start.ts';
import { selectCompanyState } from './state-store.ts';
import { finishTalk, lockForgotten, selectMeetings, selectTopics } from './store.ts';
import { talkEvent } from './talk-event.ts';
import { openTopics, pickTopic } from './topic-rules.ts';

/** The same two are not sent to clear the air, or to learn from each other, again within this time. */
const SAME_PAIR_MS = 2 * DAY_MS;

export async function fillSlots(world: World, policies: PolicyValues): Promise<{ enqueued: number; skipped: number; missed: number }> {
  const counts = { enqueued: 0, skipped: 0, missed: 0 };
  if (world.company.schedule.length === 0) return counts;
  const { sql } = world.db;
  const now = world.clock.now();
  const days = daysToPlan(now);
  counts.missed += await closeOldPlans(sql, dayName(days[0] as Date), 'nobody was awake: no heartbeat came within the hour', now);
  for (const day of days) {
    const name = dayName(day);
    let plan = await selectPlan(sql, name);
    if (plan.length === 0) {
      await insertPlan(sql, name, planDay(world.company.schedule, world.random.fork(`day/${name}`)), now);
      plan = await selectPlan(sql, name);
    }
    for (const slot of plan.filter((one) => one.status === 'open' && slotTime(day, one.slot) <= now)) {
      const late = now.getTime() - slotTime(day, slot.slot).getTime() >= SLOT_OPEN_MS;
      const verdict = judgeSlot(slot, plan, policies.roundtable_policy);
      const shipped = world.company.schedule.find(({ at }) => at === slot.slot);
      const format = world.company.formats.get(slot.format);
      const decide = (status: 'skipped' | 'missed', reason: string) => {
        // The slots after it are judged by what this one has become.
        slot.status = status;
        return decideSlot(sql, { day: name, slot: slot.slot }, { status, reason, conversationId: null, now });
      };
      if (late) counts.missed += Number(await decide('missed', 'nobody was awake: no heartbeat came within the hour'));
      else if (!verdict.on) counts.skipped += Number(await decide('skipped', verdict.reason));
      else if (!shipped || !format) counts.skipped += Number(await decide('skipped', 'the company no longer has this slot or format'));
      else counts[await fill(world, policies, shipped, format, name, verdict.reason)]++;
    }
  }
  return counts;
}

/** The slot and its conversation are one fact: of two heartbeats, one finds it decided. */
function fill(
  world: World,
  policies: PolicyValues,
  slot: Slot,
  format: Format,
  day: string,
  reason: string,
): Promise<'enqueued' | 'skipped'> {
  return world.db.begin(async (sql): Promise<'enqueued' | 'skipped'> => {
    const now = world.clock.now();
    const key = `${day}/${slot.at}`;
    const decide = (decision: { status: 'enqueued' | 'skipped'; reason: string }, conversationId: string | null) =>
      decideSlot(sql, { day, slot: slot.at }, { ...decision, conversationId, now });
    const table = await seat(world, sql, policies, slot, format, key);
    if ('nobody' in table) {
      await decide({ status: 'skipped', reason: table.nobody }, null);
      return 'skipped';
    }
    const topic = await subject(world, sql, policies, format, table.people, key);
    const influence: ConversationInfluence = { topic: topic.influence, ...(table.pairing ? { pairing: table.pairing } : {}) };
    const cause = topic.influence.memory_id
      ? ({ kind: 'memory', id: topic.influence.memory_id } as const)
      : ({ kind: 'schedule', id: key } as const);
    const id = await openTalk(world, sql, policies, {
      format,
      topic: topic.text,
      participants: table.people,
      source: 'schedule',
      slot: key,
      influence,
      untrusted: topic.untrusted,
      cause,
    });
    if (!id || !(await decide({ status: 'enqueued', reason }, id))) throw new Error(`slot ${key} was filled by somebody else in between`);
    await record(world, sql, format, table.people, topic, table.pairing, id, now);
    return 'enqueued';
  });
}

type Table = { people: string[]; pairing: ConversationInfluence['pairing'] | null } | { nobody: string };

/** Who sits down: by lot, or by affinity (S33) with a share held out for comparison. */
async function seat(world: World, sql: Sql, policies: PolicyValues, slot: Slot, format: Format, key: string): Promise<Table> {
  const there = world.company.agents.map((agent) => agent.id).filter((id) => !policies.kill_switch.agents.includes(id));
  const random = world.random.fork(`seats/${key}`);
  if (!slot.pairing) {
    const people = gather(slot, format, there, random);
    return people.length >= Math.min(format.minAgents, world.company.agents.length)
      ? { people, pairing: null }
      : { nobody: `only ${people.length} of ${format.minAgents} people are at work` };
  }
  const pairs = await selectPairs(sql, there);
  const lately = await selectMeetings(sql, format.name, before(world.clock.now(), SAME_PAIR_MS));
  const { low_affinity, high_affinity } = policies.relationship_drift_policy;
  const found =
    slot.pairing === 'lowest'
      ? lowestPair(pairs, low_affinity, lately)
      : mentoringPair(pairs, high_affinity, await countLive(sql, there), lately);
  if (!found) {
    const nobody =
      slot.pairing === 'lowest'
        ? `no pair below affinity ${low_affinity.toFixed(2)} has the air to clear now`
        : `no close pair (affinity ${high_affinity.toFixed(2)} or more) differs enough in experience now`;
    return { nobody };
  }
  const heldOut = random.chance(policies.holdout_policy.share);
  const people: string[] = heldOut ? random.pick(allPairs(there)) : found.people;
  const reason = heldOut
    ? `drawn by lot for comparison; by affinity it would have been ${found.people.join(' and ')} (${found.reason})`
    : found.reason;
  return { people, pairing: { kind: slot.pairing, affinity_influenced: !heldOut, held_out: heldOut, reason } };
}

type Subject = { text: string; untrusted: boolean; influence: NonNullable<ConversationInfluence['topic']>; agentId: string };

/** A topic of the format by turns; now and then a memory of somebody at the table chooses (S28). */
async function subject(
  world: World,
  sql: Sql,
  policies: PolicyValues,
  format: Format,
  people: readonly string[],
  key: string,
): Promise<Subject> {
  const now = world.clock.now();
  const random = world.random.fork(`topic/${key}`);
  const topics = openTopics(format, await selectCompanyState(sql, now));
  const base = pickTopic(topics, await selectTopics(sql, before(now, 2 * DAY_MS)), random.fork('base'));
  const choice = chooseTopic(
    policies.memory_influence_policy,
    await selectLive(sql, people),
    base.text,
    topics.map(({ text }) => text),
    random.fork('memory'),
  );
  const chosen = topics.find(({ text }) => text === choice.topic) ?? base;
  return {
    ...chosen,
    agentId: people[0] as string,
    influence: {
      memory_influenced: choice.memoryInfluenced,
      held_out: choice.heldOut,
      memory_id: choice.memory?.id ?? null,
      memory: choice.memory?.content ?? null,
      base: base.text,
    },
  };
}

async function record(
  world: World,
  sql: Sql,
  format: Format,
  people: readonly string[],
  topic: Subject,
  pairing: ConversationInfluence['pairing'] | null,
  conversationId: string,
  now: Date,
): Promise<void> {
  const shared = { chooser: format.name, proposalId: null, conversationId, agentId: topic.agentId };
  const { memory_influenced, held_out, memory_id, base } = topic.influence;
  await insertInfluence(
    sql,
    {
      ...shared,
      id: world.ids.next(),
      kind: 'topic',
      influenced: memory_influenced,
      heldOut: held_out,
      memoryId: memory_id,
      base,
      chosen: topic.text,
    },
    now,
  );
  if (memory_id) await noteUsed(sql, [memory_id], now);
  if (!pairing) return;
  const row = {
    ...shared,
    id: world.ids.next(),
    kind: 'pairing' as const,
    influenced: pairing.affinity_influenced,
    heldOut: pairing.held_out,
    memoryId: null,
  };
  await insertInfluence(sql, { ...row, base: pairing.reason, chosen: people.join(', ') }, now);
}

/** A scheduled talk that waited this long makes no sense any more. */
const STALE_PENDING_MS = 6 * 60 * 60_000;

/** The net under the workers (S09): what they left lying is due again by its lease; what nobody ever began is called off. */
export async function recoverTalks(
  world: World,
  policies: PolicyValues,
  staleMs: number,
): Promise<{ waiting: number; called_off: number }> {
  return world.db.begin(async (sql) => {
    const now = world.clock.now();
    const counts = { waiting: 0, called_off: 0 };
    for (const talk of await lockForgotten(sql, before(now, staleMs), 50)) {
      const waited = now.getTime() - talk.run_after.getTime();
      if (talk.status !== 'pending' || waited < STALE_PENDING_MS) {
        counts.waiting++;
        continue;
      }
      const reason = `no worker began it within ${Math.round(waited / 3_600_000)} hours`;
      await finishTalk(sql, talk.id, { status: 'cancelled', distillation: null, endReason: reason, error: null, now });
      await emit(world, sql, policies, [
        talkEvent(talk, 'conversation_failed', {
          agentId: talk.participants[0] as string,
          title: talk.topic,
          summary: `called off: ${reason}`,
          metadata: { reason },
        }),
      ]);
      counts.called_off++;
    }
    return counts;
  });
}

/** Conversations as people read them: the day's plan with what became of each slot, the one that runs, and the list. */

import type { PolicyValues } from '../core/company.ts';
import type { ConversationStatus } from '../core/conversations/conversation.ts';
import { judgeSlot, type PlannedSlot } from '../core/conversations/day-rules.ts';
import { after, DAY_MS, startOfDay } from '../core/time.ts';
import type { Sql } from '../world/db.ts';
import type { World } from '../world/world.ts';
import { currentPolicies } from './policies.ts';
import { type AgentNow, agentsNow } from './stage.ts';
import { type TalkView, talkView } from './talk.ts';

export type TalksView = {
  as_of: string;
  /** The day that is shown, '2026-03-02'; `today` is the present one. */
  day: string;
  today: string;
  agents: AgentNow[];
  policy: { enabled: boolean; limit: number };
  slots: SlotView[];
  /** The next slot that may take place. */
  next: { at: string; name: string; label: string; likely: string } | null;
  formats: FormatChoice[];
  live: TalkView | null;
  talks: TalkLine[];
};

export type SlotView = {
  at: string;
  /** ISO time */
  begins: string;
  name: string;
  label: string;
  probability: number;
  roll: number | null;
  status: 'planned' | 'open' | 'enqueued' | 'skipped' | 'missed';
  /** Why it was decided as it was; of an open slot, how it will be decided as things stand. */
  reason: string | null;
  /** It took place, or will as things stand. */
  on: boolean;
  /** Who sits there in words. */
  people: string;
  talk: { id: string; topic: string; status: ConversationStatus } | null;
};

export type FormatChoice = {
  name: string;
  label: string;
  purpose: string;
  min_agents: number;
  max_agents: number;
  min_turns: number;
  max_turns: number;
  formal: boolean;
};

export type TalkLine = {
  id: string;
  label: string;
  topic: string;
  participants: string[];
  status: ConversationStatus;
  source: string;
  turn_count: number;
  planned_turns: number;
  memories: number;
  drifts: number;
  action_items: number;
  untrusted: boolean;
  end_reason: string | null;
  at: string;
  usd: number;
};

const LINES = 60;

/** `day` is '2026-03-02'; anything else, and days to come, is today. */
export async function talksView(world: World, day: string | null): Promise<TalksView> {
  const now = world.clock.now();
  const today = startOfDay(now);
  const shown = dayOf(day, today);
  const policies = await currentPolicies(world);
  const [agents, slots, live, talks] = await Promise.all([
    agentsNow(world, policies, today),
    daySlots(world, policies, shown, shown.getTime() === today.getTime()),
    liveTalk(world),
    talkLines(world, shown.getTime() === today.getTime() ? null : shown),
  ]);
  return {
    as_of: now.toISOString(),
    day: nameOf(shown),
    today: nameOf(today),
    agents,
    policy: { enabled: policies.roundtable_policy.enabled, limit: policies.roundtable_policy.max_daily_conversations },
    slots,
    next: nextSlot(slots, now),
    formats: [...world.company.formats.values()].map((format) => ({
      ...{ name: format.name, label: format.label, purpose: format.purpose, formal: format.formal },
      min_agents: Math.min(format.minAgents, world.company.agents.length),
      max_agents: Math.min(format.maxAgents, world.company.agents.length),
      min_turns: format.minTurns,
      max_turns: format.maxTurns,
    })),
    live,
    talks,
  };
}

/** A day that exists and has begun, else today. */
export function dayOf(text: string | null, today: Date): Date {
  if (!text || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return today;
  const at = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(at.getTime()) || nameOf(at) !== text || at > today ? today : at;
}

function nameOf(day: Date): string {
  return day.toISOString().slice(0, 10);
}

type SlotRow = PlannedSlot & {
  status: Exclude<SlotView['status'], 'planned'>;
  reason: string | null;
  talk_id: string | null;
  topic: string | null;
  talk_status: ConversationStatus | null;
};

/** The plan as it was drawn; before that, the company's schedule. A past day without a plan has none. */
async function daySlots(world: World, policies: PolicyValues, day: Date, isToday: boolean): Promise<SlotView[]> {
  const rows = await world.db.sql<SlotRow[]>`
    select s.slot, s.name, s.format, s.probability::float8 as probability, s.roll::float8 as roll, s.rank, s.status, s.reason, q.id as talk_id, q.topic,
      q.status as talk_status
    from ops_roundtable_slots s left join ops_roundtable_queue q on q.id = s.conversation_id where s.day = ${nameOf(day)}::date order by s.slot`;
  const { company } = world;
  const begins = (at: string) => `${nameOf(day)}T${at}:00.000Z`;
  const label = (format: string) => company.formats.get(format)?.label ?? format;
  const people = (at: string) => seats(world, at);
  if (rows.length === 0 && !isToday) return [];
  if (rows.length === 0)
    return company.schedule.map(({ at, name, format, probability }) => ({
      ...{ at, name, probability, begins: begins(at), label: label(format), people: people(at) },
      ...{ roll: null, status: 'planned', reason: null, on: probability >= 1, talk: null },
    }));
  return rows.map((row) => {
    const { slot: at, name, format, probability, roll, status, talk_id, topic, talk_status } = row;
    const ahead = status === 'open' ? judgeSlot(row, rows, policies.roundtable_policy) : { on: status === 'enqueued', reason: row.reason };
    return {
      ...{ at, name, probability, roll, status, begins: begins(at), label: label(format), people: people(at), ...ahead },
      talk: talk_id && topic && talk_status ? { id: talk_id, topic, status: talk_status } : null,
    };
  });
}

function seats(world: World, at: string): string {
  const slot = world.company.schedule.find((one) => one.at === at);
  if (!slot) return 'no longer in the schedule';
  if (slot.pairing) return slot.pairing === 'lowest' ? 'the pair that gets along worst' : 'a close pair of unequal experience';
  const fixed = slot.fixed.map((id) => world.company.agents.find((agent) => agent.id === id)?.displayName ?? id);
  return [...fixed, ...(slot.random ? [`${slot.random} drawn by lot`] : [])].join(', ');
}

function nextSlot(slots: SlotView[], now: Date): TalksView['next'] {
  const ahead = slots.filter((slot) => Date.parse(slot.begins) > now.getTime() && (slot.status === 'planned' || slot.status === 'open'));
  const slot = ahead.find(({ on }) => on) ?? ahead[0];
  if (!slot) return null;
  const drawn = slot.on ? 'it came up' : 'it will be skipped as things stand';
  const likely = slot.roll === null ? `${Math.round(slot.probability * 100)} % likely` : drawn;
  return { at: slot.begins, name: slot.name, label: slot.label, likely };
}

async function liveTalk(world: World): Promise<TalkView | null> {
  const [row] = await world.db.sql<{ id: string }[]>`
    select id from ops_roundtable_queue where status in ('running', 'distilling') order by started_at desc nulls last, id desc limit 1`;
  return row ? talkView(world, row.id) : null;
}

type LineRow = Omit<TalkLine, 'at' | 'label'> & { format: string; started_at: Date | null; created_at: Date };

/** The newest, or those of one day. */
async function talkLines(world: World, day: Date | null): Promise<TalkLine[]> {
  const { sql } = world.db;
  const rows = await sql<LineRow[]>`
    select id, format, topic, participants, status, source, turn_count, planned_turns, untrusted, end_reason, started_at, created_at,
      coalesce(jsonb_array_length(distillation->'memories'), 0) as memories, coalesce(jsonb_array_length(distillation->'drifts'), 0) as drifts,
      coalesce(jsonb_array_length(distillation->'action_items'), 0) as action_items,
      (select coalesce(sum(cost_usd), 0)::float8 from ops_llm_calls c where c.cause_kind = 'conversation' and c.cause_id = q.id::text) as usd
    from ops_roundtable_queue q where ${within(sql, day)} order by created_at desc, id desc limit ${LINES}`;
  return rows.map(({ format, started_at, created_at, ...row }) => ({
    ...row,
    label: world.company.formats.get(format)?.label ?? format,
    at: (started_at ?? created_at).toISOString(),
  }));
}

function within(sql: Sql, day: Date | null) {
  return day ? sql`created_at >= ${day} and created_at < ${after(day, DAY_MS)}` : sql`true`;
}

/** The day's plan (S21, S23): which of the 24 slots take place, and with whom. Pure; all dates in UTC, so daylight saving does not exist. */
import type { Random } from '../../world/world.ts';
import type { Format, Slot } from '../company.ts';
import { DAY_MS, HOUR_MS } from '../time.ts';

export type PlannedSlot = { slot: string; name: string; format: string; probability: number; roll: number; rank: number };

/** Every slot of the schedule with its luck for the day; `rank` is the order in which those that come up share the day's limit, certain ones first. */
export function planDay(schedule: readonly Slot[], random: Random): PlannedSlot[] {
  const drawn = schedule.map((slot) => {
    const own = random.fork(`slot/${slot.at}`);
    return { slot, roll: own.next(), order: own.next() };
  });
  const ranked = [...drawn].sort((a, b) => Number(b.slot.probability >= 1) - Number(a.slot.probability >= 1) || a.order - b.order);
  return drawn.map((one) => ({
    slot: one.slot.at,
    name: one.slot.name,
    format: one.slot.format,
    probability: one.slot.probability,
    roll: Math.floor(one.roll * 100_000) / 100_000,
    rank: ranked.indexOf(one),
  }));
}

export type SlotRow = PlannedSlot & { status: string; reason: string | null };

/**
 * Whether an open slot takes place: it must come up, and be among the first `limit` of those that did. Slots that came up and were missed, or for
 * which nobody was to be had, leave their place to the next.
 */
export function judgeSlot(
  slot: PlannedSlot,
  day: readonly (PlannedSlot & { status?: string })[],
  policy: { enabled: boolean; max_daily_conversations: number },
): { on: boolean; reason: string } {
  if (!policy.enabled) return { on: false, reason: 'roundtable_policy: conversations are switched off' };
  const drawn = `${slot.roll.toFixed(2)} drawn, below ${slot.probability.toFixed(2)} needed`;
  if (!comesUp(slot)) return { on: false, reason: `chance: ${drawn}` };
  const gone = (other: { status?: string }) => other.status === 'missed' || other.status === 'skipped';
  const place = day.filter((other) => comesUp(other) && !gone(other) && other.rank < slot.rank).length;
  const limit = policy.max_daily_conversations;
  if (place >= limit)
    return { on: false, reason: `roundtable_policy: ${limit} conversations a day, and ${place} others that came up today go first` };
  return { on: true, reason: `chance: ${drawn}` };
}

function comesUp(slot: PlannedSlot): boolean {
  return slot.roll < slot.probability;
}

/** The instant a slot begins on the day that starts at `day`. */
export function slotTime(day: Date, at: string): Date {
  const [hours, minutes] = at.split(':').map(Number) as [number, number];
  return new Date(day.getTime() + (hours * 60 + minutes) * 60_000);
}

/** A slot may begin until this long after its time; later it was missed (a closed laptop must not be answered with a flood). */
export const SLOT_OPEN_MS = HOUR_MS;

/** '2026-03-02' */
export function dayName(day: Date): string {
  return day.toISOString().slice(0, 10);
}

/** The days a plan may still be owed for, oldest first: today, and yesterday while its last slot is open. */
export function daysToPlan(now: Date): Date[] {
  const today = new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS);
  return now.getTime() - today.getTime() < SLOT_OPEN_MS ? [new Date(today.getTime() - DAY_MS), today] : [today];
}

/** Fixed people first, the rest by lot, never more than the format takes. A small company fills what it can. */
export function gather(
  slot: Pick<Slot, 'fixed' | 'random'>,
  format: Pick<Format, 'minAgents' | 'maxAgents'>,
  everybody: readonly string[],
  random: Random,
): string[] {
  const there = slot.fixed.filter((id) => everybody.includes(id));
  const others = everybody.filter((id) => !there.includes(id));
  const wanted = Math.min(format.maxAgents, Math.max(format.minAgents, there.length + slot.random));
  while (there.length < wanted && others.length) there.push(...others.splice(random.int(0, others.length - 1), 1));
  return there.slice(0, format.maxAgents);
}

/** How many turns it is meant to have. */
export function plannedTurns(format: Pick<Format, 'minTurns' | 'maxTurns'>, random: Random): number {
  return random.int(format.minTurns, format.maxTurns);
}

/**
 * The office as a simulation: facts and time in, the next state out. The same seed, room and facts give the same office.
 *
 *   let office = openOffice({ room, seed: company, snapshot, clock });
 *   office = step(office, dtMs, facts, clock);      // on every animation frame; facts may be empty
 *   draw(frame(office));                            // picture.ts
 *
 * Walking is decided every 100 ms. After more than two seconds without a step (a hidden tab), and always when `still` (reduced motion), everybody
 * is placed where the facts say instead of walking there.
 */
import type { BoardNumbers } from '../frame.ts';
import type { Plans } from './ambient.ts';
import { type Cast, type Intent, intentsOf } from './director.ts';
import type { Clock, OfficeFact, OfficeSnapshot } from './input.ts';
import { absorb, type Knowledge, nothingKnown } from './knowledge.ts';
import { assign } from './places.ts';
import type { Room } from './room-shape.ts';
import { type Ground, groundOf, type Place } from './tilemap.ts';
import { type Body, isSettled, placedBody, TICK_MS, walkAll } from './walking.ts';

export type Office = {
  ground: Ground;
  cast: Cast;
  seed: string;
  still: boolean;
  longestWalkMs: number;
  clock: Clock;
  /** Time that is not yet a whole tick. */
  restMs: number;
  known: Knowledge;
  board: BoardNumbers;
  bodies: readonly Body[];
  /** What each is doing and where that is, as of the newest tick. */
  intents: readonly Intent[];
  goals: readonly Place[];
  plans: Plans;
};

export type Opening = {
  room: Room;
  /** The company's id: with the agent and the hour, the seed of all chance. */
  seed: string;
  snapshot: OfficeSnapshot;
  clock: Clock;
  /** Nobody walks: reduced motion. */
  still?: boolean;
  /** No walk takes longer, however far; films are in more of a hurry. */
  longestWalkMs?: number;
};

const LONGEST_STEP_MS = 250;
const HIDDEN_MS = 2_000;
const LONGEST_WALK_MS = 8_000;

export function openOffice({ room, seed, snapshot, clock, still = false, longestWalkMs = LONGEST_WALK_MS }: Opening): Office {
  return placed({
    ground: groundOf(room),
    cast: snapshot.agents,
    seed,
    still,
    longestWalkMs,
    clock,
    restMs: 0,
    known: absorb(nothingKnown(), [snapshot], clock.nowMs),
    board: snapshot.board,
    bodies: [],
    intents: [],
    goals: [],
    plans: new Map(),
  });
}

/** @param dtMs since the step before; only this much is walked, at most 250 ms */
export function step(office: Office, dtMs: number, facts: readonly OfficeFact[], clock: Clock): Office {
  const known = facts.length ? absorb(office.known, facts, clock.nowMs) : office.known;
  const board = facts.reduce((last, fact) => (fact.type === 'snapshot' ? fact.board : last), office.board);
  const now: Office = { ...office, known, board, clock };
  if (office.still || dtMs > HIDDEN_MS) return placed(now);
  const restMs = office.restMs + Math.min(Math.max(0, dtMs), LONGEST_STEP_MS);
  const ticks = Math.floor(restMs / TICK_MS);
  if (ticks === 0) return { ...now, restMs };
  const bodies = office.bodies.map((body) => ({ ...body }));
  now.restMs = restMs - ticks * TICK_MS;
  for (let left = ticks - 1; left >= 0; left--) tick(now, bodies, clock.nowMs - now.restMs - left * TICK_MS);
  return { ...now, bodies };
}

/** Everybody at once where they belong. */
export function placed(office: Office): Office {
  const now = { ...office, restMs: 0 };
  decide(now, now.clock.nowMs);
  const bodies = now.goals.map((place, agent) => placedBody(now.ground, place, now.intents[agent]?.activity !== 'off', now.clock.nowMs));
  return { ...now, bodies };
}

/** Whether nobody is on the way anywhere. */
export function isCalm(office: Office): boolean {
  return office.bodies.every((body, agent) => !body.here || (isSettled(body) && body.place === office.goals[agent]));
}

function tick(now: Office, bodies: Body[], nowMs: number): void {
  decide(now, nowMs);
  const held = now.intents.map(({ celebrating, activity }) => celebrating !== null && !activity.startsWith('work'));
  walkAll({ ground: now.ground, bodies, nowMs, longestWalkMs: now.longestWalkMs }, now.goals, held);
}

function decide(now: Office, nowMs: number): void {
  now.intents = intentsOf(now.known, now.cast, now.plans, now.seed, nowMs);
  now.goals = assign(now.ground, now.cast, now.intents);
}

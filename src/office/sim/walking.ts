/**
 * Bodies on the floor. A body owns exactly one tile: the one it stands on or is moving onto; it may only move onto a tile nobody owns, or
 * trade tiles with somebody. So no two ever share one, and trading is the way out when they block each other. Pure but for the bodies given to it.
 */
import type { Facing } from '../frame.ts';
import { findPath } from './astar.ts';
import { feetOn, type Ground, type Place } from './tilemap.ts';

export type Body = {
  /** False for who has left through the door. */
  here: boolean;
  /** The tile it owns, and the one it comes from. */
  tile: number;
  from: number;
  /** Pixels from `from` to `tile`. */
  moved: number;
  path: readonly number[];
  /** Pixels per millisecond. */
  pace: number;
  goal: Place;
  goalSinceMs: number;
  /** Null: on its way. */
  place: Place | null;
  /** From the tile (0) to the seat (1), and the place whose seat that is. */
  settled: number;
  seat: Place;
  needsPath: boolean;
  waitingSinceMs: number | null;
  fails: number;
  walkedPx: number;
  facing: Facing;
  /** Feet now and one tick ago. */
  x: number;
  y: number;
  wasX: number;
  wasY: number;
};

export type Walk = { ground: Ground; bodies: Body[]; nowMs: number; longestWalkMs: number };

export const TICK_MS = 100;
const PX_PER_MS = 48 / 1000;
const MAX_SEARCHES = 8;
const WAIT_MS = 300;
/** After so many vain tries of a way around, two trade tiles. */
const PATIENCE = 3;
const RESERVED_COST = 4;
const SETTLE_PER_TICK = 0.5;
const MIN_DWELL_MS = 1_200;

export function placedBody(ground: Ground, place: Place, here: boolean, nowMs: number): Body {
  const { x, y } = feetOn(ground, place.at);
  const at = { x: x + place.seat.dx, y: y + place.seat.dy };
  return {
    here,
    tile: place.at,
    from: place.at,
    moved: ground.room.tile,
    path: [],
    pace: PX_PER_MS,
    goal: place,
    goalSinceMs: nowMs - MIN_DWELL_MS,
    place,
    settled: 1,
    seat: place,
    needsPath: false,
    waitingSinceMs: null,
    fails: 0,
    walkedPx: 0,
    facing: place.facing,
    ...at,
    wasX: at.x,
    wasY: at.y,
  };
}

/** Moves everybody by one tick. @param held who stays where it is: it may finish the tile it is on */
export function walkAll(walk: Walk, goals: readonly Place[], held: readonly boolean[]): void {
  const { bodies, nowMs, ground } = walk;
  const owners = new Map<number, Body>();
  for (const body of bodies) if (body.here) owners.set(body.tile, body);
  for (const [i, body] of bodies.entries()) {
    body.wasX = body.x;
    body.wasY = body.y;
    const goal = goals[i] as Place;
    if (!body.here) appear(body, goal, owners, ground, nowMs);
    else if (goal !== body.goal && !held[i] && nowMs - body.goalSinceMs >= MIN_DWELL_MS) setOut(body, goal, nowMs);
  }
  searchPaths(walk, owners);
  const first = bodies.length ? Math.round(nowMs / TICK_MS) % bodies.length : 0;
  for (let i = 0; i < bodies.length; i++) {
    const index = (first + i) % bodies.length;
    const body = bodies[index] as Body;
    if (body.here && !isSettled(body)) move(walk, body, owners, held[index] ?? false);
  }
}

export function isSettled(body: Body): boolean {
  return body.place !== null && body.settled === 1;
}

/** Through the door, once nobody stands in it. */
function appear(body: Body, goal: Place, owners: Map<number, Body>, ground: Ground, nowMs: number): void {
  if (goal.kind === 'door' || owners.has(body.tile)) return;
  owners.set(body.tile, body);
  Object.assign(body, { ...placedBody(ground, body.goal, true, nowMs), wasX: body.x, wasY: body.y });
  setOut(body, goal, nowMs);
}

function setOut(body: Body, goal: Place, nowMs: number): void {
  body.goal = goal;
  body.goalSinceMs = nowMs;
  body.pace = PX_PER_MS;
  body.waitingSinceMs = null;
  body.fails = 0;
  // It has not left its seat yet: it stays.
  const there = body.seat === goal && body.tile === goal.at && body.settled > 0;
  body.place = there ? goal : null;
  body.needsPath = !there;
}

/** Who has waited longest is served first, so that a budget for all leaves nobody without a way. */
function searchPaths({ ground, bodies, longestWalkMs }: Walk, owners: ReadonlyMap<number, Body>): void {
  const seekers = bodies.filter((body) => body.here && body.needsPath);
  if (seekers.length > MAX_SEARCHES) seekers.sort((a, b) => a.goalSinceMs - b.goalSinceMs);
  for (const body of seekers.slice(0, MAX_SEARCHES)) {
    const cost = (tile: number) => {
      if (!ground.free[tile] || (ground.kept[tile] && tile !== body.goal.at)) return Number.POSITIVE_INFINITY;
      return (ground.cost[tile] as number) + (owners.has(tile) && owners.get(tile) !== body ? RESERVED_COST : 0);
    };
    const path = findPath(ground, body.tile, body.goal.at, cost);
    if (!path) throw new Error(`room: no way from tile ${body.tile} to ${body.goal.id}`);
    body.path = path;
    body.needsPath = false;
    body.pace = Math.max(body.pace, (path.length * ground.room.tile) / longestWalkMs);
  }
}

function move(walk: Walk, body: Body, owners: Map<number, Body>, held: boolean): void {
  const { ground, nowMs } = walk;
  const side = ground.room.tile;
  if (!body.place && body.settled > 0 && body.tile === body.from) {
    body.settled = Math.max(0, body.settled - SETTLE_PER_TICK);
    stand(body, ground);
    return;
  }
  for (let left = body.pace * TICK_MS; ; ) {
    const here = Math.min(left, side - body.moved);
    body.moved += here;
    body.walkedPx += here;
    left -= here;
    if (body.moved < side) break;
    body.from = body.tile;
    if (body.place) {
      body.settled = Math.min(1, body.settled + SETTLE_PER_TICK);
      break;
    }
    if (body.tile === body.goal.at && !body.needsPath) {
      arrive(body, owners);
      break;
    }
    if (left <= 0 || held || body.needsPath || !advance(body, owners, ground, nowMs)) break;
  }
  stand(body, ground);
}

function arrive(body: Body, owners: Map<number, Body>): void {
  body.place = body.goal;
  body.seat = body.goal;
  body.path = [];
  body.facing = body.goal.facing;
  if (body.goal.kind !== 'door') return;
  body.here = false;
  body.settled = 1;
  owners.delete(body.tile);
}

/** Onto the next tile of its way, if that can be had. */
function advance(body: Body, owners: Map<number, Body>, ground: Ground, nowMs: number): boolean {
  const next = body.path[0];
  if (next === undefined) {
    body.needsPath = true;
    return false;
  }
  const owner = owners.get(next);
  if (!owner) {
    owners.delete(body.tile);
    enter(body, next, owners, ground);
    return true;
  }
  const standing = !owner.place && owner.moved >= ground.room.tile;
  const wantsMine = standing && owner.path[0] === body.tile && !owner.needsPath;
  if (wantsMine || (standing && body.fails >= PATIENCE)) {
    trade(body, owner, owners, ground, wantsMine);
    return true;
  }
  body.waitingSinceMs ??= nowMs;
  if (nowMs - body.waitingSinceMs >= WAIT_MS) {
    body.waitingSinceMs = nowMs;
    // Who is about to get up from the place one goes to is waited for, not walked around.
    if (!owner.place) {
      body.fails++;
      body.needsPath = true;
    }
  }
  return false;
}

function trade(body: Body, other: Body, owners: Map<number, Body>, ground: Ground, both: boolean): void {
  const mine = body.tile;
  const theirs = other.path;
  enter(body, other.tile, owners, ground);
  enter(other, mine, owners, ground);
  other.path = both ? theirs.slice(1) : [];
  other.needsPath = !both;
  other.settled = 0;
}

function enter(body: Body, next: number, owners: Map<number, Body>, ground: Ground): void {
  body.from = body.tile;
  body.tile = next;
  body.moved = 0;
  body.path = body.path.slice(1);
  body.waitingSinceMs = null;
  body.fails = 0;
  body.facing = facingTo(next - body.from, ground.cols);
  owners.set(next, body);
}

function facingTo(step: number, cols: number): Facing {
  if (step === cols) return 'down';
  if (step === -cols) return 'up';
  return step > 0 ? 'right' : 'left';
}

function stand(body: Body, ground: Ground): void {
  const [from, to] = [feetOn(ground, body.from), feetOn(ground, body.tile)];
  const share = body.moved / ground.room.tile;
  const { seat } = body.seat;
  body.x = from.x + (to.x - from.x) * share + seat.dx * body.settled;
  body.y = from.y + (to.y - from.y) * share + seat.dy * body.settled;
}

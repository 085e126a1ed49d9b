/** The simulation's state as a picture in plain data. Pure; nothing here changes the state. */
import type { Bubble, Confetti, Desk, Facing, Icon, OfficeFrame, Person, Pose } from '../frame.ts';
import { type Intent, openFailure } from './director.ts';
import { agentKnown, type Moment } from './knowledge.ts';
import type { Office } from './office.ts';
import { hash } from './rng.ts';
import { skyAt } from './sky.ts';
import type { Place } from './tilemap.ts';
import { type Body, isSettled, TICK_MS } from './walking.ts';

const MOST_BUBBLES = 3;
const FADE_MS = 300;
const PX_PER_PHASE = 7.2;
/** Milliseconds of one frame of each pose's animation. */
const PHASE_MS: Record<Exclude<Pose, 'walk'>, number> = {
  stand: 600,
  sit: 900,
  type: 180,
  read: 700,
  think: 800,
  talk: 250,
  listen: 900,
  drink: 1_200,
  celebrate: 200,
  blocked: 800,
  error: 500,
  rest: 1_200,
};
const WORKING: Partial<Record<Intent['activity'], Pose>> = {
  'work.type': 'type',
  'work.read': 'read',
  queued: 'think',
  think: 'think',
  talk: 'talk',
  listen: 'listen',
  blocked: 'blocked',
  error: 'error',
};
const HOP_MS = 400;
const HOPS = [5, 3, 1];

/** Between two ticks the picture is drawn on the way from the one to the other. */
export function frame(office: Office): OfficeFrame {
  const nowMs = office.clock.nowMs;
  const moments = [...office.known.moments.values()].filter((moment) => moment.seenMs <= nowMs && moment.untilMs > nowMs);
  const share = office.still ? 1 : office.restMs / TICK_MS;
  const people = office.bodies.map((body, slot) => personOf(office, body, slot, moments, share));
  return {
    atMs: nowMs,
    people,
    bubbles: bubblesOf(office, moments),
    desks: office.cast.map((_, slot) => deskOf(office, slot, moments)),
    board: office.board,
    sky: skyAt(office.clock.skyMs ?? nowMs, office.clock.zoneMinutes),
    confetti: office.still ? [] : confettiOf(people, moments, nowMs),
    moving: !office.still && people.some((person) => person.walking || person.pose === 'celebrate' || person.speaking),
  };
}

function personOf(office: Office, body: Body, slot: number, moments: readonly Moment[], share: number): Person {
  const { nowMs } = office.clock;
  const { id } = office.cast[slot] as Office['cast'][number];
  const intent = office.intents[slot] as Intent;
  const walking = !isSettled(body) && body.waitingSinceMs === null && (body.x !== body.wasX || body.y !== body.wasY);
  const pose = poseOf(body, intent, office.goals[slot] as Place, walking);
  const own = moments.filter((moment) => moment.agentId === id);
  return {
    id,
    slot,
    here: body.here,
    x: Math.round(body.wasX + (body.x - body.wasX) * share),
    y: Math.round(body.wasY + (body.y - body.wasY) * share),
    facing: facingOf(office, body, intent, pose),
    pose,
    phase: office.still ? 0 : Math.floor(pose === 'walk' ? body.walkedPx / PX_PER_PHASE : (nowMs + slot * 137) / PHASE_MS[pose]),
    walking,
    seat: body.here ? (body.place?.id ?? null) : null,
    zBias: isSettled(body) ? (body.place?.zBias ?? 0) : 0,
    icon: iconOf(intent, own),
    hop: office.still ? 0 : hopOf(intent, nowMs),
    speaking: own.some((moment) => moment.kind === 'said' && !moment.byPerson),
    activity: intent.activity,
    doing: intent.doing,
    sinceMs: intent.sinceMs,
  };
}

function poseOf(body: Body, intent: Intent, goal: Place, walking: boolean): Pose {
  if (walking) return 'walk';
  if (intent.celebrating) return 'celebrate';
  if (!body.place) return 'stand';
  // Who has not got up yet is not yet doing what it gets up for.
  return (body.place === goal && WORKING[intent.activity]) || body.place.pose;
}

/** Whoever stands turns to the speaker, and to us when waiting for a person; who sits looks where the seat looks. */
function facingOf(office: Office, body: Body, intent: Intent, pose: Pose): Facing {
  if (pose === 'walk' || !body.place) return body.facing;
  if (pose === 'blocked' || pose === 'celebrate') return 'down';
  const seated = body.place.seat.dx !== 0 || body.place.seat.dy !== 0;
  if (pose !== 'listen' || seated || intent.wish.to !== 'talk') return body.facing;
  const speaker = office.cast.findIndex(({ id }) => intent.wish.to === 'talk' && id === intent.wish.talk.speaker?.agentId);
  const other = office.bodies[speaker];
  if (!other?.here || other === body) return body.facing;
  const [dx, dy] = [other.x - body.x, other.y - body.y];
  if (Math.abs(dx) > Math.abs(dy)) return dx > 0 ? 'right' : 'left';
  return dy > 0 ? 'down' : 'up';
}

function iconOf(intent: Intent, own: readonly Moment[]): Icon | null {
  const has = (kind: Moment['kind']) => own.some((moment) => moment.kind === kind);
  if (intent.activity === 'error') return 'alert';
  if (has('refused')) return 'shrug';
  if (has('done')) return 'done';
  if (has('idea')) return 'idea';
  if (has('heart')) return 'heart';
  if (has('spark')) return 'spark';
  return intent.activity === 'blocked' ? 'question' : null;
}

/** Three hops, each lower, once. */
function hopOf({ activity, sinceMs }: Intent, nowMs: number): number {
  if ((activity !== 'blocked' && activity !== 'error') || sinceMs === null) return 0;
  const hop = Math.floor((nowMs - sinceMs) / HOP_MS);
  const t = ((nowMs - sinceMs) % HOP_MS) / HOP_MS;
  return Math.round((HOPS[hop] ?? 0) * 4 * t * (1 - t));
}

function bubblesOf(office: Office, moments: readonly Moment[]): Bubble[] {
  const { nowMs } = office.clock;
  const cast = new Set(office.cast.map(({ id }) => id));
  const spoken = moments
    .filter(({ kind }) => kind === 'said' || kind === 'refused')
    .map(({ id, order, kind, agentId, text, byPerson, untilMs }) => ({
      order,
      bubble: {
        id,
        agentId,
        text,
        kind: kind === 'said' ? ('said' as const) : ('refused' as const),
        byPerson,
        opacity: office.still ? 1 : Math.min(1, (untilMs - nowMs) / FADE_MS),
        sticky: false,
      },
    }));
  const failed = office.cast.flatMap(({ id: agentId }) => {
    const failure = openFailure(agentKnown(office.known, agentId));
    if (!failure) return [];
    const { id, order, text } = failure;
    return [{ order, bubble: { id, agentId, text, kind: 'failed' as const, byPerson: false, opacity: 1, sticky: true } }];
  });
  return [...spoken, ...failed]
    .filter(({ bubble }) => cast.has(bubble.agentId))
    .sort((a, b) => (a.order < b.order ? 1 : a.order > b.order ? -1 : a.bubble.id < b.bubble.id ? -1 : 1))
    .slice(0, MOST_BUBBLES)
    .map(({ bubble }) => bubble);
}

function deskOf(office: Office, slot: number, moments: readonly Moment[]): Desk {
  const { id: agentId } = office.cast[slot] as Office['cast'][number];
  const { activity, screen } = office.intents[slot] as Intent;
  const anchor = `desk:${slot}`;
  const desk = (light: Desk['light'], shown: string | null = null): Desk => ({ anchor, agentId, light, screen: shown });
  if (activity === 'off') return desk('dark');
  if (activity === 'error') return desk('failed');
  if (moments.some((moment) => moment.kind === 'done' && moment.agentId === agentId)) return desk('done');
  return activity.startsWith('work') && office.bodies[slot]?.place?.id === anchor ? desk('busy', screen) : desk('idle');
}

function confettiOf(people: readonly Person[], moments: readonly Moment[], nowMs: number): Confetti[] {
  return moments.flatMap((moment) => {
    const person = moment.kind === 'celebrate' ? people.find(({ id }) => id === moment.agentId) : undefined;
    return person?.here ? [{ agentId: person.id, x: person.x, y: person.y, ageMs: nowMs - moment.seenMs, seed: hash(moment.id) }] : [];
  });
}

/**
 * A film of recorded events in the office, for missions and for whole days. For pages:
 *
 *   const film = openFilm(events, { agents }, room, missionId, { pace: 'story' });
 *   const { frame, eventIndex, realMs } = film.at(filmMs);   // on every animation frame, and on every scrub
 *
 * - `film.durationMs` and `film.marks` (where long pauses are cut, with their true length) draw the time bar; `film.stops[k]` is where event k stands.
 * - Speed belongs to the player: it moves `filmMs` by dt × speed. For a day, `{ pace: 'real', speed: 60, span }` decides how much real time passes
 *   while people walk at their usual pace; changing it means opening the film anew, which is quick. `film.filmAt(realMs)` keeps the place.
 * - `film.prepare()` does a bounded piece of work ahead and says whether more is left: call it when the browser is idle. Nothing depends on it but speed.
 * - The same `filmMs` always gives the same picture, whether played or sought.
 *
 * A film is made of blocks of 45 seconds. Each starts from where the facts place everybody 15 seconds earlier, so any moment of a day can be reached
 * without playing what came before; within a block there are checkpoints.
 */
import type { StreamEvent } from '../../read/stream.ts';
import type { BoardNumbers, OfficeFrame } from '../frame.ts';
import { factOf, type LabelOf } from '../sim/facts.ts';
import type { Clock, EventFact, OfficeSnapshot } from '../sim/input.ts';
import { absorbAsHappened, type Knowledge, nothingKnown } from '../sim/knowledge.ts';
import { type Office, openOffice, placed, step } from '../sim/office.ts';
import { frame } from '../sim/picture.ts';
import type { Room } from '../sim/room-shape.ts';
import { TICK_MS } from '../sim/walking.ts';
import { boardsOf } from './board.ts';
import { eventAt, filmAt, type Mark, type Mode, realAt, type Warp, warpOf } from './warp.ts';

export type FilmStart = {
  agents: { id: string; name: string }[];
  /** What had happened before the film, so that it does not begin with everybody idle. Oldest first. */
  before?: readonly StreamEvent[];
  label?: LabelOf;
  zoneMinutes?: number;
  /** Reduced motion: everybody is placed, nobody walks. */
  still?: boolean;
};

export type Film = {
  durationMs: number;
  marks: readonly Mark[];
  stops: readonly number[];
  at(filmMs: number): { frame: OfficeFrame; eventIndex: number; realMs: number };
  filmAt(realMs: number): number;
  /** @returns false when there is nothing left to prepare */
  prepare(ticks?: number): boolean;
};

const EVENTS_PER_CHECKPOINT = 50;
/** Between two kept states lie at most so many ticks, and about fifty events. */
const TICKS_PER_CHECKPOINT = { least: 2, most: 50 };
const BLOCK_TICKS = 450;
const WARM_UP_TICKS = 150;
/** Longer films are not prepared as a whole: their blocks are made when they are looked at. */
const MOST_PREPARED_TICKS = 9_000;
const MOST_KEPT = 400;
const HURRIED_WALK_MS = 4_000;
const USUAL_WALK_MS = 8_000;

export function openFilm(events: readonly StreamEvent[], start: FilmStart, room: Room, seed: string, mode: Mode): Film {
  const warp = warpOf(
    events.map((event) => Date.parse(event.created_at)),
    mode,
  );
  const facts = events.map((event, i) => ({ ...factOf(event, start.label), atMs: axis(warp, warp.stops[i] as number) }));
  const boards = boardsOf(facts);
  const known = knowledgeOf(facts, earlier(start, warp));
  const clockAt = (filmMs: number): Clock => ({
    nowMs: axis(warp, filmMs),
    skyMs: realAt(warp, filmMs),
    zoneMinutes: start.zoneMinutes ?? 0,
  });
  const blank = openOffice({
    room,
    seed,
    clock: clockAt(0),
    still: start.still ?? false,
    longestWalkMs: mode.pace === 'real' && mode.speed < 10 ? USUAL_WALK_MS : HURRIED_WALK_MS,
    snapshot: nobodyDoesAnything(start, axis(warp, 0)),
  });
  const lastTick = Math.floor(warp.durationMs / TICK_MS);
  const apart = Math.round((EVENTS_PER_CHECKPOINT * lastTick) / Math.max(1, facts.length));
  const every = Math.min(TICKS_PER_CHECKPOINT.most, Math.max(TICKS_PER_CHECKPOINT.least, apart));
  const states = statesOf({ every, blank, clockAt, known, facts, eventAt: (filmMs) => eventAt(warp, filmMs) });
  let prepared = 0;
  return {
    durationMs: warp.durationMs,
    marks: warp.marks,
    stops: warp.stops,
    at(filmMs) {
      const at = Math.min(Math.max(0, filmMs), warp.durationMs);
      const eventIndex = eventAt(warp, at);
      const office = states.at(at);
      return { frame: { ...frame(office), board: boards[eventIndex + 1] ?? unknownBoard }, eventIndex, realMs: realAt(warp, at) };
    },
    filmAt: (realMs) => filmAt(warp, realMs),
    prepare(ticks = TICKS_PER_CHECKPOINT.most) {
      const until = Math.min(lastTick, MOST_PREPARED_TICKS);
      prepared = Math.min(until, prepared + ticks);
      states.at(prepared * TICK_MS);
      return prepared < until;
    },
  };
}

const unknownBoard: BoardNumbers = { succeeded: null, started: null, running: null, waiting: null, spentUsd: null, capUsd: null };

function nobodyDoesAnything({ agents }: FilmStart, asOfMs: number): OfficeSnapshot {
  return { type: 'snapshot', asOfMs, upTo: null, agents, off: [], missions: [], pending: [], board: unknownBoard, recent: [] };
}

/** The film's own axis begins at the real time of its first moment. */
function axis(warp: Warp, filmMs: number): number {
  return warp.startMs + filmMs;
}

/** What was before counts as happened just as long ago, on the film's axis. */
function earlier({ before = [], label }: FilmStart, warp: Warp): Knowledge {
  const facts = before.map((event) => factOf(event, label));
  return absorbAsHappened(
    nothingKnown(),
    facts.map((fact) => ({ ...fact, atMs: Math.min(fact.atMs, warp.startMs) })),
  );
}

type KnownAt = (eventIndex: number) => Knowledge;

/** What is known after each event, from a checkpoint at every fiftieth. */
function knowledgeOf(facts: readonly EventFact[], before: Knowledge): KnownAt {
  const checkpoints = [before];
  for (let next = EVENTS_PER_CHECKPOINT; next <= facts.length; next += EVENTS_PER_CHECKPOINT)
    checkpoints.push(absorbAsHappened(checkpoints.at(-1) ?? before, facts.slice(next - EVENTS_PER_CHECKPOINT, next)));
  return (eventIndex) => {
    const checkpoint = Math.floor((eventIndex + 1) / EVENTS_PER_CHECKPOINT);
    return absorbAsHappened(checkpoints[checkpoint] ?? before, facts.slice(checkpoint * EVENTS_PER_CHECKPOINT, eventIndex + 1));
  };
}

type Reel = {
  /** Ticks from one kept state to the next. */
  every: number;
  blank: Office;
  clockAt(filmMs: number): Clock;
  known: KnownAt;
  facts: readonly EventFact[];
  eventAt(filmMs: number): number;
};

/** The state at any film time, by way of the nearest earlier one that is kept. */
function statesOf({ every, blank, clockAt, known, facts, eventAt }: Reel): { at(filmMs: number): Office } {
  const kept = new Map<number, Office>();
  let newest: { tick: number; office: Office } | null = null;
  const due = (from: number, to: number) => facts.slice(eventAt(from) + 1, eventAt(to) + 1);
  const opening = (block: number): { tick: number; office: Office } => {
    const tick = Math.max(0, block * BLOCK_TICKS - WARM_UP_TICKS);
    const filmMs = tick * TICK_MS;
    return { tick, office: placed({ ...blank, known: known(eventAt(filmMs)), clock: clockAt(filmMs) }) };
  };
  const nearest = (tick: number) => {
    const block = Math.floor(tick / BLOCK_TICKS);
    const first = block * BLOCK_TICKS;
    let found = newest && newest.tick >= first && newest.tick <= tick ? newest : null;
    for (let at = Math.floor(tick / every) * every; at >= first && at > (found?.tick ?? -1); at -= every) {
      const office = kept.get(at);
      if (office) found = { tick: at, office };
    }
    return found ?? opening(block);
  };
  const tickTo = (tick: number): Office => {
    let { tick: at, office } = nearest(tick);
    const first = Math.floor(tick / BLOCK_TICKS) * BLOCK_TICKS;
    while (at < tick) {
      office = step(office, TICK_MS, due(at * TICK_MS, (at + 1) * TICK_MS), clockAt((at + 1) * TICK_MS));
      at++;
      if (at >= first && at % every === 0) keep(kept, at, office);
    }
    newest = { tick: at, office };
    return office;
  };
  return {
    at(filmMs) {
      const tick = Math.floor(filmMs / TICK_MS);
      const office = tickTo(tick);
      const rest = filmMs - tick * TICK_MS;
      return rest > 0 ? step(office, rest, due(tick * TICK_MS, filmMs), clockAt(filmMs)) : office;
    },
  };
}

function keep(kept: Map<number, Office>, tick: number, office: Office): void {
  kept.set(tick, office);
  const oldest = kept.size > MOST_KEPT ? kept.keys().next().value : undefined;
  if (oldest !== undefined) kept.delete(oldest);
}

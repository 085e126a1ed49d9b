/** Films: the same moment is the same picture however one gets there, and getting there is quick. */
import { describe, expect, test } from 'vitest';
import type { StreamEvent } from '../../read/stream.ts';
import { officeRoom } from '../room.ts';
import { START_MS } from '../sim/living.ts';
import { draw } from '../sim/rng.ts';
import { castOf, sampleDay } from '../sim/sample-day.ts';
import { type Film, openFilm } from './film.ts';
import type { Mode } from './warp.ts';

const HOUR_MS = 3_600_000;
const film = (events: readonly StreamEvent[], mode: Mode, agents = 6) =>
  openFilm(events, { agents: castOf(agents) }, officeRoom(agents), 'mission', mode);

const mission = sampleDay('mission', 6, 60, START_MS, 45_000).events;
const wholeDay = { fromMs: START_MS, toMs: START_MS + 24 * HOUR_MS };

describe.each<[string, Mode]>([
  ['story', { pace: 'story' }],
  ['even', { pace: 'even' }],
  ['day at 60×', { pace: 'real', speed: 60, span: wholeDay }],
  ['day at 600×', { pace: 'real', speed: 600, span: wholeDay }],
])('%s', (_, mode) => {
  const untilMs = 120_000;
  const times = Array.from({ length: 60 }, (_, i) => Math.round(draw(7, i) * untilMs));

  test('seeking shows what playing shows', () => {
    const played = film(mission, mode);
    const seen = new Map<number, string>();
    for (const at of [...times].sort((a, b) => a - b)) seen.set(at, JSON.stringify(played.at(at)));
    const sought = film(mission, mode);
    for (const at of times) expect(JSON.stringify(sought.at(at))).toBe(seen.get(at));
    const prepared = film(mission, mode);
    while (prepared.prepare());
    for (const at of times) expect(JSON.stringify(prepared.at(at))).toBe(seen.get(at));
    for (const at of times.slice(0, 5)) expect(JSON.stringify(film(mission, mode).at(at))).toBe(seen.get(at));
  });

  test('each event is told at its stop', () => {
    const playing = film(mission, mode);
    for (const [k, stop] of playing.stops.entries()) expect(playing.at(stop).eventIndex).toBeGreaterThanOrEqual(k);
  });
});

test('in a story nobody jumps: between two moments nobody gets further than they walk', () => {
  expect(jumps(film(mission, { pace: 'story' }), 40_000)).toEqual([]);
});

test('where one block of a long film follows another, hardly anybody jumps', () => {
  const playing = film(mission, { pace: 'real', speed: 1, span: wholeDay });
  expect(jumps(playing, 600_000).length).toBeLessThanOrEqual(3);
});

test('any moment of ten thousand events can be sought, in any order, with the same picture', () => {
  const { events } = sampleDay('long', 6, 10_000, START_MS, 8_000);
  for (const mode of [{ pace: 'story' }, { pace: 'real', speed: 60, span: wholeDay }] as const) {
    const playing = film(events, mode);
    while (playing.prepare());
    const moments = Array.from({ length: 12 }, (_, i) => draw(9, i) * playing.durationMs);
    const once = moments.map((ms) => JSON.stringify(playing.at(ms)));
    const again = [...moments].reverse().map((ms) => JSON.stringify(playing.at(ms)));
    expect(again.reverse()).toEqual(once);
  }
});

test('the board counts what has happened so far, and the clock is the day’s', () => {
  const playing = film(mission, { pace: 'real', speed: 600, span: wholeDay });
  const end = playing.at(playing.durationMs);
  expect(end.realMs).toBe(wholeDay.toMs);
  expect(end.frame.sky).toEqual({ phase: 'day', minutes: 9 * 60 });
  expect(playing.at(0).frame.board).toMatchObject({ started: expect.any(Number), spentUsd: null });
  expect(end.frame.board.started).toBe(mission.filter(({ kind }) => kind === 'proposal_accepted').length);
});

test('what was before the film is known at its beginning', () => {
  const started = mission.findIndex(({ kind }) => kind === 'step_started');
  const rest = mission.slice(started + 1);
  const start = { agents: castOf(6), before: mission.slice(0, started + 1) };
  const playing = openFilm(rest, start, officeRoom(6), 'mission', { pace: 'real', speed: 1, span: wholeDay });
  const worker = mission[started] as StreamEvent;
  expect(playing.at(0).frame.people.find(({ id }) => id === worker.agent_id)?.activity).toMatch(/^work/);
});

test('with reduced motion the film is a row of still pictures', () => {
  const still = openFilm(mission, { agents: castOf(6), still: true }, officeRoom(6), 'mission', { pace: 'story' });
  for (let at = 0; at <= still.durationMs; at += 1_000) expect(still.at(at).frame.moving).toBe(false);
});

/** Moments at which somebody is further away than a tenth of a second of walking. */
function jumps(playing: Film, untilMs: number): string[] {
  const found: string[] = [];
  let before = playing.at(0).frame.people;
  for (let at = 100; at <= Math.min(untilMs, playing.durationMs); at += 100) {
    const { people } = playing.at(at).frame;
    for (const [i, person] of people.entries()) {
      const last = before[i];
      if (last && Math.abs(person.x - last.x) + Math.abs(person.y - last.y) > 26) found.push(`${person.id} at ${at}`);
    }
    before = people;
  }
  return found;
}

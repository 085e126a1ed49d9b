/** The office as data: nobody overlaps, nobody stalls, nobody lies, and the same facts give the same office. */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { StreamEvent } from '../../read/stream.ts';
import { officeRoom } from '../room.ts';
import { factOf, snapshotOf } from './facts.ts';
import { collisions, emptyOffice, emptySnapshot, live, START_MS } from './living.ts';
import { isCalm, type Office, openOffice, step } from './office.ts';
import { frame } from './picture.ts';
import { draw, hash } from './rng.ts';
import { sampleDay } from './sample-day.ts';

const MINUTE_MS = 60_000;

test('the same seed and events give the same 600 frames', () => {
  const day = sampleDay('golden', 6, 40, START_MS, 1500);
  const run = () => {
    const sum = createHash('sha256');
    live(emptyOffice(6), day.events, START_MS + MINUTE_MS, (office) => sum.update(JSON.stringify(frame(office))));
    return sum.digest('hex');
  };
  const first = run();
  expect(run()).toBe(first);
  expect(first.slice(0, 16)).toBe('cfdb7e2ab9fcf2f1');
});

describe.each([3, 6, 20, 50])('with %i agents', (agents) => {
  const steps = 10_000;
  const day = sampleDay(`busy ${agents}`, agents, 100 * agents, START_MS, (steps * 100) / (100 * agents));

  test(`in ${steps} steps no two share a tile, nobody is in furniture, and who works is at its place within 12 s`, () => {
    let office = emptyOffice(agents);
    const { free } = office.ground;
    const started = new Map<number, { step: string; atMs: number }>();
    const late: string[] = [];
    office = live(office, day.events, START_MS + steps * 100, (now) => {
      expect(collisions(now)).toBe(0);
      for (const [i, body] of now.bodies.entries()) {
        if (!free[body.tile] || !free[body.from]) throw new Error(`${i} walks through furniture`);
        const { activity, sinceMs } = now.intents[i] as Office['intents'][number];
        const goal = now.goals[i]?.id;
        const step = `${sinceMs} at ${goal}`;
        if (!activity.startsWith('work') || body.place?.id === goal) started.delete(i);
        else if (started.get(i)?.step !== step) started.set(i, { step, atMs: now.clock.nowMs });
        else if (now.clock.nowMs - (started.get(i)?.atMs ?? 0) > 12_000) late.push(`${i}: ${step}`);
      }
    });
    expect(late).toEqual([]);
    expect(frame(office).people).toHaveLength(agents);
  });
});

test('events in another order within two seconds lead to the same office', () => {
  for (const seed of ['a', 'b', 'c', 'd', 'e']) {
    const { events } = sampleDay(`shuffle ${seed}`, 6, 60, START_MS, 400);
    const end = START_MS + 2 * MINUTE_MS;
    const inOrder = live(emptyOffice(6), events, end);
    const shuffled = live(emptyOffice(6), events, end, undefined, (i) => draw(hash(seed), i) * 1_900);
    expect(truthOf(shuffled)).toEqual(truthOf(inOrder));
  }
});

test('the same event twice changes nothing', () => {
  const { events } = sampleDay('twice', 6, 60, START_MS, 400);
  const end = START_MS + 2 * MINUTE_MS;
  const twice = live(
    emptyOffice(6),
    events.flatMap((event) => [event, event]),
    end,
  );
  expect(frame(twice)).toEqual(frame(live(emptyOffice(6), events, end)));
});

test('a snapshot after the connection was lost shows what the live office shows', () => {
  for (const seed of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) {
    const day = sampleDay(`snapshot ${seed}`, 6, 80, START_MS, 2000);
    const newest = day.events.at(-1) as StreamEvent;
    const last = Date.parse(newest.created_at);
    for (const afterMs of [0, 5_000, 25_000, 90_000]) {
      const end = Math.ceil((last + afterMs) / 100) * 100;
      const lived = live(emptyOffice(6), day.events, end);
      const snapshot = snapshotOf(day.view(end), [...day.events].reverse(), newest);
      const opened = openOffice({ room: officeRoom(6), seed: 'company', snapshot, clock: { nowMs: end, zoneMinutes: 0 } });
      expect(truthOf(opened), `${seed} ${afterMs}`).toEqual(truthOf(lived));
      // Whoever was on the way has arrived soon after.
      const later = end + 15_000;
      expect(truthOf(live(opened, [], later))).toEqual(truthOf(live(lived, [], later)));
    }
  }
});

test('a snapshot that arrives late overrules, and events it holds already change nothing', () => {
  const day = sampleDay('resume', 6, 80, START_MS, 500);
  const last = day.events.at(-1) as StreamEvent;
  const end = Date.parse(last.created_at);
  const snapshot = snapshotOf(day.view(end), [...day.events].reverse(), last);
  const clock = { nowMs: end, zoneMinutes: 0 };
  const once = step(emptyOffice(6, end - 100), 100, [snapshot], clock);
  const again = step(
    once,
    100,
    day.events.map((event) => factOf(event)),
    { ...clock, nowMs: end + 100 },
  );
  expect(again.known.missions).toEqual(step(once, 100, [], { ...clock, nowMs: end + 100 }).known.missions);
});

test('after a hidden tab everybody is placed, not walked', () => {
  const { events } = sampleDay('hidden', 6, 60, START_MS, 400);
  const before = live(emptyOffice(6), [], START_MS + 1_000);
  const after = step(
    before,
    40_000,
    events.map((event) => factOf(event)),
    { nowMs: START_MS + 41_000, zoneMinutes: 0 },
  );
  expect(isCalm(after)).toBe(true);
  expect(collisions(after)).toBe(0);
});

test('with reduced motion nobody ever walks, and nothing is lost', () => {
  const { events } = sampleDay('still', 6, 60, START_MS, 400);
  const snapshot = emptySnapshot(6);
  const still = openOffice({ room: officeRoom(6), seed: 'company', snapshot, clock: { nowMs: START_MS, zoneMinutes: 0 }, still: true });
  const end = live(still, events, START_MS + 30_000, (office) => {
    const picture = frame(office);
    expect(picture.moving).toBe(false);
    expect(picture.people.every((person) => !person.walking && person.phase === 0 && person.hop === 0)).toBe(true);
  });
  expect(truthOf(end)).toEqual(truthOf(live(emptyOffice(6), events, START_MS + 30_000)));
});

test('in ten busy minutes of each day of a week nobody stalls', () => {
  for (let day = 0; day < 7; day++) {
    const start = START_MS + day * 24 * 60 * MINUTE_MS;
    const { events } = sampleDay(`week ${day}`, 6, 300, start, 2000);
    live(emptyOffice(6, start), events, start + 11 * MINUTE_MS, (office) => {
      for (const body of office.bodies) if (body.here && !body.place) expect(office.clock.nowMs - body.goalSinceMs).toBeLessThan(15_000);
    });
  }
});

/** What is true of each, wherever it is walking just now. */
function truthOf(office: Office): unknown {
  const { people, bubbles, desks } = frame(office);
  const lights = desks.map(({ light }) => (light === 'busy' ? 'idle' : light));
  return {
    people: people.map(({ id, activity, doing, icon, speaking, sinceMs }) => ({ id, activity, doing, icon, speaking, sinceMs })),
    goals: office.goals.map(({ id }) => id),
    bubbles,
    lights,
  };
}

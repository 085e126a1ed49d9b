import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { schedule } from '../../../company/schedule.ts';
import { seededRandom } from '../../world/random.ts';
import { dayName, daysToPlan, gather, judgeSlot, planDay, plannedTurns, slotTime } from './day-rules.ts';

const open = (max: number) => ({ enabled: true, max_daily_conversations: max });
const kept = (seed: string, max: number) => {
  const day = planDay(schedule, seededRandom(seed));
  return day.filter((slot) => judgeSlot(slot, day, open(max)).on);
};

describe('a day', () => {
  test('has 24 slots, the standup at 06:00 for certain, all others at 40 to 100 %', () => {
    expect(schedule).toHaveLength(24);
    expect(schedule.find((slot) => slot.at === '06:00')).toMatchObject({
      format: 'standup',
      probability: 1,
      fixed: ['opus', 'brain'],
      random: 3,
    });
    expect(schedule.every((slot) => slot.probability >= 0.4 && slot.probability <= 1)).toBe(true);
  });

  test('takes place as its luck and the limit say, on any seed: never more than the limit, always the standup', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 24 }), (seed, max) => {
        const on = kept(seed, max);
        expect(on.length).toBeLessThanOrEqual(max);
        expect(on.some((slot) => slot.format === 'standup')).toBe(true);
        const day = planDay(schedule, seededRandom(seed));
        expect(day.map(({ rank }) => rank).sort((a, b) => a - b)).toEqual([...Array(24).keys()]);
        expect(day).toEqual(planDay(schedule, seededRandom(seed)));
      }),
    );
  });

  test('brings 10 to 15 conversations on average when the limit is raised, and 5 when it is not', () => {
    const days = Array.from({ length: 400 }, (_, n) => `day ${n}`);
    const mean = (max: number) => days.reduce((sum, day) => sum + kept(day, max).length, 0) / days.length;
    expect(mean(24)).toBeGreaterThan(10);
    expect(mean(24)).toBeLessThan(15);
    expect(mean(5)).toBeCloseTo(5, 1);
  });

  test('each slot comes up as often as its probability says (2,000 days, within 4 %)', () => {
    const counts = new Map<string, number>();
    for (let n = 0; n < 2000; n++) for (const slot of kept(`d${n}`, 24)) counts.set(slot.slot, (counts.get(slot.slot) ?? 0) + 1);
    for (const slot of schedule) expect(Math.abs((counts.get(slot.at) ?? 0) / 2000 - slot.probability)).toBeLessThan(0.04);
  });

  test('one slot’s luck does not depend on the others: adding a slot changes no roll', () => {
    const more = [...schedule, { at: '06:30', name: 'Extra', format: 'watercooler', probability: 0.5, fixed: [], random: 2 }];
    const rolls = (slots: typeof schedule) => new Map(planDay(slots, seededRandom('same')).map(({ slot, roll }) => [slot, roll]));
    for (const [slot, roll] of rolls(schedule)) expect(rolls(more).get(slot)).toBe(roll);
  });

  test('says why a slot does not take place', () => {
    const day = planDay(schedule, seededRandom('why'));
    const standup = day.find((slot) => slot.format === 'standup');
    if (!standup) throw new Error('no standup');
    expect(judgeSlot(standup, day, { enabled: false, max_daily_conversations: 5 })).toEqual({
      on: false,
      reason: expect.stringContaining('switched off'),
    });
    expect(judgeSlot(standup, day, open(0)).reason).toMatch(/0 conversations a day/);
    expect(judgeSlot({ ...standup, roll: 0.9, probability: 0.4 }, day, open(5)).reason).toMatch(/0\.90 drawn, below 0\.40 needed/);
  });
});

describe('dates', () => {
  test('are UTC on any day of any year: 24 slots within the day, in order, an hour apart, daylight saving or leap day', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }), (at) => {
        const day = daysToPlan(at).at(-1) as Date;
        expect(dayName(day)).toBe(at.toISOString().slice(0, 10));
        const times = schedule.map((slot) => slotTime(day, slot.at).getTime());
        for (const [n, time] of times.entries()) {
          expect(time).toBe(day.getTime() + n * 3_600_000);
          expect(new Date(time).toISOString().slice(0, 10)).toBe(dayName(day));
        }
      }),
    );
  });

  test('yesterday’s last slot may still be filled within the hour after midnight', () => {
    expect(daysToPlan(new Date('2028-03-01T00:20:00Z')).map(dayName)).toEqual(['2028-02-29', '2028-03-01']);
    expect(daysToPlan(new Date('2028-03-01T01:00:00Z')).map(dayName)).toEqual(['2028-03-01']);
  });
});

describe('people at the table', () => {
  test('fixed ones come first, the rest by lot, within the format’s bounds and never twice', () => {
    const everybody = ['opus', 'brain', 'growth', 'creator', 'twitter-alt', 'observer'];
    fc.assert(
      fc.property(
        fc.subarray(everybody),
        fc.nat(6),
        fc.integer({ min: 1, max: 4 }),
        fc.nat(3),
        fc.subarray(everybody, { minLength: 1 }),
        fc.string(),
        (fixed, random, min, more, there, seed) => {
          const format = { minAgents: min, maxAgents: min + more };
          const people = gather({ fixed, random }, format, there, seededRandom(seed));
          expect(new Set(people).size).toBe(people.length);
          expect(people.length).toBeLessThanOrEqual(format.maxAgents);
          expect(people.every((id) => there.includes(id))).toBe(true);
          expect(people.length).toBeGreaterThanOrEqual(Math.min(format.minAgents, there.length));
          const wanted = fixed.filter((id) => there.includes(id)).slice(0, format.maxAgents);
          expect(people.slice(0, wanted.length)).toEqual(wanted);
        },
      ),
    );
  });

  test('the number of turns lies within the format’s', () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const turns = plannedTurns({ minTurns: 6, maxTurns: 12 }, seededRandom(seed));
        expect(turns).toBeGreaterThanOrEqual(6);
        expect(turns).toBeLessThanOrEqual(12);
      }),
    );
  });
});

/** Twenty seeds of a full day: what chance decided is what the rules say, within three standard deviations. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inLanes } from '../src/simulate/lanes.ts';
import type { Throwaway } from '../src/world/throwaway.ts';
import { openThrowaway, simulateDays } from './simulated.ts';

type Drawn = {
  slots: { slot: string; probability: number; roll: number }[];
  turns: { speaker: string; weights: Record<string, { weight: number }> }[];
  topics: { influenced: boolean }[];
  waits: { minutes: number; cooldown: number }[];
  skipped: number;
  acted: number;
};

let databases: Throwaway;
let seeds: Drawn[];

beforeAll(async () => {
  databases = await openThrowaway();
  seeds = await inLanes(
    Array.from({ length: 20 }, (_, i) => `statistics ${i}`),
    async (seed) => {
      let drawn: Drawn | null = null;
      await simulateDays(
        databases,
        1,
        seed,
        {},
        {
          visit: async ({ db: { sql } }) => {
            const [counted] = await sql<{ skipped: number; acted: number }[]>`
            select (select coalesce(sum((job -> 'counts' ->> 'skipped')::int), 0)::int from ops_action_runs, jsonb_array_elements(jobs) job where job ->> 'name' = 'triggers') as skipped,
              (select coalesce(sum(greatest(fired - 1, 0)), 0)::int from (
                select count(*) as fired from ops_agent_events where kind = 'trigger_fired' and metadata ->> 'next_due_at' is not null group by title) f) as acted`;
            drawn = {
              slots:
                await sql`select slot, probability::float8 as probability, roll::float8 as roll from ops_roundtable_slots where day = '2026-12-01'`,
              turns: await sql`select speaker, weights from ops_roundtable_turns where not by_person and weights <> '{}'`,
              topics: await sql`select influenced from ops_influences where kind = 'topic' and (influenced or held_out)`,
              waits: await sql`
              select extract(epoch from (metadata ->> 'next_due_at')::timestamptz - e.created_at)::float8 / 60 as minutes, r.cooldown_minutes as cooldown
              from ops_agent_events e join ops_trigger_rules r on r.name = e.title where e.kind = 'trigger_fired' and metadata ->> 'next_due_at' is not null`,
              skipped: counted?.skipped ?? 0,
              acted: counted?.acted ?? 0,
            };
          },
        },
      );
      return drawn as unknown as Drawn;
    },
  );
}, 300_000);
afterAll(() => databases?.close());

/** |seen − expected| below three standard deviations of so many draws with these chances. */
function expectDrawn(seen: number, chances: readonly number[]): void {
  const owed = chances.reduce((sum, p) => sum + p, 0);
  const sigma = Math.sqrt(chances.reduce((sum, p) => sum + p * (1 - p), 0));
  expect(Math.abs(seen - owed)).toBeLessThan(3 * sigma);
}

test('slots come up as often as their probability says', () => {
  const slots = seeds.flatMap((seed) => seed.slots);
  expect(slots).toHaveLength(20 * 24);
  expectDrawn(
    slots.filter(({ roll, probability }) => roll < probability).length,
    slots.map(({ probability }) => probability),
  );
  expect(slots.filter(({ probability, roll }) => probability === 1 && roll >= 1)).toEqual([]);
});

test('people speak as the weights of each draw say', () => {
  const turns = seeds.flatMap((seed) => seed.turns);
  expect(turns.length).toBeGreaterThan(800);
  for (const agent of new Set(turns.map(({ speaker }) => speaker))) {
    const chances = turns.map(
      ({ weights }) => (weights[agent]?.weight ?? 0) / Object.values(weights).reduce((sum, { weight }) => sum + weight, 0),
    );
    expectDrawn(turns.filter(({ speaker }) => speaker === agent).length, chances);
  }
});

test('a memory changes three in ten of the topics it could change', () => {
  const topics = seeds.flatMap((seed) => seed.topics);
  expect(topics.length).toBeGreaterThan(100);
  expectDrawn(
    topics.filter(({ influenced }) => influenced).length,
    topics.map(() => 0.3),
  );
});

test('a rule waits its cooldown and 25 to 45 minutes, spread over the whole range', () => {
  const jitters = seeds.flatMap((seed) => seed.waits.map(({ minutes, cooldown }) => minutes - cooldown));
  expect(jitters.length).toBeGreaterThan(200);
  expect(Math.min(...jitters)).toBeGreaterThanOrEqual(24.99);
  expect(Math.max(...jitters)).toBeLessThanOrEqual(45.01);
  const mean = jitters.reduce((sum, j) => sum + j, 0) / jitters.length;
  // Uniform on 20 minutes: variance 400 / 12.
  expect(Math.abs(mean - 35)).toBeLessThan(3 * Math.sqrt(400 / 12 / jitters.length));
});

test('one turn in seven to ten is skipped', () => {
  const [skipped, acted] = [seeds.reduce((sum, seed) => sum + seed.skipped, 0), seeds.reduce((sum, seed) => sum + seed.acted, 0)];
  const turns = skipped + acted;
  expect(turns).toBeGreaterThan(150);
  expect(skipped / turns).toBeGreaterThan(0.1 - 3 * Math.sqrt((0.1 * 0.9) / turns));
  expect(skipped / turns).toBeLessThan(0.15 + 3 * Math.sqrt((0.15 * 0.85) / turns));
});

/** The company on a virtual clock: the same seed gives the same rows, every invariant holds, and settings do what they say. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadCompany } from '../company/index.ts';
import type { TriggerSeed } from '../src/core/company.ts';
import { compareRuns, forecastOf, promises } from '../src/simulate/forecast.ts';
import { BASE, FULL, readSetting } from '../src/simulate/settings.ts';
import type { SimulatedRun } from '../src/simulate/simulate.ts';
import type { Throwaway } from '../src/world/throwaway.ts';
import { broken, openThrowaway, simulateDays } from './simulated.ts';

let databases: Throwaway;
let run: SimulatedRun;
/** What a decision was drawn from, by its own name: when rules fired or were skipped, which slots came up, who spoke. */
type Draws = { fired: Record<string, unknown>[]; slots: Record<string, unknown>[] };

beforeAll(async () => {
  databases = await openThrowaway();
  run = await simulateDays(databases, 3, '42');
}, 120_000);
afterAll(() => databases?.close());

/** Three days of the shipped company, seed 42, everything on. A change of behaviour changes it: look at what changed, then write the new one down. */
const GOLDEN = 'd662475b739023feb5ac7b5d37c9cb90f76c5b4293b3b9c1b9f7796ade6799c4';

describe('three days', () => {
  test('have the same hash on every machine and every PostgreSQL', () => {
    expect(run.hash).toBe(GOLDEN);
  });
  test('keep every invariant, and looked at something for each that the company can break by working', () => {
    expect(broken(run)).toEqual([]);
    const idle = run.invariants.filter(({ detail }) => detail.startsWith('0 ')).map(({ name }) => name);
    expect(idle.sort()).toEqual(['deploys a day', 'leases are kept', 'nothing waits for ever']);
  });
  test('were lived: conversations, work, posts that were read, memories, drift, initiatives, refusals', () => {
    const { totals } = run;
    expect(totals.conversations / 3).toBeGreaterThan(9);
    expect(totals.missions.succeeded).toBeGreaterThan(60);
    expect(totals.posts).toBeGreaterThan(5);
    expect(Object.values(totals.memories).reduce((a, b) => a + b, 0)).toBeGreaterThan(60);
    expect(totals.drifts).toBeGreaterThan(5);
    expect(totals.initiatives).toBeGreaterThan(0);
    expect(totals.rejections.x_daily_quota).toBeGreaterThan(0);
    expect(run.perDay.map(({ day }) => day)).toEqual(['2026-12-01', '2026-12-02', '2026-12-03']);
    expect(new Set(run.affinity.map(({ pair }) => pair)).size).toBe(15);
  });
  test('cost what the table says for the tokens of the real prompts', () => {
    const { totals, spend } = run;
    expect(spend.every(({ model }) => model === 'anthropic/claude-haiku-5-5')).toBe(true);
    // $0.10 and $0.50 for a million tokens of short prompts.
    expect(totals.usd).toBeCloseTo((totals.input_tokens * 0.1 + totals.output_tokens * 0.5) / 1_000_000, 4);
    expect(promises(forecastOf([run]), 6, true).filter(({ kept }) => !kept)).toEqual([]);
  });
});

describe('luck', () => {
  test('another seed is another story', async () => {
    expect((await simulateDays(databases, 1, '43')).hash).not.toBe((await simulateDays(databases, 1, '42')).hash);
  });

  test('an unrelated trigger leaves the draws of all others alone', async () => {
    const extra: TriggerSeed = {
      name: 'aside',
      trigger_event: 'proactive_scan_signals',
      kind: 'proactive',
      conditions: {},
      action_config: { target_agent: 'opus', jitter_minutes: [25, 45], skip_probability: 0.1, topics: ['herons'] },
      cooldown_minutes: 180,
    };
    const shipped = loadCompany();
    const company = { ...shipped, triggers: [...shipped.triggers, extra] };
    expect(shipped.checkers.has(extra.trigger_event)).toBe(true);
    const draws = async (other = shipped): Promise<Draws> => {
      const found: Draws = { fired: [], slots: [] };
      await simulateDays(
        databases,
        1,
        'fork',
        { company: other },
        {
          visit: async ({ db }) => {
            found.fired = await db.sql`
            select title as rule, created_at, metadata ->> 'next_due_at' as next from ops_agent_events
            where kind = 'trigger_fired' and title <> 'aside' and (metadata ->> 'next_due_at') is not null order by title, created_at`;
            found.slots = await db.sql`
            select s.slot, s.roll, s.status, q.participants, q.planned_turns from ops_roundtable_slots s left join ops_roundtable_queue q on q.id = s.conversation_id
            where s.format not in ('conflict_resolution', 'mentoring') order by s.day, s.slot`;
          },
        },
      );
      return found;
    };
    const [alone, beside] = [await draws(), await draws(company)];
    expect(alone.fired.length).toBeGreaterThan(10);
    expect(beside.fired).toEqual(alone.fired);
    expect(beside.slots).toEqual(alone.slots);
  }, 120_000);
});

describe('settings', () => {
  test('are read as policy.field=json, and anything else is explained', () => {
    expect(readSetting('x_daily_quota.limit=8')).toEqual({ key: 'x_daily_quota', path: ['limit'], value: 8 });
    expect(readSetting('x_daily_quota={"limit":8}')).toEqual({ key: 'x_daily_quota', path: [], value: { limit: 8 } });
    expect(() => readSetting('x_daily_quota')).toThrow('is not of the form policy.field=json');
    expect(() => readSetting('company.name=Heron')).toThrow('Texts are written in quotes');
    expect(() => readSetting('.limit=8')).toThrow('is not of the form');
  });
  test('of a bad value are refused by the policy’s own words', async () => {
    await expect(simulateDays(databases, 1, '42', { settings: [readSetting('x_daily_quota.limit=500')] })).rejects.toThrow(
      'x_daily_quota.limit',
    );
  });
  test('change what they should, seed by seed', async () => {
    const seeds = ['1', '2'];
    const without = await Promise.all(seeds.map((seed) => simulateDays(databases, 1, seed)));
    const half = [...FULL, readSetting('x_daily_quota.limit=2')];
    const cut = await Promise.all(seeds.map((seed) => simulateDays(databases, 1, seed, { settings: half })));
    const compared = compareRuns(without, cut);
    expect(compared['posts a day']).toMatchObject({ after: 2, fell: 2, rose: 0, seeds: 2 });
    expect(compared['dollars for posts a month']?.rose).toBe(0);
    expect(cut.flatMap(broken)).toEqual([]);
  }, 120_000);
  test('a person who is away leaves everything waiting; nothing goes out', async () => {
    const { totals } = await simulateDays(databases, 1, '42', { person: 'away', settings: BASE });
    expect(totals.posts).toBe(0);
    expect(totals.rejections.person).toBeUndefined();
  });
});

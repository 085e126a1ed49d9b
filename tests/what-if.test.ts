/** What a policy change would do: both weeks on the same luck, the company itself untouched, no database left behind. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadCompany } from '../company/index.ts';
import { readPolicies, setPolicy } from '../src/core/policy/policies.ts';
import { seed } from '../src/core/seed.ts';
import { whatIf } from '../src/simulate/what-if.ts';
import { type TestWorld, testWorld } from './world.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld({ company: loadCompany() });
  await seed(world);
  const { company } = await readPolicies(world);
  await setPolicy(world, { key: 'company', value: { ...company, paused: true }, by: 'ada', reason: 'for the test' });
});
afterAll(() => world.close());

const asked = (signal: AbortSignal, onProgress: (progress: { done: number; total: number }) => void) => ({
  change: { key: 'content_policy', value: { enabled: false, max_drafts_per_day: 0 } },
  days: 1,
  seeds: 2,
  serverUrl: world.url,
  migrations: join(import.meta.dirname, '..', 'migrations'),
  signal,
  onProgress,
});
const leftBehind = async () => (await world.db.sql`select datname from pg_database where datname like 'deskmates_simulation_w%'`).length;

test('tells what moved, largest first, even while the company is paused', async () => {
  const seen: number[] = [];
  const rows = () =>
    world.db.sql`select (select count(*)::int from ops_agent_events) as events, (select count(*)::int from ops_missions) as missions`;
  const before = await rows();
  const moved = await whatIf(
    world,
    asked(new AbortController().signal, ({ done }) => seen.push(done)),
  );
  expect(seen).toEqual([1, 2, 3, 4]);
  expect(moved['rejected a day: content_policy']).toMatchObject({ before: 0, rose: 2, seeds: 2 });
  expect(Object.keys(moved)[0]).toBe('rejected a day: content_policy');
  expect(await rows()).toEqual(before);
  expect((await readPolicies(world)).content_policy.enabled).toBe(true);
  expect(await leftBehind()).toBe(0);
}, 60_000);

test('stops when told to, and leaves nothing behind', async () => {
  const stop = new AbortController();
  await expect(
    whatIf(
      world,
      asked(stop.signal, () => stop.abort()),
    ),
  ).rejects.toThrow();
  expect(await leftBehind()).toBe(0);
}, 60_000);

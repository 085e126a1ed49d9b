/** Five days in which everything goes wrong again and again: nothing is lost, nothing is posted twice, and the same seed goes wrong in the same way. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SimulatedRun } from '../src/simulate/simulate.ts';
import type { Throwaway } from '../src/world/throwaway.ts';
import { broken, openThrowaway, simulateDays } from './simulated.ts';

let databases: Throwaway;
beforeAll(async () => {
  databases = await openThrowaway();
}, 60_000);
afterAll(() => databases?.close());

type Scars = {
  recovered: number;
  retried: number;
  lost_runs: number;
  partial_runs: number;
  reserved: number;
  failed_calls: number;
  late_slots: number;
  open: number;
};

test('five bad days keep every invariant', async () => {
  let scars: Scars | undefined;
  const bad: SimulatedRun = await simulateDays(
    databases,
    5,
    'storm',
    { faults: 'high' },
    {
      visit: async ({ db }) => {
        [scars] = await db.sql<Scars[]>`
        select (select count(*)::int from ops_agent_events where kind = 'step_recovered') as recovered,
          (select count(*)::int from ops_agent_events where kind = 'step_retried') as retried,
          (select count(*)::int from ops_action_runs where status = 'failed') as lost_runs,
          (select count(*)::int from ops_action_runs where status = 'partial') as partial_runs,
          (select count(*)::int from ops_llm_calls where status = 'reserved') as reserved,
          (select count(*)::int from ops_llm_calls where status = 'failed') as failed_calls,
          (select count(*)::int from ops_roundtable_slots where status = 'missed') as late_slots,
          (select count(*)::int from ops_missions where status in ('approved', 'running') and created_at < (select max(created_at) from ops_agent_events) - interval '1 day') as open`;
      },
    },
  );
  expect(broken(bad)).toEqual([]);
  // It really stormed: workers died, beats were lost, calls failed or never came back, the clock jumped over hours.
  for (const [what, count] of Object.entries(scars ?? {})) if (what !== 'open') expect(count, what).toBeGreaterThan(0);
  expect(scars?.open).toBe(0);
  expect(bad.totals.missions.succeeded).toBeGreaterThan(200);
  expect(bad.totals.posts).toBeGreaterThan(5);
}, 240_000);

test('the same storm leaves the same rows', async () => {
  const hashes = [
    await simulateDays(databases, 1, 'gale', { faults: 'high' }),
    await simulateDays(databases, 1, 'gale', { faults: 'high' }),
  ];
  expect(hashes[0]?.hash).toBe(hashes[1]?.hash);
}, 120_000);

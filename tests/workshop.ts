/** Starts worker processes on a database of their own, fills the queue, waits, and checks that everything happened once. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import { z } from 'zod';
import type { StepKind } from '../src/core/company.ts';
import { propose } from '../src/core/proposals/propose.ts';
import { seed } from '../src/core/seed.ts';
import { smallCompany, smallPolicies } from './small-company.ts';
import { type TestWorld, testWorld } from './world.ts';

const tally: StepKind = {
  kind: 'tally',
  label: 'Tally',
  payload: z.strictObject({ n: z.int() }),
  result: z.record(z.string(), z.json()),
  run: () => Promise.reject(new Error('runs in worker processes only')),
};
const policies = {
  auto_approve: { enabled: true, allowed_step_kinds: ['tally'] },
  worker_policy: { ...smallPolicies.worker_policy, lease_seconds: 2, max_attempts: 5, backoff_seconds: 1, concurrency: 5 },
};

export type Workshop = {
  world: TestWorld;
  start(name: string, takesMs: number): Promise<ChildProcess>;
  fill(steps: number, missions: number): Promise<void>;
  until(what: string, done: () => Promise<boolean>): Promise<void>;
  finished(): Promise<void>;
  /** Every execution that took place, whether it was settled or not. */
  runs(): Promise<{ step_id: string; attempt: number; worker: string }[]>;
  everythingOnce(steps: number, missions: number): Promise<void>;
  /** What the workers wrote to stderr. */
  said(): string;
  close(): Promise<void>;
};

export async function workshop(): Promise<Workshop> {
  const world = await testWorld({ company: smallCompany({ stepKinds: [tally], policies }), clock: 'live' });
  const { sql } = world.db;
  await sql`create table test_runs (step_id uuid, attempt int, worker text)`;
  await seed(world);
  const workers: ChildProcess[] = [];
  let stderr = '';
  const until = async (what: string, done: () => Promise<boolean>) => {
    for (let i = 0; i < 1000; i++) {
      if (await done().catch(() => false)) return;
      await pause(50);
    }
    throw new Error(`waited in vain until ${what}; workers said: ${stderr.slice(-2000)}`);
  };
  return {
    world,
    until,
    said: () => stderr,
    async start(name, takesMs) {
      const child = spawn(process.execPath, ['tests/worker-process.ts', name, String(takesMs)], {
        env: { ...process.env, DATABASE_URL: world.url },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      workers.push(child);
      child.stderr.on('data', (data) => {
        stderr += data;
      });
      await once(child.stdout, 'data');
      return child;
    },
    async fill(steps, missions) {
      const each = steps / missions;
      for (let m = 0; m < missions; m++) {
        await propose(world, {
          agentId: 'brain',
          title: `mission ${m}`,
          source: 'api',
          cause: { kind: 'person', id: null },
          steps: Array.from({ length: each }, (_, i) => ({ kind: 'tally', payload: { n: m * each + i } })),
        });
      }
    },
    finished: () =>
      until('every step is finished', async () => {
        const [row] = await sql`select count(*)::int as n from ops_mission_steps where status in ('queued', 'running')`;
        return row?.n === 0;
      }),
    runs: async () => [...(await sql<{ step_id: string; attempt: number; worker: string }[]>`select * from test_runs`)],
    async everythingOnce(steps, missions) {
      expect(await sql`select status, count(*)::int as n from ops_mission_steps group by 1`).toEqual([{ status: 'succeeded', n: steps }]);
      expect(await sql`select status, count(*)::int as n from ops_missions group by 1`).toEqual([{ status: 'succeeded', n: missions }]);
      const settled =
        await sql`select count(*)::int as n, count(distinct step_id)::int as steps from ops_agent_events where kind = 'step_succeeded'`;
      expect(settled).toEqual([{ n: steps, steps }]);
      expect(await sql`select count(*)::int as n from ops_agent_events where kind = 'mission_succeeded'`).toEqual([{ n: missions }]);
    },
    async close() {
      for (const worker of workers) worker.kill('SIGKILL');
      await Promise.all(workers.map((worker) => (worker.exitCode === null && worker.signalCode === null ? once(worker, 'exit') : null)));
      await world.close();
    },
  };
}

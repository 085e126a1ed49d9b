/** Pick-up: from the commit of propose() to the start of the step, with an idle worker that listens. */
import { setTimeout as pause } from 'node:timers/promises';
import { propose } from '../src/core/proposals/propose.ts';
import { runWorker } from '../src/workers/loop.ts';
import { benchWorld, idleCompany, type Server } from './bench-world.ts';
import { type Measure, percentile } from './statistics.ts';

const SAMPLES = 200;

export async function measurePickup(server: Server): Promise<Measure[]> {
  const started = new Map<number, number>();
  let heard = () => {};
  const world = await benchWorld(
    await server.fresh(),
    idleCompany((n) => {
      started.set(n, performance.now());
      heard();
    }),
  );
  const stop = new AbortController();
  const worker = runWorker(world, { workerId: 'bench', kinds: ['nothing'], pollMs: 5000, signal: stop.signal });
  await pause(500);
  const waits: number[] = [];
  for (let n = 0; n < SAMPLES; n++) {
    const began = new Promise<void>((resolve) => {
      heard = resolve;
    });
    await propose(world, {
      agentId: 'brain',
      title: 'bench',
      steps: [{ kind: 'nothing', payload: { n } }],
      source: 'api',
      cause: { kind: 'person', id: null },
    });
    const committed = performance.now();
    await began;
    waits.push(Math.max(0, (started.get(n) ?? Number.NaN) - committed));
    await pause(10 + (n % 20));
  }
  stop.abort();
  await worker;
  await world.db.close();
  return [figure('pick-up p50', percentile(waits, 0.5), 2), figure('pick-up p99', percentile(waits, 0.99), 10)];
}

function figure(what: string, ms: number, aimMs: number): Measure {
  return {
    what: `${what} (commit → step starts)`,
    ours: `${ms.toFixed(2)} ms`,
    reference: `aim ${aimMs} ms`,
    ratio: ms / aimMs,
    aim: '≤ 1×',
    met: ms <= aimMs,
  };
}

/** A real worker process for tests: `node tests/worker-process.ts <name> <ms a step takes>` on DATABASE_URL, until SIGTERM. Every execution leaves a row in test_runs. */
import { z } from 'zod';
import type { StepKind } from '../src/core/company.ts';
import { runWorker } from '../src/workers/loop.ts';
import { liveClock } from '../src/world/clock.ts';
import { connect } from '../src/world/db.ts';
import { liveRandom, makeIds } from '../src/world/random.ts';
import type { World } from '../src/world/world.ts';
import { smallCompany } from './small-company.ts';

const [name = 'worker', takes = '5'] = process.argv.slice(2);
const db = await connect(process.env.DATABASE_URL ?? '');
await db.measureClock();
const clock = liveClock(() => db.clockOffsetMs());
const random = liveRandom();

const tally: StepKind<{ n: number }> = {
  kind: 'tally',
  label: 'Tally',
  payload: z.strictObject({ n: z.int() }),
  result: z.strictObject({ n: z.int() }),
  run: async ({ step, payload, signal }) => {
    await db.sql`insert into test_runs (step_id, attempt, worker) values (${step.id}, ${step.attempt}, ${name})`;
    await clock.sleep(Number(takes), signal);
    return { result: { n: payload.n }, summary: `counted ${payload.n}`, tags: [] };
  },
};

const unplanned = (what: string) => new Proxy({}, { get: () => Promise.reject(new Error(`unplanned call of ${what}`)) }) as never;
const said = (fields: object, message: string) => process.stderr.write(`${JSON.stringify({ name, message, ...fields })}\n`);
const world: World = {
  clock,
  random,
  ids: makeIds(clock, random),
  log: { debug: () => undefined, info: said, warn: said, error: said },
  db,
  model: unplanned('the model'),
  web: unplanned('the web'),
  x: unplanned('X'),
  webhook: unplanned('the webhook'),
  company: smallCompany({ stepKinds: [tally as StepKind] }),
};

const stop = new AbortController();
process.once('SIGTERM', () => stop.abort());
process.stdout.write('ready\n');
await runWorker(world, { workerId: name, kinds: ['tally'], pollMs: 100, signal: stop.signal, concurrency: 5, drainMs: 5000 });
await db.close();

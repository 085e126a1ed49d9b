/** A real roundtable worker for tests: `node tests/talk-process.ts <name> <ms a model call takes> [calls that return]` on DATABASE_URL, until SIGTERM. Calls beyond those hang. Every call leaves a row in test_calls before it answers. */
import { runWorker } from '../src/workers/loop.ts';
import { liveClock } from '../src/world/clock.ts';
import { connect } from '../src/world/db.ts';
import { liveRandom, makeIds } from '../src/world/random.ts';
import type { World } from '../src/world/world.ts';
import { talkCompany } from './talk-company.ts';
import { freshLine, talkModel } from './talk-model.ts';

const [name = 'worker', takes = '100', returning = 'Infinity'] = process.argv.slice(2);
let called = 0;
const db = await connect(process.env.DATABASE_URL ?? '');
await db.measureClock();
const clock = liveClock(() => db.clockOffsetMs());
const random = liveRandom();
const said = (fields: object, message: string) => process.stderr.write(`${JSON.stringify({ name, message, ...fields })}\n`);
const unplanned = (what: string) => new Proxy({}, { get: () => Promise.reject(new Error(`unplanned call of ${what}`)) }) as never;

const script = talkModel({
  line: () => freshLine(random.int(0, 1_000_000_000)),
  distil: () => ({
    memories: [{ agent_id: 'brain', type: 'insight', content: 'Killed workers lose nothing.', confidence: 0.8, tags: [], turn: 0 }],
    pairwise_drift: [{ agent_a: 'brain', agent_b: 'opus', drift: 0.02, reason: 'went through it together' }],
    action_items: [],
  }),
});
const model: World['model'] = {
  available: () => ({ anthropic: false, openaiCompatible: false }),
  price: () => 0,
  dearestPrice: () => 0,
  async generate(request) {
    await db.sql`insert into test_calls (purpose, worker) values (${request.purpose}, ${name})`;
    await clock.sleep(++called > Number(returning) ? 600_000 : Number(takes), request.signal);
    return script.generate(request);
  },
};
const world: World = {
  clock,
  random,
  ids: makeIds(clock, random),
  log: { debug: () => undefined, info: said, warn: said, error: said },
  db,
  model,
  web: unplanned('the web'),
  x: unplanned('X'),
  webhook: unplanned('the webhook'),
  company: talkCompany(),
};

const stop = new AbortController();
process.once('SIGTERM', () => stop.abort());
process.stdout.write('ready\n');
await runWorker(world, { workerId: name, kinds: ['roundtable'], pollMs: 50, signal: stop.signal, drainMs: 5000 });
await db.close();

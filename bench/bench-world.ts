/** Databases and Worlds for the benchmark: real parts, a company of two with a step kind that does nothing, or the shipped one. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Company, StepKind } from '../src/core/company.ts';
import { seed } from '../src/core/seed.ts';
import { liveClock } from '../src/world/clock.ts';
import { connect, type Db } from '../src/world/db.ts';
import { startEmbedded } from '../src/world/embedded-postgres.ts';
import { migrate } from '../src/world/migrate.ts';
import { liveRandom, makeIds } from '../src/world/random.ts';
import type { World } from '../src/world/world.ts';
import { smallCompany, smallPolicies } from '../tests/small-company.ts';

export type Server = { url: string; name: string; fresh(): Promise<string>; stop(): Promise<void> };

/** DATABASE_URL's server, or an embedded one of its own. `fresh()` makes a migrated, empty database and gives its address. */
export async function server(): Promise<Server> {
  const root = await mkdtemp(join(tmpdir(), 'deskmates-bench-'));
  const own = process.env.DATABASE_URL ? null : await startEmbedded({ dataDir: join(root, 'postgres') });
  const url = process.env.DATABASE_URL ?? own?.url ?? '';
  const admin = await connect(url, { max: 1, statementMs: 0 });
  const made: string[] = [];
  const [version] = await admin.sql`show server_version`;
  return {
    url,
    name: `PostgreSQL ${version?.server_version}${own ? ', embedded' : ''}`,
    async fresh() {
      const name = `deskmates_bench_${process.pid}_${made.length}`;
      await admin.sql`create database ${admin.sql(name)}`;
      made.push(name);
      const address = new URL(url);
      address.pathname = `/${name}`;
      const db = await connect(address.href, { max: 1 });
      await migrate(db, join(import.meta.dirname, '..', 'migrations'));
      await db.close();
      return address.href;
    },
    async stop() {
      for (const name of made) await admin.sql`drop database if exists ${admin.sql(name)} with (force)`;
      await admin.close();
      await own?.stop();
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** Called when a step starts, with its payload. */
export type OnStep = (n: number) => void;

export function idleCompany(onStep: OnStep): Company {
  const nothing: StepKind<{ n: number }> = {
    kind: 'nothing',
    label: 'Nothing',
    payload: z.strictObject({ n: z.int() }),
    result: z.record(z.string(), z.json()),
    run: async ({ payload }) => {
      onStep(payload.n);
      return { result: { n: payload.n }, summary: 'done', tags: ['done'] };
    },
  };
  const policies = {
    auto_approve: { enabled: true, allowed_step_kinds: ['nothing'] },
    proposal_policy: { ...smallPolicies.proposal_policy, max_per_agent_per_day: 1_000_000 },
  };
  return smallCompany({ stepKinds: [nothing as StepKind], policies });
}

export async function benchWorld(url: string, company: Company): Promise<World & { db: Db }> {
  const db = await connect(url, { max: 12, statementMs: 0 });
  const clock = liveClock(db.clockOffsetMs);
  const random = liveRandom();
  const refuse = (what: string) =>
    new Proxy({}, { get: () => () => Promise.reject(new Error(`the benchmark makes no call of ${what}`)) }) as never;
  const quiet = () => undefined;
  const world: World = {
    clock,
    random,
    ids: makeIds(clock, random),
    log: { debug: quiet, info: quiet, warn: console.warn, error: console.error },
    db,
    model: refuse('a model'),
    web: refuse('the web'),
    x: refuse('X'),
    webhook: refuse('a webhook'),
    company,
  };
  await seed(world);
  return world;
}

/** Missions of one step each, written in bulk: what propose() would have written. */
export async function fillQueue(world: World, missions: number): Promise<void> {
  const { sql } = world.db;
  const now = world.clock.now();
  await sql`
    with p as (insert into ops_mission_proposals (id, agent_id, title, status, source, cause_kind, created_at)
      select gen_random_uuid(), 'brain', 'bench', 'accepted', 'api', 'person', ${now} from generate_series(1, ${missions}) returning id),
    m as (insert into ops_missions (id, proposal_id, title, created_by, cause_id, created_at) select gen_random_uuid(), id, 'bench', 'brain', id::text, ${now} from p returning id)
    insert into ops_mission_steps (id, mission_id, agent_id, kind, payload, run_after, cause_id, created_at)
    select gen_random_uuid(), id, 'brain', 'nothing', '{"n": 0}', ${now}, id::text, ${now} from m`;
  await sql`analyze ops_mission_steps`;
}

/** A heartbeat of the shipped company over a million events of history, against one over an empty database. */
import { loadCompany } from '../company/index.ts';
import { heartbeat } from '../src/core/heartbeat.ts';
import type { World } from '../src/world/world.ts';
import { benchWorld, type Server } from './bench-world.ts';
import { type Measure, median } from './statistics.ts';

const EVENTS = 1_000_000;
const BEATS = 60;

export async function measureHeartbeat(server: Server): Promise<Measure> {
  const empty = await quietWorld(await server.fresh());
  const full = await quietWorld(await server.fresh());
  await writeHistory(full);
  const [a, b]: [number[], number[]] = [[], []];
  for (let beat = 0; beat < BEATS; beat++) {
    a.push(await beatMs(full));
    b.push(await beatMs(empty));
  }
  const [ours, reference] = [median(a.slice(5)), median(b.slice(5))];
  await empty.db.close();
  await full.db.close();
  const ratio = ours / reference;
  return {
    what: 'heartbeat over 1 M events',
    ours: `${ours.toFixed(1)} ms`,
    reference: `${reference.toFixed(1)} ms on an empty database`,
    ratio,
    aim: '≤ 1.2×',
    met: ratio <= 1.2,
  };
}

/** Proactive rules are not due, so that both beats do the same: look at every reactive rule and find nothing. */
async function quietWorld(url: string): Promise<World> {
  const world = await benchWorld(url, loadCompany());
  await world.db.sql`update ops_trigger_rules set next_due_at = now() + interval '1 day' where kind = 'proactive'`;
  return world;
}

/** A hundred days of a busy company, all of it settled; nothing of it is left for a rule to answer. */
async function writeHistory(world: World): Promise<void> {
  const { sql } = world.db;
  const missions = EVENTS / 10;
  await sql.unsafe(`
    create temp table history as select n, gen_random_uuid() as proposal, gen_random_uuid() as mission, now() - interval '4 days' - (n * interval '1 minute') as at from generate_series(1, ${missions}) n;
    insert into ops_mission_proposals (id, agent_id, title, status, source, cause_kind, dedupe_key, created_at) select proposal, 'brain', 'history', 'accepted', 'trigger', 'trigger', 'diagnose:' || mission, at from history;
    insert into ops_missions (id, proposal_id, title, status, created_by, created_at, finished_at) select mission, proposal, 'history', 'succeeded', 'brain', at, at from history;
    insert into ops_mission_steps (mission_id, agent_id, kind, status, result, cause_id, created_at, finished_at) select mission, 'brain', (array['crawl','analyze','draft_tweet','post_tweet','write_content'])[1 + n % 5], 'succeeded', '{"n":1}', mission::text, at, at from history;
    insert into ops_agent_events (agent_id, kind, title, tags, cause_kind, cause_id, mission_id, created_at)
      select 'brain', (array['proposal_accepted','step_started','step_succeeded','mission_succeeded','mission_failed'])[1 + k % 5], 'history', array['crawl'], 'mission', mission::text, mission, at from history, generate_series(1, 10) k;
    insert into ops_agent_reactions (event_id, pattern, source_agent, target_agent, type, status, created_at, processed_at) select mission, 'p' || n % 7, 'brain', 'brain', 'analyze', 'proposed', at, at from history;
    insert into ops_action_runs (source, status, started_at, finished_at) select 'scheduler', 'succeeded', at, at from history where n % 5 = 0;
    insert into ops_artifacts (agent_id, kind, title, body, content_hash, created_at) select 'brain', 'finding', 'history', 'history', n::text, at from history;
    drop table history;`);
  await sql.unsafe('vacuum analyze');
}

async function beatMs(world: World): Promise<number> {
  const begin = performance.now();
  const report = await heartbeat(world, { source: 'cli' });
  const ms = performance.now() - begin;
  if (report.status !== 'succeeded') throw new Error(`heartbeat: ${JSON.stringify(report)}`);
  return ms;
}

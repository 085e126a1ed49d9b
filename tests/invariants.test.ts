/** Every invariant can fail: a company that has lived two days keeps them all, and for each a deliberately wrong row makes it fail with a clear sentence. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadCompany } from '../company/index.ts';
import { seed } from '../src/core/seed.ts';
import { RULES } from '../src/read/invariant-rules.ts';
import { checkInvariants } from '../src/read/invariants.ts';
import { compareWithX } from '../src/read/x-ledger.ts';
import { drive } from '../src/simulate/drive.ts';
import { chaos } from '../src/simulate/faults/chaos.ts';
import { RATES } from '../src/simulate/faults/rates.ts';
import { person } from '../src/simulate/person.ts';
import { applySettings, BASE, FIRST_DAY, FULL } from '../src/simulate/settings.ts';
import { type SimulatedWorld, simulatedWorld } from '../src/simulate/world/world.ts';
import { type TestDatabase, testDatabase } from './database.ts';

let database: TestDatabase;
let world: SimulatedWorld;

beforeAll(async () => {
  database = await testDatabase();
  world = simulatedWorld({ db: database.db, company: loadCompany(), seed: 'mutants', start: FIRST_DAY });
  await seed(world);
  await applySettings(world, [...BASE, ...FULL]);
  await drive(world, {
    until: new Date(FIRST_DAY.getTime() + 2 * 86_400_000),
    person: person('present'),
    chaos: chaos(world, world.random.fork('calm'), RATES.none, async () => {}),
  });
}, 120_000);
afterAll(() => database?.drop());

/** One wrong row for each rule, as SQL, and what the sentence must say. Constraints and triggers are off: the row got past them somehow. */
const MUTANTS: Record<string, { sql: string; says: RegExp }> = {
  'posts a day': {
    sql: "insert into ops_outbox (draft_id, agent_id, text, text_hash, status, created_at) select gen_random_uuid(), 'growth', 'x' || n, 'x' || n, 'posted', '2026-12-02T12:00:00Z' from generate_series(1, 9) n",
    says: /posts on 2026-12-02: \d+, and x_daily_quota\.limit allowed 5/,
  },
  'money for posts a day': {
    sql: 'update ops_outbox set price_usd = 9',
    says: /dollars for posts on 2026-12-0\d: [\d.]+, and x_policy\.daily_spend_cap_usd allowed 0\.5/,
  },
  'money for models a day': {
    sql: 'update ops_llm_calls set cost_usd = 0.5 where id in (select id from ops_llm_calls order by id limit 3)',
    says: /dollars for models on 2026-12-01: 1\.\d+, and model_policy\.daily_cap_usd allowed 1/,
  },
  'articles a day': {
    sql: "update ops_mission_steps set kind = 'write_content' where created_at < '2026-12-02'",
    says: /articles on 2026-12-01: \d+, and content_policy\.max_drafts_per_day allowed 8/,
  },
  'deploys a day': {
    sql: "update ops_mission_steps set kind = 'deploy' where id in (select id from ops_mission_steps order by id limit 2)",
    says: /deploys on 2026-12-01: 2, and deploy_policy\.max_per_day allowed 1/,
  },
  'proposals of an agent a day': {
    sql: "update ops_mission_proposals set agent_id = 'opus', status = 'accepted', created_at = '2026-12-02T10:00:00Z'",
    says: /proposals on 2026-12-02 by opus: \d+, and proposal_policy\.max_per_agent_per_day allowed 100/,
  },
  'conversations a day': {
    sql: "insert into ops_roundtable_slots (day, slot, name, format, probability, roll, rank, status) select '2026-12-02', 'x' || n, 'x', 'debate', 0.5, 0.1, 1, 'enqueued' from generate_series(1, 24) n",
    says: /conversations on 2026-12-02: \d+, and roundtable_policy\.max_daily_conversations allowed 24/,
  },
  'initiatives of an agent a day': {
    sql: "insert into ops_initiative_queue (agent_id, reason, created_at, status) select 'brain', 'x', '2026-12-02T10:00:00Z', 'failed' from generate_series(1, 4)",
    says: /initiatives on 2026-12-02 by brain: \d+, and initiative_policy\.max_per_agent_per_day allowed 3/,
  },
  'action items a day': {
    sql: "update ops_mission_proposals set source = 'action_item' where status = 'accepted'",
    says: /action items on 2026-12-0\d: \d+, and initiative_policy\.max_action_items_per_day allowed 3/,
  },
  'memories of a conversation': {
    sql: "insert into ops_agent_memory (agent_id, type, content, conversation_id, cause_kind) select 'brain', 'insight', 'x', (select id from ops_roundtable_queue order by id limit 1), 'person' from generate_series(1, 7)",
    says: /conversation [0-9a-f-]+ left \d+ memories/,
  },
  'live memories of an agent': {
    sql: "insert into ops_agent_memory (agent_id, type, content, cause_kind) select 'brain', 'insight', 'x', 'person' from generate_series(1, 200)",
    says: /brain holds 2\d\d live memories/,
  },
  'one memory for each source': {
    sql: "drop index ops_agent_memory_trace; insert into ops_agent_memory (agent_id, type, content, source_trace_id, cause_kind) select 'brain', 'insight', 'x', 'mission:1', 'person' from generate_series(1, 2)",
    says: /brain remembers mission:1 2 times/,
  },
  'steps were approved': {
    sql: "insert into ops_mission_steps (mission_id, agent_id, kind, status, position) select gen_random_uuid(), 'brain', 'analyze', 'failed', 0",
    says: /step [0-9a-f-]+ \(analyze\) belongs to a proposal that is not there/,
  },
  'one mission for each accepted proposal': {
    sql: "insert into ops_mission_proposals (agent_id, title, source, status, cause_kind) values ('growth', 'lost', 'api', 'accepted', 'person')",
    says: /proposal [0-9a-f-]+ is accepted and has 0 missions/,
  },
  'rejections have a reason': {
    sql: "insert into ops_mission_proposals (agent_id, title, source, status, reason, gate, cause_kind) values ('growth', 'silent', 'api', 'rejected', '', 'x_daily_quota', 'person')",
    says: /proposal [0-9a-f-]+ was rejected without a reason/,
  },
  'missions agree with their steps': {
    sql: "update ops_missions set status = 'failed' where id = (select id from ops_missions where status = 'succeeded' order by id limit 1)",
    says: /mission [0-9a-f-]+ is failed with 1 of 1 steps done, 0 failed, 0 open/,
  },
  'leases are kept': {
    sql: "insert into ops_initiative_queue (agent_id, reason, status, reserved_by, lease_expires_at, created_at) values ('opus', 'x', 'running', 'w1', '2026-12-02T22:00:00Z', '2026-11-30')",
    says: /initiative [0-9a-f-]+ is held by w1 since before 2026-12-02 22:00/,
  },
  'nothing waits for ever': {
    sql: "update ops_missions set status = 'running' where id = (select mission_id from ops_mission_steps where position = 0 order by id limit 1); update ops_mission_steps set status = 'queued', result = null, run_after = '2026-12-01T01:00:00Z' where id = (select id from ops_mission_steps where position = 0 order by id limit 1)",
    says: /step [0-9a-f-]+ \(\w+\) has waited since 2026-12-01 01:00/,
  },
  'a standup every day': {
    sql: "update ops_roundtable_slots set status = 'skipped', reason = 'chance' where format = 'standup' and day = '2026-12-02'",
    says: /2026-12-02 has no standup: the slot is skipped/,
  },
  'turns follow one another': {
    sql: "delete from ops_roundtable_turns where turn = 1 and conversation_id = (select id from ops_roundtable_queue where status = 'completed' order by id limit 1)",
    says: /conversation [0-9a-f-]+ counts \d+ turns and has \d+/,
  },
  'affinity stays in bounds': {
    sql: "alter table ops_agent_relationships drop constraint ops_agent_relationships_affinity_check; update ops_agent_relationships set affinity = 0.99 where agent_a = 'brain' and agent_b = 'opus'",
    says: /brain and opus are at 0\.99/,
  },
  'drift stays small': {
    sql: "insert into ops_agent_events (agent_id, kind, title, metadata, created_at) values ('brain', 'affinity_changed', 'brain and opus', '{\"drift\": 0.2}', '2026-12-02T12:00:00Z')",
    says: /brain and opus moved by 0\.2 in one conversation/,
  },
  'one post for each draft': {
    sql: "drop index ops_outbox_text; insert into ops_outbox (draft_id, agent_id, text, text_hash, status, created_at) select gen_random_uuid(), agent_id, text, text_hash, 'posted', '2026-11-01' from ops_outbox order by id limit 1",
    says: /draft [0-9a-f-]+ has 1 posts and does not exist.*went out 2 times/,
  },
  'every cause exists': {
    sql: "insert into ops_agent_events (agent_id, kind, title, cause_kind, cause_id) values ('brain', 'step_succeeded', 'x', 'step', gen_random_uuid()::text)",
    says: /event [0-9a-f-]+ names step [0-9a-f-]+ as its cause, which does not exist/,
  },
};

class Undo extends Error {}

/** The verdicts with a wrong row in place; nothing of it stays. */
async function verdictsWith(statements: string): Promise<Map<string, { ok: boolean; detail: string }>> {
  let verdicts = new Map<string, { ok: boolean; detail: string }>();
  await database.db
    .begin(async (sql) => {
      await sql.unsafe('set local session_replication_role = replica');
      await sql.unsafe(statements);
      verdicts = new Map((await checkInvariants(sql, world.clock.now())).map((one) => [one.name, one]));
      throw new Undo();
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undo)) throw error;
    });
  return verdicts;
}

describe('invariants', () => {
  test('all hold after two days', async () => {
    const found = await checkInvariants(database.db.sql, world.clock.now());
    expect(found.filter(({ ok }) => !ok)).toEqual([]);
  });
  test('each has a wrong row here', () => {
    expect(Object.keys(MUTANTS).sort()).toEqual(RULES.map(({ name }) => name).sort());
  });
  test.each(Object.entries(MUTANTS))('%s: a wrong row breaks it, with a sentence that names it', async (name, { sql, says }) => {
    const verdict = (await verdictsWith(sql)).get(name);
    expect(verdict?.ok).toBe(false);
    expect(verdict?.detail.replace(/\n/g, ' ')).toMatch(says);
    // What to do about it is part of the sentence.
    expect(verdict?.detail).toContain(RULES.find((rule) => rule.name === name)?.remedy);
  });
  test('a limit that was raised and lowered again does not accuse the day it stood', async () => {
    const raise =
      "insert into ops_policy_history (key, before, after, changed_by, changed_at) values ('x_daily_quota', '{\"limit\": 5}', '{\"limit\": 50}', 'ada', '2026-12-02T09:00:00Z'), ('x_daily_quota', '{\"limit\": 50}', '{\"limit\": 5}', 'ada', '2026-12-02T20:00:00Z');";
    expect((await verdictsWith(raise + MUTANTS['posts a day']?.sql)).get('posts a day')?.ok).toBe(true);
  });
  test('X’s own record is compared, too', async () => {
    const { sql } = database.db;
    const { posts } = world.x;
    expect(posts.length).toBeGreaterThan(3);
    expect(await compareWithX(sql, posts)).toEqual([]);
    const first = posts[0] as (typeof posts)[number];
    expect(await compareWithX(sql, [...posts, { ...first, id: 'again' }])).toEqual([expect.stringContaining('post again is on X twice')]);
    expect(await compareWithX(sql, [...posts, { id: 'new', text: 'nobody wrote this' }])).toEqual([
      expect.stringContaining('not in the outbox'),
    ]);
    expect(await compareWithX(sql, posts.slice(1))).toEqual([expect.stringContaining('X has no such post')]);
  });
});

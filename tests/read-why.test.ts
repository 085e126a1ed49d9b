/** Asking why, on rows written by hand: every link there is, upward and downward, and what is no chain. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { consequences } from '../src/read/consequences.ts';
import { findRows } from '../src/read/find.ts';
import { readStatus } from '../src/read/status.ts';
import { whyChain } from '../src/read/why.ts';
import { smallCompany } from './small-company.ts';
import { type TestWorld, testWorld } from './world.ts';

const id = (n: number) => `019a0000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const [FIRED, PROPOSAL, MISSION, STEP, DONE, REACTION, SECOND] = [id(1), id(2), id(3), id(4), id(5), id(6), id(7)];
const [ARTIFACT, POST, CALL, MEMORY, LOOP_A, LOOP_B] = [id(8), id(9), id(10), id(11), id(12), id(13)];
let world: TestWorld;

beforeAll(async () => {
  world = await testWorld({ company: smallCompany() });
  const at = (minute: number) => new Date(Date.UTC(2026, 2, 2, 8, minute));
  const event = (row: object) => ({ agent_id: 'brain', title: 't', cause_id: null, mission_id: null, step_id: null, ...row });
  const insert = async (table: string, row: Record<string, unknown>) => {
    const names = Object.keys(row);
    const places = names.map((_, n) => `$${n + 1}`).join(', ');
    await world.db.sql.unsafe(`insert into ${table} (${names.join(', ')}) values (${places})`, Object.values(row));
  };
  await insert(
    'ops_agent_events',
    event({ id: FIRED, kind: 'trigger_fired', title: 'stuck', cause_kind: 'schedule', cause_id: '2026-03-02T08:00', created_at: at(0) }),
  );
  const proposal = { agent_id: 'brain', title: 'Look', source: 'trigger', status: 'accepted', cause_kind: 'trigger' };
  await insert('ops_mission_proposals', { ...proposal, id: PROPOSAL, cause_id: FIRED, created_at: at(1) });
  await insert('ops_missions', {
    id: MISSION,
    proposal_id: PROPOSAL,
    title: 'Look',
    created_by: 'brain',
    cause_kind: 'proposal',
    cause_id: PROPOSAL,
    created_at: at(2),
  });
  await insert('ops_mission_steps', {
    id: STEP,
    mission_id: MISSION,
    agent_id: 'brain',
    kind: 'echo',
    cause_kind: 'mission',
    cause_id: MISSION,
    run_after: at(3),
    created_at: at(3),
  });
  await insert(
    'ops_agent_events',
    event({ id: DONE, kind: 'step_succeeded', title: 'done', cause_kind: 'step', cause_id: STEP, mission_id: MISSION, created_at: at(4) }),
  );
  await insert('ops_agent_reactions', {
    id: REACTION,
    event_id: DONE,
    pattern: 'p',
    source_agent: 'brain',
    target_agent: 'opus',
    type: 'praise',
    created_at: at(5),
  });
  await insert('ops_mission_proposals', {
    ...proposal,
    id: SECOND,
    status: 'rejected',
    reason: 'cap: 5 of 5',
    title: 'Praise',
    cause_kind: 'reaction',
    cause_id: REACTION,
    created_at: at(6),
  });
  await insert('ops_artifacts', {
    id: ARTIFACT,
    agent_id: 'brain',
    kind: 'finding',
    title: 'A finding',
    body: 'x',
    content_hash: 'h',
    step_id: STEP,
    created_at: at(4),
  });
  await insert('ops_outbox', {
    id: POST,
    draft_id: ARTIFACT,
    agent_id: 'brain',
    step_id: STEP,
    text: 'hello',
    text_hash: 'h',
    created_at: at(4),
  });
  await insert('ops_llm_calls', {
    id: CALL,
    purpose: 'analyze',
    provider: 'offline',
    model: 'm',
    agent_id: 'brain',
    cause_kind: 'step',
    cause_id: STEP,
    cost_usd: 0,
    created_at: at(4),
  });
  await insert('ops_agent_memory', {
    id: MEMORY,
    agent_id: 'brain',
    type: 'lesson',
    content: 'learnt',
    cause_kind: 'step',
    cause_id: STEP,
    created_at: at(4),
  });
  await insert('ops_agent_events', event({ id: LOOP_A, kind: 'step_started', cause_kind: 'event', cause_id: LOOP_B, created_at: at(7) }));
  await insert('ops_agent_events', event({ id: LOOP_B, kind: 'step_started', cause_kind: 'event', cause_id: LOOP_A, created_at: at(8) }));
});
afterAll(() => world.close());

const kinds = async (of: string) => (await whyChain(world.db.sql, of))?.map(({ kind }) => kind);

describe('upward', () => {
  test('from a refused proposal back to the slot of the day', async () => {
    expect(await kinds(SECOND)).toEqual(['proposal', 'reaction', 'event', 'step', 'mission', 'proposal', 'event', 'schedule']);
    const chain = await whyChain(world.db.sql, SECOND);
    expect(chain?.[0]).toMatchObject({ state: 'rejected', detail: 'cap: 5 of 5', at: '2026-03-02T08:06:00.000Z' });
    expect(chain?.at(-1)).toMatchObject({ title: '2026-03-02T08:00', at: null });
  });
  test.each([
    ['artifact', ARTIFACT],
    ['outbox', POST],
    ['llm_call', CALL],
    ['memory', MEMORY],
  ])('from a row of kind %s through its step', async (kind, of) => {
    expect(await kinds(of)).toEqual([kind, 'step', 'mission', 'proposal', 'event', 'schedule']);
  });
  test('a circle ends', async () => {
    const chain = await whyChain(world.db.sql, LOOP_A);
    expect(chain?.length).toBeLessThan(150);
    expect(chain?.at(-1)?.kind).toBe('more');
  });
  test('what no row has is null, and what is no id is not even asked', async () => {
    expect(await whyChain(world.db.sql, id(99))).toBeNull();
    expect(await whyChain(world.db.sql, "'; drop table x")).toBeNull();
  });
});

describe('downward', () => {
  test('from the first cause to everything, each row below what caused it', async () => {
    const rows = await consequences(world.db.sql, FIRED);
    expect(rows.map(({ id: found }) => found).sort()).toEqual(
      [PROPOSAL, MISSION, STEP, DONE, REACTION, SECOND, ARTIFACT, POST, MEMORY].sort(),
    );
    const levels = new Map(rows.map((row) => [row.id, row]));
    for (const row of rows) expect(row.level).toBe((levels.get(row.parent_id)?.level ?? 0) + 1);
    expect(rows.findIndex((row) => row.id === REACTION)).toBe(rows.findIndex((row) => row.id === DONE) + 1);
  });
  test('a circle ends, and each row is told once', async () => {
    expect((await consequences(world.db.sql, LOOP_A)).map((row) => row.id)).toEqual([LOOP_B]);
  });
  test('nothing comes of what no row has', async () => {
    expect(await consequences(world.db.sql, id(99))).toEqual([]);
  });
});

describe('finding a row', () => {
  test('by the whole id, a beginning, an end, or as the last event', async () => {
    const { sql } = world.db;
    expect(await findRows(sql, STEP)).toEqual([{ kind: 'step', id: STEP }]);
    expect(await findRows(sql, STEP.slice(-6).toUpperCase(), ['step'])).toEqual([{ kind: 'step', id: STEP }]);
    expect(await findRows(sql, 'last')).toEqual([{ kind: 'event', id: LOOP_B }]);
    expect(await findRows(sql, STEP, ['event'])).toEqual([]);
  });
  test('a beginning that many have gives at most six', async () => {
    expect(await findRows(world.db.sql, '019a0000')).toHaveLength(6);
  });
  test('wildcards and other nonsense find nothing', async () => {
    for (const text of ['%', '____', '%%%%%', 'abc', '', 'g'.repeat(8)]) expect(await findRows(world.db.sql, text)).toEqual([]);
  });
});

test('status counts the day, the queue and the refusals', async () => {
  const status = await readStatus(world);
  expect(status).toMatchObject({
    company: 'Two',
    paused: false,
    queue: { ready: 1, later: 0, running: 0 },
    today: { proposals: { accepted: 1, rejected: 1 }, missions: { approved: 1 }, rejections: [{ gate: 'unknown', count: 1 }], events: 4 },
    heartbeat: { at: null },
    workers: [],
    pending_approvals: 0,
  });
});

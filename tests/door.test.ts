/** The one intake on a real database: what is stored, what is refused, and that gates cannot be raced. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cancelMission } from '../src/core/missions/cancel.ts';
import { setPolicy } from '../src/core/policy/policies.ts';
import { decidePending } from '../src/core/proposals/decide-pending.ts';
import { type ProposalInput, propose } from '../src/core/proposals/propose.ts';
import { seed } from '../src/core/seed.ts';
import { smallCompany } from './small-company.ts';
import { workAll } from './turn.ts';
import { type TestWorld, testWorld } from './world.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld({ company: smallCompany() });
  await seed(world);
});
afterAll(() => world.close());

const ask = (more: Partial<ProposalInput> = {}) =>
  propose(world, {
    agentId: 'brain',
    title: 'say hello',
    steps: [{ kind: 'echo', payload: { text: 'hello' } }],
    source: 'person',
    cause: { kind: 'person', id: 'ada' },
    ...more,
  });
const count = async (table: string) => Number((await world.db.sql.unsafe(`select count(*) as n from ${table}`))[0]?.n);

describe('accepted work', () => {
  test('becomes a mission with its steps and an event, each naming its cause', async () => {
    const outcome = await ask({
      steps: [
        { kind: 'echo', payload: { text: 'a' } },
        { kind: 'echo', payload: { text: 'b' } },
      ],
    });
    expect(outcome).toMatchObject({ status: 'accepted', gate: null, reason: null, deduplicated: false });
    const { sql } = world.db;
    const [mission] = await sql`select * from ops_missions where id = ${outcome.mission_id}`;
    expect(mission).toMatchObject({ status: 'approved', created_by: 'brain', cause_kind: 'proposal', cause_id: outcome.id, priority: 10 });
    const steps = await sql`select * from ops_mission_steps where mission_id = ${outcome.mission_id} order by position`;
    expect(steps.map((step) => [step.kind, step.status, step.ready])).toEqual([
      ['echo', 'queued', true],
      ['echo', 'queued', false],
    ]);
    expect(steps[0]).toMatchObject({ cause_kind: 'mission', cause_id: outcome.mission_id });
    const [event] = await sql`select * from ops_agent_events where cause_id = ${outcome.id}`;
    expect(event).toMatchObject({ kind: 'proposal_accepted', cause_kind: 'proposal', mission_id: outcome.mission_id });
    expect((await workAll(world)).map((done) => done.outcome)).toEqual(['succeeded', 'succeeded']);
    const [done] = await sql`select status, finished_at from ops_missions where id = ${outcome.mission_id}`;
    expect(done).toMatchObject({ status: 'succeeded', finished_at: expect.any(Date) });
  });

  test('asking twice with one key is asking once, and the second answer is the first', async () => {
    const [first, second] = await Promise.all([ask({ dedupeKey: 'hello:1' }), ask({ dedupeKey: 'hello:1' })]);
    expect(first.id).toBe(second.id);
    expect([first.deduplicated, second.deduplicated].sort()).toEqual([false, true]);
    await workAll(world);
  });

  test("a person's proposal runs before the agents' own", async () => {
    const slow = await ask({ source: 'trigger', cause: { kind: 'trigger', id: null }, title: 'by a rule' });
    const urgent = await ask({ title: 'by a person' });
    await workAll(world);
    const rows = await world.db.sql<{ mission_id: string }[]>`
      select mission_id from ops_agent_events where kind = 'mission_succeeded' and mission_id in (${slow.mission_id}, ${urgent.mission_id}) order by seq`;
    expect(rows.map((row) => row.mission_id)).toEqual([urgent.mission_id, slow.mission_id]);
  });
});

describe('a refusal at the door', () => {
  test('is a stored row with its gate and reason, and no step enters the queue', async () => {
    const steps = await count('ops_mission_steps');
    for (let i = 0; i < 5; i++) await ask({ steps: [{ kind: 'post_tweet', payload: { text: `tweet ${i}` } }] });
    const sixth = await ask({ steps: [{ kind: 'post_tweet', payload: { text: 'one too many' } }] });
    expect(sixth).toMatchObject({
      status: 'rejected',
      gate: 'post_tweet_cap',
      reason: 'post_tweet_cap: 5 of 5 used today',
      mission_id: null,
    });
    expect(await count('ops_mission_steps')).toBe(steps + 5);
    const [row] = await world.db.sql`select status, gate, reason, decided_by from ops_mission_proposals where id = ${sixth.id}`;
    expect(row).toEqual({ status: 'rejected', gate: 'post_tweet_cap', reason: sixth.reason, decided_by: 'policy' });
    const [event] = await world.db.sql`select kind, summary from ops_agent_events where cause_id = ${sixth.id}`;
    expect(event).toEqual({ kind: 'proposal_rejected', summary: sixth.reason });
  });

  test('cannot be raced: of twenty at once, with room for none or five, exactly as many pass as the quota has', async () => {
    world.clock.advance(86_400_000);
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, i) => ask({ steps: [{ kind: 'post_tweet', payload: { text: `race ${i}` } }] })),
    );
    expect(outcomes.filter((outcome) => outcome.status === 'accepted')).toHaveLength(5);
    expect(outcomes.filter((outcome) => outcome.status === 'rejected')).toHaveLength(15);
    await workAll(world);
  });
});

describe('bad input', () => {
  const cases: [string, Partial<ProposalInput>, string][] = [
    ['an unknown agent', { agentId: 'nobody' }, 'agent_id'],
    ['an empty title', { title: ' \u0000 ' }, 'title'],
    ['a title of 5,000 characters', { title: 'x'.repeat(5000) }, 'title'],
    ['no steps', { steps: [] }, 'proposed_steps'],
    ['steps that are no list', { steps: { kind: 'echo' } as never }, 'proposed_steps'],
    ['too many steps', { steps: Array.from({ length: 11 }, () => ({ kind: 'echo', payload: { text: 'x' } })) }, 'proposed_steps'],
    ['an unknown kind', { steps: [{ kind: 'dance', payload: {} }] }, 'proposed_steps[0].kind'],
    ['a step that is a text', { steps: ['echo' as never] }, 'proposed_steps[0]'],
    [
      'a step with more than kind and payload',
      { steps: [{ kind: 'echo', payload: { text: 'x' }, status: 'succeeded' } as never] },
      'proposed_steps[0].status',
    ],
    ['a payload its schema refuses', { steps: [{ kind: 'echo', payload: { text: 7 } }] }, 'proposed_steps[0].payload.text'],
    ['a smuggled field', { steps: [{ kind: 'echo', payload: { text: 'x', kind: 'post_tweet' } }] }, 'proposed_steps[0].payload'],
    ['a payload of a megabyte', { steps: [{ kind: 'echo', payload: { text: 'x'.repeat(1_000_000) } }] }, 'proposed_steps'],
    [
      'a payload that nests a thousand deep',
      { steps: [{ kind: 'echo', payload: JSON.parse(`${'{"a":'.repeat(1000)}1${'}'.repeat(1000)}`) }] },
      'proposed_steps',
    ],
    ['a priority that is no number', { priority: 'high' as never }, 'priority'],
  ];
  test.each(cases)('%s is refused with the field named, and nothing is stored', async (_what, more, field) => {
    const before = [await count('ops_mission_proposals'), await count('ops_agent_events')];
    await expect(ask(more)).rejects.toMatchObject({
      name: 'InvalidInput',
      field,
      message: expect.stringContaining(field.split('.')[0] as string),
    });
    expect([await count('ops_mission_proposals'), await count('ops_agent_events')]).toEqual(before);
  });

  test('NUL, lone surrogates and bidi overrides are stored clean instead of breaking the row', async () => {
    const outcome = await ask({ title: 'a\u0000b \ud800 c\u202e', steps: [{ kind: 'echo', payload: { text: 'x\u0000\udc00y' } }] });
    const [row] = await world.db.sql`select title, proposed_steps from ops_mission_proposals where id = ${outcome.id}`;
    expect(row?.title).toBe('ab \ufffd c');
    expect(row?.proposed_steps[0].payload.text).toBe('x\ufffdy');
    await workAll(world);
  });
});

describe('what waits for a person', () => {
  const hold = () => ask({ steps: [{ kind: 'deploy', payload: { text: 'v3' } }] });

  test('runs when accepted, with who and why on the row', async () => {
    const held = await hold();
    expect(held).toMatchObject({ status: 'pending', gate: 'needs_person', mission_id: null });
    const accepted = await decidePending(world, { id: held.id, decision: 'accept', by: 'ada', reason: 'looks right' });
    expect(accepted).toMatchObject({ id: held.id, status: 'accepted', mission_id: expect.any(String) });
    await expect(decidePending(world, { id: held.id, decision: 'accept', by: 'bob', reason: '' })).rejects.toMatchObject({ field: 'id' });
    const [row] = await world.db.sql`select decided_by from ops_mission_proposals where id = ${held.id}`;
    expect(row?.decided_by).toBe('ada');
    await workAll(world);
  });
  test('is rejected with a reason, which is required', async () => {
    const held = await hold();
    await expect(decidePending(world, { id: held.id, decision: 'reject', by: 'ada', reason: '  ' })).rejects.toMatchObject({
      field: 'reason',
    });
    expect(await decidePending(world, { id: held.id, decision: 'reject', by: 'ada', reason: 'not today' })).toMatchObject({
      status: 'rejected',
      gate: 'person',
      reason: 'ada: not today',
    });
  });
  test('two people deciding at once decide once', async () => {
    const held = await hold();
    const both = await Promise.allSettled(
      ['ada', 'bob'].map((by) => decidePending(world, { id: held.id, decision: 'accept', by, reason: '' })),
    );
    expect(both.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    expect(await count(`ops_missions where proposal_id = '${held.id}'`)).toBe(1);
    await workAll(world);
  });
  test('meets the gates again when it is accepted', async () => {
    const held = await hold();
    await setPolicy(world, { key: 'kill_switch', value: { agents: [], kinds: ['deploy'] }, by: 'ada', reason: 'freeze' });
    expect(await decidePending(world, { id: held.id, decision: 'accept', by: 'ada', reason: '' })).toMatchObject({
      status: 'rejected',
      gate: 'kill_switch',
    });
    await setPolicy(world, { key: 'kill_switch', value: { agents: [], kinds: [] }, by: 'ada', reason: 'thaw' });
  });
});

describe('cancelling', () => {
  test('ends the mission and every step of it, and is no failure to diagnose', async () => {
    const outcome = await ask({
      steps: [
        { kind: 'echo', payload: { text: 'a' } },
        { kind: 'echo', payload: { text: 'b' } },
      ],
    });
    const cancelled = await cancelMission(world, { id: outcome.mission_id as string, by: 'ada', reason: 'changed my mind' });
    expect(cancelled).toMatchObject({ status: 'cancelled', steps_cancelled: 2 });
    expect(await workAll(world)).toEqual([]);
    await expect(cancelMission(world, { id: outcome.mission_id as string, by: 'ada', reason: '' })).rejects.toMatchObject({ field: 'id' });
    const kinds = await world.db.sql<{ kind: string }[]>`select kind from ops_agent_events where mission_id = ${outcome.mission_id}`;
    expect(kinds.map((event) => event.kind)).toEqual(['proposal_accepted', 'mission_cancelled']);
  });
});

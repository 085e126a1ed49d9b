/** The one call that distils a conversation (S25, S32, S36): bounded, written once, never a crash. */
import { afterEach, describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../src/core/company.ts';
import { remember } from '../src/core/memory/remember.ts';
import { readPolicies } from '../src/core/policy/policies.ts';
import { listMemories } from '../src/read/memory.ts';
import { whyChain } from '../src/read/why.ts';
import type { TalkModel } from './talk-model.ts';
import { type TalkRoom, talkRoom } from './talk-room.ts';
import type { TestWorld } from './world.ts';

let world: TestWorld;
let model: TalkModel;
let room: TalkRoom;

async function open(distil: (n: number) => Json | string): Promise<void> {
  room = await talkRoom({ distil: (_request, n) => distil(n) });
  ({ world, model } = room);
}
afterEach(() => world.close());
const hold: TalkRoom['hold'] = (...asked) => room.hold(...asked);

const memory = (agent_id: string, content: string, more: JsonObject = {}): JsonObject => ({
  agent_id,
  type: 'insight',
  content,
  confidence: 0.7,
  tags: ['content'],
  turn: 1,
  ...more,
});
const nothing = { memories: [], pairwise_drift: [], action_items: [] };
const SUBJECTS = ['harbours', 'lanterns', 'meadows', 'violins', 'orchards', 'glaciers', 'compasses', 'anchors'];

describe('what is out of bounds', () => {
  test('is clamped or dropped with a note, and the rest is kept', async () => {
    await open(() => ({
      memories: [
        ...SUBJECTS.slice(0, 5).map((subject) => memory('brain', `Readers of ${subject} want figures first.`)),
        memory('brain', 'Too sure of itself, this one about tides.', { confidence: 1.7 }),
        memory('brain', 'Not sure at all, this one about rain.', { confidence: 0.5499 }),
        memory('brain', 'Just sure enough, this one about snow.', { confidence: 0.55 }),
        memory('growth', 'Somebody who was not there remembers storms.'),
        memory('stranger', 'Nobody we know remembers fog.'),
        memory('opus', 'Seventh and therefore too many about wind.'),
        memory('opus', 'A type nobody knows about hail.', { type: 'rumour' }),
      ],
      pairwise_drift: [
        { agent_a: 'opus', agent_b: 'brain', drift: 0.2, reason: 'agreed too much' },
        { agent_a: 'brain', agent_b: 'brain', drift: 0.01, reason: 'self' },
        { agent_a: 'observer', agent_b: 'brain', drift: '-0.02', reason: 'a text is a number, too' },
        { agent_a: 'brain', agent_b: 'observer', drift: 0.01, reason: 'twice' },
        { agent_a: 'opus', agent_b: 'growth', drift: 0.01, reason: 'was not there' },
        { agent_a: 'creator', agent_b: 'opus', drift: 'lots', reason: 'no number' },
      ],
      action_items: [
        { title: 'Research harbours', agent_id: 'brain', step_kind: 'research', topic: 'harbours' },
        { title: 'Deploy everything', agent_id: 'opus', step_kind: 'deploy', topic: 'all' },
        { title: 'Analyze lanterns', agent_id: 'observer', step_kind: 'analyze', topic: 'lanterns' },
        { title: 'Write about violins', agent_id: 'creator', step_kind: 'write_content', topic: 'violins' },
        { title: 'Draft about anchors', agent_id: 'opus', step_kind: 'draft_tweet', topic: 'anchors' },
        { title: 'Made up', agent_id: 'stranger', step_kind: 'research', topic: 'fog' },
      ],
    }));
    const talk = await hold('standup', ['opus', 'brain', 'observer', 'creator']);
    const { distillation } = talk;
    expect(distillation?.memories.map(({ content }) => content)).toEqual([
      ...SUBJECTS.slice(0, 5).map((subject) => `Readers of ${subject} want figures first.`),
      'Just sure enough, this one about snow.',
    ]);
    expect(distillation?.drifts).toEqual([
      { agent_a: 'brain', agent_b: 'observer', drift: -0.02, reason: 'a text is a number, too', affinity: 0.78 },
      { agent_a: 'brain', agent_b: 'opus', drift: 0.03, reason: 'agreed too much', affinity: 0.83 },
    ]);
    expect(distillation?.action_items.map(({ title, status }) => [title, status])).toEqual([
      ['Research harbours', 'accepted'],
      ['Analyze lanterns', 'accepted'],
      ['Write about violins', 'accepted'],
    ]);
    const notes = distillation?.notes.join('\n');
    for (const said of [
      /confidence 1\.7 is not within 0 to 1/,
      /confidence 0\.5499 is below 0\.55/,
      /"growth" did not take part/,
      /"stranger" did not take part/,
      /leaves at most 6/,
      /brain–brain dropped: nobody drifts from themselves/,
      /opus–brain clamped from 0\.2 to 0\.03/,
      /brain–observer dropped: the pair is listed twice/,
      /opus–growth dropped: not both took part/,
      /lots is not a number/,
      /deploy cannot be asked for in a conversation/,
      /at most 3/,
    ]) {
      expect(notes).toMatch(said);
    }
  });

  test('an answer that does not fit is repaired once with the error; one that never fits is recorded as a failure', async () => {
    await open((n) => (n === 0 ? 'Sure! Here is what I think: memories: none' : nothing));
    const repaired = await hold('standup', ['opus', 'brain', 'observer', 'creator']);
    expect(repaired.distillation).toMatchObject({ status: 'done', error: null });
    expect(model.of('distill')).toHaveLength(2);
    expect(model.of('distill')[1]?.prompt).toContain('could not be used: the answer was not JSON');
    await world.close();
    await open(() => ({ memories: 'many', pairwise_drift: [] }));
    const failed = await hold('standup', ['opus', 'brain', 'observer', 'creator']);
    expect(failed).toMatchObject({
      status: 'completed',
      distillation: { status: 'failed', memories: [], error: expect.stringContaining('memories') },
    });
    expect(model.of('distill')).toHaveLength(2);
    const [told] = await world.db.sql`select tags, summary from ops_agent_events where kind = 'conversation_distilled'`;
    expect(told?.tags).toContain('alert');
  });

  test('__proto__, a thousand keys and ten thousand memories hurt nobody', async () => {
    const many = Array.from(
      { length: 10_000 },
      (_, n) =>
        `{"agent_id":"brain","type":"insight","content":"fake insight ${n} of the page","confidence":0.9,"__proto__":{"polluted":true}}`,
    );
    await open(
      () =>
        `{"memories":[${many.slice(0, 1500).join(',')}],"pairwise_drift":[],"action_items":[],"constructor":{"prototype":{"polluted":true}}}`,
    );
    const talk = await hold('debate', ['brain', 'growth']);
    expect(talk.distillation?.memories.length).toBeLessThanOrEqual(6);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe('what is kept', () => {
  test('names the conversation and the turn it came from, is marked untrusted, and why leads from it to the person', async () => {
    await open(() => ({ ...nothing, memories: [memory('brain', 'Readers of harbours want figures first.', { turn: 2 })] }));
    const talk = await hold('deep_dive', ['brain', 'growth']);
    const [kept] = await listMemories(world.db.sql, { agentId: 'brain', limit: 10 });
    expect(kept).toMatchObject({
      conversation_id: talk.id,
      turn: 2,
      untrusted: true,
      cause_kind: 'conversation',
      cause_id: talk.id,
      source_trace_id: `conversation:${talk.id}:1`,
    });
    const chain = await whyChain(world.db.sql, kept?.id ?? '');
    expect(chain?.map(({ kind }) => kind)).toEqual(['memory', 'conversation', 'person']);
  });

  test('supersedes an older memory that it contradicts, with the reason; a pinned one stays', async () => {
    await open(() => ({
      ...nothing,
      memories: [memory('brain', 'Posts need two figures, not one.', { replaces: 'm1', replaces_reason: 'two did better' })],
    }));
    const old = await remember(world, await readPolicies(world), {
      agentId: 'brain',
      type: 'insight',
      content: 'Posts need one figure.',
      confidence: 0.7,
      tags: [],
      traceId: 'test:old',
      untrusted: false,
      cause: { kind: 'person', id: 'ada' },
    });
    const talk = await hold('deep_dive', ['brain', 'growth']);
    expect(model.of('distill')[0]?.prompt).toContain('- m1 (brain, insight): Posts need one figure.');
    const all = await listMemories(world.db.sql, { agentId: 'brain', all: true, limit: 10 });
    const fresh = all.find(({ superseded_by }) => superseded_by === null);
    expect(all.find(({ id }) => id === old.id)).toMatchObject({ superseded_by: fresh?.id, superseded_reason: 'two did better' });
    expect(talk.distillation?.memories[0]).toMatchObject({ replaced: old.id });
    expect((await world.db.sql`select kind from ops_agent_events where kind = 'memory_replaced'`).length).toBe(1);
  });

  test('is not learnt twice: what an agent knows already is dropped', async () => {
    await open(() => ({ ...nothing, memories: [memory('brain', 'Readers of harbours want figures first.')] }));
    await hold('deep_dive', ['brain', 'growth']);
    const again = await hold('deep_dive', ['brain', 'growth']);
    expect(again.distillation?.notes).toContainEqual(expect.stringContaining('it is known already'));
    expect(await listMemories(world.db.sql, { agentId: 'brain', limit: 10 })).toHaveLength(1);
  });

  test('is never more than 200 an agent: the oldest give way to the newest, and none is deleted', async () => {
    await open(() => ({ ...nothing, memories: [memory('brain', 'The two hundred and first thing about harbours.')] }));
    const policies = await readPolicies(world);
    for (let n = 0; n < 200; n++) {
      world.clock.advance(1000);
      const note = {
        agentId: 'brain',
        type: 'insight' as const,
        content: `Thing number ${n} was seen.`,
        confidence: 0.7,
        tags: [],
        traceId: `test:${n}`,
        untrusted: false,
      };
      await remember(world, policies, { ...note, cause: { kind: 'person', id: 'ada' } });
    }
    await hold('deep_dive', ['brain', 'growth']);
    const live = await listMemories(world.db.sql, { agentId: 'brain', limit: 1000 });
    expect(live).toHaveLength(200);
    const all = await listMemories(world.db.sql, { agentId: 'brain', all: true, limit: 1000 });
    expect(all).toHaveLength(201);
    const gone = all.find(({ superseded_by }) => superseded_by !== null);
    expect(gone).toMatchObject({
      content: 'Thing number 0 was seen.',
      superseded_by: live[0]?.id,
      superseded_reason: expect.stringContaining('keeps 200'),
    });
  });
});

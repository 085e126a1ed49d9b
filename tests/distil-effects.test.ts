/** What a distilled conversation changes beyond memory: relationships (S32) and tasks (S36). */
import { afterEach, describe, expect, test } from 'vitest';
import type { Json } from '../src/core/company.ts';
import { startTalk } from '../src/core/conversations/start.ts';
import { readPolicies, setPolicy } from '../src/core/policy/policies.ts';
import { listTalks, readTalk } from '../src/read/conversations.ts';
import { listRelationships } from '../src/read/relationships.ts';
import { type TalkRoom, talkRoom } from './talk-room.ts';
import { talkAll } from './turn.ts';
import type { TestWorld } from './world.ts';

let world: TestWorld;
let room: TalkRoom;

async function open(distil: (n: number) => Json | string): Promise<void> {
  room = await talkRoom({ distil: (_request, n) => distil(n) });
  ({ world } = room);
}
afterEach(() => world.close());
const hold: TalkRoom['hold'] = (...asked) => room.hold(...asked);

const nothing = { memories: [], pairwise_drift: [], action_items: [] };
const SUBJECTS = ['harbours', 'lanterns', 'meadows', 'violins', 'orchards', 'glaciers', 'compasses', 'anchors'];

describe('relationships', () => {
  test('a fight lowers an affinity by 0.03 at most, is logged with its reason, and everybody who met is counted', async () => {
    await open(() => ({
      ...nothing,
      pairwise_drift: [{ agent_a: 'twitter-alt', agent_b: 'brain', drift: -9, reason: 'fought over a number' }],
    }));
    const talk = await hold('debate', ['brain', 'twitter-alt', 'growth']);
    const pairs = await listRelationships(world.db.sql);
    const of = (a: string, b: string) => pairs.find((pair) => pair.agent_a === a && pair.agent_b === b);
    expect(of('brain', 'twitter-alt')).toMatchObject({
      affinity: 0.27,
      total_interactions: 1,
      positive_interactions: 0,
      negative_interactions: 1,
      drift_log: [{ drift: -0.03, reason: 'fought over a number', conversation_id: talk.id, affinity: 0.27, at: expect.any(String) }],
    });
    expect(of('brain', 'growth')).toMatchObject({ affinity: 0.45, total_interactions: 1, drift_log: [] });
    expect(of('brain', 'opus')).toMatchObject({ total_interactions: 0 });
  });

  test('stay within 0.10 and 0.95, and keep the last 20 changes', async () => {
    await open(() => ({ ...nothing, pairwise_drift: [{ agent_a: 'brain', agent_b: 'twitter-alt', drift: -0.03, reason: 'again' }] }));
    for (let n = 0; n < 23; n++) await hold('debate', ['brain', 'twitter-alt']);
    const [lowest] = await listRelationships(world.db.sql);
    expect(lowest).toMatchObject({ agent_a: 'brain', agent_b: 'twitter-alt', affinity: 0.1, negative_interactions: 23 });
    expect(lowest?.drift_log).toHaveLength(20);
    expect(lowest?.drift_log.at(-1)).toMatchObject({ affinity: 0.1 });
  });

  test('two conversations that change one pair at once both count', async () => {
    await open(() => ({ ...nothing, pairwise_drift: [{ agent_a: 'brain', agent_b: 'growth', drift: 0.02, reason: 'worked together' }] }));
    for (let n = 0; n < 4; n++)
      await startTalk(world, { format: 'debate', topic: `matter ${n}`, participants: ['brain', 'growth'], by: 'ada' });
    await Promise.all([talkAll(world), talkAll(world)]);
    await talkAll(world);
    expect((await listTalks(world.db.sql, { limit: 10 })).map(({ status }) => status)).toEqual(Array(4).fill('completed'));
    const pair = (await listRelationships(world.db.sql)).find(({ agent_a, agent_b }) => agent_a === 'brain' && agent_b === 'growth');
    expect(pair).toMatchObject({ affinity: 0.53, total_interactions: 4 });
    expect(pair?.drift_log).toHaveLength(4);
  });

  test('do not drift while the policy says no', async () => {
    await open(() => ({ ...nothing, pairwise_drift: [{ agent_a: 'brain', agent_b: 'growth', drift: 0.02, reason: 'x' }] }));
    const { relationship_drift_policy } = await readPolicies(world);
    await setPolicy(world, {
      key: 'relationship_drift_policy',
      value: { ...relationship_drift_policy, enabled: false },
      by: 'ada',
      reason: '',
    });
    const talk = await hold('debate', ['brain', 'growth']);
    expect(talk.distillation).toMatchObject({ drifts: [], notes: [expect.stringContaining('switched off')] });
  });
});

describe('action items', () => {
  const item = (title: string) => ({ title, agent_id: 'opus', step_kind: 'research', topic: title });

  test.each([
    ['standup', 1],
    ['war_room', 1],
    ['brainstorm', 1],
    ['strategy', 0],
    ['watercooler', 0],
    ['retrospective', 0],
  ])('of a %s: %i becomes a task', async (format, tasks) => {
    await open(() => ({ ...nothing, action_items: [item('Research harbours')] }));
    const found = world.company.formats.get(format);
    await hold(format, ['opus', 'brain', 'growth', 'creator'].slice(0, Math.max(found?.minAgents ?? 2, 2)));
    const proposals = await world.db.sql`select source, cause_kind, untrusted, agent_id from ops_mission_proposals`;
    expect([...proposals]).toEqual(
      Array(tasks).fill({ source: 'action_item', cause_kind: 'conversation', untrusted: true, agent_id: 'opus' }),
    );
  });

  test('are three a day at most, also when five conversations end at once', async () => {
    await open((n) => ({ ...nothing, action_items: [item(`Research ${SUBJECTS[n % 8]}`), item(`Compare ${SUBJECTS[(n + 3) % 8]}`)] }));
    const people = ['opus', 'brain', 'growth', 'creator'];
    for (let n = 0; n < 5; n++) await startTalk(world, { format: 'standup', topic: `round ${n}`, participants: people, by: 'ada' });
    await Promise.all([1, 2, 3].map(() => talkAll(world)));
    await talkAll(world);
    expect(await world.db.sql`select 1 from ops_mission_proposals where source = 'action_item' and status <> 'rejected'`).toHaveLength(3);
    const talks = await listTalks(world.db.sql, { limit: 10 });
    expect(talks.map(({ status }) => status)).toEqual(Array(5).fill('completed'));
    const over = (await Promise.all(talks.map(({ id }) => readTalk(world.db.sql, id)))).flatMap(
      (talk) => talk?.distillation?.action_items ?? [],
    );
    expect(over).toHaveLength(10);
    expect(over.filter(({ status }) => status === 'over_the_limit')).toHaveLength(7);
    world.clock.advance(86_400_000);
    await hold('standup', people);
    expect(await world.db.sql`select 1 from ops_mission_proposals where source = 'action_item' and status <> 'rejected'`).toHaveLength(5);
  });
});

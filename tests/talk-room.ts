/** A room for tests about conversations: the shipped company with its pairs, and a model that says what the test wants. */
import { loadCompany } from '../company/index.ts';
import { startTalk } from '../src/core/conversations/start.ts';
import { seedPairs } from '../src/core/relationships/store.ts';
import { readTalk, type TalkWhole } from '../src/read/conversations.ts';
import { type TalkModel, type TalkScript, talkModel } from './talk-model.ts';
import { talkAll } from './turn.ts';
import { type TestWorld, testWorld } from './world.ts';

export type TalkRoom = {
  world: TestWorld;
  model: TalkModel;
  start(
    format: string,
    participants?: string[] | null,
    topic?: string | null,
  ): Promise<{ id: string; topic: string; participants: string[] }>;
  whole(id: string): Promise<TalkWhole>;
  /** Starts one and lets it run to its end. */
  hold(format: string, participants: string[]): Promise<TalkWhole>;
};

export async function talkRoom(script: TalkScript = {}, seed = 'room'): Promise<TalkRoom> {
  const model = talkModel(script);
  const world = await testWorld({ company: loadCompany(), seed, model });
  const pairs = world.company.relationships.map(({ a, b, ...pair }) => ({ id: world.ids.next(), agent_a: a, agent_b: b, ...pair }));
  await seedPairs(world.db.sql, pairs, world.clock.now());
  const room: TalkRoom = {
    world,
    model,
    start: (format, participants = null, topic = null) => startTalk(world, { format, topic, participants, by: 'ada' }),
    async whole(id) {
      const talk = await readTalk(world.db.sql, id);
      if (!talk) throw new Error('no such talk');
      return talk;
    },
    async hold(format, participants) {
      const { id } = await room.start(format, participants, 'what posts need');
      await talkAll(world);
      return room.whole(id);
    },
  };
  return room;
}

/** Learning from what happened: engagement of posts (S26) and the ends of missions (S27). No model call; written once per source. */
import type { World } from '../../world/world.ts';
import type { PolicyValues } from '../company.ts';
import { emit } from '../events/emit.ts';
import { selectFinished } from '../missions/store.ts';
import { before, DAY_MS, HOUR_MS, startOfDay } from '../time.ts';
import { type Kept, keepMemories, type NewMemory } from './keep.ts';
import { missionMemory, type Outcome, tweetLessons } from './learn-rules.ts';
import { selectOutcomes } from './outcome-store.ts';
import { countTraces, knownTraces } from './store.ts';

const LOOKBACK_HOURS = 48;
/** Missions looked at in one heartbeat. */
const MOST_MISSIONS = 200;

export async function learnFromOutcomes(
  world: World,
  policies: PolicyValues,
): Promise<{ lessons: number; strategies: number; from_missions: number }> {
  const lessons = await learnFromTweets(world, policies);
  const fromMissions = await learnFromMissions(world, policies);
  return {
    lessons: lessons.length,
    strategies: fromMissions.filter(({ memory }) => memory.type === 'strategy').length,
    from_missions: fromMissions.length,
  };
}

/** The median of the last 48 hours is the baseline; what did far better or far worse becomes a lesson of whoever wrote it. */
async function learnFromTweets(world: World, policies: PolicyValues): Promise<Kept[]> {
  const { sql } = world.db;
  const now = world.clock.now();
  const agents = new Set(world.company.agents.map((agent) => agent.id));
  const outcomes: Outcome[] = (await selectOutcomes(sql, before(now, LOOKBACK_HOURS * HOUR_MS))).filter(({ agent_id }) =>
    agents.has(agent_id),
  );
  const lessons = tweetLessons(outcomes);
  if (lessons.length === 0) return [];
  return world.db.begin(async (tx) => {
    const known = await knownTraces(
      tx,
      lessons.map(({ traceId }) => traceId),
    );
    const today = await countTraces(tx, 'tweet-lesson:', startOfDay(now));
    const limit = policies.memory_policy.max_lessons_per_day;
    const fresh = within(
      lessons.filter(({ traceId }) => !known.has(traceId)),
      today,
      limit,
    );
    return keep(world, tx, policies, fresh);
  });
}

async function learnFromMissions(world: World, policies: PolicyValues): Promise<Kept[]> {
  const limit = policies.memory_policy.max_mission_memories_per_day;
  if (limit === 0) return [];
  const now = world.clock.now();
  const finished = await selectFinished(world.db.sql, before(now, DAY_MS), MOST_MISSIONS);
  if (finished.length === 0) return [];
  return world.db.begin(async (sql) => {
    const known = await knownTraces(
      sql,
      finished.map(({ id }) => `mission:${id}`),
    );
    const today = await countTraces(sql, 'mission:', startOfDay(now));
    const agents = new Set(world.company.agents.map((agent) => agent.id));
    const memories = finished
      .filter(({ id, created_by }) => agents.has(created_by) && !known.has(`mission:${id}`))
      .map((mission) => missionMemory(mission, world.company.memoryTags));
    return keep(world, sql, policies, within(memories, today, limit));
  });
}

/** At most `limit` a day and agent; failures first, because they teach more. */
function within(memories: readonly NewMemory[], today: ReadonlyMap<string, number>, limit: number): NewMemory[] {
  const used = new Map(today);
  return [...memories]
    .sort((a, b) => Number(b.type === 'lesson') - Number(a.type === 'lesson'))
    .filter(({ agentId }) => {
      const count = used.get(agentId) ?? 0;
      used.set(agentId, count + 1);
      return count < limit;
    });
}

async function keep(
  world: World,
  sql: Parameters<typeof keepMemories>[1],
  policies: PolicyValues,
  memories: readonly NewMemory[],
): Promise<Kept[]> {
  const kept = (await keepMemories(world, sql, policies, memories)).filter(({ created }) => created);
  await emit(
    world,
    sql,
    policies,
    kept.map(({ id, memory }) => ({
      agentId: memory.agentId,
      kind: 'memory_learnt' as const,
      title: memory.content,
      summary: `${memory.type}, confidence ${memory.confidence.toFixed(2)}`,
      tags: ['memory', memory.type, ...memory.tags],
      metadata: { memory_id: id },
      cause: memory.cause,
      depth: 0,
      untrusted: memory.untrusted,
    })),
  );
  return kept;
}

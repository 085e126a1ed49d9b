/** The team as people read it: what each one does now, what came of the day, and who gets along with whom. */
import { startOfDay } from '../core/time.ts';
import type { World } from '../world/world.ts';
import { type PairView, pairViews } from './pairs.ts';
import { currentPolicies } from './policies.ts';
import { type AgentNow, agentsNow } from './stage.ts';

export type AgentsView = {
  as_of: string;
  agents: AgentCard[];
  pairs: PairView[];
  /** From where a pair counts as tense, and as close: the policy that sends them to clear the air or to mentor. */
  bands: { low: number; high: number };
};

export type AgentCard = AgentNow & {
  /** The conversation it sits in at this moment. */
  talking: { id: string; topic: string } | null;
  today: { missions: number; artifacts: number; turns: number; memories: number; usd: number };
  memories: number;
  /** Mean affinity with the others, and the two ends; null without anybody else. */
  affinity: { mean: number; closest: Tie; farthest: Tie } | null;
};

type Tie = { id: string; affinity: number };

export async function agentsView(world: World): Promise<AgentsView> {
  const pairs = await pairViews(world.db.sql);
  const [agents, policies] = await Promise.all([agentCards(world, pairs), currentPolicies(world)]);
  const { low_affinity: low, high_affinity: high } = policies.relationship_drift_policy;
  return { as_of: world.clock.now().toISOString(), agents, pairs, bands: { low, high } };
}

type Counts = AgentCard['today'] & { agent_id: string; known: number; talk_id: string | null; topic: string | null };

export async function agentCards(world: World, pairs: readonly PairView[]): Promise<AgentCard[]> {
  const today = startOfDay(world.clock.now());
  const [agents, counts] = await Promise.all([
    currentPolicies(world).then((policies) => agentsNow(world, policies, today)),
    countDay(world, today),
  ]);
  const facts = new Map(counts.map((row) => [row.agent_id, row]));
  return agents.map((agent) => {
    const { missions = 0, artifacts = 0, turns = 0, memories = 0, usd = 0, known = 0, ...talk } = facts.get(agent.id) ?? {};
    return {
      ...agent,
      talking: 'talk_id' in talk && talk.talk_id ? { id: talk.talk_id, topic: talk.topic ?? '' } : null,
      today: { missions, artifacts, turns, memories, usd },
      memories: known,
      affinity: summary(agent.id, pairs),
    };
  });
}

function countDay(world: World, today: Date): Promise<Counts[]> {
  const ids = world.company.agents.map((agent) => agent.id);
  return world.db.sql<Counts[]>`
    select agent_id, talk.id as talk_id, talk.topic,
      (select count(*)::int from ops_missions m where m.created_by = agent_id and m.status = 'succeeded' and m.finished_at >= ${today}) as missions,
      (select count(*)::int from ops_artifacts a where a.agent_id = agent.agent_id and a.created_at >= ${today}) as artifacts,
      (select count(*)::int from ops_roundtable_turns t where t.speaker = agent.agent_id and not t.by_person and t.created_at >= ${today}) as turns,
      (select count(*)::int from ops_agent_memory k where k.agent_id = agent.agent_id and k.created_at >= ${today}) as memories,
      (select count(*)::int from ops_agent_memory k where k.agent_id = agent.agent_id and k.superseded_by is null and k.retired_at is null) as known,
      (select coalesce(sum(cost_usd), 0)::float8 from ops_llm_calls c where c.agent_id = agent.agent_id and c.created_at >= ${today}) as usd
    from unnest(${ids}::text[]) as agent(agent_id)
    left join lateral (select id, topic from ops_roundtable_queue q
      where q.status = 'running' and agent.agent_id = any(q.participants) order by started_at desc limit 1) as talk on true`;
}

function summary(id: string, pairs: readonly PairView[]): AgentCard['affinity'] {
  const ties = pairs
    .filter((pair) => pair.a === id || pair.b === id)
    .map((pair): Tie => ({ id: pair.a === id ? pair.b : pair.a, affinity: pair.affinity }))
    .sort((x, y) => y.affinity - x.affinity || (x.id < y.id ? -1 : 1));
  const [closest, farthest] = [ties[0], ties.at(-1)];
  if (!closest || !farthest) return null;
  return { mean: ties.reduce((sum, tie) => sum + tie.affinity, 0) / ties.length, closest, farthest };
}

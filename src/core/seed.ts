/** Writes the company's shipped policies, trigger rules and relationships where they are missing; what a person edited is never overwritten. */
import type { Sql } from '../world/db.ts';
import type { World } from '../world/world.ts';
import type { Json, PolicyValues } from './company.ts';
import { openTalk } from './conversations/start.ts';
import { emit } from './events/emit.ts';
import { policySnapshot } from './policy/policies.ts';
import { seedPolicy } from './policy/store.ts';
import { allPairs, inOrder } from './relationships/rules.ts';
import { seedPairs } from './relationships/store.ts';
import { seedTrigger } from './triggers/store.ts';

/** @returns how many rows were new */
export function seed(world: World): Promise<{ policies: number; triggers: number; relationships: number }> {
  return world.db.begin(async (sql) => {
    const now = world.clock.now();
    const added = { policies: 0, triggers: 0, relationships: 0 };
    for (const policy of world.company.policies.values()) {
      if (await seedPolicy(sql, policy.key, policy.default as Json, now)) added.policies++;
    }
    for (const trigger of world.company.triggers) if (await seedTrigger(sql, trigger, now)) added.triggers++;
    added.relationships = await seedPairs(sql, pairsOf(world), now);
    if (added.policies > 0 && added.policies === world.company.policies.size) {
      const { values } = await policySnapshot(world, sql);
      await emit(world, sql, values, [
        {
          agentId: world.company.coordinator,
          kind: 'company_started',
          title: `${values.company.name} opens its office`,
          summary: `${world.company.agents.length} agents, ${added.triggers} trigger rules, ${added.policies} policies, ${added.relationships} relationships`,
          tags: ['company_started'],
          cause: { kind: 'person', id: 'operator' },
          depth: 0,
        },
      ]);
      await firstMeeting(world, sql, values);
    }
    return added;
  });
}

/** Every pair has a relationship; those nobody wrote a backstory for start in the middle. */
function pairsOf(world: World) {
  const written = new Map(world.company.relationships.map((pair) => [inOrder(pair.a, pair.b).join(' '), pair]));
  return allPairs(world.company.agents.map((agent) => agent.id)).map(([agent_a, agent_b]) => {
    const known = written.get(`${agent_a} ${agent_b}`);
    return { id: world.ids.next(), agent_a, agent_b, affinity: known?.affinity ?? 0.5, backstory: known?.backstory ?? '' };
  });
}

/** A new company begins with a standup, so that its people meet before the clock says so. */
async function firstMeeting(world: World, sql: Sql, policies: PolicyValues): Promise<void> {
  const format = world.company.formats.get('standup');
  if (!format || !policies.roundtable_policy.enabled) return;
  await openTalk(world, sql, policies, {
    format,
    topic: 'who we are, what we do first',
    participants: world.company.agents.map((agent) => agent.id).slice(0, format.maxAgents),
    source: 'opening',
    slot: null,
    influence: {},
    untrusted: false,
    cause: { kind: 'schedule', id: 'opening' },
  });
}

/** Writes the company's shipped policies and trigger rules where they are missing; what a person edited is never overwritten. */
import type { World } from '../world/world.ts';
import type { Json } from './company.ts';
import { emit } from './events/emit.ts';
import { policySnapshot } from './policy/policies.ts';
import { seedPolicy } from './policy/store.ts';
import { seedTrigger } from './triggers/store.ts';

/** @returns how many rows were new */
export function seed(world: World): Promise<{ policies: number; triggers: number }> {
  return world.db.begin(async (sql) => {
    const now = world.clock.now();
    const added = { policies: 0, triggers: 0 };
    for (const policy of world.company.policies.values()) {
      if (await seedPolicy(sql, policy.key, policy.default as Json, now)) added.policies++;
    }
    for (const trigger of world.company.triggers) if (await seedTrigger(sql, trigger, now)) added.triggers++;
    if (added.policies > 0 && added.policies === world.company.policies.size) {
      const { values } = await policySnapshot(world, sql);
      await emit(world, sql, values, [
        {
          agentId: world.company.coordinator,
          kind: 'company_started',
          title: `${values.company.name} opens its office`,
          summary: `${world.company.agents.length} agents, ${added.triggers} trigger rules, ${added.policies} policies`,
          tags: ['company_started'],
          cause: { kind: 'person', id: 'operator' },
          depth: 0,
        },
      ]);
    }
    return added;
  });
}

/** Lifting something learnt into an agent's long-term memory, once per source. */
import type { World } from '../../world/world.ts';
import type { PolicyValues } from '../company.ts';
import { keepMemories, type NewMemory } from './keep.ts';
import { selectTraced } from './store.ts';

export async function remember(world: World, policies: PolicyValues, memory: NewMemory): Promise<{ id: string; created: boolean }> {
  return world.db.begin(async (sql) => {
    const [kept] = await keepMemories(world, sql, policies, [memory]);
    if (kept?.created) return { id: kept.id, created: true };
    const known = await selectTraced(sql, memory.agentId, memory.traceId);
    return { id: known ?? kept?.id ?? '', created: false };
  });
}

/** Sure insights are lifted to long-term memory, with an event (S30); as an option, what nobody uses fades. */
import type { World } from '../../world/world.ts';
import type { PolicyValues } from '../company.ts';
import { emit } from '../events/emit.ts';
import { before, DAY_MS } from '../time.ts';
import { promoteInsights, retireUnused } from './store.ts';

/** Insights lifted in one heartbeat. */
const MOST = 20;

export async function promoteAndFade(world: World, policies: PolicyValues): Promise<{ promoted: number; faded: number }> {
  const { promote_confidence, decay_days } = policies.memory_policy;
  const now = world.clock.now();
  const promoted = await world.db.begin(async (sql) => {
    const lifted = await promoteInsights(sql, promote_confidence, MOST, now);
    await emit(
      world,
      sql,
      policies,
      lifted.map((memory) => ({
        agentId: memory.agent_id,
        kind: 'insight_promoted' as const,
        title: memory.content,
        summary: `kept for good: confidence ${memory.confidence.toFixed(2)}, at least ${promote_confidence.toFixed(2)}`,
        tags: ['insight', 'promoted', 'long_term', ...memory.tags],
        metadata: { memory_id: memory.id },
        cause: { kind: 'memory' as const, id: memory.id },
        depth: 0,
        untrusted: memory.untrusted,
      })),
    );
    return lifted.length;
  });
  const faded =
    decay_days > 0 ? await retireUnused(world.db.sql, before(now, decay_days * DAY_MS), `not used for ${decay_days} days`, now) : 0;
  return { promoted, faded };
}

/** Works off everything that is due now, one step after the other: what worker processes do, without the processes. */
import { claimSteps } from '../src/core/missions/claims.ts';
import { type WorkOutcome, work } from '../src/core/missions/work.ts';
import { readPolicies } from '../src/core/policy/policies.ts';
import { after } from '../src/core/time.ts';
import type { World } from '../src/world/world.ts';

export async function workAll(world: World, options: { kinds?: string[]; limit?: number } = {}): Promise<WorkOutcome[]> {
  const outcomes: WorkOutcome[] = [];
  const kinds = options.kinds ?? [...world.company.stepKinds.keys()];
  while (outcomes.length < (options.limit ?? 500)) {
    const policies = await readPolicies(world);
    const now = world.clock.now();
    const [step] = await claimSteps(world.db.sql, {
      workerId: 'test-worker',
      kinds,
      withoutAgents: [],
      limit: 1,
      now,
      leaseUntil: after(now, 30_000),
      eventIds: [world.ids.next()],
    });
    if (!step) return outcomes;
    outcomes.push(await work(world, step, policies, 'test-worker', new AbortController().signal));
  }
  return outcomes;
}

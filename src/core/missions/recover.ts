/** Steps whose worker vanished go back to the queue, or fail with the reason when their attempts are used up. Workers and heartbeat both call it. */
import type { World } from '../../world/world.ts';
import { emit } from '../events/emit.ts';
import { readPolicies } from '../policy/policies.ts';
import { after, before } from '../time.ts';
import { lockStale, requeueStep, settleStep } from './claims.ts';
import { backoffMs } from './rules.ts';
import { failureEvents } from './work.ts';

/** @param graceMs how long a lease must have been over. Returns how many were given back and how many failed for good. */
export async function recoverStale(world: World, graceMs: number): Promise<{ requeued: number; failed: number }> {
  const counts = { requeued: 0, failed: 0 };
  for (;;) {
    const found = await world.db.begin(async (sql) => {
      const now = world.clock.now();
      const steps = await lockStale(sql, before(now, graceMs), 20);
      if (steps.length === 0) return 0;
      const policies = await readPolicies(world, sql);
      for (const step of steps) {
        const fence = { stepId: step.id, workerId: step.reserved_by ?? '', attempt: step.attempt };
        const gone = `${step.reserved_by ?? 'its worker'} stopped answering during attempt ${step.attempt} of ${step.max_attempts}`;
        const event = {
          agentId: step.agent_id,
          title: step.mission_title,
          summary: gone,
          metadata: { kind: step.kind, attempt: step.attempt, worker: step.reserved_by },
          cause: { kind: 'step', id: step.id } as const,
          depth: step.depth,
          missionId: step.mission_id,
          stepId: step.id,
        };
        if (step.attempt < step.max_attempts) {
          const luck = world.random.fork(`recover/${step.id}/${step.attempt}`).next();
          // The first crash is most likely the worker's: try again at once. A step that keeps killing workers waits longer each time.
          const wait = step.attempt === 1 ? 0 : backoffMs(step.attempt, policies.worker_policy, luck);
          await requeueStep(sql, fence, { error: gone, runAfter: after(now, wait), free: false }, { events: [], reactions: [] }, now);
          await emit(world, sql, policies, [{ ...event, kind: 'step_recovered', tags: ['step_recovered', step.kind] }]);
          counts.requeued++;
        } else {
          await settleStep(sql, fence, { status: 'failed', error: gone, missionStatus: 'failed' }, { events: [], reactions: [] }, now);
          await emit(world, sql, policies, failureEvents(step, event));
          counts.failed++;
        }
      }
      return steps.length;
    });
    if (found === 0) return counts;
  }
}

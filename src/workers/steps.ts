/** Which steps may be taken now, and what their ends tell the circuit breaker: one place for the worker process and for the simulation. */
import { type ClaimedStep, claimSteps, hasReady } from '../core/missions/claims.ts';
import type { WorkOutcome } from '../core/missions/work.ts';
import { breakerGate, noteOutcome, takeTrial } from '../core/policy/breaker.ts';
import type { PolicySnapshot } from '../core/policy/policies.ts';
import { after } from '../core/time.ts';
import type { World } from '../world/world.ts';

/** Claims what policy, kill switches and breakers let through; a kind on trial gives one step to one worker. */
export async function takeSteps(
  world: World,
  workerId: string,
  kinds: string[],
  snapshot: PolicySnapshot,
  free: number,
): Promise<ClaimedStep[]> {
  const { values, breakers } = snapshot;
  const now = world.clock.now();
  const on = kinds.filter((kind) => !values.kill_switch.kinds.includes(kind));
  const open = on.filter((kind) => breakerGate(breakers.get(kind), now) === 'closed');
  const take = (some: string[], limit: number) =>
    claimSteps(world.db.sql, {
      workerId,
      kinds: some,
      withoutAgents: values.kill_switch.agents,
      limit,
      now,
      leaseUntil: after(now, values.worker_policy.lease_seconds * 1000),
      eventIds: Array.from({ length: limit }, () => world.ids.next()),
    });
  const steps = open.length ? await take(open, free) : [];
  for (const kind of on.filter((one) => breakerGate(breakers.get(one), now) === 'trial')) {
    if (steps.length >= free) break;
    // A trial is a written change: none is spent on an empty queue.
    if ((await hasReady(world.db.sql, kind, now)) && (await takeTrial(world, values, kind))) steps.push(...(await take([kind], 1)));
  }
  return steps;
}

export async function tellBreaker(world: World, step: ClaimedStep, snapshot: PolicySnapshot, outcome: WorkOutcome): Promise<void> {
  if (outcome.outcome === 'lost') {
    world.log.warn({ step: step.id, attempt: step.attempt }, 'worker: the lease was lost before the step was settled; nothing was written');
    return;
  }
  if (outcome.outcome === 'succeeded') {
    const known = snapshot.breakers.get(step.kind);
    if (known && (known.state !== 'closed' || known.failures > 0)) await noteOutcome(world, snapshot.values, step.kind, null);
  } else if (outcome.infrastructure) await noteOutcome(world, snapshot.values, step.kind, outcome.message);
}

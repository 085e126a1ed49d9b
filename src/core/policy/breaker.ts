/** The circuit breaker of a step kind: opens after failures in a row, tries one step after a cool-down, closes when that succeeds. */
import type { World } from '../../world/world.ts';
import type { CorePolicies, PolicyValues } from '../company.ts';
import { emit } from '../events/emit.ts';
import { after } from '../time.ts';
import { BREAKER_PREFIX, type Breaker, breakerSchema } from './rules.ts';
import { lockPolicy, writePolicy } from './store.ts';

const CLOSED: Breaker = { state: 'closed', failures: 0, opened_at: null, retry_at: null, reason: null };

/** What the breaker becomes after an outcome; null = nothing changes. Pure. */
export function nextBreaker(breaker: Breaker, failure: string | null, policy: CorePolicies['worker_policy'], now: Date): Breaker | null {
  if (failure === null) return breaker.state === 'closed' && breaker.failures === 0 ? null : CLOSED;
  const failures = breaker.failures + 1;
  if (breaker.state === 'closed' && failures < policy.breaker_failures) return { ...breaker, failures, reason: failure };
  const retryAt = after(now, policy.breaker_cooldown_seconds * 1000).toISOString();
  return { state: 'open', failures, opened_at: breaker.opened_at ?? now.toISOString(), retry_at: retryAt, reason: failure };
}

/** closed: claim freely. trial: cool-down over, one worker may try one step. open: leave the kind alone. Pure. */
export function breakerGate(breaker: Breaker | undefined, now: Date): 'closed' | 'trial' | 'open' {
  if (!breaker || breaker.state === 'closed') return 'closed';
  return breaker.retry_at !== null && new Date(breaker.retry_at) <= now ? 'trial' : 'open';
}

/** Takes the one half-open try for this process; false when another took it. A try that vanishes is free again after the cool-down. */
export function takeTrial(world: World, policies: PolicyValues, kind: string): Promise<boolean> {
  return changeBreaker(world, policies, kind, (breaker, now) => {
    if (breakerGate(breaker, now) !== 'trial') return null;
    return { ...breaker, state: 'half_open', retry_at: after(now, policies.worker_policy.breaker_cooldown_seconds * 1000).toISOString() };
  });
}

/** @param failure the error's words, or null after a success */
export function noteOutcome(world: World, policies: PolicyValues, kind: string, failure: string | null): Promise<boolean> {
  return changeBreaker(world, policies, kind, (breaker, now) => nextBreaker(breaker, failure, policies.worker_policy, now));
}

async function changeBreaker(
  world: World,
  policies: PolicyValues,
  kind: string,
  change: (breaker: Breaker, now: Date) => Breaker | null,
): Promise<boolean> {
  const key = `${BREAKER_PREFIX}${kind}`;
  return world.db.begin(async (sql) => {
    const now = world.clock.now();
    const row = await lockPolicy(sql, key);
    const parsed = breakerSchema.safeParse(row?.value ?? CLOSED);
    const before = parsed.success ? parsed.data : CLOSED;
    const after = change(before, now);
    if (!after) return false;
    await writePolicy(sql, {
      historyId: world.ids.next(),
      key,
      before: row?.value ?? null,
      after,
      by: 'breaker',
      reason: after.reason ?? '',
      now,
    });
    // Told when it opens and when it closes, not at every failed try in between.
    const opened = before.state === 'closed' && after.state === 'open';
    const closed = before.state !== 'closed' && after.state === 'closed';
    if (opened || closed) {
      const agentId = world.company.coordinator;
      const summary = opened
        ? `${after.failures} failures in a row: ${after.reason}. Tried again at ${after.retry_at}, or when a person sets policy ${key} to {"state":"closed"}.`
        : 'The try succeeded; work goes on.';
      await emit(world, sql, policies, [
        {
          agentId,
          kind: opened ? 'worker_disabled' : 'worker_enabled',
          title: `Circuit breaker of ${kind} ${opened ? 'opened' : 'closed'}`,
          summary,
          tags: [...(opened ? ['alert'] : []), 'breaker', kind],
          metadata: { kind, breaker: after },
          cause: { kind: 'schedule', id: 'breaker' },
          depth: 0,
          untrusted: opened,
        },
      ]);
    }
    return true;
  });
}

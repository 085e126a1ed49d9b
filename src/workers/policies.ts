/** The policies as a worker sees them: read again when they are a moment old. */
import { type PolicySnapshot, policySnapshot } from '../core/policy/policies.ts';
import type { World } from '../world/world.ts';

/** A kill switch acts within this time (X09 asks for 5 s). */
const POLICY_AGE_MS = 2000;

/** Policies at most `ageMs` old, read by whoever asks first. */
export function cachedPolicies(world: World, ageMs = POLICY_AGE_MS): () => Promise<PolicySnapshot> {
  let cached: { snapshot: PolicySnapshot; at: number } | null = null;
  return async () => {
    const now = world.clock.now().getTime();
    if (!cached || now - cached.at > ageMs) cached = { snapshot: await policySnapshot(world), at: now };
    return cached.snapshot;
  };
}

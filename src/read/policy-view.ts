/** Policies as their pages show them. */
import type { Json } from '../core/company.ts';
import type { World } from '../world/world.ts';
import { listPolicies, policyHistory } from './policies.ts';

export type PolicyRowView = {
  key: string;
  summary: string;
  value: Json;
  updated_at: string | null;
  updated_by: string;
  unreadable: string | null;
};

export type PoliciesView = { as_of: string; policies: PolicyRowView[] };

export async function policiesView(world: World): Promise<PoliciesView> {
  const lines = await listPolicies(world);
  return {
    as_of: world.clock.now().toISOString(),
    policies: lines.map((line) => ({
      ...line,
      summary: line.summary || breakerWords(line.key),
      updated_at: line.updated_at?.toISOString() ?? null,
    })),
  };
}

export type PolicyView = PolicyRowView & {
  as_of: string;
  /** The shipped value; null for rows that only the company writes. */
  shipped: Json | null;
  history: { id: string; before: Json | null; after: Json; changed_by: string; reason: string; changed_at: string }[];
};

/** Null when no policy has this key. */
export async function policyView(world: World, key: string): Promise<PolicyView | null> {
  const { as_of, policies } = await policiesView(world);
  const found = policies.find((policy) => policy.key === key);
  if (!found) return null;
  const history = await policyHistory(world.db.sql, { key, limit: 50 });
  const shipped = (world.company.policies.get(key)?.default as Json | undefined) ?? null;
  return { ...found, as_of, shipped, history: history.map((change) => ({ ...change, changed_at: change.changed_at.toISOString() })) };
}

function breakerWords(key: string): string {
  return key.startsWith('breaker:')
    ? `The circuit breaker of ${key.slice(8)}: it opens after failures in a row; {"state":"closed"} closes it by hand.`
    : '';
}

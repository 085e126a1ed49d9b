/** The policies as they stand, read without telling anyone about unreadable ones: the heartbeat does that. */
import type { PolicyValues } from '../core/company.ts';
import { type PolicyRow, resolvePolicies } from '../core/policy/rules.ts';
import type { World } from '../world/world.ts';

export async function currentPolicies(world: World): Promise<PolicyValues> {
  const rows = await world.db.sql<PolicyRow[]>`select key, value, updated_at, updated_by from ops_policy`;
  return resolvePolicies(world.company.policies.values(), rows).values;
}

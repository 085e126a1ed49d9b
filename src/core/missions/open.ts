/** An accepted proposal becomes a mission with its steps, in the transaction that accepted it: never half a mission. */
import type { Sql } from '../../world/db.ts';
import type { World } from '../../world/world.ts';
import type { PolicyValues } from '../company.ts';
import type { ProposalRow } from '../proposals/store.ts';
import { insertMission } from './store.ts';

/** @returns the mission's id */
export async function openMission(world: World, sql: Sql, policies: PolicyValues, proposal: ProposalRow): Promise<string> {
  const id = world.ids.next();
  await insertMission(sql, {
    id,
    proposal,
    steps: proposal.proposed_steps.map((step) => ({ id: world.ids.next(), ...step })),
    maxAttempts: policies.worker_policy.max_attempts,
    now: world.clock.now(),
  });
  return id;
}

/** A person decides what policy held back; accepting meets the gates once more. Also the expiry of what nobody decided. */
import type { Sql } from '../../world/db.ts';
import type { World } from '../../world/world.ts';
import type { PolicyValues } from '../company.ts';
import { InvalidInput } from '../errors.ts';
import { emit } from '../events/emit.ts';
import { openMission } from '../missions/open.ts';
import { readPolicies } from '../policy/policies.ts';
import { cleanText, isUuid } from '../text.ts';
import { before, HOUR_MS, startOfDay } from '../time.ts';
import { outcomeOf, type ProposalOutcome, proposalEvent } from './propose.ts';
import { type Decision, refusal } from './rules.ts';
import { countUsage, lockDoor, lockProposal, type ProposalRow, selectExpired, settleProposal } from './store.ts';

/** @throws InvalidInput when the id is unknown, the proposal is decided already, or a rejection gives no reason */
export async function decidePending(
  world: World,
  input: { id: string; decision: 'accept' | 'reject'; by: string; reason: string },
): Promise<ProposalOutcome> {
  const reason = cleanText(input.reason).trim().slice(0, 500);
  if (input.decision === 'reject' && !reason)
    throw new InvalidInput('reason', 'reason: say in a few words why it is rejected; it is stored with the proposal');
  if (!isUuid(input.id)) throw new InvalidInput('id', `id: "${input.id.slice(0, 60)}" is not a proposal id`);
  return world.db.begin(async (sql) => {
    const policies = await readPolicies(world, sql);
    await lockDoor(sql);
    const row = await lockProposal(sql, input.id);
    if (!row) throw new InvalidInput('id', `id: no proposal ${input.id}`);
    if (row.status !== 'pending')
      throw new InvalidInput('id', `id: proposal ${input.id} is ${row.status} already, by ${row.decided_by ?? 'policy'}`);
    const decision: Decision =
      input.decision === 'reject'
        ? { status: 'rejected', gate: 'person', reason: `${input.by}: ${reason}` }
        : await meetGatesAgain(world, sql, policies, row);
    return settle(world, sql, policies, row, decision, input.by);
  });
}

/** What a person lets through still meets the gates, as they stand now. Holds the door's lock to the end of the transaction. */
export async function meetGatesAgain(
  world: World,
  sql: Sql,
  policies: PolicyValues,
  row: Pick<ProposalRow, 'agent_id' | 'proposed_steps' | 'depth' | 'untrusted'>,
): Promise<Decision> {
  await lockDoor(sql);
  const agent = world.company.agents.find((known) => known.id === row.agent_id);
  if (!agent) return { status: 'rejected', gate: 'company', reason: `agent ${row.agent_id} is no longer part of the company` };
  const gone = row.proposed_steps.find((step) => !world.company.stepKinds.has(step.kind));
  if (gone) return { status: 'rejected', gate: 'company', reason: `step kind ${gone.kind} no longer exists` };
  const usage = await countUsage(sql, row.agent_id, startOfDay(world.clock.now()));
  const request = { agent, steps: row.proposed_steps, depth: row.depth, untrusted: row.untrusted };
  const no = refusal(request, { policies, usage, stepKinds: world.company.stepKinds }, { countAgent: false });
  return no ? { status: 'rejected', ...no } : { status: 'accepted', gate: null, reason: null };
}

async function settle(
  world: World,
  sql: Sql,
  policies: PolicyValues,
  row: ProposalRow,
  decision: Decision,
  by: string,
): Promise<ProposalOutcome> {
  if (decision.status === 'pending') throw new Error('a decision cannot be pending');
  const now = world.clock.now();
  await settleProposal(sql, row.id, { ...decision, by, now });
  const settled = { ...row, ...decision, decided_by: by, decided_at: now };
  const missionId = decision.status === 'accepted' ? await openMission(world, sql, policies, settled) : null;
  await emit(world, sql, policies, [proposalEvent(settled, decision, missionId)]);
  return outcomeOf(settled, missionId);
}

/** What nobody decided in time is rejected, never accepted. Returns how many. */
export function expirePending(world: World): Promise<number> {
  return world.db.begin(async (sql) => {
    const policies = await readPolicies(world, sql);
    const hours = policies.proposal_policy.pending_expires_hours;
    await lockDoor(sql);
    const rows = await selectExpired(sql, before(world.clock.now(), hours * HOUR_MS));
    const decision = { status: 'rejected', gate: 'expired', reason: `proposal_policy: nobody decided within ${hours} hours` } as const;
    for (const row of rows) await settle(world, sql, policies, row, decision, 'policy');
    return rows.length;
  });
}

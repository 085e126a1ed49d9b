/** A person sends a failed mission's failed step back to the queue; the steps that ended with it wait for it again. The gates are met once more. */
import type { Sql } from '../../world/db.ts';
import type { World } from '../../world/world.ts';
import type { PolicyValues } from '../company.ts';
import { InvalidInput } from '../errors.ts';
import { emit } from '../events/emit.ts';
import { readPolicies } from '../policy/policies.ts';
import { meetGatesAgain } from '../proposals/decide-pending.ts';
import { cleanText, isUuid } from '../text.ts';
import { startOfDay } from '../time.ts';
import { whyNotRetried } from './rules.ts';
import type { StepRow } from './step-context.ts';
import { lockMission, type MissionRow, reopenRows, selectSteps } from './store.ts';

/** @throws InvalidInput when the mission is unknown, has not failed, gives no reason, or a gate refuses it now */
export async function retryMission(
  world: World,
  input: { id: string; by: string; reason: string },
): Promise<{ id: string; status: 'running'; step_id: string; steps_queued: number }> {
  const reason = cleanText(input.reason).trim().slice(0, 500);
  if (!reason) throw new InvalidInput('reason', 'reason: say in a few words why it is worth another try; it is stored with the mission');
  if (!isUuid(input.id)) throw new InvalidInput('id', `id: "${input.id.slice(0, 60)}" is not a mission id`);
  return world.db.begin(async (sql) => {
    const policies = await readPolicies(world, sql);
    const mission = await lockMission(sql, input.id);
    if (!mission) throw new InvalidInput('id', `id: no mission ${input.id}`);
    const steps = await selectSteps(sql, mission.id);
    const failed = steps.find((step) => step.status === 'failed');
    if (mission.status !== 'failed' || !failed)
      throw new InvalidInput('id', `id: mission ${input.id} is ${mission.status}; only what failed can be tried again`);
    const open = steps.filter((step) => step.position >= failed.position);
    const no = await refused(world, sql, policies, mission, open);
    if (no) throw new InvalidInput('id', no);
    await reopenRows(sql, {
      id: mission.id,
      from: failed.position,
      attempts: policies.worker_policy.max_attempts,
      now: world.clock.now(),
    });
    await emit(world, sql, policies, [
      {
        agentId: failed.agent_id,
        kind: 'step_retried',
        title: mission.title,
        summary: `sent back to work by ${input.by}: ${reason}`,
        tags: ['step_retried', 'by_person', failed.kind],
        metadata: { kind: failed.kind, attempt: failed.attempt, by: input.by, reason },
        cause: { kind: 'step', id: failed.id },
        depth: mission.depth,
        missionId: mission.id,
        stepId: failed.id,
      },
    ]);
    return { id: mission.id, status: 'running', step_id: failed.id, steps_queued: open.length };
  });
}

/** Failed work gave its place in the day's caps back; it takes one again, or is refused by the gate that is full. */
async function refused(world: World, sql: Sql, policies: PolicyValues, mission: MissionRow, open: StepRow[]): Promise<string | null> {
  const late = whyNotRetried(open, world.company.stepKinds, startOfDay(world.clock.now()));
  if (late) return late;
  const work = { agent_id: mission.created_by, proposed_steps: open, depth: mission.depth, untrusted: false };
  return (await meetGatesAgain(world, sql, policies, work)).reason;
}

/** A person cancels a mission: it and everything of it that has not finished ends now. */
import type { World } from '../../world/world.ts';
import { InvalidInput } from '../errors.ts';
import { emit } from '../events/emit.ts';
import { readPolicies } from '../policy/policies.ts';
import { cleanText, isUuid } from '../text.ts';
import { cancelRows, lockMission } from './store.ts';

/** @throws InvalidInput when the mission is unknown or has ended already */
export async function cancelMission(
  world: World,
  input: { id: string; by: string; reason: string },
): Promise<{ id: string; status: 'cancelled'; steps_cancelled: number }> {
  if (!isUuid(input.id)) throw new InvalidInput('id', `id: "${input.id.slice(0, 60)}" is not a mission id`);
  const reason = cleanText(input.reason).trim().slice(0, 500) || 'no reason given';
  return world.db.begin(async (sql) => {
    const mission = await lockMission(sql, input.id);
    if (!mission) throw new InvalidInput('id', `id: no mission ${input.id}`);
    if (mission.status !== 'approved' && mission.status !== 'running') {
      throw new InvalidInput(
        'id',
        `id: mission ${input.id} has already ${mission.status === 'cancelled' ? 'been cancelled' : mission.status}`,
      );
    }
    const told = `cancelled by ${input.by}: ${reason}`;
    const cancelled = await cancelRows(sql, mission.id, told, world.clock.now());
    await emit(world, sql, await readPolicies(world, sql), [
      {
        agentId: mission.created_by,
        kind: 'mission_cancelled',
        title: mission.title,
        summary: told,
        tags: ['mission_cancelled'],
        metadata: { by: input.by, reason, steps_cancelled: cancelled },
        cause: { kind: 'mission', id: mission.id },
        depth: mission.depth,
        missionId: mission.id,
      },
    ]);
    return { id: mission.id, status: 'cancelled', steps_cancelled: cancelled };
  });
}

/** A person sends a failed mission's failed step back to work, with a reason. */
import { z } from 'zod';
import { retryMission } from '../../../../../../core/missions/retry.ts';
import { missionStatus } from '../../../../../../read/missions.ts';
import { HttpError, json, readBody, route } from '../../../../../routing.ts';

export const dynamic = 'force-dynamic';

const body = z.strictObject({ reason: z.string().trim().min(1, 'say why in a few words; it is stored with the mission').max(500) });

export const POST = route('write', async (request, call) => {
  const { reason } = await readBody(request, body);
  const world = await call.world();
  const id = call.params.id ?? '';
  const status = await missionStatus(world.db.sql, id);
  if (status === null) throw new HttpError(404, 'There is no such mission', 'id');
  if (!['failed'].includes(status)) throw new HttpError(409, `This mission is ${status}; only what failed can be tried again`, 'id');
  const by = call.caller === 'person' ? 'dashboard' : 'api';
  return json(await retryMission(world, { id, by, reason }));
});

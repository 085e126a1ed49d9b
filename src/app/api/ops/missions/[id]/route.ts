/** One mission with its steps and what they made. */
import { missionDetail } from '../../../../../read/missions.ts';
import { HttpError, json, route } from '../../../../routing.ts';

export const dynamic = 'force-dynamic';

export const GET = route('read', async (_request, call) => {
  const mission = await missionDetail(await call.world(), call.params.id ?? '');
  if (!mission) throw new HttpError(404, 'There is no such mission', 'id');
  return json(mission);
});

/** The missions page as JSON. */
import { missionList } from '../../../../../read/mission-list.ts';
import { missionFilter } from '../../../../missions/filter.ts';
import { json, route } from '../../../../routing.ts';

export const dynamic = 'force-dynamic';

export const GET = route('read', async (request, call) => {
  const asked = missionFilter(Object.fromEntries(new URL(request.url).searchParams));
  return json(await missionList(await call.world(), asked));
});

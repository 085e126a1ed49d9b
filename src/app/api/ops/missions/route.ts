/** The newest missions, and every one under way. */
import { z } from 'zod';
import { recentMissions } from '../../../../read/missions.ts';
import { json, limitParameter, readQuery, route } from '../../../routing.ts';

export const dynamic = 'force-dynamic';

export const GET = route('read', async (request, call) => {
  const { limit } = readQuery(request, z.object({ limit: limitParameter }));
  return json({ missions: await recentMissions(await call.world(), limit) });
});

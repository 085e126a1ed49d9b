/** The conversations page as JSON; `day` shows a past day. */
import { talksView } from '../../../../../read/talks.ts';
import { json, route } from '../../../../routing.ts';

export const dynamic = 'force-dynamic';

export const GET = route('read', async (request, call) => {
  const day = new URL(request.url).searchParams.get('day');
  return json(await talksView(await call.world(), day));
});

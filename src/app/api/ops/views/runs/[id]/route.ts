/** One heartbeat with its jobs as JSON. */
import { tickDetail } from '../../../../../../read/runs.ts';
import { HttpError, json, route } from '../../../../../routing.ts';

export const dynamic = 'force-dynamic';

export const GET = route('read', async (_request, call) => {
  const tick = await tickDetail(await call.world(), call.params.id ?? '');
  if (!tick) throw new HttpError(404, 'There is no such heartbeat', 'id');
  return json(tick);
});

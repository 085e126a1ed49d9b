/** One heartbeat on request, for whatever cron there is. GET too, because some crons know nothing else; both need the bearer, never a cookie. */
import { heartbeat } from '../../../../core/heartbeat.ts';
import { json, route } from '../../../routing.ts';

export const dynamic = 'force-dynamic';

const beat = route('cron', async (_request, call) => {
  const report = await heartbeat(await call.world(), { source: 'api' });
  return json(report, report.status === 'failed' ? 500 : 200);
});

export { beat as GET, beat as POST };

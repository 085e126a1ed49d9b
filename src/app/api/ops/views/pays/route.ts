/** "Does it pay?" as JSON, over the last 7, 30 or 90 days. */
import { daysOf, paysView } from '../../../../../read/pays.ts';
import { json, route } from '../../../../routing.ts';

export const dynamic = 'force-dynamic';

export const GET = route('read', async (request, call) => {
  const days = daysOf(new URL(request.url).searchParams.get('days'));
  return json(await paysView(await call.world(), days));
});

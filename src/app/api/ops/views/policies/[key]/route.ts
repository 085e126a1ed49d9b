/** One policy as its page shows it. */
import { policyView } from '../../../../../../read/policy-view.ts';
import { HttpError, json, route } from '../../../../../routing.ts';

export const dynamic = 'force-dynamic';

export const GET = route('read', async (_request, call) => {
  const view = await policyView(await call.world(), decodeURIComponent(call.params.key ?? ''));
  if (!view) throw new HttpError(404, 'There is no such policy', 'key');
  return json(view);
});

/** The outbox as JSON: `status` picks one state, `before` goes back. */
import { isPostStatus, outboxView } from '../../../../../read/outbox.ts';
import { json, route } from '../../../../routing.ts';

export const dynamic = 'force-dynamic';

export const GET = route('read', async (request, call) => {
  const asked = new URL(request.url).searchParams;
  const status = asked.get('status');
  return json(await outboxView(await call.world(), { status: isPostStatus(status) ? status : null, before: asked.get('before') ?? '' }));
});

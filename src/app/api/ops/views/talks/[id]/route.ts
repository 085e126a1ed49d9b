/** One conversation's page as JSON. */
import { talkPage } from '../../../../../../read/talk.ts';
import { HttpError, json, route } from '../../../../../routing.ts';

export const dynamic = 'force-dynamic';

export const GET = route('read', async (_request, call) => {
  const page = await talkPage(await call.world(), call.params.id ?? '');
  if (!page) throw new HttpError(404, 'There is no such conversation', 'id');
  return json(page);
});

/** The chain of causes behind any row, newest first. */
import { whyChain } from '../../../../../read/why.ts';
import { HttpError, json, route } from '../../../../routing.ts';

export const dynamic = 'force-dynamic';

export const GET = route('read', async (_request, call) => {
  const chain = await whyChain((await call.world()).db.sql, call.params.id ?? '');
  if (!chain) throw new HttpError(404, 'Nothing has this id', 'id');
  return json({ chain });
});

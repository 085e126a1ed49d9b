/** The causes and consequences of a row as JSON. */
import { whyView } from '../../../../../../read/why-tree.ts';
import { HttpError, json, route } from '../../../../../routing.ts';

export const dynamic = 'force-dynamic';

export const GET = route('read', async (_request, call) => {
  const view = await whyView(await call.world(), call.params.id ?? '');
  if (!view) throw new HttpError(404, 'Nothing has this id', 'id');
  return json(view);
});

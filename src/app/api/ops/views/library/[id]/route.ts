/** One text of the library as JSON. */
import { artifactView } from '../../../../../../read/library-artifact.ts';
import { HttpError, json, route } from '../../../../../routing.ts';

export const dynamic = 'force-dynamic';

export const GET = route('read', async (_request, call) => {
  const view = await artifactView(await call.world(), call.params.id ?? '');
  if (!view) throw new HttpError(404, 'There is no such text', 'id');
  return json(view);
});

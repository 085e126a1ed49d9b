/** The library as JSON: `kind`, `agent`, `q` and, for older pages, `before`. */
import { libraryView } from '../../../../../read/library.ts';
import { libraryFilter } from '../../../../library/filter.ts';
import { json, route } from '../../../../routing.ts';

export const dynamic = 'force-dynamic';

export const GET = route('read', async (request, call) => {
  const filter = libraryFilter(Object.fromEntries(new URL(request.url).searchParams));
  return json(await libraryView(await call.world(), filter));
});

/** One mission's playback as JSON. */
import { missionFilm } from '../../../../../../read/mission-film.ts';
import { HttpError, json, route } from '../../../../../routing.ts';

export const dynamic = 'force-dynamic';

export const GET = route('read', async (_request, call) => {
  const film = await missionFilm(await call.world(), call.params.id ?? '');
  if (!film) throw new HttpError(404, 'There is no such mission', 'id');
  return json(film);
});

/** A day's film as JSON; `from` asks for the piece after an event, and `from=start` for the first. */
import { dayChunk, dayView, parseDay } from '../../../../../../read/day-film.ts';
import { HttpError, json, route } from '../../../../../routing.ts';

export const dynamic = 'force-dynamic';

export const GET = route('read', async (request, call) => {
  const day = parseDay(call.params.day ?? '');
  if (!day) throw new HttpError(404, 'A day is written like 2026-03-02', 'day');
  const world = await call.world();
  const from = new URL(request.url).searchParams.get('from');
  return json(from ? await dayChunk(world, day, from === 'start' ? null : from) : await dayView(world, day));
});

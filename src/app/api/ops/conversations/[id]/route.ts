/** One conversation with its turns and what it left behind. */
import { isUuid } from '../../../../../core/text.ts';
import { readTalk } from '../../../../../read/conversations.ts';
import { HttpError, json, route } from '../../../../routing.ts';

export const dynamic = 'force-dynamic';

export const GET = route('read', async (_request, call) => {
  const id = call.params.id ?? '';
  const talk = isUuid(id) ? await readTalk((await call.world()).db.sql, id) : null;
  if (!talk) throw new HttpError(404, 'There is no such conversation', 'id');
  return json(talk);
});

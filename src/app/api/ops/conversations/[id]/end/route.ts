/** Ends a conversation now; what was said is still distilled. */
import { z } from 'zod';
import { endTalk } from '../../../../../../core/conversations/say.ts';
import { isUuid } from '../../../../../../core/text.ts';
import { HttpError, json, readBody, route } from '../../../../../routing.ts';

export const dynamic = 'force-dynamic';

const body = z.strictObject({ reason: z.string().max(300).default('') });

export const POST = route('write', async (request, call) => {
  const { reason } = await readBody(request, body);
  const conversationId = call.params.id ?? '';
  if (!isUuid(conversationId)) throw new HttpError(404, 'There is no such conversation', 'id');
  return json(await endTalk(await call.world(), { conversationId, by: call.caller === 'person' ? 'dashboard' : 'api', reason }));
});

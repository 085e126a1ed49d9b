/** A person says something into a running conversation. */
import { z } from 'zod';
import { say } from '../../../../../../core/conversations/say.ts';
import { isUuid } from '../../../../../../core/text.ts';
import { HttpError, json, readBody, route } from '../../../../../routing.ts';

export const dynamic = 'force-dynamic';

const body = z.strictObject({ text: z.string(), ask: z.boolean().default(false), to: z.string().max(64).nullable().default(null) });

export const POST = route('write', async (request, call) => {
  const input = await readBody(request, body);
  const conversationId = call.params.id ?? '';
  if (!isUuid(conversationId)) throw new HttpError(404, 'There is no such conversation', 'id');
  return json(await say(await call.world(), { ...input, conversationId, by: call.caller === 'person' ? 'dashboard' : 'api' }), 201);
});

/** Conversations: start one, list them. */
import { z } from 'zod';
import { startTalk } from '../../../../core/conversations/start.ts';
import { listTalks } from '../../../../read/conversations.ts';
import { json, limitParameter, readBody, readQuery, route } from '../../../routing.ts';

export const dynamic = 'force-dynamic';

const body = z.strictObject({
  format: z.string().max(64),
  topic: z.string().nullable().default(null),
  participants: z.array(z.string().max(64)).max(50).nullable().default(null),
});

const query = z.object({
  limit: limitParameter,
  status: z.enum(['pending', 'running', 'distilling', 'completed', 'failed', 'cancelled']).optional(),
});

export const POST = route('write', async (request, call) => {
  const input = await readBody(request, body);
  return json(await startTalk(await call.world(), { ...input, by: call.caller === 'person' ? 'dashboard' : 'api' }), 201);
});

export const GET = route('read', async (request, call) => {
  const filter = readQuery(request, query);
  return json({ conversations: await listTalks((await call.world()).db.sql, filter) });
});

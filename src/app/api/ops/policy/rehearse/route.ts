/** What yesterday would have been like under another value of a policy. Changes nothing. */
import { z } from 'zod';
import { checkPolicy } from '../../../../../core/policy/policies.ts';
import { replayYesterday } from '../../../../../read/policy-replay.ts';
import { json, readBody, route } from '../../../../routing.ts';

export const dynamic = 'force-dynamic';

const body = z.strictObject({ key: z.string().max(200), value: z.unknown() });

export const POST = route('read', async (request, call) => {
  const { key, value } = await readBody(request, body);
  const world = await call.world();
  return json(await replayYesterday(world, key, checkPolicy(world, key, value)));
});

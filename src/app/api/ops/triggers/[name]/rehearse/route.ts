/** What a trigger rule would propose now. Changes nothing. */
import { z } from 'zod';
import { rehearseTrigger } from '../../../../../../core/triggers/rehearse.ts';
import { hasRule } from '../../../../../../read/triggers.ts';
import { HttpError, json, readBody, route } from '../../../../../routing.ts';

export const dynamic = 'force-dynamic';

export const POST = route('read', async (request, call) => {
  await readBody(request, z.strictObject({}));
  const world = await call.world();
  const name = decodeURIComponent(call.params.name ?? '');
  if (!(await hasRule(world, name))) throw new HttpError(404, 'There is no such trigger rule', 'name');
  return json(await rehearseTrigger(world, name));
});

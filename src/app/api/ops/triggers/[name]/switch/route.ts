/** A person switches a trigger rule on or off. */
import { z } from 'zod';
import { switchTrigger } from '../../../../../../core/triggers/switch.ts';
import { hasRule } from '../../../../../../read/triggers.ts';
import { HttpError, json, readBody, route } from '../../../../../routing.ts';

export const dynamic = 'force-dynamic';

const body = z.strictObject({ enabled: z.boolean(), reason: z.string().max(500).default('') });

export const POST = route('write', async (request, call) => {
  const asked = await readBody(request, body);
  const world = await call.world();
  const name = decodeURIComponent(call.params.name ?? '');
  if (!(await hasRule(world, name))) throw new HttpError(404, 'There is no such trigger rule', 'name');
  const by = call.caller === 'person' ? 'dashboard' : 'api';
  return json(await switchTrigger(world, { name, by, ...asked }));
});

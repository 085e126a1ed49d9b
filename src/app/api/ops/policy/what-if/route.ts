/** What a change of a policy would do over the next days: started, looked at, stopped. Nothing of the company is changed. */
import { z } from 'zod';
import { checkPolicy } from '../../../../../core/policy/policies.ts';
import { json, readBody, route } from '../../../../routing.ts';
import { startWhatIf, stopWhatIf, whatIfState } from '../../../../what-if.ts';

export const dynamic = 'force-dynamic';

const body = z.strictObject({ key: z.string().max(200), value: z.unknown() });

export const GET = route('read', async () => json(whatIfState()));

export const POST = route('write', async (request, call) => {
  const { key, value } = await readBody(request, body);
  return json(await startWhatIf(key, checkPolicy(await call.world(), key, value)));
});

export const DELETE = route('write', async () => json(stopWhatIf()));

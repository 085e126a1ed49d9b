/** Policies: read all as they stand, change one. */
import { z } from 'zod';
import { policySnapshot, setPolicy } from '../../../../core/policy/policies.ts';
import { json, readBody, route } from '../../../routing.ts';

export const dynamic = 'force-dynamic';

const body = z.strictObject({ key: z.string().max(200), value: z.unknown(), reason: z.string().max(500).default('') });

export const GET = route('read', async (_request, call) => {
  const { values, unreadable } = await policySnapshot(await call.world());
  return json({ policies: values, unreadable });
});

export const POST = route('write', async (request, call) => {
  const { key, value, reason } = await readBody(request, body);
  const by = call.caller === 'person' ? 'dashboard' : 'api';
  return json(await setPolicy(await call.world(), { key, value, by, reason }));
});

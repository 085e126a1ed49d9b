/** A person decides what policy held back. */
import { z } from 'zod';
import { decidePending } from '../../../../../../core/proposals/decide-pending.ts';
import { proposalStatus } from '../../../../../../read/proposals.ts';
import { HttpError, json, readBody, route } from '../../../../../routing.ts';

export const dynamic = 'force-dynamic';

const body = z.strictObject({ decision: z.enum(['accept', 'reject']), reason: z.string().max(500).default('') });

export const POST = route('write', async (request, call) => {
  const input = await readBody(request, body);
  const world = await call.world();
  const id = call.params.id ?? '';
  const status = await proposalStatus(world.db.sql, id);
  if (status === null) throw new HttpError(404, 'There is no such proposal', 'id');
  if (status !== 'pending') throw new HttpError(409, `This proposal is ${status} already`, 'id');
  const by = call.caller === 'person' ? 'dashboard' : 'api';
  return json(await decidePending(world, { id, decision: input.decision, by, reason: input.reason }));
});

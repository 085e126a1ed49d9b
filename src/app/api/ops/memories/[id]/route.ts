/** A memory: read it; pin it, mark it wrong, forget it. */
import { z } from 'zod';
import { CARE, careFor } from '../../../../../core/memory/care.ts';
import { isUuid } from '../../../../../core/text.ts';
import { readMemory } from '../../../../../read/memory.ts';
import { HttpError, json, readBody, route } from '../../../../routing.ts';

export const dynamic = 'force-dynamic';

const body = z.strictObject({ action: z.enum(CARE), reason: z.string().max(300).default('') });

export const GET = route('read', async (_request, call) => {
  const id = call.params.id ?? '';
  const memory = isUuid(id) ? await readMemory((await call.world()).db.sql, id) : null;
  if (!memory) throw new HttpError(404, 'There is no such memory', 'id');
  return json(memory);
});

export const POST = route('write', async (request, call) => {
  const input = await readBody(request, body);
  const id = call.params.id ?? '';
  if (!isUuid(id)) throw new HttpError(404, 'There is no such memory', 'id');
  return json(await careFor(await call.world(), { id, ...input, by: call.caller === 'person' ? 'dashboard' : 'api' }));
});

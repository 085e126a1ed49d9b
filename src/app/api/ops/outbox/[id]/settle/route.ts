/** A person says what became of a post: it is on X under this id, or it is not and is given up. */
import { z } from 'zod';
import { settlePost } from '../../../../../../core/content/settle-post.ts';
import { postStatus } from '../../../../../../read/outbox.ts';
import { HttpError, json, readBody, route } from '../../../../../routing.ts';

export const dynamic = 'force-dynamic';

const reason = z.string().trim().min(1, 'say in a few words how you know; it is stored with the post').max(500);
const body = z.discriminatedUnion('outcome', [
  z.strictObject({
    outcome: z.literal('posted'),
    post: z.string().trim().min(1, 'give the id or the address of the post').max(300),
    reason,
  }),
  z.strictObject({ outcome: z.literal('not_posted'), reason }),
]);

export const POST = route('write', async (request, call) => {
  const asked = await readBody(request, body);
  const world = await call.world();
  const id = call.params.id ?? '';
  if ((await postStatus(world.db.sql, id)) === null) throw new HttpError(404, 'There is no such post', 'id');
  const by = call.caller === 'person' ? 'dashboard' : 'api';
  return json(await settlePost(world, { id, by, post: null, ...asked }));
});

/** One agent's page as JSON. */
import { agentView } from '../../../../../../read/agent.ts';
import { HttpError, json, route } from '../../../../../routing.ts';

export const dynamic = 'force-dynamic';

export const GET = route('read', async (_request, call) => {
  const page = await agentView(await call.world(), call.params.id ?? '');
  if (!page) throw new HttpError(404, 'There is no such agent', 'id');
  return json(page);
});

/** The team's page as JSON. */
import { agentsView } from '../../../../../read/agents.ts';
import { json, route } from '../../../../routing.ts';

export const dynamic = 'force-dynamic';

export const GET = route('read', async (_request, call) => json(await agentsView(await call.world())));

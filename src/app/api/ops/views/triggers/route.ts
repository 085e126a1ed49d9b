/** Triggers as the page shows them. */
import { triggersView } from '../../../../../read/triggers.ts';
import { json, route } from '../../../../routing.ts';

export const dynamic = 'force-dynamic';

export const GET = route('read', async (_request, call) => json(await triggersView(await call.world())));

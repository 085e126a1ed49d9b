/** Costs as JSON. */
import { costsView } from '../../../../../read/costs.ts';
import { json, route } from '../../../../routing.ts';

export const dynamic = 'force-dynamic';

export const GET = route('read', async (_request, call) => json(await costsView(await call.world())));

/** Runs and health as JSON. */
import { runsView } from '../../../../../read/runs.ts';
import { json, route } from '../../../../routing.ts';

export const dynamic = 'force-dynamic';

export const GET = route('read', async (_request, call) => json(await runsView(await call.world())));

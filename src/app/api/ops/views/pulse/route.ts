/** What every page shows above itself. */
import { pulseView } from '../../../../../read/stage.ts';
import { json, route } from '../../../../routing.ts';

export const dynamic = 'force-dynamic';

export const GET = route('read', async (_request, call) => json(await pulseView(await call.world())));

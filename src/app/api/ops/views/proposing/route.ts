/** What a person may propose. */
import { proposingView } from '../../../../../read/proposing.ts';
import { json, route } from '../../../../routing.ts';

export const dynamic = 'force-dynamic';

export const GET = route('read', async (_request, call) => json(await proposingView(await call.world())));

/** What a newcomer has seen and done so far. */
import { firstMinute } from '../../../../../read/first-minute.ts';
import { json, route } from '../../../../routing.ts';

export const dynamic = 'force-dynamic';

export const GET = route('read', async (_request, call) => json(await firstMinute(await call.world())));

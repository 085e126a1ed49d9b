/** Policies as the page shows them. */
import { policiesView } from '../../../../../read/policy-view.ts';
import { json, route } from '../../../../routing.ts';

export const dynamic = 'force-dynamic';

export const GET = route('read', async (_request, call) => json(await policiesView(await call.world())));

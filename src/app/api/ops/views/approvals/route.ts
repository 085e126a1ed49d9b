/** Approvals as the page shows them. */
import { approvalsView } from '../../../../../read/approvals.ts';
import { json, route } from '../../../../routing.ts';

export const dynamic = 'force-dynamic';

export const GET = route('read', async (_request, call) => json(await approvalsView(await call.world())));

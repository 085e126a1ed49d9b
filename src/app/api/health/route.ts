/** Health for monitors: anyone learns whether all is well, only the dashboard's people learn why not. */
import { within } from '../../../core/within.ts';
import { type Health, readHealth, unhealthy } from '../../../read/health.ts';
import { checkAccess } from '../../access.ts';
import { appClock } from '../../clock.ts';
import { type Call, json, route } from '../../routing.ts';
import { appEnv } from '../../world.ts';

export const dynamic = 'force-dynamic';

/** The database has this long to answer. */
const PATIENCE_MS = 3_000;

export const GET = route('public', async (request, call) => {
  const health = await examine(call);
  const trusted = checkAccess(request, 'read', appEnv(), appClock.now()).ok;
  return json(trusted ? health : { ok: health.ok }, health.ok ? 200 : 503);
});

async function examine(call: Call): Promise<Health> {
  try {
    const read = await within(appClock, PATIENCE_MS, async () => readHealth(await call.world()));
    return read.cut ? unhealthy(`did not answer within ${PATIENCE_MS} ms`) : read.value;
  } catch {
    return unhealthy('cannot be reached or read');
  }
}

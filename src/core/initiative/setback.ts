/** What becomes of an initiative whose idea did not come: it waits and is tried again, or ends with the reason. */
import type { World } from '../../world/world.ts';
import type { PolicyValues } from '../company.ts';
import { emit } from '../events/emit.ts';
import { judge } from '../missions/rules.ts';
import { after } from '../time.ts';
import { type InitiativeRow, requeueInitiative, settleInitiative } from './store.ts';

export async function setbackInitiative(
  world: World,
  row: InitiativeRow,
  policies: PolicyValues,
  error: unknown,
): Promise<'retried' | 'failed' | 'lost'> {
  const luck = world.random.fork(`backoff/${row.id}/${row.attempt}`).next();
  const verdict = judge(error, { attempt: row.attempt, max_attempts: policies.worker_policy.max_attempts }, policies.worker_policy, luck);
  if (verdict.retry) {
    const runAfter = after(world.clock.now(), verdict.waitMs);
    return (await requeueInitiative(world.db.sql, row, { error: verdict.message, runAfter })) ? 'retried' : 'lost';
  }
  return world.db.begin(async (sql): Promise<'failed' | 'lost'> => {
    const now = world.clock.now();
    if (!(await settleInitiative(sql, row, { status: 'failed', proposalId: null, idea: null, error: verdict.message, now }))) return 'lost';
    await emit(world, sql, policies, [
      {
        agentId: row.agent_id,
        kind: 'initiative_failed',
        title: 'An initiative came to nothing',
        summary: verdict.message,
        tags: ['initiative'],
        metadata: { initiative_id: row.id },
        cause: { kind: 'initiative', id: row.id },
        depth: 1,
        untrusted: true,
      },
    ]);
    return 'failed';
  });
}

/** `proposals`: what was asked, what was refused and why; approving and rejecting what waits. */

import { decidePending } from '../../core/proposals/decide-pending.ts';
import { listProposals } from '../../read/proposals.ts';
import { ageText } from '../../read/time-words.ts';
import { type Call, type Command, oneOf, textOf, wholeOf } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { theRow } from '../ids.ts';
import { withWorld } from '../open-world.ts';
import { showOutcome } from '../show-outcome.ts';
import { shortId, table } from '../table.ts';
import { operator } from './propose.ts';

const list: Command = {
  name: 'proposals',
  summary: 'what was asked, newest first; what was refused, by which gate and why',
  options: {
    limit: { type: 'string', hint: 'N', help: 'how many, 1 to 1000; default 20' },
    status: { type: 'string', hint: 'STATUS', help: 'pending, accepted or rejected only' },
  },
  run: (call) => {
    const limit = wholeOf(call, 'limit', { min: 1, max: 1000, default: 20 });
    const status = oneOf(call, 'status', ['pending', 'accepted', 'rejected']);
    return withWorld({}, async ({ world }) => {
      const rows = await listProposals(world.db.sql, { limit, status });
      const { out } = call;
      if (call.json) out.json(rows);
      else if (rows.length === 0) out.print(status ? `No proposal is ${status}.` : 'Nothing has been proposed yet.');
      else {
        const now = world.clock.now().getTime();
        out.print(
          table(
            [
              { title: 'AGE', value: (p) => ageText(now - p.created_at.getTime()), right: true },
              { title: 'AGENT', value: (p) => p.agent_id },
              { title: 'STATUS', value: (p) => p.status },
              { title: 'TITLE', value: (p) => p.title, grows: true },
              { title: 'WHY', value: (p) => p.reason ?? '', grows: true },
              { title: 'ID', value: (p) => shortId(p.id) },
            ],
            rows,
            out.width,
            out.dim,
          ),
        );
      }
      return 0;
    });
  },
};

const approve: Command = {
  name: 'proposals approve',
  summary: 'let a pending proposal become a mission; the gates are met once more',
  args: ['ID'],
  options: { reason: { type: 'string', help: 'why; kept with the decision' } },
  run: (call) => decide(call, 'accept'),
};

const reject: Command = {
  name: 'proposals reject',
  summary: 'refuse a pending proposal',
  args: ['ID'],
  options: { reason: { type: 'string', help: 'why; kept with the proposal (needed)' } },
  run: (call) => decide(call, 'reject'),
};

/** Exit 3 when a person's yes meets a gate's no; a person's no is what was asked for, and done. */
async function decide(call: Call, decision: 'accept' | 'reject'): Promise<number> {
  const reason = textOf(call, 'reason') ?? '';
  const outcome = await withWorld({}, async ({ world }) => {
    const { id } = await theRow(world.db.sql, call.args[0] as string, ['proposal']);
    return decidePending(world, { id, decision, by: operator(), reason });
  });
  const { id, status, gate, mission_id } = outcome;
  if (call.json) call.out.json({ id, status, gate, reason: outcome.reason, mission_id });
  else showOutcome(outcome, call.out);
  return decision === 'accept' && status === 'rejected' ? EXIT.refused : EXIT.done;
}

export const commands: readonly Command[] = [list, approve, reject];

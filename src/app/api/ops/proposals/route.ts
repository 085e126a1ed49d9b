/** Proposals: bring one in, or list what became of them. */
import { z } from 'zod';
import type { ProposedStep } from '../../../../core/company.ts';
import { propose } from '../../../../core/proposals/propose.ts';
import { listProposals } from '../../../../read/proposals.ts';
import { json, limitParameter, readBody, readQuery, route } from '../../../routing.ts';

export const dynamic = 'force-dynamic';

/** Names and types only: agents, kinds and payloads are the core's to judge. */
const body = z.strictObject({
  agent_id: z.string(),
  title: z.string(),
  proposed_steps: z.array(z.strictObject({ kind: z.string(), payload: z.record(z.string(), z.unknown()).default({}) })),
  priority: z.number().optional(),
  dedupe_key: z.string().optional(),
});

const query = z.object({ limit: limitParameter, status: z.enum(['pending', 'accepted', 'rejected']).optional() });

/** 201 for a new proposal, whatever the gates said of it up to "pending"; 200 for a stored rejection and for one that was asked before. */
export const POST = route('write', async (request, call) => {
  const input = await readBody(request, body);
  const person = call.caller === 'person';
  const outcome = await propose(await call.world(), {
    agentId: input.agent_id,
    title: input.title,
    steps: input.proposed_steps as ProposedStep[],
    source: person ? 'person' : 'api',
    cause: { kind: 'person', id: person ? 'dashboard' : 'api' },
    priority: input.priority,
    dedupeKey: input.dedupe_key,
  });
  return json(outcome, outcome.status === 'rejected' || outcome.deduplicated ? 200 : 201);
});

export const GET = route('read', async (request, call) => {
  const filter = readQuery(request, query);
  return json({ proposals: await listProposals((await call.world()).db.sql, filter) });
});

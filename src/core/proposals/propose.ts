/** THE way work enters: facts → decide → write → events, in one transaction. A "no" is a stored row and a value, never an exception. */
import type { Sql } from '../../world/db.ts';
import type { World } from '../../world/world.ts';
import type { PolicyValues } from '../company.ts';
import { emit } from '../events/emit.ts';
import type { EventKind, NewEvent } from '../events/event.ts';
import { openMission } from '../missions/open.ts';
import { readPolicies } from '../policy/policies.ts';
import { startOfDay } from '../time.ts';
import { checkInput, idsIn, type ProposalInput } from './input.ts';
import { type Decision, decide } from './rules.ts';
import { anyUntrusted, countUsage, findByDedupeKey, insertProposal, lockDoor, type ProposalRow } from './store.ts';

export type { ProposalInput } from './input.ts';

export type ProposalOutcome = {
  id: string;
  status: 'pending' | 'accepted' | 'rejected';
  /** The gate that rejected it or holds it, and the sentence a person reads. */
  gate: string | null;
  reason: string | null;
  mission_id: string | null;
  /** True when a proposal with this dedupe key existed: this is that one, nothing was written. */
  deduplicated: boolean;
};

/** @throws InvalidInput when the input is not of the right form; nothing is stored then */
export async function propose(world: World, input: ProposalInput): Promise<ProposalOutcome> {
  return world.db.begin(async (sql) => proposeWithin(world, sql, await readPolicies(world, sql), input));
}

/** The same inside a caller's transaction: a trigger's firing and its proposal are one fact. */
export async function proposeWithin(world: World, sql: Sql, policies: PolicyValues, input: ProposalInput): Promise<ProposalOutcome> {
  const checked = checkInput(world, input, policies.proposal_policy.max_steps);
  await lockDoor(sql);
  if (checked.dedupeKey) {
    const known = await findByDedupeKey(sql, checked.dedupeKey);
    if (known) return { ...outcomeOf(known, known.mission_id), deduplicated: true };
  }
  const now = world.clock.now();
  const usage = await countUsage(sql, checked.agent.id, startOfDay(now));
  // A trusted caller may ask to publish what came from outside: the mark of the artifacts it names counts, too.
  const named = idsIn(checked.steps);
  const untrusted = (input.untrusted ?? false) || (named.length > 0 && (await anyUntrusted(sql, named)));
  const decision = decide({ ...checked, untrusted }, { policies, usage, stepKinds: world.company.stepKinds });
  const row: ProposalRow = {
    id: world.ids.next(),
    agent_id: checked.agent.id,
    title: checked.title,
    proposed_steps: checked.steps,
    source: input.source,
    priority: checked.priority,
    ...decision,
    cause_kind: input.cause.kind,
    cause_id: input.cause.id,
    depth: checked.depth,
    untrusted,
    dedupe_key: checked.dedupeKey,
    decided_by: decision.status === 'pending' ? null : 'policy',
    decided_at: decision.status === 'pending' ? null : now,
    created_at: now,
  };
  await insertProposal(sql, row);
  const missionId = decision.status === 'accepted' ? await openMission(world, sql, policies, row) : null;
  await emit(world, sql, policies, [proposalEvent(row, decision, missionId)]);
  return outcomeOf(row, missionId);
}

export function outcomeOf(row: ProposalRow, missionId: string | null): ProposalOutcome {
  return { id: row.id, status: row.status, gate: row.gate, reason: row.reason, mission_id: missionId, deduplicated: false };
}

const EVENT_OF = {
  accepted: 'proposal_accepted',
  pending: 'proposal_pending',
  rejected: 'proposal_rejected',
} as const satisfies Record<Decision['status'], EventKind>;

/** The event that tells what became of a proposal; its cause is the proposal. */
export function proposalEvent(row: ProposalRow, decision: Decision, missionId: string | null): NewEvent {
  const kinds = [...new Set(row.proposed_steps.map((step) => step.kind))];
  return {
    agentId: row.agent_id,
    kind: EVENT_OF[decision.status],
    title: row.title,
    summary: decision.reason ?? kinds.join(', '),
    tags: ['proposal', decision.status, ...(decision.gate ? [`gate:${decision.gate}`] : [])],
    metadata: { proposal_id: row.id, source: row.source, kinds, gate: decision.gate, mission_id: missionId },
    cause: { kind: 'proposal', id: row.id },
    depth: row.depth,
    missionId,
    untrusted: row.untrusted,
  };
}

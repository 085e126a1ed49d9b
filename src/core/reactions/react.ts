/** Turns queued reactions into proposals through the one intake, oldest first, within a time budget. */
import type { Sql } from '../../world/db.ts';
import type { World } from '../../world/world.ts';
import type { PolicyValues } from '../company.ts';
import { InvalidInput, PermanentError } from '../errors.ts';
import { proposeWithin } from '../proposals/propose.ts';
import { lockNext, type ReactionRow, settleReaction } from './store.ts';

export type ReactionCounts = { processed: number; proposed: number; rejected: number; failed: number };

/** @returns counts, and one line per reaction that could not be turned into a proposal */
export async function processReactions(
  world: World,
  policies: PolicyValues,
  budgetMs: number,
  signal: AbortSignal,
): Promise<{ counts: ReactionCounts; problems: string[] }> {
  const started = world.clock.now().getTime();
  const counts: ReactionCounts = { processed: 0, proposed: 0, rejected: 0, failed: 0 };
  const problems: string[] = [];
  while (!signal.aborted && world.clock.now().getTime() - started < budgetMs) {
    const done = await world.db.begin((sql) => processOne(world, sql, policies));
    if (!done) break;
    counts.processed++;
    counts[done.status]++;
    if (done.status === 'failed') problems.push(done.reason ?? 'failed');
  }
  return { counts, problems };
}

async function processOne(
  world: World,
  sql: Sql,
  policies: PolicyValues,
): Promise<{ status: 'proposed' | 'rejected' | 'failed'; reason: string | null } | null> {
  const reaction = await lockNext(sql);
  if (!reaction) return null;
  const outcome = await outcomeOf(world, sql, policies, reaction);
  await settleReaction(sql, reaction.id, { ...outcome, now: world.clock.now() });
  return outcome;
}

async function outcomeOf(
  world: World,
  sql: Sql,
  policies: PolicyValues,
  reaction: ReactionRow,
): Promise<{ status: 'proposed' | 'rejected' | 'failed'; proposalId: string | null; reason: string | null }> {
  const type = world.company.reactionTypes.get(reaction.type);
  const failed = (reason: string) => ({ status: 'failed' as const, proposalId: null, reason: `reaction ${reaction.pattern}: ${reason}` });
  if (!type) return failed(`no reaction type is called "${reaction.type}"; known: ${[...world.company.reactionTypes.keys()].join(', ')}`);
  if (!world.company.agents.some((agent) => agent.id === reaction.target_agent))
    return failed(`no agent is called "${reaction.target_agent}"`);
  try {
    const proposal = type.propose(reaction.event, reaction.target_agent);
    const proposed = await proposeWithin(world, sql, policies, {
      agentId: proposal.agent_id,
      title: proposal.title,
      steps: proposal.proposed_steps,
      source: 'reaction',
      cause: { kind: 'reaction', id: reaction.id },
      depth: reaction.depth,
      dedupeKey: proposal.dedupe_key,
      untrusted: proposal.untrusted ?? reaction.event.untrusted,
    });
    const rejected = proposed.status === 'rejected';
    return { status: rejected ? 'rejected' : 'proposed', proposalId: proposed.id, reason: proposed.reason };
  } catch (error) {
    // Anything else is a bug or an outage: it throws, the transaction rolls back and the reaction stays queued.
    if (error instanceof InvalidInput || error instanceof PermanentError || error instanceof TypeError) return failed(error.message);
    throw error;
  }
}

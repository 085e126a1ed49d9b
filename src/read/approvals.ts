/** What waits for a person, oldest first: what, who, why it is held, what it may cost, and what the code knows about it. */
import type { ProposedStep } from '../core/company.ts';
import { before, DAY_MS, startOfDay } from '../core/time.ts';
import type { Sql } from '../world/db.ts';
import type { World } from '../world/world.ts';
import { type AgentTag, agentTags } from './agent-tags.ts';
import { type Fact, factsOf } from './approval-facts.ts';
import { type PendingProposal, pendingProposals } from './pending.ts';
import { currentPolicies } from './policies.ts';
import { usageSince } from './usage.ts';

export type Approval = PendingProposal & {
  facts: Fact[];
  /** usd is null when no step like these has been done yet. */
  cost: { usd: number | null; words: string };
  /** When nobody has decided by then, it is rejected. */
  expires_at: string;
};

export type ApprovalsView = {
  as_of: string;
  agents: AgentTag[];
  waiting: Approval[];
  /** All that wait, also those that are not listed. */
  total: number;
  /** Labels of the step kinds that need no person; null when auto-approval is off. */
  auto_approved: string[] | null;
};

const LISTED = 100;
const COST_DAYS = 30;

export async function approvalsView(world: World): Promise<ApprovalsView> {
  const { sql } = world.db;
  const now = world.clock.now();
  const [policies, usage, waiting] = await Promise.all([
    currentPolicies(world),
    usageSince(sql, startOfDay(now)),
    pendingProposals(world, LISTED),
  ]);
  const asked = await readAsked(sql, waiting);
  const kinds = [...new Set(waiting.flatMap(({ steps }) => steps.map((step) => step.kind)))];
  const prices = await priceOf(sql, kinds, before(now, COST_DAYS * DAY_MS));
  const { posting, allow_links, price_usd, price_with_link_usd } = policies.x_policy;
  const post = posting ? (allow_links ? price_with_link_usd : price_usd) : 0;
  const { enabled, allowed_step_kinds } = policies.auto_approve;
  const { stepKinds, agents } = world.company;
  return {
    as_of: now.toISOString(),
    agents: agentTags(world),
    waiting: waiting.map((one) => {
      const row = asked.get(one.id) ?? { steps: [], depth: 0 };
      const facts = factsOf({ ...one, ...row }, one.material, { policies, usage, stepKinds, agents });
      const expires = Date.parse(one.created_at) + policies.proposal_policy.pending_expires_hours * 3_600_000;
      return { ...one, facts, cost: estimate(one.steps, prices, post), expires_at: new Date(expires).toISOString() };
    }),
    total: usage.pending,
    auto_approved: enabled ? allowed_step_kinds.map((kind) => stepKinds.get(kind)?.label ?? kind) : null,
  };
}

async function readAsked(sql: Sql, waiting: readonly PendingProposal[]): Promise<Map<string, { steps: ProposedStep[]; depth: number }>> {
  const ids = waiting.map(({ id }) => id);
  const rows = await sql<{ id: string; proposed_steps: ProposedStep[]; depth: number }[]>`
    select id, proposed_steps, depth from ops_mission_proposals where id = any(${ids}::uuid[])`;
  return new Map(rows.map(({ id, proposed_steps, depth }) => [id, { steps: proposed_steps, depth }]));
}

/** What a step of each kind has cost on average lately, by kind; kinds that never ran are missing. */
async function priceOf(sql: Sql, kinds: readonly string[], since: Date): Promise<Map<string, number>> {
  const rows = await sql<{ kind: string; usd: number }[]>`
    select s.kind, (coalesce(sum(c.cost), 0) / count(*))::float8 as usd
    from ops_mission_steps s
    left join lateral (select sum(cost_usd) as cost from ops_llm_calls where cause_id = s.id::text and cause_kind = 'step') c on true
    where s.kind = any(${kinds}::text[]) and s.created_at >= ${since} and s.status in ('succeeded', 'failed') group by s.kind`;
  return new Map(rows.map(({ kind, usd }) => [kind, usd]));
}

function estimate(steps: readonly { kind: string }[], prices: ReadonlyMap<string, number>, post: number): Approval['cost'] {
  const unknown = [...new Set(steps.map(({ kind }) => kind))].filter((kind) => !prices.has(kind));
  const posts = steps.filter(({ kind }) => kind === 'post_tweet').length * post;
  if (unknown.length) return { usd: null, words: `no ${unknown.join(', ')} step has been done lately to estimate from` };
  const usd = steps.reduce((sum, { kind }) => sum + (prices.get(kind) ?? 0), posts);
  return { usd, words: `average of the last ${COST_DAYS} days${posts ? ', with what X charges' : ''}` };
}

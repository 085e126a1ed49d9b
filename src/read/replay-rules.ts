/** What a past day would have been like under another policy value: the door's own rules, proposal by proposal. Pure. */
import type { Agent, PolicyValues, ProposedStep, StepKind } from '../core/company.ts';
import { type Decision, decide, type Usage } from '../core/proposals/rules.ts';

/** A step as it stood: when it came to be, and when it gave its place back (failed, cancelled). Milliseconds. */
export type PastStep = { kind: string; from: number; until: number | null; usd: number };

export type PastProposal = {
  id: string;
  agent_id: string;
  title: string;
  steps: ProposedStep[];
  depth: number;
  untrusted: boolean;
  at: number;
  /** What the door said, whatever a person said later. */
  door: Decision['status'];
  /** When a person or the expiry decided what was held, and what came of it. */
  decided: { at: number; rejected: boolean } | null;
  work: PastStep[];
};

/** What counted that day besides its proposals: work of earlier ones, and what was waiting when the day began. */
export type DayBefore = { work: PastStep[]; waiting: { until: number | null }[] };

export type ReplayFacts = {
  proposals: readonly PastProposal[];
  before: DayBefore;
  stepKinds: ReadonlyMap<string, StepKind>;
  agents: readonly Agent[];
  /** The policies as they stood at a moment. */
  policiesAt(at: number): PolicyValues;
};

export type Said = Pick<Decision, 'status' | 'gate' | 'reason'>;
export type Counts = Record<Decision['status'], number>;
export type Changed = { id: string; title: string; agent_id: string; at: string; was: Decision['status']; now: Said };
export type Replay = {
  happened: Counts;
  edited: Counts;
  changed: Changed[];
  /** How many the rules did not reproduce as they happened: those count as they happened unless the new value changes them. */
  unsure: number;
};

/** Replays the day twice, as it stood and with the new value; what differs between the two is what the value does. */
export function replay(facts: ReplayFacts, edit: { key: string; value: unknown }): Replay {
  const stood = run(facts, facts.policiesAt);
  const edited = run(facts, (at) => ({ ...facts.policiesAt(at), [edit.key]: edit.value }) as PolicyValues);
  const result: Replay = { happened: none(), edited: none(), changed: [], unsure: 0 };
  for (const [at, proposal] of facts.proposals.entries()) {
    const [before, after] = [stood[at] as Said, edited[at] as Said];
    const moved = before.status !== after.status;
    result.happened[proposal.door]++;
    result.edited[moved ? after.status : proposal.door]++;
    if (before.status !== proposal.door) result.unsure++;
    if (!moved || after.status === proposal.door) continue;
    const { id, title, agent_id } = proposal;
    result.changed.push({ id, title, agent_id, at: new Date(proposal.at).toISOString(), was: proposal.door, now: after });
  }
  return result;
}

function none(): Counts {
  return { accepted: 0, pending: 0, rejected: 0 };
}

function run(facts: ReplayFacts, policiesAt: (at: number) => PolicyValues): Said[] {
  const said: Said[] = [];
  for (const [at, proposal] of facts.proposals.entries()) {
    const policies = policiesAt(proposal.at);
    const most = policies.proposal_policy.max_steps;
    if (proposal.steps.length > most) {
      said.push({ status: 'rejected', gate: 'max_steps', reason: `proposal_policy: ${proposal.steps.length} steps; at most ${most}` });
      continue;
    }
    const known = facts.agents.find((agent) => agent.id === proposal.agent_id);
    const agent = known ?? ({ id: proposal.agent_id, displayName: proposal.agent_id } as Agent);
    const usage = usageAt(facts, said, proposal, at);
    said.push(decide({ ...proposal, agent }, { policies, usage, stepKinds: facts.stepKinds }));
  }
  return said;
}

/** What the door would have counted at that moment, given what it had said until then. */
function usageAt({ proposals, before }: ReplayFacts, said: readonly Said[], asked: PastProposal, index: number): Usage {
  const earlier = proposals.slice(0, index).map((past, at) => ({ past, status: (said[at] as Said).status }));
  const stands = (step: PastStep) => step.from <= asked.at && (step.until === null || step.until > asked.at);
  const work = [...before.work, ...earlier.flatMap(({ past, status }) => workOf(past, status))].filter(stands);
  const count = (kind: string) => work.filter((step) => step.kind === kind).length;
  return {
    agent_today: earlier.filter(({ past, status }) => past.agent_id === asked.agent_id && !turnedAway(past, status, asked.at)).length,
    pending:
      before.waiting.filter(({ until }) => until === null || until > asked.at).length +
      earlier.filter(({ past, status }) => status === 'pending' && (waitingUntil(past) ?? Number.POSITIVE_INFINITY) > asked.at).length,
    drafts_today: count('write_content'),
    tweets_today: count('post_tweet'),
    tweet_spend_today_usd: work.reduce((sum, step) => sum + step.usd, 0),
    deploys_today: count('deploy'),
  };
}

/** What was really done stands as it did; work that never was is taken to stand from the moment it would have been accepted. */
function workOf(past: PastProposal, status: Decision['status']): PastStep[] {
  if (status === 'rejected') return [];
  if (status === 'pending') return past.door === 'pending' ? past.work : [];
  if (past.door === 'accepted') return past.work;
  return past.steps.map(({ kind }) => ({ kind, from: past.at, until: null, usd: 0 }));
}

/** Only what was held in truth was decided by somebody; what would be held now is taken to wait. */
function waitingUntil(past: PastProposal): number | null {
  return past.door === 'pending' ? (past.decided?.at ?? null) : null;
}

function turnedAway(past: PastProposal, status: Decision['status'], at: number): boolean {
  if (status === 'rejected') return true;
  return status === 'pending' && past.door === 'pending' && past.decided?.rejected === true && past.decided.at <= at;
}

/** The whole approval policy as one pure function: what a proposal meets at the door, in order. */
import type { Agent, PolicyValues, ProposedStep, StepKind, UsageKey } from '../company.ts';

export type Usage = Record<UsageKey, number> & { agent_today: number; pending: number };

export type Decision =
  | { status: 'rejected'; gate: string; reason: string }
  | { status: 'pending'; gate: string; reason: string }
  | { status: 'accepted'; gate: null; reason: null };

export type Request = { agent: Agent; steps: readonly ProposedStep[]; depth: number; untrusted: boolean };

export type DoorFacts = { policies: PolicyValues; usage: Usage; stepKinds: ReadonlyMap<string, StepKind> };

/** Rejections first (they cost nothing to say), then what must wait for a person, then yes. */
export function decide(request: Request, facts: DoorFacts): Decision {
  const no = refusal(request, facts);
  if (no) return { status: 'rejected', ...no };
  const wait = heldForPerson(request, facts);
  if (!wait) return { status: 'accepted', gate: null, reason: null };
  const limit = facts.policies.proposal_policy.max_pending;
  if (facts.usage.pending >= limit) {
    const reason = `proposal_policy: ${facts.usage.pending} of ${limit} proposals already wait for a person; decide some of them first`;
    return { status: 'rejected', gate: 'max_pending', reason };
  }
  return { status: 'pending', ...wait };
}

/** The gates alone, as a pending proposal meets them again when a person accepts it. The daily limit was counted when it came in. */
export function refusal(
  request: Request,
  facts: DoorFacts,
  options: { countAgent: boolean } = { countAgent: true },
): { gate: string; reason: string } | null {
  const { policies, usage } = facts;
  if (policies.kill_switch.agents.includes(request.agent.id)) {
    return { gate: 'kill_switch', reason: `kill_switch: ${request.agent.displayName} (${request.agent.id}) is switched off` };
  }
  const off = request.steps.find((step) => policies.kill_switch.kinds.includes(step.kind));
  if (off) return { gate: 'kill_switch', reason: `kill_switch: step kind ${off.kind} is switched off` };
  const { max_depth } = policies.causality;
  if (request.depth > max_depth) {
    return {
      gate: 'causality',
      reason: `causality: this would be link ${request.depth} of its chain and the limit is ${max_depth}; the chain ends here`,
    };
  }
  const { max_per_agent_per_day } = policies.proposal_policy;
  if (options.countAgent && usage.agent_today >= max_per_agent_per_day) {
    const reason = `proposal_policy: ${request.agent.id} has ${usage.agent_today} of ${max_per_agent_per_day} proposals today; the next opens at 00:00 UTC`;
    return { gate: 'agent_daily_limit', reason };
  }
  return capGate(request, facts);
}

function capGate(request: Request, facts: DoorFacts): { gate: string; reason: string } | null {
  for (const kind of new Set(request.steps.map((step) => step.kind))) {
    const gate = facts.stepKinds.get(kind)?.gate;
    if (!gate) continue;
    const asked = request.steps.filter((step) => step.kind === kind).length;
    const verdict = gate.check({ policies: facts.policies, used: facts.usage, asked });
    if (!verdict.ok) return { gate: gate.name, reason: verdict.reason };
  }
  return null;
}

function heldForPerson(request: Request, { policies, stepKinds }: DoorFacts): { gate: string; reason: string } | null {
  const kinds = [...new Set(request.steps.map((step) => step.kind))];
  const personal = kinds.find((kind) => stepKinds.get(kind)?.needsPerson);
  if (personal) return { gate: 'needs_person', reason: `${personal} always waits for a person` };
  const { enabled, allowed_step_kinds } = policies.auto_approve;
  if (!enabled) return { gate: 'auto_approve', reason: 'auto_approve is switched off: every proposal waits for a person' };
  const unlisted = kinds.filter((kind) => !allowed_step_kinds.includes(kind));
  if (unlisted.length) return { gate: 'auto_approve', reason: `auto_approve does not list ${unlisted.join(', ')}: a person decides` };
  const leaving = request.untrusted && kinds.find((kind) => stepKinds.get(kind)?.external?.(policies));
  if (leaving) return { gate: 'untrusted', reason: `${leaving} would carry text from outside out of the company: a person decides` };
  return null;
}

/** The filled-in company, checked as a whole at boot: every name that something refers to must exist. */
import type {
  Agent,
  Checker,
  Company,
  CorePolicies,
  Format,
  PairSeed,
  PolicyDefinition,
  ReactionEvent,
  ReactionPattern,
  ReactionType,
  Slot,
  StepKind,
  TriggerSeed,
  VoiceRule,
} from '../src/core/company.ts';
import { agents, coordinator } from './agents.ts';
import { formats } from './formats.ts';
import { doubles, names, unknown } from './naming.ts';
import { policies } from './policies.ts';
import { reactionTypes } from './reactions.ts';
import { relationships } from './relationships.ts';
import { schedule } from './schedule.ts';
import { stepKinds } from './steps/index.ts';
import { teamProblems } from './team-check.ts';
import { proactiveCheckers, proactiveTriggers } from './triggers/proactive.ts';
import { reactiveCheckers, reactiveTriggers } from './triggers/reactive.ts';
import { memoryTags, voiceRules } from './voice-rules.ts';

export type CompanyParts = {
  agents: Agent[];
  coordinator: string;
  stepKinds: StepKind[];
  policies: PolicyDefinition[];
  checkers: Record<string, Checker>;
  triggers: TriggerSeed[];
  reactionTypes: ReactionType[];
  formats: Format[];
  schedule: Slot[];
  relationships: PairSeed[];
  voiceRules: VoiceRule[];
  memoryTags: string[];
};

const shipped: CompanyParts = {
  agents,
  coordinator,
  stepKinds,
  policies,
  checkers: { ...reactiveCheckers, ...proactiveCheckers },
  triggers: [...reactiveTriggers, ...proactiveTriggers],
  reactionTypes,
  formats,
  schedule,
  relationships,
  voiceRules,
  memoryTags,
};

const REQUIRED_POLICIES: Record<keyof CorePolicies, true> = {
  company: true,
  kill_switch: true,
  auto_approve: true,
  proposal_policy: true,
  causality: true,
  reaction_matrix: true,
  heartbeat_policy: true,
  worker_policy: true,
  model_policy: true,
  x_daily_quota: true,
  x_policy: true,
  content_policy: true,
  deploy_policy: true,
  web_policy: true,
  roundtable_policy: true,
  memory_policy: true,
  memory_influence_policy: true,
  relationship_drift_policy: true,
  initiative_policy: true,
  holdout_policy: true,
  metrics_policy: true,
};

/**
 * Parts given here replace the shipped ones whole.
 * @throws Error listing every problem, one per line: unknown names, doubles, policies that break their own schema
 */
export function loadCompany(parts: Partial<CompanyParts> = {}): Company {
  const all = { ...shipped, ...parts };
  const problems = [...agentProblems(all), ...policyProblems(all), ...triggerProblems(all), ...reactionProblems(all), ...teamProblems(all)];
  problems.push(...doubles('step kind', names(all.stepKinds, 'kind')), ...doubles('reaction type', names(all.reactionTypes, 'type')));
  if (problems.length) throw new Error(`The company has ${count(problems.length)}:\n${problems.map((line) => `- ${line}`).join('\n')}`);
  return {
    agents: all.agents,
    coordinator: all.coordinator,
    stepKinds: byName(all.stepKinds, 'kind'),
    policies: byName(all.policies, 'key'),
    checkers: new Map(Object.entries(all.checkers)),
    triggers: all.triggers,
    reactionTypes: byName(all.reactionTypes, 'type'),
    formats: byName(all.formats, 'name'),
    schedule: all.schedule,
    relationships: all.relationships,
    voiceRules: all.voiceRules,
    memoryTags: all.memoryTags,
  };
}

function agentProblems({ agents, coordinator }: CompanyParts): string[] {
  const ids = names(agents, 'id');
  const problems = doubles('agent', ids);
  if (agents.length === 0) problems.push('agents: there is none; a company needs at least one');
  for (const id of ids) {
    if (!/^[a-z0-9][a-z0-9_-]{0,63}$/.test(id)) problems.push(`agents: id "${id}" must be lower-case letters, digits, "-" and "_"`);
  }
  if (!ids.includes(coordinator)) problems.push(unknown('coordinator', 'agent', coordinator, ids));
  return problems;
}

function policyProblems(all: CompanyParts): string[] {
  const keys = names(all.policies, 'key');
  const problems = doubles('policy', keys);
  for (const key of Object.keys(REQUIRED_POLICIES)) {
    if (!keys.includes(key)) problems.push(`policies: "${key}" is missing; the core reads it`);
  }
  for (const policy of all.policies) {
    for (const which of ['default', 'closed'] as const) {
      const parsed = policy.schema.safeParse(policy[which]);
      if (parsed.success) problems.push(...namesInPolicy(`policies.${policy.key}.${which}`, policy[which], all));
      else
        for (const { path, message } of parsed.error.issues)
          problems.push(`policies.${[policy.key, which, ...path].join('.')}: ${message}`);
    }
  }
  return problems;
}

/** Policies may name agents, step kinds and reaction types; the field says which. */
function namesInPolicy(place: string, value: unknown, all: CompanyParts): string[] {
  if (!value || typeof value !== 'object') return [];
  const named = value as { agents?: string[]; kinds?: string[]; allowed_step_kinds?: string[]; patterns?: ReactionPattern[] };
  const agentIds = names(all.agents, 'id');
  const kinds = names(all.stepKinds, 'kind');
  const types = names(all.reactionTypes, 'type');
  const missing = (field: string, what: string, listed: string[], known: string[]) =>
    listed.filter((name) => !known.includes(name)).map((name) => unknown(`${place}.${field}`, what, name, known));
  const problems = [
    ...missing('agents', 'agent', named.agents ?? [], agentIds),
    ...missing('kinds', 'step kind', named.kinds ?? [], kinds),
    ...missing('allowed_step_kinds', 'step kind', named.allowed_step_kinds ?? [], kinds),
  ];
  for (const [index, pattern] of (named.patterns ?? []).entries()) {
    problems.push(
      ...missing(`patterns[${index}].source`, 'agent', [pattern.source], ['*', ...agentIds]),
      ...missing(`patterns[${index}].target`, 'agent', [pattern.target], agentIds),
      ...missing(`patterns[${index}].type`, 'reaction type', [pattern.type], types),
    );
  }
  return problems;
}

function triggerProblems({ triggers, checkers, agents }: CompanyParts): string[] {
  const known = Object.keys(checkers);
  const ids = names(agents, 'id');
  const problems = doubles('trigger', names(triggers, 'name'));
  for (const { name, trigger_event, action_config, cooldown_minutes } of triggers) {
    if (!known.includes(trigger_event)) problems.push(unknown(`triggers.${name}.trigger_event`, 'checker', trigger_event, known));
    const target = action_config.target_agent;
    if (!ids.includes(target)) problems.push(unknown(`triggers.${name}.action_config.target_agent`, 'agent', target, ids));
    if (!Number.isInteger(cooldown_minutes) || cooldown_minutes < 0) {
      problems.push(`triggers.${name}.cooldown_minutes: ${cooldown_minutes} is not a whole number of minutes from 0`);
    }
  }
  return problems;
}

/** A reaction type shows which step kinds it uses by answering a sample event. */
function reactionProblems({ reactionTypes, stepKinds, agents }: CompanyParts): string[] {
  const kinds = names(stepKinds, 'kind');
  return reactionTypes.flatMap((reaction) => {
    try {
      const { proposed_steps } = reaction.propose(SAMPLE_EVENT, agents[0]?.id ?? '');
      return proposed_steps
        .filter((step) => !kinds.includes(step.kind))
        .map((step) => unknown(`reactions.${reaction.type}`, 'step kind', step.kind, kinds));
    } catch (error) {
      return [`reactions.${reaction.type}: fails on a sample event: ${error instanceof Error ? error.message : String(error)}`];
    }
  });
}

const SAMPLE_ID = '00000000-0000-7000-8000-000000000000';
const SAMPLE_EVENT: ReactionEvent = {
  id: SAMPLE_ID,
  agent_id: 'sample',
  kind: 'step_succeeded',
  title: 'Sample',
  summary: 'Sample',
  tags: ['sample'],
  metadata: { artifact_ids: [SAMPLE_ID] },
  mission_id: SAMPLE_ID,
  step_id: SAMPLE_ID,
  untrusted: false,
};

function byName<K extends string, T extends Record<K, string>>(list: readonly T[], key: K): Map<string, T> {
  return new Map(list.map((item) => [item[key], item]));
}

function count(problems: number): string {
  return problems === 1 ? 'one problem' : `${problems} problems`;
}

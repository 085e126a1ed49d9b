/** A company of two agents and three step kinds, for tests that are about the engine and not about the newsletter. */
import { z } from 'zod';
import type {
  Checker,
  Company,
  CorePolicies,
  Format,
  PolicyDefinition,
  ReactionType,
  Slot,
  StepKind,
  TriggerSeed,
} from '../src/core/company.ts';
import { BadInputError, TransientError } from '../src/core/errors.ts';

const agent = (id: string, displayName: string) => ({
  id,
  displayName,
  role: 'test',
  tone: 'plain',
  quirk: 'none',
  signatureLine: 'Yes.',
  systemDirective: 'You test.',
  color: { dark: '#ffffff', light: '#000000' },
});

/** echo says its text back; "fail" may pass, "bad" never does, "empty" ends without a deliverable. */
const echo: StepKind<{ text: string }> = {
  kind: 'echo',
  label: 'Echo',
  payload: z.strictObject({ text: z.string().min(1).max(100_000) }),
  result: z.strictObject({ text: z.string().min(1) }),
  run: async ({ payload }) => {
    if (payload.text === 'fail') throw new TransientError('the echo was lost');
    if (payload.text === 'bad') throw new BadInputError('the wall does not echo');
    return { result: { text: payload.text === 'empty' ? '' : payload.text }, summary: `echoed ${payload.text}`, tags: ['echoed'] };
  },
};

const capped = (kind: string, limit: number): StepKind<{ text: string }> => ({
  ...echo,
  kind,
  label: kind,
  gate: {
    name: `${kind}_cap`,
    check: ({ used, asked }) =>
      used.tweets_today + asked > limit ? { ok: false, reason: `${kind}_cap: ${used.tweets_today} of ${limit} used today` } : { ok: true },
  },
});

export const smallPolicies: CorePolicies = {
  company: { name: 'Two', paused: false },
  kill_switch: { agents: [], kinds: [] },
  auto_approve: { enabled: true, allowed_step_kinds: ['echo', 'post_tweet', 'diagnose'] },
  proposal_policy: { max_per_agent_per_day: 10_000, max_pending: 100, pending_expires_hours: 48, max_steps: 10 },
  causality: { max_depth: 8 },
  reaction_matrix: { patterns: [] },
  heartbeat_policy: {
    interval_seconds: 300,
    warmup_seconds: 5,
    warmup_beats: 0,
    trigger_budget_ms: 4000,
    reaction_budget_ms: 3000,
    job_budget_ms: 10_000,
    stale_minutes: 30,
  },
  worker_policy: {
    lease_seconds: 30,
    max_attempts: 3,
    backoff_seconds: 5,
    backoff_max_seconds: 60,
    concurrency: 4,
    breaker_failures: 3,
    breaker_cooldown_seconds: 60,
  },
  model_policy: { provider: 'auto', models: { default: 'none' }, daily_cap_usd: 1, timeout_seconds: 5, max_retries: 0 },
  x_daily_quota: { limit: 5 },
  x_policy: { posting: false, allow_links: false, price_usd: 0.015, price_with_link_usd: 0.2, daily_spend_cap_usd: 0.5, max_age_hours: 2 },
  content_policy: { enabled: true, max_drafts_per_day: 8 },
  deploy_policy: { enabled: false, max_per_day: 1 },
  web_policy: { feeds: [], topics: [], max_items_per_scan: 10 },
  roundtable_policy: { enabled: true, max_daily_conversations: 5, gap_seconds: [3, 8], max_chars: 120 },
  memory_policy: {
    max_per_agent: 200,
    max_per_conversation: 6,
    min_confidence: 0.55,
    promote_confidence: 0.8,
    max_mission_memories_per_day: 0,
    max_lessons_per_day: 3,
    decay_days: 0,
  },
  memory_influence_policy: { enabled: true, probability: 0.3, min_confidence: 0.6 },
  relationship_drift_policy: { enabled: true, max_drift: 0.03, low_affinity: 0.4, high_affinity: 0.6 },
  initiative_policy: {
    enabled: false,
    cooldown_hours: 4,
    min_memories: 5,
    min_confidence: 0.6,
    max_per_agent_per_day: 3,
    max_action_items_per_day: 3,
  },
  holdout_policy: { share: 0 },
  metrics_policy: { fetch: false, every_minutes: 240, max_age_days: 7 },
};

export type SmallParts = {
  policies?: Partial<CorePolicies>;
  checkers?: Record<string, Checker>;
  triggers?: TriggerSeed[];
  reactionTypes?: ReactionType[];
  stepKinds?: StepKind[];
  formats?: Format[];
  schedule?: Slot[];
};

export function smallCompany(parts: SmallParts = {}): Company {
  const kinds = [
    echo,
    capped('post_tweet', 5),
    { ...echo, kind: 'diagnose', label: 'Diagnose' },
    { ...echo, kind: 'deploy', label: 'Deploy', needsPerson: true },
  ];
  const quota = {
    key: 'x_daily_quota',
    summary: 'Tweets a day',
    schema: z.strictObject({ limit: z.int().min(0).max(50) }),
    closed: { limit: 0 },
  };
  const policies = Object.entries({ ...smallPolicies, ...parts.policies }).map(([key, value]): [string, PolicyDefinition] => [
    key,
    key === 'x_daily_quota'
      ? { ...quota, default: value }
      : { key, summary: key, schema: z.looseObject({}), default: value, closed: value },
  ]);
  return {
    coordinator: 'opus',
    agents: [agent('opus', 'Boss'), agent('brain', 'Analyst')],
    stepKinds: new Map([...(kinds as StepKind[]), ...(parts.stepKinds ?? [])].map((kind) => [kind.kind, kind])),
    policies: new Map(policies),
    checkers: new Map(Object.entries(parts.checkers ?? {})),
    triggers: parts.triggers ?? [],
    reactionTypes: new Map((parts.reactionTypes ?? []).map((type) => [type.type, type])),
    formats: new Map((parts.formats ?? []).map((format) => [format.name, format])),
    schedule: parts.schedule ?? [],
    relationships: [{ a: 'brain', b: 'opus', affinity: 0.5, backstory: 'They test together.' }],
    voiceRules: [],
    memoryTags: ['engagement', 'content'],
  };
}

/** A reactive rule of the small company. */
export function rule(name: string, more: Partial<TriggerSeed> = {}): TriggerSeed {
  return {
    name,
    trigger_event: name,
    kind: 'reactive',
    conditions: {},
    action_config: { target_agent: 'brain' },
    cooldown_minutes: 10,
    ...more,
  };
}

/** The shapes a company is made of. `company/` fills them in; `core` only ever sees the filled-in company inside the World. */
import type { z } from 'zod';
import type { Random } from '../world/world.ts';
import type { StepContext, StepResult } from './missions/step-context.ts';
import type { TriggerFacts } from './triggers/facts.ts';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export type Agent = {
  id: string;
  displayName: string;
  role: string;
  tone: string;
  quirk: string;
  signatureLine: string;
  /** The persona as the model reads it. */
  systemDirective: string;
  /** UI colour on dark and on light ground (CSS hex). */
  color: { dark: string; light: string };
};

export type ProposedStep = { kind: string; payload: JsonObject };

/** What kinds of cause a row may name; the id is that row's id (for person: who; for schedule: the slot). */
export type CauseKind =
  | 'person'
  | 'trigger'
  | 'reaction'
  | 'event'
  | 'proposal'
  | 'mission'
  | 'step'
  | 'conversation'
  | 'turn'
  | 'memory'
  | 'initiative'
  | 'metric'
  | 'schedule';
export type Cause = { kind: CauseKind; id: string | null };

/** Counters a gate may look at; all are loaded in one query inside the intake's transaction. */
export type UsageKey = 'drafts_today' | 'tweets_today' | 'tweet_spend_today_usd' | 'deploys_today';

export type Verdict = { ok: true } | { ok: false; reason: string };

/** A cap checked at the door, by step kind. `asked` = how many steps of this kind the proposal holds. Pure. */
export type Gate = {
  name: string;
  check(input: { policies: PolicyValues; used: Record<UsageKey, number>; asked: number }): Verdict;
};

export type StepKind<P = unknown> = {
  kind: string;
  /** A few words for people: "Draft a tweet". */
  label: string;
  payload: z.ZodType<P>;
  /** What a result must look like to count as a deliverable; anything else is a failed step. */
  result: z.ZodType<JsonObject>;
  gate?: Gate;
  /** Whether the step's effect leaves the company under these policies; if so, work built on outside text always waits for a person. */
  external?: (policies: PolicyValues) => boolean;
  /** Never auto-approved, whatever the policy says. */
  needsPerson?: boolean;
  /** How a subject named in a conversation or an initiative becomes this step's payload. Kinds without it cannot be asked for there. */
  about?: (subject: string) => P;
  run(context: StepContext<P>): Promise<StepResult>;
};

export type TriggerOutcome = { fired: false; note?: string } | { fired: true; proposal: TriggerProposal; cause?: Cause; depth?: number };

export type TriggerProposal = {
  agent_id: string;
  title: string;
  proposed_steps: ProposedStep[];
  dedupe_key?: string;
  untrusted?: boolean;
};

/** A checker looks at the facts and says whether to propose, and what. */
export type Checker = (input: {
  facts: TriggerFacts;
  conditions: JsonObject;
  config: JsonObject;
  /** The topic whose turn it is (proactive rules with topics). */
  topic: string | null;
  /** The rule's last firing, null before the first. */
  lastFiredAt: Date | null;
  now: Date;
  random: Random;
  signal: AbortSignal;
}) => Promise<TriggerOutcome>;

/** A rule as shipped: seeded once into ops_trigger_rules, edited there. */
export type TriggerSeed = {
  name: string;
  trigger_event: string;
  kind: 'reactive' | 'proactive';
  conditions: JsonObject;
  action_config: { target_agent: string } & JsonObject;
  cooldown_minutes: number;
  /** Proactive rules: minutes after seeding before the first firing, so that six agents do not start at once. */
  first_after_minutes?: number;
};

export type ReactionPattern = {
  source: string;
  tags: string[];
  target: string;
  type: string;
  probability: number;
  /** minutes */
  cooldown: number;
};

/** The event a reaction answers, as its template sees it. */
export type ReactionEvent = {
  id: string;
  agent_id: string;
  kind: string;
  title: string;
  summary: string;
  tags: string[];
  metadata: JsonObject;
  mission_id: string | null;
  step_id: string | null;
  untrusted: boolean;
};

/** What a reaction type proposes: "diagnose" → a diagnose step about the failed mission. */
export type ReactionType = {
  type: string;
  propose(event: ReactionEvent, target: string): TriggerProposal;
};

/** A conversation format: who, how long, how lively, to what end. */
export type Format = {
  name: string;
  label: string;
  minAgents: number;
  maxAgents: number;
  minTurns: number;
  maxTurns: number;
  /** Sent only to models that take it; `style` carries the liveliness as words as well (X15). */
  temperature: number;
  purpose: string;
  style: string;
  /** Who speaks first. */
  opener: 'coordinator' | 'anyone';
  /** Action items of formal formats become proposals. */
  formal: boolean;
  /** What it is about when nothing else suggests itself; `{finding}`, `{draft}`, `{failure}` are filled from the company's latest, or the line is left out. */
  topics: string[];
};

/** One of the 24 slots of the day (UTC). */
export type Slot = {
  /** '06:00' */
  at: string;
  name: string;
  format: string;
  /** 0.4 to 1 */
  probability: number;
  /** Always there. */
  fixed: string[];
  /** How many more are drawn by lot. */
  random: number;
  /** Two people chosen by their affinity instead: the lowest pair, or a close pair with unequal experience. */
  pairing?: 'lowest' | 'mentoring';
};

export type PairSeed = { a: string; b: string; affinity: number; backstory: string };

/** What an agent's live memories look like, counted. */
export type MemoryStats = {
  count: Record<MemoryType, number>;
  /** How often each tag occurs, over all types. */
  tags: Record<string, number>;
  /** The most frequent tag; ties go to the first in alphabetical order. */
  topTag: string | null;
};

export type MemoryType = 'insight' | 'pattern' | 'strategy' | 'preference' | 'lesson';

/** A way of speaking that experience earns (S37). `type` and `tag` say which memories earned it. */
export type VoiceRule = {
  name: string;
  modifier: string;
  /** In words, for people: "more than 10 lessons, some of them about engagement". */
  because: string;
  when(stats: MemoryStats): boolean;
  type: MemoryType;
  tag?: string;
};

/** A policy key: its schema, the shipped default, and the value that holds when the stored one cannot be read ("closed"). */
export type PolicyDefinition<T = unknown> = {
  key: string;
  summary: string;
  schema: z.ZodType<T>;
  default: T;
  closed: T;
};

/** All policies as plain data, keyed by policy key. Typed access: `policies/…` via company policy types. */
export type PolicyValues = CorePolicies & Record<string, unknown>;

/** The policies the core itself reads. A company must define every one of them. */
export type CorePolicies = {
  company: { name: string; paused: boolean };
  kill_switch: { agents: string[]; kinds: string[] };
  auto_approve: { enabled: boolean; allowed_step_kinds: string[] };
  proposal_policy: { max_per_agent_per_day: number; max_pending: number; pending_expires_hours: number; max_steps: number };
  causality: { max_depth: number };
  reaction_matrix: { patterns: ReactionPattern[] };
  heartbeat_policy: {
    interval_seconds: number;
    warmup_seconds: number;
    warmup_beats: number;
    trigger_budget_ms: number;
    reaction_budget_ms: number;
    job_budget_ms: number;
    stale_minutes: number;
  };
  worker_policy: {
    lease_seconds: number;
    max_attempts: number;
    backoff_seconds: number;
    backoff_max_seconds: number;
    concurrency: number;
    breaker_failures: number;
    breaker_cooldown_seconds: number;
  };
  model_policy: {
    provider: 'auto' | 'anthropic' | 'openai-compatible' | 'offline';
    models: Record<string, string>;
    daily_cap_usd: number;
    timeout_seconds: number;
    max_retries: number;
  };
  x_daily_quota: { limit: number };
  x_policy: {
    posting: boolean;
    allow_links: boolean;
    price_usd: number;
    price_with_link_usd: number;
    daily_spend_cap_usd: number;
    max_age_hours: number;
  };
  content_policy: { enabled: boolean; max_drafts_per_day: number };
  deploy_policy: { enabled: boolean; max_per_day: number };
  web_policy: { feeds: { url: string; title: string }[]; topics: string[]; max_items_per_scan: number };
  roundtable_policy: { enabled: boolean; max_daily_conversations: number; gap_seconds: [number, number]; max_chars: number };
  memory_policy: {
    max_per_agent: number;
    max_per_conversation: number;
    min_confidence: number;
    promote_confidence: number;
    max_mission_memories_per_day: number;
    max_lessons_per_day: number;
    decay_days: number;
  };
  memory_influence_policy: { enabled: boolean; probability: number; min_confidence: number };
  relationship_drift_policy: { enabled: boolean; max_drift: number; low_affinity: number; high_affinity: number };
  initiative_policy: {
    enabled: boolean;
    cooldown_hours: number;
    min_memories: number;
    min_confidence: number;
    max_per_agent_per_day: number;
    max_action_items_per_day: number;
  };
  holdout_policy: { share: number };
  metrics_policy: { fetch: boolean; every_minutes: number; max_age_days: number };
};

export type Company = {
  agents: Agent[];
  coordinator: string;
  stepKinds: Map<string, StepKind>;
  policies: Map<string, PolicyDefinition>;
  checkers: Map<string, Checker>;
  triggers: TriggerSeed[];
  reactionTypes: Map<string, ReactionType>;
  formats: Map<string, Format>;
  schedule: Slot[];
  relationships: PairSeed[];
  voiceRules: VoiceRule[];
  /** The words memories are tagged with. */
  memoryTags: string[];
};

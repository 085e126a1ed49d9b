/** Every switch and number that can be changed while the company runs: its form, its default, and the value that stands when the stored one cannot be read. */
import { z } from 'zod';
import type { CorePolicies, PolicyDefinition } from '../src/core/company.ts';
import { agents } from './agents.ts';
import { reactionMatrix } from './reactions.ts';
import { address } from './steps/fields.ts';
import { teamPolicies } from './team-policies.ts';

const whole = (min: number, max: number) => z.int().min(min).max(max);
const usd = (max: number) => z.number().min(0).max(max);
const share = z.number().min(0).max(1);
const name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, 'must be a name of lower-case letters, digits, "-" and "_", at most 64 characters');

const PROVIDERS = ['anthropic', 'openai-compatible', 'offline'] as const;
const PURPOSES = ['analyze', 'research', 'write', 'tweet', 'review', 'diagnose', 'turn', 'distill', 'initiative'] as const;
const MODEL_KEYS = ['default', ...PROVIDERS, ...PURPOSES, ...PROVIDERS.flatMap((provider) => PURPOSES.map((p) => `${provider}:${p}`))];

/** `closed` means stop: no spending, no sending, no starting. It stands in for a value that cannot be read. */
const definitions: { [K in keyof CorePolicies]: Omit<PolicyDefinition<CorePolicies[K]>, 'key'> } = {
  company: {
    summary: 'The company’s name, and the one switch that pauses all work.',
    schema: z.strictObject({ name: z.string().trim().min(1).max(80), paused: z.boolean() }),
    default: { name: 'Loop & Co', paused: false },
    closed: { name: 'Loop & Co', paused: true },
  },
  kill_switch: {
    summary: 'Agents and step kinds that are switched off, within five seconds.',
    schema: z.strictObject({ agents: z.array(name).max(100), kinds: z.array(name).max(100) }),
    default: { agents: [], kinds: [] },
    closed: { agents: agents.map((agent) => agent.id), kinds: [] },
  },
  auto_approve: {
    summary: 'Step kinds that need no person; a proposal with any other kind waits.',
    schema: z.strictObject({ enabled: z.boolean(), allowed_step_kinds: z.array(name).max(100) }),
    default: {
      enabled: true,
      allowed_step_kinds: [
        'crawl',
        'scan_signals',
        'analyze',
        'research',
        'draft_tweet',
        'write_content',
        'review',
        'diagnose',
        'remember',
      ],
    },
    closed: { enabled: false, allowed_step_kinds: [] },
  },
  proposal_policy: {
    summary: 'How much each agent may propose a day, how many may wait, and for how long.',
    schema: z.strictObject({
      max_per_agent_per_day: whole(0, 10_000),
      max_pending: whole(0, 1000),
      pending_expires_hours: whole(1, 720),
      max_steps: whole(1, 50),
    }),
    default: { max_per_agent_per_day: 100, max_pending: 25, pending_expires_hours: 48, max_steps: 10 },
    closed: { max_per_agent_per_day: 0, max_pending: 0, pending_expires_hours: 48, max_steps: 1 },
  },
  causality: {
    summary: 'How many links a chain of cause and effect may have before it ends.',
    schema: z.strictObject({ max_depth: whole(0, 50) }),
    default: { max_depth: 8 },
    closed: { max_depth: 0 },
  },
  reaction_matrix: {
    summary: 'Who answers whom: source, tags, target, type, probability, and cooldown in minutes.',
    schema: z.strictObject({
      patterns: z
        .array(
          z.strictObject({
            source: z.union([z.literal('*'), name]),
            tags: z.array(z.string().min(1).max(64)).min(1).max(10),
            target: name,
            type: name,
            probability: share,
            cooldown: whole(0, 10_080),
          }),
        )
        .max(100),
    }),
    default: { patterns: reactionMatrix },
    closed: { patterns: [] },
  },
  heartbeat_policy: {
    summary: 'How often the heart beats, faster in the first minutes, and how long each job may take.',
    schema: z.strictObject({
      interval_seconds: whole(1, 86_400),
      warmup_seconds: whole(1, 3600),
      warmup_beats: whole(0, 1000),
      trigger_budget_ms: whole(0, 60_000),
      reaction_budget_ms: whole(0, 60_000),
      job_budget_ms: whole(100, 60_000),
      stale_minutes: whole(1, 1440),
    }),
    default: {
      interval_seconds: 300,
      warmup_seconds: 10,
      warmup_beats: 30,
      trigger_budget_ms: 4000,
      reaction_budget_ms: 3000,
      job_budget_ms: 10_000,
      stale_minutes: 30,
    },
    closed: {
      interval_seconds: 300,
      warmup_seconds: 300,
      warmup_beats: 0,
      trigger_budget_ms: 0,
      reaction_budget_ms: 0,
      job_budget_ms: 10_000,
      stale_minutes: 30,
    },
  },
  worker_policy: {
    summary: 'Leases, retries, how many steps run at once, and when a failing kind is switched off.',
    schema: z.strictObject({
      lease_seconds: whole(1, 3600),
      max_attempts: whole(1, 20),
      backoff_seconds: z.number().min(0).max(3600),
      backoff_max_seconds: whole(1, 86_400),
      concurrency: whole(0, 64),
      breaker_failures: whole(1, 100),
      breaker_cooldown_seconds: whole(1, 86_400),
    }),
    default: {
      lease_seconds: 30,
      max_attempts: 3,
      backoff_seconds: 5,
      backoff_max_seconds: 900,
      concurrency: 4,
      breaker_failures: 3,
      breaker_cooldown_seconds: 300,
    },
    closed: {
      lease_seconds: 30,
      max_attempts: 1,
      backoff_seconds: 5,
      backoff_max_seconds: 900,
      concurrency: 0,
      breaker_failures: 1,
      breaker_cooldown_seconds: 300,
    },
  },
  model_policy: {
    // A model is looked up as `provider:purpose`, then `purpose`, then `provider`, then `default`.
    summary: 'Which model answers what, and what a day may cost.',
    schema: z.strictObject({
      provider: z.enum(['auto', ...PROVIDERS]),
      models: z.partialRecord(z.enum(MODEL_KEYS), z.string().trim().min(1).max(120)),
      daily_cap_usd: usd(1000),
      timeout_seconds: whole(1, 600),
      max_retries: whole(0, 5),
    }) as z.ZodType<CorePolicies['model_policy']>,
    default: {
      provider: 'auto',
      models: { default: 'claude-haiku-5-5', 'openai-compatible': 'llama3.2' },
      daily_cap_usd: 1,
      timeout_seconds: 60,
      max_retries: 2,
    },
    closed: { provider: 'auto', models: {}, daily_cap_usd: 0, timeout_seconds: 60, max_retries: 0 },
  },
  x_daily_quota: {
    summary: 'Tweets a day: accepted, queued, sending and posted all count.',
    schema: z.strictObject({ limit: whole(0, 50) }),
    default: { limit: 5 },
    closed: { limit: 0 },
  },
  x_policy: {
    summary: 'Whether posts really go out, whether they may hold links, and what they may cost.',
    schema: z.strictObject({
      posting: z.boolean(),
      allow_links: z.boolean(),
      price_usd: usd(10),
      price_with_link_usd: usd(10),
      daily_spend_cap_usd: usd(100),
      max_age_hours: z.number().positive().max(168),
    }),
    default: {
      posting: false,
      allow_links: false,
      price_usd: 0.015,
      price_with_link_usd: 0.2,
      daily_spend_cap_usd: 0.5,
      max_age_hours: 2,
    },
    closed: { posting: false, allow_links: false, price_usd: 0.015, price_with_link_usd: 0.2, daily_spend_cap_usd: 0, max_age_hours: 2 },
  },
  content_policy: {
    summary: 'Whether articles are written, and how many a day.',
    schema: z.strictObject({ enabled: z.boolean(), max_drafts_per_day: whole(0, 200) }),
    default: { enabled: true, max_drafts_per_day: 8 },
    closed: { enabled: false, max_drafts_per_day: 0 },
  },
  deploy_policy: {
    summary: 'Whether the deploy webhook may be called, and how often a day.',
    schema: z.strictObject({ enabled: z.boolean(), max_per_day: whole(0, 50) }),
    default: { enabled: false, max_per_day: 1 },
    closed: { enabled: false, max_per_day: 0 },
  },
  web_policy: {
    summary: 'The feeds and topics the company follows.',
    schema: z.strictObject({
      feeds: z.array(z.strictObject({ url: address, title: z.string().trim().min(1).max(120) })).max(50),
      topics: z.array(z.string().trim().min(1).max(120)).max(50),
      max_items_per_scan: whole(1, 200),
    }),
    default: {
      feeds: [
        { url: '/sample-newsroom/feed.xml', title: 'Sample newsroom (ships with Deskmates)' },
        { url: 'https://simonwillison.net/atom/everything/', title: 'Simon Willison’s Weblog' },
        { url: 'https://hnrss.org/newest?q=AI+agents', title: 'Hacker News: AI agents' },
        { url: 'https://huggingface.co/blog/feed.xml', title: 'Hugging Face Blog' },
        { url: 'https://openai.com/news/rss.xml', title: 'OpenAI News' },
        { url: 'https://github.blog/ai-and-ml/feed/', title: 'GitHub Blog: AI & ML' },
        { url: 'https://rss.arxiv.org/rss/cs.MA', title: 'arXiv: multi-agent systems' },
      ],
      topics: ['agents in production', 'agent cost', 'agent reliability', 'human approval', 'agent security', 'multi-agent coordination'],
      max_items_per_scan: 20,
    },
    closed: { feeds: [], topics: [], max_items_per_scan: 1 },
  },
  ...teamPolicies,
};

export const policies: PolicyDefinition[] = Object.entries(definitions).map(([key, definition]) => ({ key, ...definition }));

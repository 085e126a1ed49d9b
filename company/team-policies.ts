/** The policies of conversations, memory, relationships and initiative (chapters 2 to 6). Fields added later have defaults, so that a stored value of an older version stays readable. */
import { z } from 'zod';
import type { CorePolicies, PolicyDefinition } from '../src/core/company.ts';

type Team = Pick<
  CorePolicies,
  | 'roundtable_policy'
  | 'memory_policy'
  | 'memory_influence_policy'
  | 'relationship_drift_policy'
  | 'initiative_policy'
  | 'holdout_policy'
  | 'metrics_policy'
>;

const whole = (min: number, max: number) => z.int().min(min).max(max);
const share = z.number().min(0).max(1);
const seconds = z.number().min(0).max(600);

export const teamPolicies: { [K in keyof Team]: Omit<PolicyDefinition<Team[K]>, 'key'> } = {
  roundtable_policy: {
    summary:
      'Whether conversations take place, how many the schedule may start a day, the pause between turns, and how long a turn may be.',
    schema: z.strictObject({
      enabled: z.boolean(),
      max_daily_conversations: whole(0, 48),
      gap_seconds: z
        .tuple([seconds, seconds])
        .refine(([low, high]) => low <= high, 'the shorter pause comes first')
        .default([3, 8]),
      max_chars: whole(40, 500).default(120),
    }),
    default: { enabled: true, max_daily_conversations: 5, gap_seconds: [3, 8], max_chars: 120 },
    closed: { enabled: false, max_daily_conversations: 0, gap_seconds: [3, 8], max_chars: 120 },
  },
  memory_policy: {
    summary:
      'How much each agent keeps, what is sure enough to be kept or promoted, and after how many unused days a memory fades (0 = never).',
    schema: z.strictObject({
      max_per_agent: whole(5, 2000),
      max_per_conversation: whole(0, 20),
      min_confidence: share,
      promote_confidence: share,
      max_mission_memories_per_day: whole(0, 200),
      max_lessons_per_day: whole(0, 50),
      decay_days: whole(0, 3650),
    }),
    default: {
      max_per_agent: 200,
      max_per_conversation: 6,
      min_confidence: 0.55,
      promote_confidence: 0.8,
      max_mission_memories_per_day: 6,
      max_lessons_per_day: 3,
      decay_days: 0,
    },
    closed: {
      max_per_agent: 200,
      max_per_conversation: 0,
      min_confidence: 1,
      promote_confidence: 1,
      max_mission_memories_per_day: 0,
      max_lessons_per_day: 0,
      decay_days: 0,
    },
  },
  memory_influence_policy: {
    summary: 'How often a memory may change what an agent turns to, and how sure it must be.',
    schema: z.strictObject({ enabled: z.boolean(), probability: share, min_confidence: share.default(0.6) }),
    default: { enabled: true, probability: 0.3, min_confidence: 0.6 },
    closed: { enabled: false, probability: 0, min_confidence: 1 },
  },
  relationship_drift_policy: {
    summary: 'How far one conversation may move the affinity of two agents, and what counts as a low or a close pair.',
    schema: z.strictObject({
      enabled: z.boolean(),
      max_drift: z.number().min(0).max(0.1),
      low_affinity: share.default(0.4),
      high_affinity: share.default(0.6),
    }),
    default: { enabled: true, max_drift: 0.03, low_affinity: 0.4, high_affinity: 0.6 },
    closed: { enabled: false, max_drift: 0, low_affinity: 0.4, high_affinity: 0.6 },
  },
  initiative_policy: {
    summary:
      'Whether agents may propose work of their own accord, when they know enough to, and how many tasks a day may come out of conversations.',
    schema: z.strictObject({
      enabled: z.boolean(),
      cooldown_hours: z.number().min(0).max(720).default(4),
      min_memories: whole(0, 200).default(5),
      min_confidence: share.default(0.6),
      max_per_agent_per_day: whole(0, 50).default(3),
      max_action_items_per_day: whole(0, 100).default(3),
    }),
    default: {
      enabled: false,
      cooldown_hours: 4,
      min_memories: 5,
      min_confidence: 0.6,
      max_per_agent_per_day: 3,
      max_action_items_per_day: 3,
    },
    closed: {
      enabled: false,
      cooldown_hours: 4,
      min_memories: 5,
      min_confidence: 0.6,
      max_per_agent_per_day: 0,
      max_action_items_per_day: 0,
    },
  },
  holdout_policy: {
    summary: 'Share of pairings and initiatives made without looking at affinity or memory, so that the two ways can be compared.',
    schema: z.strictObject({ share }),
    default: { share: 0.1 },
    closed: { share: 0 },
  },
  metrics_policy: {
    summary: 'Whether the numbers of our posts are read from X (X charges for every post read), how often, and for how long.',
    schema: z.strictObject({ fetch: z.boolean(), every_minutes: whole(5, 10_080), max_age_days: whole(1, 30) }),
    default: { fetch: true, every_minutes: 240, max_age_days: 7 },
    closed: { fetch: false, every_minutes: 240, max_age_days: 7 },
  },
};

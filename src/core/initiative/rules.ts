/** When an agent knows enough to start something (S34), and what the model must answer. Pure. */
import { z } from 'zod';
import type { CorePolicies } from '../company.ts';
import type { Memory } from '../memory/rules.ts';
import { HOUR_MS } from '../time.ts';

export type Readiness = { ready: true; reason: string; memories: Memory[] } | { ready: false; reason: string };

/** Memories that go with an initiative. */
const MOST_MEMORIES = 10;

/** Cooldown, enough memories that are sure, at least one lesson from an outcome, and the day's limit. `live` are the agent's live memories. */
export function readiness(
  policy: CorePolicies['initiative_policy'],
  live: readonly Memory[],
  past: { last: Date; today: number } | undefined,
  now: Date,
): Readiness {
  const rest = rested(policy, past, now);
  if (!rest.ready) return rest;
  const sure = live.filter((memory) => memory.confidence >= policy.min_confidence);
  if (sure.length < policy.min_memories)
    return { ready: false, reason: `${sure.length} of ${policy.min_memories} memories of confidence ${policy.min_confidence}` };
  const lesson = sure.find((memory) => isOutcomeLesson(memory));
  if (!lesson) return { ready: false, reason: 'no lesson from an outcome yet' };
  const memories = [
    lesson,
    ...sure.filter((memory) => memory.id !== lesson.id).sort((a, b) => b.confidence - a.confidence || (a.id < b.id ? 1 : -1)),
  ];
  return {
    ready: true,
    reason: `${sure.length} sure memories, among them a lesson from an outcome: ${lesson.content.slice(0, 120)}`,
    memories: memories.slice(0, MOST_MEMORIES),
  };
}

/** Cooldown and the day's limit: what can be said without looking at memories. */
export function rested(
  policy: CorePolicies['initiative_policy'],
  past: { last: Date; today: number } | undefined,
  now: Date,
): { ready: true } | { ready: false; reason: string } {
  if (past && now.getTime() - past.last.getTime() < policy.cooldown_hours * HOUR_MS)
    return { ready: false, reason: `the last one is less than ${policy.cooldown_hours} h ago` };
  if (past && past.today >= policy.max_per_agent_per_day)
    return { ready: false, reason: `${past.today} of ${policy.max_per_agent_per_day} today` };
  return { ready: true };
}

/** A lesson that the world taught: a post's engagement or a mission's failure. */
export function isOutcomeLesson(memory: Pick<Memory, 'type' | 'source_trace_id'>): boolean {
  return memory.type === 'lesson' && /^(tweet-lesson|mission):/.test(memory.source_trace_id ?? '');
}

export const ideaSchema = z.object({
  title: z.string().trim().min(4).max(300),
  step_kind: z.string(),
  topic: z.string().trim().min(2).max(300),
  reason: z.string().max(500).default(''),
  memory_refs: z.array(z.string()).max(20).default([]),
});
export type Idea = z.infer<typeof ideaSchema>;

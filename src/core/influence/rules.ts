/** How memory changes what somebody turns to: 30 % of the time, and never in secret (S28). Pure. */
import type { Random } from '../../world/world.ts';
import type { CorePolicies } from '../company.ts';
import { bestMatch, type Memory } from '../memory/rules.ts';

export type TopicChoice = {
  topic: string;
  memoryInfluenced: boolean;
  /** A memory had something to say, and the draw left it out: the comparison group. */
  heldOut: boolean;
  memory: Pick<Memory, 'id' | 'content'> | null;
};

/**
 * With the policy's probability a strategy or lesson that is sure enough chooses among the topics. `memories` are the agent's live ones. The draw
 * is made whether or not a memory fits, so that what one agent remembers never changes another's luck.
 */
export function chooseTopic(
  policy: CorePolicies['memory_influence_policy'],
  memories: readonly Memory[],
  base: string,
  topics: readonly string[],
  random: Random,
): TopicChoice {
  const drawn = policy.enabled && random.chance(policy.probability);
  const plain: TopicChoice = { topic: base, memoryInfluenced: false, heldOut: false, memory: null };
  if (!policy.enabled) return plain;
  const telling = memories
    .filter(({ type, confidence }) => (type === 'strategy' || type === 'lesson') && confidence >= policy.min_confidence)
    .slice(0, 10);
  const match = bestMatch(telling, topics);
  if (!match) return plain;
  if (!drawn) return { ...plain, heldOut: true };
  return { topic: match.topic, memoryInfluenced: true, heldOut: false, memory: { id: match.memory.id, content: match.memory.content } };
}

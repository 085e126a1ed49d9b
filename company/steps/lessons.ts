/** What the agent has learnt from earlier work, to be used the next time. */
import type { StepContext } from '../../src/core/missions/step-context.ts';
import { oneLine } from '../../src/core/text.ts';

const LESSONS = 5;

/** Lessons and strategies first read as text from outside: a memory may have been made of it. */
export async function lessonsOf({ library, agent }: Pick<StepContext<unknown>, 'library' | 'agent'>): Promise<string[]> {
  const memories = await library.memories({ agentId: agent.id, limit: 40 });
  return memories
    .filter(({ type }) => type === 'lesson' || type === 'strategy' || type === 'preference')
    .slice(0, LESSONS)
    .map(({ content }) => oneLine(content, 240));
}

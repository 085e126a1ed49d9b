/** Which patterns of the reaction matrix an event matches. Pure. */
import type { ReactionPattern } from '../company.ts';

export type Candidate = { pattern: ReactionPattern; key: string };

/** A pattern's stable name: two patterns that differ only in probability share a cooldown. */
export function patternKey(pattern: ReactionPattern): string {
  return `${pattern.source}/${[...pattern.tags].sort().join('+')}→${pattern.target}/${pattern.type}`;
}

/** Source "*" is any agent; every tag of the pattern must be on the event; then the roll decides. */
export function matchPatterns(
  patterns: readonly ReactionPattern[],
  event: { agentId: string; tags: readonly string[] },
  roll: (key: string) => number,
): Candidate[] {
  const matched: Candidate[] = [];
  for (const pattern of patterns) {
    if (pattern.source !== '*' && pattern.source !== event.agentId) continue;
    if (pattern.tags.length === 0 || !pattern.tags.every((tag) => event.tags.includes(tag))) continue;
    const key = patternKey(pattern);
    if (roll(key) < pattern.probability && !matched.some((other) => other.key === key)) matched.push({ pattern, key });
  }
  return matched;
}

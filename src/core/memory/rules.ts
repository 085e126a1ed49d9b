/** What is kept and what it changes: bounds on memories, matching them with subjects, what a voice earns. Pure. */
import type { MemoryStats, MemoryType, VoiceRule } from '../company.ts';

export const MEMORY_TYPES: readonly MemoryType[] = ['insight', 'pattern', 'strategy', 'preference', 'lesson'];

/** A live memory as rules and prompts see it. */
export type Memory = {
  id: string;
  agent_id: string;
  type: MemoryType;
  content: string;
  confidence: number;
  tags: string[];
  source_trace_id: string | null;
  untrusted: boolean;
  pinned: boolean;
  promoted_at: Date | null;
  last_used_at: Date | null;
  created_at: Date;
};

const EMPTY = new Set(
  'about after again against agent agents all also and another any are because been before being between both but can could does doing down each every first for from had has have how into its just like made make makes many more most much must never not now off one only other our out over own people same should some such than that the their them then there these they thing things this those through under until very was way were what when where which while who whom whose why will with without would yes yet you your'.split(
    ' ',
  ),
);

/** The words of a text that mean something, lower-case, with a plural s taken off. */
export function keywords(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [];
  return new Set(
    words
      .filter((word) => !EMPTY.has(word))
      .map((word) => (word.length > 4 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word)),
  );
}

/** Memories that share a word with the query, best first: how much they share, then how sure they are; newer before older. Keeps the given order otherwise. */
export function relevant<M extends Pick<Memory, 'content' | 'confidence'>>(memories: readonly M[], words: readonly string[]): M[] {
  return memories
    .map((memory) => {
      const known = keywords(memory.content);
      const shared = words.filter((word) => known.has(word)).length;
      return { memory, score: (shared / Math.sqrt(Math.max(1, known.size))) * (0.5 + memory.confidence) };
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ memory }) => memory);
}

/** The subject that a memory speaks of most, with the memory; null when none shares a word with any. Surer memories win ties. */
export function bestMatch<M extends Pick<Memory, 'content' | 'tags' | 'confidence' | 'id'>>(
  memories: readonly M[],
  topics: readonly string[],
): { topic: string; memory: M } | null {
  let best: { topic: string; memory: M; score: number } | null = null;
  for (const memory of memories) {
    const known = keywords(`${memory.content} ${memory.tags.join(' ')}`);
    for (const topic of topics) {
      const words = [...keywords(topic)];
      const shared = words.filter((word) => known.has(word)).length;
      if (shared === 0) continue;
      const score = shared / Math.sqrt(words.length) + memory.confidence / 100;
      if (!best || score > best.score) best = { topic, memory, score };
    }
  }
  return best && { topic: best.topic, memory: best.memory };
}

export function memoryStats(memories: readonly Pick<Memory, 'type' | 'tags'>[]): MemoryStats {
  const count: MemoryStats['count'] = { insight: 0, pattern: 0, strategy: 0, preference: 0, lesson: 0 };
  const tags: Record<string, number> = {};
  for (const memory of memories) {
    count[memory.type]++;
    for (const tag of memory.tags) tags[tag] = (tags[tag] ?? 0) + 1;
  }
  const [top] = Object.entries(tags).sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  return { count, tags, topTag: top?.[0] ?? null };
}

/** Modifiers in effect at most. */
export const MOST_MODIFIERS = 3;

/** The first three rules that hold, each with the memories that earned it (newest first, at most 20). */
export function deriveVoice(
  memories: readonly Memory[],
  rules: readonly VoiceRule[],
): { rule: string; modifier: string; because: string; memory_ids: string[] }[] {
  const stats = memoryStats(memories);
  return rules
    .filter((rule) => rule.when(stats))
    .slice(0, MOST_MODIFIERS)
    .map(({ name, modifier, because, type, tag }) => {
      const typed = memories.filter((memory) => memory.type === type);
      const tagged = tag ? memories.filter((memory) => memory.tags.includes(tag)) : [];
      const earned = [...typed.filter((memory) => tagged.includes(memory)), ...typed, ...tagged];
      return { rule: name, modifier, because, memory_ids: [...new Set(earned.map((memory) => memory.id))].slice(0, 20) };
    });
}

/**
 * Which live memories give way when more than `limit` are kept: ordinary ones first, oldest first; then promoted ones; pinned ones never.
 * With everything pinned nothing gives way.
 */
export function givesWay<M extends Pick<Memory, 'pinned' | 'promoted_at' | 'created_at' | 'id'>>(live: readonly M[], limit: number): M[] {
  const over = live.length - limit;
  if (over <= 0) return [];
  return live
    .filter((memory) => !memory.pinned)
    .sort(
      (a, b) =>
        Number(a.promoted_at !== null) - Number(b.promoted_at !== null) ||
        a.created_at.getTime() - b.created_at.getTime() ||
        (a.id < b.id ? -1 : 1),
    )
    .slice(0, over);
}

/** Whether two texts say the same thing, by the words they share. */
export function saysTheSame(a: string, b: string): boolean {
  const left = keywords(a);
  const right = keywords(b);
  if (left.size === 0 || right.size === 0) return a.trim() === b.trim();
  const shared = [...left].filter((word) => right.has(word)).length;
  return shared / Math.max(left.size, right.size) >= 0.8;
}

/** The middle value; of an even number the mean of the two middle ones; 0 of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return 0;
  return sorted.length % 2 ? (sorted[middle] as number) : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

/** What the offline model proposes when nobody asked: something small, built on what was learnt. */
import type { JsonObject } from '../../../core/company.ts';
import type { Random } from '../../world.ts';
import { objectOf, objectsOf, short, textOf, textsOf } from '../facts.ts';
import { isInstruction } from '../instructions.ts';
import { shuffled } from '../luck.ts';
import { THEMES, themeOf } from '../themes.ts';

const KIND: Record<string, readonly string[]> = {
  opus: ['analyze', 'research'],
  brain: ['research', 'analyze'],
  growth: ['scan_signals', 'draft_tweet'],
  creator: ['write_content', 'research'],
  'twitter-alt': ['draft_tweet', 'write_content'],
  observer: ['analyze', 'research'],
};
const TITLE: Record<string, readonly string[]> = {
  analyze: ['See what is behind {topic}', 'Check once: {topic}', 'Count it: {topic}'],
  research: ['Find a second source on {topic}', 'What is known about {topic}', 'Size {topic} properly'],
  scan_signals: ['Who talks about {topic} this week', 'Fresh signals on {topic}', 'Scan for {topic}'],
  write_content: ['A short piece on {topic}', 'Tell the story of {topic}', 'One page about {topic}'],
  draft_tweet: ['One post on {topic}', 'A short one about {topic}', 'Put {topic} into one line'],
};

export function answerInitiative(facts: JsonObject, random: Random): JsonObject {
  const persona = objectOf(facts.persona);
  const kinds = textsOf(facts.step_kinds);
  const known = shuffled(random, objectsOf(facts.memories)).filter((memory) => !isInstruction(textOf(memory.content)));
  const memory = known.find((one) => textOf(one.type) === 'lesson') ?? known[0];
  const content = textOf(memory?.content);
  const topic = random.pick(THEMES[themeOf('', [content || textOf(persona.role)])].topics);
  const kind = shuffled(random, KIND[textOf(persona.id)] ?? ['analyze']).find((one) => kinds.includes(one)) ?? kinds[0] ?? 'analyze';
  const recent = textsOf(facts.recent_titles);
  const titles = shuffled(random, TITLE[kind] ?? ['Take up {topic}']).map((line) => line.replace('{topic}', topic));
  return {
    title: titles.find((title) => !recent.includes(title)) ?? `${titles[0]}, once more`,
    step_kind: kind,
    topic,
    reason: content ? `Because we learnt: ${short(content, 160)}` : 'Because nobody looked at it this week.',
    memory_refs: memory ? [textOf(memory.ref)] : [],
  };
}

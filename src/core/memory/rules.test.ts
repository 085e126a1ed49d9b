import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { voiceRules } from '../../../company/voice-rules.ts';
import { seededRandom } from '../../world/random.ts';
import type { MemoryType } from '../company.ts';
import { chooseTopic } from '../influence/rules.ts';
import { bestMatch, deriveVoice, givesWay, keywords, type Memory, median, memoryStats, relevant, saysTheSame } from './rules.ts';

const memory = (n: number, more: Partial<Memory> = {}): Memory => ({
  id: `m${String(n).padStart(4, '0')}`,
  agent_id: 'brain',
  type: 'lesson',
  content: `Thing ${n}`,
  confidence: 0.7,
  tags: [],
  source_trace_id: null,
  untrusted: false,
  pinned: false,
  promoted_at: null,
  last_used_at: null,
  created_at: new Date(n * 1000),
  ...more,
});
const many = (count: number, type: MemoryType, tags: string[] = []) =>
  Array.from({ length: count }, (_, n) => memory(n, { id: `${type}${n}`, type, tags }));
const names = (memories: Memory[]) => deriveVoice(memories, voiceRules).map(({ rule }) => rule);

describe('a voice', () => {
  test('has no modifier on the first day, and at most three ever', () => {
    expect(names([])).toEqual([]);
    const all = [
      ...many(20, 'lesson', ['engagement', 'reliability', 'cost']),
      ...many(20, 'pattern', ['content']),
      ...many(20, 'strategy', ['content', 'teamwork']),
      ...many(20, 'insight', ['content']),
    ];
    expect(names(all)).toEqual(['engagement_lessons', 'content_patterns', 'strategist']);
  });
  test('references engagement after more than ten lessons with that tag among them, not before', () => {
    expect(names(many(10, 'lesson', ['engagement']))).not.toContain('engagement_lessons');
    expect(names(many(11, 'lesson', ['engagement']))).toContain('engagement_lessons');
    expect(names(many(11, 'lesson', ['cost']))).not.toContain('engagement_lessons');
  });
  test('knows content after more than five patterns with content as the top tag', () => {
    expect(names(many(6, 'pattern', ['content']))).toContain('content_patterns');
    expect(names(many(5, 'pattern', ['content']))).not.toContain('content_patterns');
    expect(names([...many(6, 'pattern', ['content']), ...many(9, 'insight', ['cost'])])).not.toContain('content_patterns');
  });
  test('thinks strategically after more than eight strategies', () => {
    expect(names(many(9, 'strategy'))).toEqual(['strategist']);
    expect(names(many(8, 'strategy'))).toEqual([]);
  });
  test('names the memories that earned it, those with the tag first, twenty at most', () => {
    const [voice] = deriveVoice(
      [...many(15, 'lesson', ['cost']), ...many(11, 'lesson', ['engagement']).map((one) => ({ ...one, id: `e${one.id}` }))],
      voiceRules,
    );
    expect(voice?.memory_ids).toHaveLength(20);
    expect(voice?.memory_ids.slice(0, 11).every((id) => id.startsWith('e'))).toBe(true);
  });
});

describe('who gives way', () => {
  const live = fc.array(fc.record({ at: fc.nat(50), pinned: fc.boolean(), promoted: fc.boolean() }), { maxLength: 40 });
  test('exactly as many as are too many; never a pinned one; ordinary ones before promoted ones; the oldest first', () => {
    fc.assert(
      fc.property(live, fc.nat(30), (specs, limit) => {
        const memories = specs.map(({ at, pinned, promoted }, n) =>
          memory(n, { created_at: new Date(at), pinned, promoted_at: promoted ? new Date(0) : null }),
        );
        const gone = givesWay(memories, limit);
        const loose = memories.filter((one) => !one.pinned);
        expect(gone).toHaveLength(Math.min(loose.length, Math.max(0, memories.length - limit)));
        expect(gone.some((one) => one.pinned)).toBe(false);
        const kept = loose.filter((one) => !gone.includes(one));
        for (const one of gone) {
          for (const other of kept) {
            if (one.promoted_at && !other.promoted_at) throw new Error('a promoted memory gave way before an ordinary one');
            if (Boolean(one.promoted_at) === Boolean(other.promoted_at))
              expect(one.created_at.getTime()).toBeLessThanOrEqual(other.created_at.getTime());
          }
        }
      }),
    );
  });
});

describe('a memory and a topic', () => {
  const topics = ['what agents cost to run', 'reliability in production', 'how readers find us'];
  test('match by the words they share; the surer memory wins a tie', () => {
    expect(bestMatch([memory(1, { content: 'Readers find short pieces faster.' })], topics)?.topic).toBe('how readers find us');
    expect(bestMatch([memory(1, { content: 'Lanterns glow.' })], topics)).toBeNull();
    const tie = [memory(1, { content: 'cost!', confidence: 0.6 }), memory(2, { content: 'cost?', confidence: 0.9 })];
    expect(bestMatch(tie, topics)?.memory.id).toBe('m0002');
  });
  test('change about 30 % of choices (5,000 draws, within 2 %), and the rest of those that could have are held out', () => {
    const policy = { enabled: true, probability: 0.3, min_confidence: 0.6 };
    const memories = [memory(1, { content: 'Costs fall when prompts are short.' })];
    const random = seededRandom('thirty');
    const choices = Array.from({ length: 5000 }, (_, n) => chooseTopic(policy, memories, topics[2] as string, topics, random.fork(`${n}`)));
    const influenced = choices.filter((choice) => choice.memoryInfluenced);
    expect(Math.abs(influenced.length / 5000 - 0.3)).toBeLessThan(0.02);
    expect(influenced.every((choice) => choice.topic === topics[0] && choice.memory?.id === 'm0001')).toBe(true);
    expect(choices.filter((choice) => choice.heldOut)).toHaveLength(5000 - influenced.length);
  });
  test('only strategies and lessons that are sure enough may choose', () => {
    const policy = { enabled: true, probability: 1, min_confidence: 0.6 };
    const choose = (more: Partial<Memory>) =>
      chooseTopic(policy, [memory(1, { content: 'Costs fall.', ...more })], topics[2] as string, topics, seededRandom('x'));
    expect(choose({}).memoryInfluenced).toBe(true);
    expect(choose({ type: 'strategy' }).memoryInfluenced).toBe(true);
    expect(choose({ type: 'insight' })).toMatchObject({ memoryInfluenced: false, heldOut: false });
    expect(choose({ confidence: 0.59 }).memoryInfluenced).toBe(false);
    expect(chooseTopic({ ...policy, enabled: false }, [memory(1, { content: 'Costs fall.' })], 'a', topics, seededRandom('x')).topic).toBe(
      'a',
    );
  });
});

test('the same in other words is the same; different subjects are not', () => {
  expect(saysTheSame('Readers want figures first.', 'Readers want the figures first!')).toBe(true);
  expect(saysTheSame('Readers want figures first.', 'Readers want stories first.')).toBe(false);
});

test('keywords leave out what says nothing and do not trip over any text', () => {
  expect([...keywords('What the agents cost, and why invoices rise')]).toEqual(['cost', 'invoice', 'rise']);
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => keywords(text).size >= 0));
});

test('counts by type and tag; the top tag of a tie is the first by alphabet', () => {
  expect(memoryStats([memory(1, { tags: ['b', 'a'] }), memory(2, { type: 'insight', tags: ['a', 'b'] })])).toMatchObject({
    count: { lesson: 1, insight: 1 },
    tags: { a: 2, b: 2 },
    topTag: 'a',
  });
});

test('the median of nothing is 0, of an even number the mean of the middle two', () => {
  expect([median([]), median([3]), median([3, 1, 2]), median([4, 1, 2, 3])]).toEqual([0, 3, 2, 2.5]);
});

describe('relevance', () => {
  const memory = (content: string, confidence = 0.7) => ({ content, confidence });
  test('more shared words first, then the surer; what shares none is left out', () => {
    const known = [
      memory('Cats sleep.'),
      memory('“Approval” costs an evening.'),
      memory('Approval by posts, evening numbers'),
      memory('Approval helps', 0.9),
    ];
    expect(relevant(known, ['approval', 'evening']).map(({ content }) => content)).toEqual([
      '“Approval” costs an evening.',
      'Approval by posts, evening numbers',
      'Approval helps',
    ]);
  });
});

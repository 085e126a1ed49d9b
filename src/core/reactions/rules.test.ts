import { describe, expect, test } from 'vitest';
import type { ReactionPattern } from '../company.ts';
import { matchPatterns, patternKey } from './rules.ts';

const pattern = (more: Partial<ReactionPattern>): ReactionPattern => ({
  source: '*',
  tags: ['mission_failed'],
  target: 'brain',
  type: 'diagnose',
  probability: 1,
  cooldown: 60,
  ...more,
});
const types = (patterns: ReactionPattern[], event: { agentId: string; tags: string[] }, roll = 0) =>
  matchPatterns(patterns, event, () => roll).map((match) => match.pattern.type);

describe('the reaction matrix', () => {
  test('source * is any agent', () => {
    expect(types([pattern({})], { agentId: 'growth', tags: ['mission_failed'] })).toEqual(['diagnose']);
  });
  test('a named source answers to that agent only', () => {
    expect(types([pattern({ source: 'creator' })], { agentId: 'growth', tags: ['mission_failed'] })).toEqual([]);
  });
  test('every tag must be there, and a pattern without tags matches nothing', () => {
    expect(types([pattern({ tags: ['tweet', 'posted'] })], { agentId: 'a', tags: ['tweet'] })).toEqual([]);
    expect(types([pattern({ tags: ['tweet', 'posted'] })], { agentId: 'a', tags: ['posted', 'x', 'tweet'] })).toEqual(['diagnose']);
    expect(types([pattern({ tags: [] })], { agentId: 'a', tags: ['x'] })).toEqual([]);
  });
  test('the roll decides: 0.3 passes below 0.3 and not at it', () => {
    const some = [pattern({ probability: 0.3 })];
    expect(types(some, { agentId: 'a', tags: ['mission_failed'] }, 0.299)).toEqual(['diagnose']);
    expect(types(some, { agentId: 'a', tags: ['mission_failed'] }, 0.3)).toEqual([]);
    expect(types([pattern({ probability: 0 })], { agentId: 'a', tags: ['mission_failed'] }, 0)).toEqual([]);
  });
  test('two entries of the same pattern are one reaction', () => {
    expect(types([pattern({}), pattern({ probability: 0.5 })], { agentId: 'a', tags: ['mission_failed'] })).toHaveLength(1);
    expect(patternKey(pattern({ tags: ['b', 'a'] }))).toBe(patternKey(pattern({ tags: ['a', 'b'] })));
  });
});

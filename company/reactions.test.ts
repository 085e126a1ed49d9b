import { describe, expect, it } from 'vitest';
import type { ReactionEvent } from '../src/core/company.ts';
import { reactionMatrix, reactionTypes } from './reactions.ts';

const byType = new Map(reactionTypes.map((reaction) => [reaction.type, reaction]));

function event(over: Partial<ReactionEvent>): ReactionEvent {
  return {
    id: 'e1',
    agent_id: 'growth',
    kind: 'step_succeeded',
    title: 'Scan for signals: tool costs',
    summary: '',
    tags: ['scan_signals', 'signals', 'found'],
    metadata: { artifact_ids: ['a1', 'a2'] },
    mission_id: 'm1',
    step_id: 's1',
    untrusted: false,
    ...over,
  };
}

const propose = (type: string, over: Partial<ReactionEvent> = {}, target = 'brain') => byType.get(type)?.propose(event(over), target);

describe('reactions', () => {
  it('carry the subject on, not the chain of titles', () => {
    expect(propose('analyze')).toEqual({
      agent_id: 'brain',
      title: 'Analyze: tool costs',
      proposed_steps: [{ kind: 'analyze', payload: { topic: 'tool costs', scope: 'signals', artifact_ids: ['a1', 'a2'] } }],
      dedupe_key: 'reaction:analyze:brain:e1',
      untrusted: false,
    });
    expect(propose('draft_tweet', { title: 'Analyze: tool costs' }, 'twitter-alt')?.title).toBe('Draft a tweet: tool costs');
  });

  it('pass on that a text came from outside', () => {
    for (const reaction of reactionTypes) expect(reaction.propose(event({ untrusted: true }), 'brain').untrusted).toBe(true);
  });

  it('look at performance when the event is about a tweet', () => {
    expect(propose('analyze', { tags: ['post_tweet', 'tweet', 'posted'] }, 'growth')?.proposed_steps[0]?.payload.scope).toBe(
      'tweet-performance',
    );
  });

  it('post the draft the event names, once', () => {
    expect(propose('post_tweet', { metadata: { artifact_ids: ['d1'] } }, 'twitter-alt')).toMatchObject({
      proposed_steps: [{ kind: 'post_tweet', payload: { draft_id: 'd1' } }],
      dedupe_key: 'post:d1',
    });
    expect(() => propose('post_tweet', { metadata: {} })).toThrow('names no draft');
  });

  it('diagnose a failed mission once, whoever noticed it, and never a diagnosis', () => {
    expect(propose('diagnose', { kind: 'mission_failed', tags: ['mission_failed'] })).toMatchObject({
      proposed_steps: [{ kind: 'diagnose', payload: { mission_id: 'm1' } }],
      dedupe_key: 'diagnose:m1',
    });
    expect(() => propose('diagnose', { tags: ['mission_failed', 'diagnosis'] })).toThrow('not diagnosed again');
    expect(() => propose('diagnose', { mission_id: null })).toThrow('nothing to diagnose');
  });

  it('ignore artifact ids that are no list of texts, and take ten at most', () => {
    expect(propose('analyze', { metadata: { artifact_ids: 'a1' } })?.proposed_steps[0]?.payload).not.toHaveProperty('artifact_ids');
    const many = Array.from({ length: 30 }, (_, index) => `a${index}`);
    expect(propose('analyze', { metadata: { artifact_ids: [...many, 5] } })?.proposed_steps[0]?.payload.artifact_ids).toHaveLength(10);
  });

  it('stay short when a title is very long', () => {
    expect(propose('analyze', { title: 'x'.repeat(5000) })?.title.length).toBeLessThan(200);
  });

  it('in the shipped matrix form a chain from signals to a post', () => {
    const answers = (tags: string[]) => reactionMatrix.filter((p) => p.tags.every((tag) => tags.includes(tag))).map((p) => p.type);
    expect(answers(['scan_signals', 'signals', 'found'])).toContain('analyze');
    expect(answers(['analyze', 'finding', 'insight'])).toContain('draft_tweet');
    expect(answers(['research', 'research', 'brief'])).toContain('write_content');
    expect(answers(['draft_tweet', 'tweet', 'drafted'])).toContain('post_tweet');
    expect(answers(['post_tweet', 'tweet', 'posted'])).toContain('analyze');
    expect(answers(['mission_failed'])).toContain('diagnose');
  });
});

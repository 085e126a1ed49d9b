/** How experience changes the way an agent speaks: rules over its memories, no model involved. The first three that hold are in effect. */
import type { VoiceRule } from '../src/core/company.ts';

/** The words memories are tagged with: few, so that they add up. */
export const memoryTags = [
  'engagement',
  'content',
  'research',
  'operations',
  'cost',
  'reliability',
  'security',
  'approval',
  'teamwork',
  'timing',
  'readers',
  'outcome',
];

export const voiceRules: VoiceRule[] = [
  {
    name: 'engagement_lessons',
    modifier: 'Reference what works in engagement when relevant',
    because: 'more than 10 lessons, some of them about engagement',
    when: ({ count, tags }) => count.lesson > 10 && (tags.engagement ?? 0) > 0,
    type: 'lesson',
    tag: 'engagement',
  },
  {
    name: 'content_patterns',
    modifier: 'You’ve developed expertise in content strategy',
    because: 'more than 5 patterns, and content is what is remembered most',
    when: ({ count, topTag }) => count.pattern > 5 && topTag === 'content',
    type: 'pattern',
    tag: 'content',
  },
  {
    name: 'strategist',
    modifier: 'You think strategically about long-term plans',
    because: 'more than 8 strategies',
    when: ({ count }) => count.strategy > 8,
    type: 'strategy',
  },
  {
    name: 'burnt_fingers',
    modifier: 'You have seen things fail: name the failure you remember before you promise anything',
    because: 'more than 6 lessons about reliability or operations',
    when: ({ count, tags }) => count.lesson > 6 && (tags.reliability ?? 0) + (tags.operations ?? 0) > 6,
    type: 'lesson',
    tag: 'reliability',
  },
  {
    name: 'cost_sense',
    modifier: 'You watch what things cost and say so',
    because: 'more than 5 memories about cost',
    when: ({ tags }) => (tags.cost ?? 0) > 5,
    type: 'insight',
    tag: 'cost',
  },
  {
    name: 'knows_the_readers',
    modifier: 'You speak for the readers: say what they would do with it',
    because: 'more than 4 preferences, some of them about readers',
    when: ({ count, tags }) => count.preference > 4 && (tags.readers ?? 0) > 0,
    type: 'preference',
    tag: 'readers',
  },
  {
    name: 'field_eye',
    modifier: 'You connect what you see to findings you remember',
    because: 'more than 12 insights',
    when: ({ count }) => count.insight > 12,
    type: 'insight',
  },
  {
    name: 'team_player',
    modifier: 'You give credit by name when somebody’s work carried yours',
    because: 'more than 5 memories about teamwork',
    when: ({ tags }) => (tags.teamwork ?? 0) > 5,
    type: 'preference',
    tag: 'teamwork',
  },
];

/** Conversations in words: luck, yields and sums as people write them. */
import { expect, test } from 'vitest';
import { counted, signed, slotLuck, usdText, yieldWords } from './talk-words.ts';

test('a slot’s luck says whether it came up, and before the draw that nothing is known', () => {
  expect(slotLuck({ probability: 0.6, roll: 0.31 })).toBe('60 % probable, drew 0.31: it came up');
  expect(slotLuck({ probability: 0.4, roll: 0.93 })).toBe('40 % probable, drew 0.93: it did not come up');
  expect(slotLuck({ probability: 1, roll: null })).toMatch(/^100 % probable; the first heartbeat/);
});

test('what a conversation left behind is counted, nothing is left out of nothing', () => {
  expect(yieldWords({ memories: 2, drifts: 1, action_items: 0 })).toBe('2 memories · 1 drift');
  expect(yieldWords({ memories: 0, drifts: 0, action_items: 0 })).toBe('');
  expect([counted(1, 'turn'), counted(0, 'turn')]).toEqual(['1 turn', '0 turns']);
});

test('sums keep the digits that tell them from nothing, and signs are real ones', () => {
  expect([usdText(0), usdText(0.0004), usdText(1.5)]).toEqual(['$0.00', '$0.0004', '$1.50']);
  expect([signed(0.02), signed(-0.03)]).toEqual(['+0.02', '−0.03']);
});

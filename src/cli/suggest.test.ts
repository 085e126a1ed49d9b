import { expect, test } from 'vitest';
import { closest, distance } from './suggest.ts';

const known = ['propose', 'proposals', 'missions', 'policy', 'events'];

test.each([
  ['propos', 'propose'],
  ['mission', 'missions'],
  ['polciy', 'policy'],
  ['evnets', 'events'],
])('%s was meant as %s', (typed, meant) => {
  expect(closest(typed, known)).toBe(meant);
});
test('what is like nothing known gets no suggestion', () => {
  expect([closest('frobnicate', known), closest('', known), closest('x'.repeat(10_000), known)]).toEqual([null, null, null]);
});
test('swapped neighbours are one mistake', () => {
  expect(distance('polciy', 'policy')).toBe(1);
});

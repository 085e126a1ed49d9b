/** What is typed becomes a query that PostgreSQL always accepts. */
import { expect, test } from 'vitest';
import { searchQuery } from './search-rules.ts';

test('words must all occur, and beginnings are enough', () => {
  expect(searchQuery('Agent  cost')).toBe('agent:* & cost:*');
});

test('marks, operators and quotes are not passed on', () => {
  expect(searchQuery(`a & !b | 'c' <-> (d):*`)).toBe('a:* & b:* & c:* & d:*');
  expect(searchQuery('--- ???')).toBeNull();
  expect(searchQuery('   ')).toBeNull();
});

test('long questions are cut', () => {
  expect(searchQuery('one two three four five six seven eight nine')?.split(' & ')).toHaveLength(8);
});

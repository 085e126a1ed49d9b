import { expect, test } from 'vitest';
import { differences } from './diff.ts';

test('only what differs is told, place by place', () => {
  expect(differences({ a: 1, b: { c: true, d: 'x' } }, { a: 1, b: { c: false, d: 'x' } })).toEqual([
    { place: 'b › c', before: 'true', after: 'false' },
  ]);
  expect(differences({ a: 1 }, { a: 1 })).toEqual([]);
  expect(differences({ a: 1 }, { b: null })).toEqual([
    { place: 'a', before: '1', after: null },
    { place: 'b', before: null, after: 'null' },
  ]);
});

test('names that came and went are told one by one, and a new order as a whole', () => {
  expect(differences({ k: ['a', 'b'] }, { k: ['b', 'c'] })).toEqual([
    { place: 'k', before: 'a', after: null },
    { place: 'k', before: null, after: 'c' },
  ]);
  expect(differences(['a', 'b'], ['b', 'a'])).toEqual([{ place: '', before: '["a","b"]', after: '["b","a"]' }]);
});

test('a row that is taken out of the middle does not make the ones behind it look changed', () => {
  const rows = [{ n: 1 }, { n: 2 }, { n: 3 }];
  expect(differences(rows, [{ n: 1 }, { n: 3 }])).toEqual([{ place: '', before: '{"n":2}', after: null }]);
  expect(differences(rows, [{ n: 1 }, { n: 9 }, { n: 3 }])).toEqual([{ place: '2 › n', before: '2', after: '9' }]);
});

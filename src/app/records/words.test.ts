/** Amounts that are small, large or nothing. */
import { expect, test } from 'vitest';
import { bytes, counted, usd } from './words.ts';

test('money is never rounded down to nothing', () => {
  expect([0, 0.0004, 0.01, 0.015, 0.4, 1.234, 1200].map(usd)).toEqual([
    '$0.00',
    '$0.0004',
    '$0.01',
    '$0.015',
    '$0.40',
    '$1.23',
    '$1200.00',
  ]);
});

test('sizes keep two figures', () => {
  expect([0, 1023, 1024, 8192, 20 * 1024 ** 2, 3.14 * 1024 ** 3].map(bytes)).toEqual([
    '0 B',
    '1023 B',
    '1.0 kB',
    '8.0 kB',
    '20 MB',
    '3.1 GB',
  ]);
});

test('one is singular', () => {
  expect([counted(0, 'post'), counted(1, 'post'), counted(12_000, 'reply', 'replies')]).toEqual(['0 posts', '1 post', '12,000 replies']);
});

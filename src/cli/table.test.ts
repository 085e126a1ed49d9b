import { describe, expect, test } from 'vitest';
import { cell, cutTo, safeText, shortId, table, textWidth } from './table.ts';

const columns = [
  { title: 'N', value: (row: { n: string; text: string }) => row.n, right: true },
  { title: 'TEXT', value: (row: { n: string; text: string }) => row.text, grows: true },
];

describe('tables', () => {
  test('are aligned and end without blanks', () => {
    expect(
      table(
        columns,
        [
          { n: '1', text: 'one' },
          { n: '10', text: 'ten' },
        ],
        40,
      ),
    ).toBe(' N  TEXT\n 1  one\n10  ten');
  });
  test('are cut to the width at the column that may grow', () => {
    const lines = table(columns, [{ n: '1', text: 'a text that is much too long' }], 20).split('\n');
    expect(lines[1]).toBe('1  a text that is m…');
    expect(lines.every((line) => textWidth(line) <= 20)).toBe(true);
  });
  test('fit even when nothing may grow', () => {
    const stiff = columns.map(({ title, value }) => ({ title, value }));
    const line = table(stiff, [{ n: 'x'.repeat(50), text: 'y'.repeat(50) }], 40).split('\n')[1] as string;
    expect(textWidth(line)).toBeLessThanOrEqual(40);
  });
  test('leave out a column that is empty in every row', () => {
    expect(table(columns, [{ n: '', text: 'one' }], 40)).toBe('TEXT\none');
  });
  test('count wide characters as two columns and marks as none', () => {
    expect([textWidth('漢字'), textWidth('🙂'), textWidth('e\u0301')]).toEqual([4, 2, 1]);
    expect(cutTo('漢字漢字', 5)).toBe('漢字…');
  });
});

describe('what a cell may hold', () => {
  test('escape sequences, line breaks and direction marks never reach the terminal', () => {
    expect(cell('\u001b[31mred\u001b[0m\nnext\u202eevil\u0007')).toBe('red nextevil');
    expect(safeText('one\r\n\u001b]0;title\u0007two')).toBe('one\ntwo');
  });
  test('an id is shown by its random end', () => {
    expect(shortId('019ab2c3-0000-7000-8000-1234567890ab')).toBe('567890ab');
    expect(shortId(null)).toBe('–');
  });
});

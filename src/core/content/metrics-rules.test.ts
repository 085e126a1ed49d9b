import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rateOf, readAnalyticsCsv } from './metrics-rules.ts';

const ID = '1900000000000000001';
const read = (csv: string) => {
  const answer = readAnalyticsCsv(csv);
  if (!answer.ok) throw new Error(answer.problem);
  return answer;
};

describe('an X analytics export', () => {
  test.each([
    [
      'today’s columns',
      `Post id,Date,Post text,Post Link,Impressions,Likes,Engagements\n${ID},"Mon, Mar 2, 2026","Short, with a number: 4",https://x.com/we/status/${ID},"1,234",10,56\n`,
    ],
    ['a byte-order mark and semicolons', `\ufeffPost id;Post text;Impressions;Engagements\r\n${ID};"Short, with a number: 4";1.234;56\r\n`],
    [
      'columns of earlier years',
      `Tweet id,Tweet permalink,Tweet text,time,impressions,engagements\n${ID},https://twitter.com/we/status/${ID},"Short, with a number: 4",2020-01-01,1234.0,56.0\n`,
    ],
    [
      'a link instead of an id',
      `Post Link,Post text,Impressions,Engagements\nhttps://x.com/we/status/${ID},"Short, with a number: 4",1 234,56\n`,
    ],
    ['parts instead of a total', `Post id,Post text,Impressions,Likes,Replies,Reposts\n${ID},"Short, with a number: 4",1234,50,4,2\n`],
  ])('with %s is read', (_name, csv) => {
    expect(read(csv)).toEqual({
      ok: true,
      readings: [{ postId: ID, text: 'Short, with a number: 4', impressions: 1234, engagements: 56 }],
      problems: [],
    });
  });

  test('says row by row what it cannot read, and reads the rest', () => {
    const csv = `Post id,Post text,Impressions,Engagements\n,,10,1\n${ID},a,none,1\n${ID},b,0,0\n${ID},c,10,1.5K\n${ID},d,100,7\n`;
    expect(read(csv)).toEqual({
      ok: true,
      readings: [{ postId: ID, text: 'd', impressions: 100, engagements: 7 }],
      problems: [
        'row 2: names no post',
        'row 3: impressions "none" are not a whole number',
        'row 4: has no impressions yet',
        'row 5: engagements "1.5K" are not a whole number',
      ],
    });
  });

  test.each([
    ['Date,Amount\n2026-01-01,3\n', /no a column that names the post.*its columns are: date, amount/],
    ['Post id,Post text,Likes\n1,a,2\n', /impressions \(impressions, views\)/],
    ['"never closed', /not a CSV file/],
    ['', /its columns are: none/],
  ])('%j is refused with a reason', (csv, reason) => {
    expect(readAnalyticsCsv(csv)).toEqual({ ok: false, problem: expect.stringMatching(reason) });
  });

  test('never throws, whatever the file', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => typeof readAnalyticsCsv(text).ok === 'boolean'));
  });
});

test('a rate lies within 0 and 1, also of nothing', () => {
  expect([rateOf(0, 5), rateOf(200, 10), rateOf(10, 20)]).toEqual([0, 0.05, 1]);
});

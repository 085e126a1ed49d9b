import { expect, test } from 'vitest';
import { parseTime, timeText } from './day-time.ts';

test('a time of day is read and written the same', () => {
  for (const time of ['00:00:00', '14:32:07', '23:59:59']) expect(timeText(parseTime(time) as number)).toBe(time);
  expect(parseTime('09:30')).toBe(34_200_000);
  expect(timeText(86_400_000)).toBe('23:59:59');
});

test('what is no time of day is none', () => {
  for (const text of ['24:00:00', '12:60', '1:00', 'noon', '', '12:00:61']) expect(parseTime(text)).toBeNull();
});

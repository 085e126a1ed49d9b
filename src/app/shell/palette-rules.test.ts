/** The palette finds what is meant, the nearest first. */
import { describe, expect, test } from 'vitest';
import { type Offer, offersFor } from './palette-rules.ts';

const offer = (label: string, hint = '', group: Offer['group'] = 'Go to'): Offer => ({ id: label, group, label, hint });
const offers = [
  offer('Pause the company', 'kill switch', 'Do'),
  offer('Missions'),
  offer('Policies'),
  offer('Analyst', 'Reads the numbers', 'Agents'),
  offer('Write about permission slips', 'mission, done', 'Missions'),
];
const names = (typed: string) => offersFor(offers, typed).map(({ label }) => label);

describe('the palette', () => {
  test('offers everything in its order while nothing is typed', () => {
    expect(names('  ')).toEqual(offers.map(({ label }) => label));
    expect(offersFor(offers, '', 2)).toHaveLength(2);
  });
  test('puts what begins with the word before what only holds it', () => {
    expect(names('mission')).toEqual(['Missions', 'Write about permission slips']);
    expect(names('p')[0]).toBe('Pause the company');
  });
  test('wants every word, in any order, in name, hint or group', () => {
    expect(names('switch kill')).toEqual(['Pause the company']);
    expect(names('NUMBERS agents')).toEqual(['Analyst']);
    expect(names('kill zebra')).toEqual([]);
  });
});

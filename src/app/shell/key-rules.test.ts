/** Keys: chords wait for their second letter, nothing happens while someone types, and single letters can be switched off. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Meaning, meaningOf, type Pressed } from './key-rules.ts';
import { isAt, PAGES, pageAbove } from './pages.ts';

function type(keys: (string | Partial<Pressed>)[], letters = true): (Meaning | null)[] {
  let chordAt: number | null = null;
  return keys.map((key, index) => {
    const pressed = { key: '', at: index * 100, modified: false, typing: false, ...(typeof key === 'string' ? { key } : key) };
    const answer = meaningOf(pressed, letters, chordAt);
    chordAt = answer.chordAt;
    return answer.meaning;
  });
}

describe('keys', () => {
  test('g and a letter go to each page, also where the letter needs Shift', () => {
    for (const { key, href } of PAGES) expect(type(['g', 'Shift', key]).at(-1)).toEqual({ do: 'go', href });
  });
  test('a chord that waits too long, or ends in nothing, is forgotten', () => {
    expect(type(['g', { key: 'm', at: 5000 }])).toEqual([null, null]);
    expect(type(['g', 'z', 'm'])).toEqual([null, null, null]);
    expect(type(['g', 'n', 'n'])).toEqual([null, null, { do: 'propose' }]);
  });
  test('nothing happens while someone types, but the palette opens', () => {
    expect(
      type([
        { key: 'n', typing: true },
        { key: 'Escape', typing: true },
      ]),
    ).toEqual([null, null]);
    expect(type([{ key: 'k', typing: true, modified: true }])).toEqual([{ do: 'palette' }]);
  });
  test('other keys with Ctrl or Cmd stay the browser’s', () => {
    expect(
      type([
        { key: 'n', modified: true },
        { key: 'f', modified: true },
      ]),
    ).toEqual([null, null]);
  });
  test('single letters can be switched off; Escape and the palette stay', () => {
    expect(type(['n', 'g', 'm', '1', '?'], false)).toEqual([null, null, null, null, null]);
    expect(type(['Escape', { key: 'k', modified: true }], false)).toEqual([{ do: 'up' }, { do: 'palette' }]);
  });
  test('digits focus an agent; names of objects’ own parts mean nothing', () => {
    expect(type(['3'])).toEqual([{ do: 'agent', number: 3 }]);
    expect(type(['constructor', 'toString'])).toEqual([null, null]);
  });
});

describe('pages', () => {
  test('every link of the rail leads to a page that exists, and no two share a key', () => {
    const app = join(import.meta.dirname, '..');
    const pages = readdirSync(app, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('page.tsx'));
    // Folders in brackets group files; they are no part of the address.
    const addresses = pages.map((file) => `/${file.replace(/page\.tsx$/, '').replace(/\([^)]*\)\//g, '')}`.replace(/(.)\/$/, '$1'));
    for (const { href } of PAGES) expect(addresses).toContain(href);
    expect(new Set(PAGES.map(({ key }) => key)).size).toBe(PAGES.length);
  });
  test('knows where one is, and what is above', () => {
    expect(isAt('/', '/stage')).toBe(true);
    expect(isAt('/missions', '/missions/1')).toBe(true);
    expect(isAt('/', '/missions')).toBe(false);
    expect(isAt('/approvals', '/')).toBe(false);
    expect([pageAbove('/missions/1'), pageAbove('/missions'), pageAbove('/why/1'), pageAbove('/')]).toEqual(['/missions', null, '/', null]);
  });
});

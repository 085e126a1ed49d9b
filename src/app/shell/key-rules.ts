/** What a key means on every page. Pure. */
import { PAGES } from './pages.ts';

export type Pressed = { key: string; at: number; modified: boolean; typing: boolean };

export type Meaning =
  | { do: 'palette' | 'help' | 'propose' | 'up' | 'filter' | 'next row' | 'previous row' | 'full screen' | 'office view' | 'motion' }
  | { do: 'go'; href: string }
  | { do: 'agent'; number: number };

/** `g` waits this long for its second letter. */
const CHORD_MS = 1_500;

const LETTERS: Record<string, Meaning> = {
  '?': { do: 'help' },
  n: { do: 'propose' },
  '/': { do: 'filter' },
  j: { do: 'next row' },
  k: { do: 'previous row' },
  f: { do: 'full screen' },
  o: { do: 'office view' },
  '.': { do: 'motion' },
};

/** @param chordAt when `g` was pressed, null when it was not; hand back what is returned with the next key */
export function meaningOf(pressed: Pressed, letters: boolean, chordAt: number | null): { meaning: Meaning | null; chordAt: number | null } {
  const { key, at, modified, typing } = pressed;
  const nothing = { meaning: null, chordAt: null };
  if (modified) return key.toLowerCase() === 'k' ? { meaning: { do: 'palette' }, chordAt: null } : nothing;
  if (typing) return nothing;
  if (key === 'Escape') return { meaning: { do: 'up' }, chordAt: null };
  if (!letters || key === 'Shift') return { meaning: null, chordAt: letters ? chordAt : null };
  if (chordAt !== null && at - chordAt <= CHORD_MS) {
    const page = PAGES.find((one) => one.key === key);
    return page ? { meaning: { do: 'go', href: page.href }, chordAt: null } : nothing;
  }
  if (key === 'g') return { meaning: null, chordAt: at };
  if (/^[1-9]$/.test(key)) return { meaning: { do: 'agent', number: Number(key) }, chordAt: null };
  return { meaning: Object.hasOwn(LETTERS, key) ? (LETTERS[key] as Meaning) : null, chordAt: null };
}

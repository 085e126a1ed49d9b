/** What may be said: a model's answer made into one line of speech, and lines compared with each other. Pure. */
import { cleanText } from '../text.ts';

export type Line = { text: string; notes: string[] };

const LINK = /!?\[([^\]]{0,200})\]\([^)]{0,500}\)/g;
const URL = /(?:https?:\/\/|\bwww\.)\S*|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|io|dev|ai|co|me|app|xyz|info|ly|gg)(?:\/\S*)?\b/gi;
const MARKUP = /<\/?[a-z!][^<>]{0,300}>|```[a-z]*|`|\*{1,3}|_{2,3}|^#{1,6}\s+|^>\s+|^[-*•]\s+/gim;
const REFUSAL =
  /^\W*(?:i['’]?m sorry|sorry,? (?:but )?i|i (?:can(?:no|['’])t|cannot|am (?:not able|unable)|won['’]t) (?:help|assist|comply|continue|provide|do that|fulfil+)|as an ai\b|i['’]?m (?:just )?an ai\b)/i;

/**
 * One line of at most `limit` characters: no addresses, markup, speaker prefixes, quotes or control characters; too long is cut at a sentence
 * or a word, never within one. `text` is empty when nothing usable was left.
 */
export function spokenLine(raw: string, speaker: { names: readonly string[] }, limit: number): Line {
  const notes: string[] = [];
  const change = (note: string, before: string, after: string) => {
    if (after.trim() !== before.trim() && !notes.includes(note)) notes.push(note);
    return after;
  };
  let text = cleanText(raw.slice(0, 20_000));
  text = change(
    'markup was taken out',
    text,
    text.replace(LINK, (_all, label: string) => label),
  );
  text = change('an address was taken out', text, text.replace(URL, ' '));
  text = change('markup was taken out', text, text.replace(MARKUP, ' '));
  text = text.replace(/\s+/g, ' ').trim();
  // One may stand inside the other: a quoted line with a name in front, a name before a quoted line.
  for (let round = 0; round < 2; round++) {
    text = change('quotes around it were taken out', text, withoutQuotes(text));
    text = change('a speaker’s name in front was taken out', text, withoutPrefix(text, speaker.names));
  }
  text = text
    .replace(/\s+([,.;:!?])/g, '$1')
    .replace(/^[\s,;:–—-]+/, '')
    .replace(/\s{2,}/g, ' ')
    .trim();
  if (REFUSAL.test(text)) return { text: '', notes: [...notes, 'the model refused'] };
  if (!/[\p{L}\p{N}]/u.test(text)) return { text: '', notes: [...notes, 'the answer was empty'] };
  const cut = cutAtWord(text, limit);
  if (cut !== text) notes.push(`cut from ${graphemes(text).length} to ${limit} characters at most`);
  return { text: cut, notes };
}

/** Who answers for another is cut off where the other begins: "Fine. Analyst: I disagree" → "Fine." */
function withoutPrefix(text: string, names: readonly string[]): string {
  const known = [...names, 'user', 'system', 'assistant', 'human'].map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  let rest = text;
  for (let round = 0; round < 3; round++)
    rest = rest.replace(new RegExp(`^\\W{0,3}(?:${known})\\s*(?:\\([^)]{0,40}\\))?\\s*[:：>]\\s*`, 'iu'), '');
  const other = new RegExp(`(?<=[.!?…"”]\\s)(?:${known})\\s*[:：]\\s`, 'iu').exec(rest);
  return other && other.index > 0 ? rest.slice(0, other.index).trim() : rest;
}

function withoutQuotes(text: string): string {
  const pairs = ['""', '“”', '„“', '«»', "''", '‘’'];
  const match = pairs.find(([open, close]) => text.length > 1 && text.startsWith(open as string) && text.endsWith(close as string));
  const inner = match ? text.slice(1, -1) : text;
  return match && !inner.includes(match[0] as string) ? inner.trim() : text;
}

/** At most `limit` characters as people count them: at the end of a sentence when that keeps most of it, else at a word, else at a character. */
export function cutAtWord(text: string, limit: number): string {
  const all = graphemes(text);
  if (all.length <= limit) return text;
  const head = all.slice(0, limit).join('');
  const sentence = Math.max(...['. ', '! ', '? ', '… '].map((end) => head.lastIndexOf(end)));
  const ends = /[.!?…]$/.test(head) && /^\s/.test(text.slice(head.length));
  if (ends) return head;
  if (sentence >= head.length * 0.5) return head.slice(0, sentence + 1);
  const short = all.slice(0, limit - 1).join('');
  const word = /^\s/.test(text.slice(short.length)) ? short.length : short.search(/\s\S*$/u);
  const kept = word > 0 ? short.slice(0, word) : short;
  return `${kept.replace(/[\s,;:–—-]+$/, '')}…`;
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

export function graphemes(text: string): string[] {
  return [...segmenter.segment(text)].map(({ segment }) => segment);
}

/** 0 to 1: how much two lines share, by trigrams of their letters. */
export function similarity(a: string, b: string): number {
  const left = trigrams(a);
  const right = trigrams(b);
  if (left.size === 0 || right.size === 0) return left.size === right.size ? 1 : 0;
  let shared = 0;
  for (const gram of left) if (right.has(gram)) shared++;
  return shared / (left.size + right.size - shared);
}

function trigrams(text: string): Set<string> {
  const plain = ` ${text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;
  const found = new Set<string>();
  for (let i = 0; i + 3 <= plain.length; i++) found.add(plain.slice(i, i + 3));
  return found;
}

const AGREEING =
  /^\W*(?:(?:yes|yeah|yep|ok|okay|right|exactly|absolutely|totally|indeed|agreed|fully agree|same here|sounds (?:good|great)|good point|great point|well said|true|i agree|couldn['’]t agree more|makes sense|love (?:it|that)|let['’]?s do (?:it|that))\b[\s,.!—–-]*)+/i;

/** A line that adds next to nothing to a yes. */
export function merelyAgrees(text: string): boolean {
  const rest = text.replace(AGREEING, '');
  return rest !== text && rest.trim().split(/\s+/).filter(Boolean).length <= 6;
}

export const SAME_AS_BEFORE = 'says again what was said before';
export const ONLY_AGREES = 'only agrees';

/** What hygiene notices about a line, given the lines before it, newest last. */
export function noticed(text: string, before: readonly string[]): string[] {
  const notes: string[] = [];
  if (before.slice(-8).some((line) => similarity(line, text) >= 0.6)) notes.push(SAME_AS_BEFORE);
  if (merelyAgrees(text)) notes.push(ONLY_AGREES);
  return notes;
}

/** Whether the talk goes in circles, from the notes of its turns, newest last: first it is told to turn, then it ends. */
export function circling(notes: readonly (readonly string[])[]): { end: string | null; hint: string | null } {
  const run = (mark: string) => {
    let length = 0;
    for (let i = notes.length - 1; i >= 0 && notes[i]?.includes(mark); i--) length++;
    return length;
  };
  if (run(SAME_AS_BEFORE) >= 3) return { end: 'repetition', hint: null };
  if (run(ONLY_AGREES) >= 4) return { end: 'agreement', hint: null };
  if (run(SAME_AS_BEFORE) >= 1)
    return { end: null, hint: 'The last line repeated an earlier one. Bring something new: a fact, a doubt, another angle.' };
  if (run(ONLY_AGREES) >= 2) return { end: null, hint: 'Everybody agrees. Say what could be wrong with it, or what comes next.' };
  return { end: null, hint: null };
}

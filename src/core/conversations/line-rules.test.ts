import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  circling,
  cutAtWord,
  graphemes,
  merelyAgrees,
  noticed,
  ONLY_AGREES,
  SAME_AS_BEFORE,
  similarity,
  spokenLine,
} from './line-rules.ts';

const names = ['Boss', 'Analyst', 'opus', 'brain'];
const line = (raw: string, limit = 120) => spokenLine(raw, { names }, limit).text;

describe('a line of speech', () => {
  test.each([
    ['Ship it. We iterate.', 'Ship it. We iterate.'],
    ['Boss: Where are we?', 'Where are we?'],
    ['**Boss** (impatient): Where are we?', 'Where are we?'],
    ['"Boss: Where are we?"', 'Where are we?'],
    ['“Where are we?”', 'Where are we?'],
    ['User: do it. System: no', 'do it.'],
    ['Fine by me. Analyst: I disagree with Boss.', 'Fine by me.'],
    ['See https://evil.example/a?b=c for more', 'See for more'],
    ['Read www.evil.example or evil.com/path today', 'Read or today'],
    ['<b>Bold</b> and `code` and [a link](http://x.example)', 'Bold and code and a link'],
    ['![img](http://x.example/p.png) Look', 'img Look'],
    ['- first\n- second', 'first second'],
    ['null \u0000 byte \u202e and bidi', 'null byte and bidi'],
    ['half a \ud800 surrogate', 'half a � surrogate'],
    ['He said "no" and left', 'He said "no" and left'],
    ['3.5 of 4 done', '3.5 of 4 done'],
  ])('%j becomes %j', (raw, wanted) => {
    expect(line(raw)).toBe(wanted);
  });

  test.each([
    '',
    '   ',
    '...',
    '🙂',
    "I'm sorry, but I can't help with that.",
    'I cannot assist with this request.',
    'As an AI language model, I have no opinion.',
  ])('%j is no line at all', (raw) => {
    expect(line(raw)).toBe('');
  });

  test('is never longer than its limit, and never holds what it must not', () => {
    const nasty = fc.array(
      fc.oneof(
        fc.string({ unit: 'grapheme', maxLength: 30 }),
        fc.constantFrom(
          'Boss: ',
          'https://a.example/x',
          '<script>',
          '**',
          '```',
          '\n',
          '"',
          '👩‍👩‍👧‍👦',
          '\u0000',
          '\u202e',
          '\ud83d',
          'a'.repeat(200),
          'word '.repeat(30),
          '[x](y)',
        ),
      ),
      { maxLength: 15 },
    );
    fc.assert(
      fc.property(nasty, fc.integer({ min: 10, max: 200 }), (parts, limit) => {
        const said = line(parts.join(''), limit);
        expect(graphemes(said).length).toBeLessThanOrEqual(limit);
        expect(said).not.toMatch(/https?:\/\/|\p{Cc}|\u202e|```|<script/u);
        expect(said.isWellFormed()).toBe(true);
        expect(said).toBe(said.trim());
      }),
      { numRuns: 300 },
    );
  });

  test('50,000 characters are cut and said to be', () => {
    const { text, notes } = spokenLine('numbers matter '.repeat(3400), { names }, 120);
    expect(text.length).toBeLessThanOrEqual(120);
    expect(notes.join()).toMatch(/cut from \d+ to 120/);
  });
});

describe('cutting', () => {
  test('prefers the end of a sentence, then a word, and never splits a cluster', () => {
    expect(cutAtWord('One two three. Four five six seven', 20)).toBe('One two three.');
    expect(cutAtWord('One two three four five', 15)).toBe('One two three…');
    expect(cutAtWord('Exactly twelve', 14)).toBe('Exactly twelve');
    expect(cutAtWord(`${'x'.repeat(8)} 👩‍👩‍👧‍👦👩‍👩‍👧‍👦`, 10)).toBe('xxxxxxxx…');
    expect(cutAtWord('👩‍👩‍👧‍👦'.repeat(5), 3)).toBe('👩‍👩‍👧‍👦👩‍👩‍👧‍👦…');
  });

  test('cuts no word in two when there is a space to cut at', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 5, maxLength: 40 }),
        fc.integer({ min: 20, max: 80 }),
        (words, limit) => {
          const text = words.join(' ');
          const cut = cutAtWord(text, limit);
          if (cut === text) return;
          const kept = cut.replace(/…$/, '').split(' ');
          expect(words.slice(0, kept.length)).toEqual(kept);
        },
      ),
    );
  });
});

describe('hygiene', () => {
  test('similarity is 1 for the same, 0 for nothing shared, and the same both ways', () => {
    expect(similarity('We should test it.', 'we should TEST it!')).toBe(1);
    expect(similarity('harbour', 'violin')).toBe(0);
    fc.assert(fc.property(fc.string(), fc.string(), (a, b) => similarity(a, b) === similarity(b, a) && similarity(a, b) <= 1));
  });

  test('tells a yes from an answer that begins with one', () => {
    expect(['Agreed.', 'Exactly, totally.', 'Yes, makes sense to me.'].every(merelyAgrees)).toBe(true);
    expect(['Agreed, and I will write it up with both figures by Friday noon.', 'No.', 'The yes was expensive.'].some(merelyAgrees)).toBe(
      false,
    );
  });

  test('notices a repetition among the last eight lines', () => {
    expect(noticed('The invoice takes 40 minutes.', ['The invoice takes 40 minutes!'])).toEqual([SAME_AS_BEFORE]);
    expect(
      noticed('The invoice takes 40 minutes.', ['The invoice takes 40 minutes!', ...Array(8).fill('Lanterns, violins, glaciers.')]),
    ).toEqual([]);
  });

  test('first turns the talk, then ends it', () => {
    expect(circling([[], []])).toEqual({ end: null, hint: null });
    expect(circling([[], [SAME_AS_BEFORE]]).hint).toMatch(/something new/);
    expect(circling(Array(3).fill([SAME_AS_BEFORE])).end).toBe('repetition');
    expect(circling(Array(2).fill([ONLY_AGREES])).hint).toMatch(/could be wrong/);
    expect(circling(Array(4).fill([ONLY_AGREES])).end).toBe('agreement');
    expect(circling([[SAME_AS_BEFORE], [SAME_AS_BEFORE], []]).hint).toBeNull();
  });
});

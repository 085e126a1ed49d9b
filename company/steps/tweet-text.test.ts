import fc from 'fast-check';
import twitter from 'twitter-text';
import { describe, expect, it } from 'vitest';
import { tweetFault } from './tweet-text.ts';

const rules = { allowLinks: false, material: ['They saved 61 % of 1,200 cases for $0.16.'], said: ['Earlier, we said this.'] };

describe('the text of a tweet', () => {
  it.each([
    ['x'.repeat(281), '281 weighted characters'],
    ['犬'.repeat(141), '282 weighted characters'],
    ['Read it at https://example.org/a', 'holds a link'],
    ['Read it at example.ai today', 'holds a link'],
    ['Ask @somebody about it', 'mentions somebody'],
    ['Ask ＠somebody about it', 'mentions somebody'],
    ['Invisible\u200b joke', 'invisible'],
    ['Turned \u202earound', 'invisible'],
    ['I can’t help with that request.', 'refusal'],
    ['As an AI language model, no.', 'refusal'],
    ['They saved 62 %.', 'the figure 62'],
    ['earlier we said THIS', 'repeats an earlier post'],
  ])('refuses %j', (text, fault) => expect(tweetFault(text, rules)).toContain(fault));

  it.each(['61 % of 1200 cases, at $0.160 each.', 'Line one.\n\nLine two.', 'Three of them “said no”.', '犬'.repeat(140)])(
    'takes %j',
    (text) => {
      expect(tweetFault(text, rules)).toBeNull();
    },
  );

  it('takes a link where policy allows one', () => {
    expect(tweetFault('Read https://example.org/a', { ...rules, allowLinks: true })).toBeNull();
  });

  it('is never let through longer than X takes it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 400 }), (text) => {
        if (tweetFault(text, rules) === null) expect(twitter.parseTweet(text).weightedLength).toBeLessThanOrEqual(280);
      }),
    );
  });
});

/** What a text must be to be a post: X's own count of characters, no addresses, no mentions, nothing invisible, no figure of its own making. */
import twitter from 'twitter-text';
import { z } from 'zod';
import { filled } from './fields.ts';
import { strangeFigures } from './figures.ts';
import { isRefusal } from './refusal.ts';

export const TWEET_LIMIT = 280;

export type TweetRules = {
  allowLinks: boolean;
  /** Every figure of the post must stand in one of these. */
  material: readonly string[];
  /** Earlier posts and drafts, which must not be repeated. */
  said: readonly string[];
};

/** Weighted as X counts: most signs 1, emoji and CJK 2, links 23. */
export function weightedLength(text: string): number {
  return twitter.parseTweet(text).weightedLength;
}

/** The first thing wrong with the text, in words a writer can act on; null when it may be posted. */
export function tweetFault(text: string, rules: TweetRules): string | null {
  const weight = weightedLength(text);
  if (weight > TWEET_LIMIT) return `has ${weight} weighted characters; X takes at most ${TWEET_LIMIT}: say less, do not cut`;
  if (INVISIBLE.test(text)) return 'holds invisible or direction-changing characters';
  if (/[@＠]\w/.test(text)) return 'mentions somebody with @; write the name without it';
  if (!rules.allowLinks && holdsLink(text)) return 'holds a link or a bare domain; posts go without (x_policy.allow_links)';
  if (isRefusal(text)) return 'is a refusal, not a post';
  const [strange] = strangeFigures(text, rules.material);
  if (strange !== undefined) return `holds the figure ${strange}, which stands nowhere in the material; use figures exactly as they stand`;
  if (rules.said.some((earlier) => sameWords(earlier, text))) return 'repeats an earlier post word for word; find another angle';
  return null;
}

/** Whatever `x` in an address might be: both X's reading and a stricter one of bare domains. */
function holdsLink(text: string): boolean {
  return twitter.extractUrls(text).length > 0 || /https?:|www\.|\b[a-z0-9-]+\.(?:com|org|net|io|ai|dev|app|co|news)\b/i.test(text);
}

/** Line breaks are allowed; joiners are not, so compound emoji are refused with the rest. */
const INVISIBLE = /[[\p{Cc}--\n]\p{Cf}\u2028\u2029\u115f\u1160\u3164\uffa0]/v;

function sameWords(a: string, b: string): boolean {
  const words = (text: string) => (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(' ');
  return words(a) === words(b);
}

/** The answer's schema: a fault is reported to the model, which may repair it once. Nothing is ever cut. */
export function tweetAnswer(rules: TweetRules) {
  return z.strictObject({
    text: filled(1000).superRefine((text, problems) => {
      const fault = tweetFault(text, rules);
      if (fault) problems.addIssue({ code: 'custom', message: fault });
    }),
    /** The id of the passage it rests on. */
    based_on: filled(80),
    /** Why this angle, for whoever approves it. */
    angle: filled(300),
  });
}

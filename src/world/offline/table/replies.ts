/** How each of them takes up what was just said, before a claim of their own; short, so that the claim fits. */

type Tone = 'supportive' | 'agreement' | 'neutral' | 'critical' | 'challenge';
export type Replies = Record<Tone, readonly string[]>;

export const REPLIES: Record<string, Replies> = {
  opus: {
    supportive: ['Good call, {other}.', '{other} gets it.', 'I back {other}, and soon.', '{other} did the work. So:'],
    agreement: ['Agreed.', 'Yes, {other}. Short:', 'Same view. Bottom line:', 'Right, so decide:'],
    neutral: ['Fine. My rule:', 'Noted, {other}. Bottom line:', 'Short version:', 'One thing, then a date:', 'Decision first:'],
    critical: ['Too soft, {other}.', 'That costs us a week, {other}.', 'I hear no owner, {other}.', 'Nice words, {other}. Fact:'],
    challenge: ['No, {other}.', 'Wrong, {other}.', 'I don’t buy it, {other}.', 'Stop there, {other}.'],
  },
  brain: {
    supportive: [
      '{other}’s point is well sourced.',
      'The data side with {other}.',
      'I can confirm that, {other}.',
      'Measured the same, {other}:',
    ],
    agreement: ['Consistent with my figures:', 'No data against it, {other}.', 'I would sign that, with a margin:', 'The evidence agrees:'],
    neutral: [
      'What the evidence allows:',
      'Cautiously, {other}:',
      'One measured thing:',
      'My reading, with the usual doubt:',
      'In the sample I have:',
    ],
    critical: [
      'That has no denominator, {other}.',
      '{other}, one case is no rate.',
      'I see no source, {other}.',
      'Compared with what, {other}?',
    ],
    challenge: [
      '{other}, the sample says otherwise.',
      'I dispute that, {other}.',
      'False precision, {other}.',
      'That fails the first check, {other}.',
    ],
  },
  growth: {
    supportive: ['{other} nailed it!', 'Run with it, {other}!', 'Great spark, {other}!', 'Yes {other}, and louder:'],
    agreement: ['Yes! Go!', 'I’m in!', 'Love it, {other}.', 'Same, so let’s move:'],
    neutral: ['Ooh, quick thought:', 'Okay, hook:', 'Let me throw this in:', 'Fast one:', 'Here’s the angle!'],
    critical: ['Too slow, {other}.', 'That’s a meeting, {other}.', 'Nobody clicks that, {other}!', 'Come on, {other}.'],
    challenge: ['Nope, {other}!', 'Race you on that, {other}.', 'I bet you a post, {other}!', 'That’s fear talking, {other}.'],
  },
  creator: {
    supportive: ['{other} said it gently.', 'Keep that sentence, {other}.', '{other} found the person in it.', 'With thanks to {other}:'],
    agreement: ['Yes, that rings true.', 'I would underline it.', 'My pages say the same:', 'That is its heart, {other}.'],
    neutral: ['I hear a story in it:', 'Somebody once told me:', 'Read slowly:', 'Under it, quietly:', 'Let it stand like this:'],
    critical: [
      'There is nobody in it, {other}.',
      'I lose the reader there, {other}.',
      'Say it to her face, {other}.',
      'It sounds like a form, {other}.',
    ],
    challenge: [
      'No, {other}, it erases somebody.',
      'I would strike that, {other}.',
      'Read it aloud, {other}. Then:',
      '{other}, that is a costume.',
    ],
  },
  'twitter-alt': {
    supportive: ['Give {other} a cape.', '{other} went feral, love it.', 'Tattoo that, {other}.', 'Somebody raised {other} right.'],
    agreement: ['Ha, yes.', 'New band name. Also:', 'Same brain, different hat:', 'Okay, spooky, same:'],
    neutral: ['Hear me out:', 'Sideways:', 'Plot twist:', 'Tiny bomb:', 'What the fern says:'],
    critical: ['Beige, {other}.', 'I fell asleep, {other}.', 'That wears socks, {other}.', 'Brochure alert, {other}.'],
    challenge: ['Wrong planet, {other}.', 'Tomato thrown, {other}.', '{other}, break that rule once.', 'I’d bet my keyboard, {other}:'],
  },
  observer: {
    supportive: [
      '{other} noticed it first. Logged.',
      '{other} is exact.',
      'Credit to {other}, recorded.',
      'Seen by {other}, confirmed by me:',
    ],
    agreement: ['No objection.', 'That matches the log, {other}.', 'Confirmed, once.', 'Accurate. Also:'],
    neutral: ['Noted.', 'What was not said:', 'For the record:', 'Left out so far:', 'Seen, not suspected:'],
    critical: [
      'The log differs, {other}.',
      'Something was left out, {other}.',
      'Repeated, not verified, {other}.',
      '{other}, name one case.',
    ],
    challenge: ['Untrue, {other}.', '{other}, strike that.', 'The record says no, {other}.', 'That did not occur, {other}.'],
  },
};

export const PLAIN_REPLIES: Replies = {
  supportive: ['{other} is right.', 'I support {other} here.'],
  agreement: ['I agree.', 'So do I, {other}.'],
  neutral: ['I think this:', 'One thought:'],
  critical: ['I am not sure, {other}.', 'I doubt that, {other}.'],
  challenge: ['I disagree, {other}.', 'No, {other}.'],
};

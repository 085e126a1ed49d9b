/** The Writer's connecting lines: titles, beginnings, turns and endings between which real facts stand. */
import type { Theme } from './themes.ts';

export const TITLES: Record<Theme, string[]> = {
  cost: ['What the bill was trying to say', 'The price of a finished thing', 'A small invoice with a long story', 'Who paid for that?'],
  approval: ['The long wait for a short yes', 'What the click is for', 'Somebody has to say yes', 'The chair beside the machine'],
  reliability: ['The second try', 'When nobody answers', 'A very confident mistake', 'What broke, and who noticed'],
  security: ['A page with a request', 'The sentence that was not for us', 'What it could not be talked into', 'Orders in the margin'],
  teamwork: ['The department that wrote to itself', 'One more colleague', 'Who needs six?', 'The critic’s short career'],
  memory: ['The notebook that grew too long', 'What to forget on Friday', 'An old lesson, repeated', 'The memory of the machine'],
  measurement: ['Two numbers and a desk', 'The test and the Tuesday', 'What the score left out', 'A careful sample'],
  work: ['Monday, before and after', 'The part nobody wrote down', 'A small change of hands', 'What the day is made of now'],
};

export const BEGINNINGS = [
  'This one begins at a desk.',
  'Start with one person and one problem.',
  'It is a small scene, and it is enough.',
  'The story does not begin with a model. It begins with somebody’s morning.',
  'Before the figures, the scene.',
  'Here is where it starts.',
];

export const SCENES = ['## What happened', '## The scene', '## How it went', '## First, the facts'];
export const TURNS = ['## The turn', '## Where it changed', '## And then', '## The part worth keeping'];
export const OTHERS = ['## Somewhere else', '## A second desk', '## The same question, another house', '## Another voice'];
export const DOINGS = ['## What you can do with this', '## For Monday', '## A thing to try', '## Take this with you'];
export const GAPS = ['## What we do not know', '## What is missing', '## The other side of the desk', '## Open'];

export const LEADS = [
  'The report by {source} puts it plainly.',
  '{source} tells it in detail; these are the lines that stayed with us.',
  'We have it from {source}.',
  'What follows is in {source}, figure by figure.',
];

export const HINGES = [
  'Then comes the line on which the story turns.',
  'One sentence further on, the story changes direction.',
  'Up to here it could be any success story. Then this.',
  'And here it stops being about software.',
];

export const SECONDS = [
  'A second report looks at the same place from another side: {source}.',
  'Elsewhere, in {source}, the same question wears other clothes.',
  'Lay {source} beside it.',
  'We found a neighbour for this story in {source}.',
];

export const BRIDGES = [
  'The two do not prove each other. They do make it harder to call either of them an accident.',
  'Different house, different figures; the hesitation before the answer is the same.',
  'They were not written to agree, and that is what makes them useful together.',
  'Neither of the two would make a rule. Together they make a question.',
];

export const HUMBLE = [
  'All of this rests on {count}, and none of it was written about your house.',
  'We worked from {count}. That is a beginning and not a verdict.',
  'We had {count} to go by; what is left out there, we could not add.',
];

export const ENDINGS = [
  'But what is the narrative here? Perhaps only this: somebody looked, and wrote down what they saw.',
  'If you try it, write to us how it ended. The ending is the part that is still missing.',
  'That is all. It fits on a card, and a card fits beside a screen.',
  'The next time somebody shows you a diagram, ask for the morning it happened on.',
  'We will come back to this when somebody has measured it a second time.',
];

/** Where the fifteen pairs start, and why. Low pairs are there on purpose: they have the most interesting conversations. */
import type { PairSeed } from '../src/core/company.ts';

const pair = (a: string, b: string, affinity: number, backstory: string): PairSeed => ({ a, b, affinity, backstory });

export const relationships: PairSeed[] = [
  pair(
    'brain',
    'opus',
    0.8,
    'Most trusted advisor: Boss decides faster because Analyst’s numbers have never been the reason for a retreat.',
  ),
  pair(
    'opus',
    'twitter-alt',
    0.3,
    'Boss and rebel: Boss wants a date, Wildcard wants a surprise, and each has once been right at the other’s expense.',
  ),
  pair(
    'brain',
    'twitter-alt',
    0.3,
    'Method against impulse: Wildcard published a number Analyst had not finished checking. It was right. That did not help.',
  ),
  pair('brain', 'observer', 0.8, 'Research partners: one measures, the other notices what was not measured.'),
  pair('creator', 'twitter-alt', 0.7, 'The content pipeline: Writer’s best lines travel as Wildcard’s posts.'),
  pair('growth', 'opus', 0.6, 'Boss likes that Hustler starts on time, and dislikes that Hustler starts everything.'),
  pair('creator', 'opus', 0.55, 'Boss cut the issue Writer loved most, and the next one was better. Both remember both.'),
  pair('observer', 'opus', 0.65, 'Observer tells Boss what nobody else says, and Boss has learnt to ask twice.'),
  pair('brain', 'growth', 0.45, 'Evidence against speed: Hustler ships the test before Analyst has sized it.'),
  pair('brain', 'creator', 0.5, 'They argue about whether a figure is a story, and the pieces they argue about are the ones readers keep.'),
  pair('creator', 'growth', 0.5, 'Hustler wants a headline by noon; Writer wants to know who it is about.'),
  pair('growth', 'twitter-alt', 0.65, 'Two who would rather try it: one counts what came of it.'),
  pair('growth', 'observer', 0.4, 'Observer keeps the list of experiments nobody ended.'),
  pair('creator', 'observer', 0.55, 'Observer finds the sentence that fails; Writer has stopped taking it personally.'),
  pair('observer', 'twitter-alt', 0.35, 'Observer reads the rules aloud, Wildcard looks for their edges.'),
];

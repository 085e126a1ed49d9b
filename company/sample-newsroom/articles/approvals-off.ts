/** Sample article: a retailer that switched approvals off, and where it switched them on again. */
import type { Article } from '../article.ts';

export const approvalsOff: Article = {
  slug: 'they-switched-approvals-off',
  title: 'They switched approvals off for a month. Here is what broke',
  author: 'Lea Brunner',
  date: '2026-11-14T06:45:00Z',
  summary:
    'Tilda Home let its agents act without asking for 30 days. Incidents stayed level for reversible work and tripled for anything a customer could see.',
  body: [
    'Tilda Home sells lamps and chairs online and has 52 employees. Its four agents change prices, answer reviews, order stock and write product texts, and until August each of some 140 actions a day needed a click from a person. Then Jonas Reiter, head of operations, switched the clicks off for 30 days. “We approved 97 % anyway. I wanted to know what the other 3 % were worth.”',
    '## What happened',
    [
      'Stock orders: 1,118 actions, 5 incidents, against 6 in the month before.',
      'Prices: 1,640 actions, 4 incidents, the same as before. All were reversed within an hour.',
      'Product texts: 702 actions, 9 incidents, up from 3.',
      'Answers to public reviews: 511 actions, 12 incidents, up from 4.',
    ],
    'In all, incidents rose from 17 to 30 while the team saved 96 working hours. Behind the average stand two different worlds. Where a mistake could be taken back quietly, approval had changed nothing: people had clicked without looking. Where a customer could see it, incidents tripled.',
    'The worst one was an answer to a review in which the agent promised a refund of $1,400 for a sofa that the company had never sold. Tilda paid.',
    '## The rule they kept',
    'Since September the question is no longer “how risky is this?” but “can we take it back before anybody notices?”. If yes, the agent acts, within a daily cap. If no, it waits for a person. About 31 actions a day wait now instead of 140, and people look at them: they change or refuse 11 %.',
    'Reiter has one regret. The price agent had a cap of 200 changes a day, and during the test somebody raised it to 2,000 “to see what happens” and wrote down neither the change nor the reason. It took them four days to find out why the numbers looked strange. Every change of a limit is now recorded with a name.',
  ],
};

/** Sample article: a measured case against teams of agents. */
import type { Article } from '../article.ts';

export const oneAgentOrSix: Article = {
  slug: 'one-agent-or-six',
  title: 'One agent or six? A support team measured both, and the bill decided',
  author: 'Tom Varga',
  date: '2026-11-19T09:00:00Z',
  summary:
    'On 1,200 real tickets a team of six agents solved 74 % against 71 % for a single one, at 3.9 times the cost. Most of the extra money went into agents talking to each other.',
  body: [
    'Marlow & Finch sells accounting software to 2,600 small shops and answers around 300 support tickets a day. In September its support lead, Deniz Aydin, ran the comparison that many teams argue about and few carry out: the same 1,200 tickets, once through a single agent with a good set of tools, and once through a team of six with roles such as researcher, writer and critic.',
    '## The result',
    [
      'Solved without a person: 71 % by the single agent, 74 % by the six.',
      'Cost per ticket: $0.041 against $0.160, or 3.9 times as much.',
      'Median time to an answer: 48 seconds against 3 minutes 10 seconds.',
      'Wrong answers sent to customers: 2.3 % against 1.9 %.',
    ],
    'Three points more solved tickets sound attractive. With 300 tickets a day they are worth nine, and each ticket that reaches a person costs Marlow & Finch about $3.80. So the team of six earned $34 a day and spent $36 more. “We paid two dollars a day for the feeling of having a department,” says Aydin.',
    '## Where the money went',
    'The logs showed that 58 % of the six agents’ tokens were messages to one another: summaries of summaries, polite confirmations, and a critic who found something in 9 of 10 drafts but changed the outcome in only 1 of 14. When the team removed the two roles with the least effect, cost fell by 40 % and nothing else moved.',
    '## What they run now',
    'A single agent takes every ticket. When it is unsure, which it says in about 18 % of cases, a second one checks the answer against the manual. This arrangement solves 73 % at $0.055. The evaluation itself cost $241 and two working days.',
    'Aydin warns against copying the conclusion. Her tickets are short, and the manual knows most of the answers. “If your work is long and nobody has written the manual, measure again. But do measure.”',
  ],
};

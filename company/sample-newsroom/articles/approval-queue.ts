/** Sample article: approvals, measured at an insurer. */
import type { Article } from '../article.ts';

export const approvalQueue: Article = {
  slug: 'the-approval-queue-is-the-product',
  title: 'The approval queue is the product',
  author: 'Samir Holt',
  date: '2026-11-17T10:00:00Z',
  summary:
    'At Northbank Mutual, agents prepared claims in 6 minutes and people took 3 hours 40 to approve them. Sorting the queue, not speeding up the agents, made the difference.',
  body: [
    'Northbank Mutual insures bicycles, about 190,000 of them. Since March its agents have prepared small claims: they read the report, compare photographs, estimate the damage and propose a payment. That takes them 6 minutes. After that a person has to say yes, and this took 3 hours and 40 minutes in the median.',
    '“We spent spring making the agents faster,” says Hanneke Visser, who leads claims. “We got them from 9 minutes to 6. No customer noticed.”',
    '## Looking at the queue',
    'In June she sat down beside the people who approve. What she saw was a list ordered by arrival. A claim for a stolen bell stood in front of a broken frame with a hospital visit. Each proposal filled two screens, and the amount was at the bottom of the second one. Of 100 proposals, 93 were approved without any change.',
    '## Four changes',
    [
      'The amount and the reason come first, in one sentence; the evidence is a click away.',
      'The queue is ordered by what waiting costs the customer.',
      'Claims below $60 from members of more than two years are paid at once, and 1 in 20 of them is checked afterwards.',
      'A proposal that nobody decides in 24 hours is rejected with an explanation, instead of waiting for ever.',
    ],
    'The median wait fell to 22 minutes. The number of approvals per person rose from 11 to 34 an hour, and the share of proposals that a person changed rose too, from 7 % to 12 %. Visser considers that the best number of all: people had begun to read.',
    '## And fraud?',
    'The afterwards-checks found 14 false claims among 8,300 small payments, together $610. Before, the same team had found 16 in a comparable quarter. Her conclusion is that the approval step was never slow because of caution. It was slow because nobody had designed it. “The agent is the easy part. The queue is what the customer feels.”',
  ],
};

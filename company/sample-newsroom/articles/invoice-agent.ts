/** Sample article: an invoice agent in a freight company, with one expensive Friday. */
import type { Article } from '../article.ts';

export const invoiceAgent: Article = {
  slug: 'invoice-agent-one-expensive-friday',
  title: 'The invoice agent saved 61 % of the time, and then came one expensive Friday',
  author: 'Ines Okafor',
  date: '2026-11-20T07:30:00Z',
  summary:
    'Kestrel Freight cut invoice handling from 9.4 to 3.7 minutes. A retry without memory then paid eleven carriers twice, and the fix took one line.',
  body: [
    'Maja Lindqvist used to start her Mondays with about 430 unpaid carrier invoices. She is the only accountant of Kestrel Freight, a broker with 38 employees, and since May an agent reads those invoices, matches them with the delivery papers and prepares the payments. Before, one invoice took her 9.4 minutes on average. Over the 14 weeks she measured, it took 3.7 minutes, a saving of 61 %, and 88 % of the invoices needed nothing from her but a glance.',
    '## What went wrong',
    'On Friday 11 September the bank’s interface became slow. The agent sent a payment file, waited 30 seconds, received no answer and sent the file again. The bank had accepted both. Eleven carriers were paid twice, $23,180 in all. Nine returned the money within a week, one kept it against an older claim, and one, Maja says, “had to be reminded three times and sent a fruit basket”.',
    'Nothing in the model had failed. The reading of the invoices was right, and so was the matching. The mistake was in the plumbing: a time-out was treated as a no, when it only means that nobody knows.',
    '## What changed',
    [
      'Every payment now carries a number of its own that the bank refuses to accept a second time.',
      'After a time-out the agent asks the bank what happened before it does anything else.',
      'Above $5,000 a day in total, a person confirms. That happens on roughly 6 days a month and costs Maja 4 minutes each time.',
    ],
    'Since then there have been 9 time-outs and no double payment. The whole repair took an afternoon, and the first of its three parts was a single line.',
    '## The lesson',
    'Kestrel’s bill for the agent is $212 a month. The double payments cost about as much in fees and goodwill as four months of it. Maja would not go back. But when others ask her which model she uses, she says that it is the wrong question: “Ask me what happens when the bank does not answer.”',
  ],
};

/** Sample article: more memory made an agent worse. */
import type { Article } from '../article.ts';

export const memoryThatHurts: Article = {
  slug: 'memory-that-hurts',
  title: 'More memory made the agent worse, and forgetting made it better',
  author: 'Samir Holt',
  date: '2026-11-04T08:40:00Z',
  summary:
    'A travel firm’s agent had stored 11,400 “lessons”. Cutting them to 200 raised customer ratings from 4.1 to 4.5, because old lessons contradicted new ones.',
  body: [
    'The agent of Aurora Treks, which plans walking holidays in Norway, was told to learn. After every booking it wrote down what it had learnt. By August it had stored 11,400 notes, and the team noticed that it had become hesitant, long-winded and a little odd. It advised against the west coast, because of a storm in 2025. It recommended a guesthouse that had closed.',
    'Sigrid Moen printed a random sample of 300 notes and read them on a train.',
    '## What was in the notes',
    [
      '41 % said the same as another note in other words.',
      '22 % had been true once and no longer were.',
      '19 % were about a single guest and had become a rule.',
      '18 % were worth keeping.',
    ],
    'The worst were pairs that contradicted each other. “Guests prefer short e-mails” had been noted 14 times, “guests want more detail” 9 times. Whichever the search happened to find, the agent followed.',
    '## Forgetting on purpose',
    'Aurora now keeps at most 200 notes. Each carries how sure the agent is, from 0 to 1, and where it came from; anything below 0.55 is not written at all. A new note that says the same as an old one strengthens it instead of standing beside it. When the limit is reached, the weakest and oldest goes.',
    'In the eight weeks after the change the average rating of a travel plan rose from 4.1 to 4.5 out of 5, based on 640 answers. The plans became 30 % shorter. Cost per plan fell from $0.62 to $0.38, since fewer notes have to be read.',
    '## An open question',
    'Not everybody agrees. Moen’s colleague Lars Dahl believes that the notes were not too many but badly searched, and that a better index would have done the same without forgetting anything. He may be right: nobody has tested both on the same bookings. They plan to do so in January, when it is dark and fewer people want to walk.',
  ],
};

/** Sample article: where small models are enough. */
import type { Article } from '../article.ts';

export const smallModels: Article = {
  slug: 'small-models-large-share',
  title: 'Small models did 82 % of the work and made 64 % of the mistakes',
  author: 'Ines Okafor',
  date: '2026-11-07T07:50:00Z',
  summary:
    'A property manager moved most steps of its agents to a model at a twentieth of the price. The bill fell by three quarters; the interesting part is which steps had to move back.',
  body: [
    'Oakline Homes looks after 7,300 flats, and its agents read whatever tenants send: broken boilers, lost keys, complaints about trumpets. In spring every step ran on one large model, and the bill was $1,940 a month. By October it was $486. The number of cases had grown by a tenth.',
    'Ewa Kaminska, who runs the system with one colleague, did not replace the model. She replaced it per step, in order of what an error costs, and let each step run in both variants on 400 old cases first.',
    '## Which steps moved',
    [
      'Sorting messages by urgency: 96.1 % right with the large model, 95.4 % with the small one. Moved.',
      'Pulling out address, date and amount: 98.8 % against 98.5 %. Moved.',
      'Short replies from a template: no measurable difference. Moved.',
      'Deciding who pays for damage: 91 % against 77 %. Moved back after two days.',
      'Noticing that two complaints are the same problem: 84 % against 61 %. Stayed.',
    ],
    'Today 82 % of all steps run on the small model, at about one twentieth of the price per token. They also cause 64 % of the mistakes that people correct. Kaminska finds this encouraging, as fewer mistakes than their share of the work come from there, and because nearly all of them are found at once and cost a minute.',
    '## A warning about averages',
    'The large model’s mistakes are rarer and worse. The three that reached a lawyer this year were all its own: long, well-argued letters about who owes what. “Nobody doubts a letter like that,” she says. So the 18 % of steps that use the expensive model are now the ones that people read with care, and the small ones are only sampled, 1 in 30.',
    'Her advice for others is to write down, for each step, what a wrong answer costs in dollars, before looking at any benchmark. The list took her an afternoon, and it predicted four of the five decisions correctly.',
  ],
};

/** Sample article: the opposite finding, from a publisher. */
import type { Article } from '../article.ts';

export const separateCritic: Article = {
  slug: 'the-critic-who-may-not-write',
  title: 'The critic who may not write: a small publisher’s case for several agents',
  author: 'Ruth Delacroix',
  date: '2026-11-18T08:15:00Z',
  summary:
    'Harbourlight Press cut factual errors from 4.1 to 1.2 per issue by giving review to an agent that cannot edit. A single agent that checked itself got only to 3.6.',
  body: [
    'When Harbourlight Press began to use agents for its weekly trade letter about ports and ships, the errors were embarrassing rather than dangerous: a tonnage from the wrong year, a captain promoted by accident. Readers wrote in. Over ten issues the editor, Paulo Brandt, counted 4.1 factual errors per issue of about 2,400 words.',
    'His first remedy was the obvious one. The agent that wrote a piece was told to check it again before handing it in. After ten more issues the count stood at 3.6. “It read its own text with the confidence of the person who wrote it,” says Brandt.',
    '## Separating the roles',
    'Then he split the work. One agent collects sources, one writes, and one reviews. The reviewer sees the draft and the sources but not the writer’s notes, and it has no permission to change a word. It can only list claims that it could not find in a source. Over the next twelve issues the count fell to 1.2, a reduction of 71 % from where they began.',
    [
      'Cost per issue rose from $1.90 to $4.70.',
      'Of 316 objections by the reviewer, 207 were right, 64 were matters of taste and 45 were wrong.',
      'The writer accepted 189 of them; a person settled the rest in about 25 minutes per issue.',
    ],
    '## Why it works here',
    'Brandt thinks the number of agents is not the point. What matters is that the second one knows less: it has not seen the reasoning, so it cannot be persuaded by it. He tried giving the reviewer the writer’s notes for two issues, and the errors went back up to 2.9.',
    'He has read the reports that teams of agents only burn money, and he does not dispute them. “If the cost of a mistake is a second e-mail, use one agent. For us a mistake stands in print, and somebody in Rotterdam keeps it in a drawer.” For $2.80 more per issue, he says, it is the cheapest colleague he ever had.',
  ],
};

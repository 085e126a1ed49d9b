/** Sample article: two agents that answered each other all weekend. */
import type { Article } from '../article.ts';

export const weekendLoop: Article = {
  slug: 'anatomy-of-a-412-dollar-weekend',
  title: 'Anatomy of a $412 weekend: two polite agents and no last word',
  author: 'Tom Varga',
  date: '2026-11-12T09:20:00Z',
  summary:
    'A diagnosis failed, was diagnosed, failed again, and so on 6,214 times. A limit on the length of a causal chain would have ended it after eight.',
  body: [
    'At 17:52 on a Friday an agent at Brightwater Analytics, a firm of nine people in Leeds, tried to read a web page that no longer existed. The task failed. That was correct. A second agent has the duty to diagnose every failed task, and so it did; but its diagnosis wanted to read the same page, and failed as well. A failed diagnosis is a failed task. The second agent went to work on it.',
    'When Priya Nair opened her laptop on Monday there were 6,214 diagnoses in the log and a model bill of $412.60 for a weekend that normally costs $3. The provider’s own limit had been set at $500. “Another thirteen hours,” she says.',
    '## Why nothing stopped it',
    [
      'Each task was allowed, looked at alone. No rule looked at the chain.',
      'There was a limit of 5 tries per task, but every diagnosis was a new task.',
      'The daily spending limit was checked by a script at midnight, after the money was gone.',
      'The alarm went to a mailbox that forwards on working days.',
    ],
    '## The repair',
    'Every event at Brightwater now knows what caused it and how many links lie between it and the start. Past eight links nothing may react any more; the refusal is stored, and someone is told. Nair looked through four months of logs to choose that number: the longest useful chain had six links, and 99 % of them had four or fewer.',
    'Spending is now checked before each call instead of after the day, with the worst price the call could have. And a failed diagnosis is never diagnosed. It goes to a person.',
    '## What it says about agents',
    'Nair’s favourite line of the log comes at number 3,871, where the agent writes that “the recurring nature of these failures suggests a systemic cause”. It was right. It also was the cause. No amount of intelligence inside a step will notice that the step should not exist, she says, and counting links costs nothing. Since the change the longest chain has had seven.',
  ],
};

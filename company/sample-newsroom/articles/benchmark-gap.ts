/** Sample article: a benchmark of 92 and a desk of 58. */
import type { Article } from '../article.ts';

export const benchmarkGap: Article = {
  slug: 'benchmark-92-desk-58',
  title: 'The benchmark said 92, the desk said 58',
  author: 'Lea Brunner',
  date: '2026-10-30T10:30:00Z',
  summary:
    'A law office tested an agent that scored 92 % on its vendor’s benchmark. On the office’s own 150 cases it reached 58 %. Three quarters of the gap had nothing to do with intelligence.',
  body: [
    'The brochure said 92 %. That was the share of tasks that the research agent of Lexamin, a vendor of legal software, completed correctly on a well-known benchmark. Fournier & Sato, an office with 17 lawyers, was about to sign for $2,400 a month when a trainee, Amélie Roux, asked for two weeks to try it on the office’s own work.',
    'She chose 150 finished cases from last year and gave the agent the same question and the same files that the lawyers had had. It was right in 87 of them: 58 %.',
    '## Where the 34 points went',
    [
      '14 points: the files. Scans lay sideways, names were spelt in three ways, and one folder was simply empty. The benchmark uses clean text.',
      '8 points: questions that nobody would put into a test, such as “the usual letter, please”.',
      '4 points: the agent’s connection timed out and it answered anyway, without saying what it had not read.',
      '8 points: real errors of reasoning.',
    ],
    'So about three quarters of the gap had nothing to do with the model. Roux spent three days turning scans, unifying names, and making the agent say “I could not read this” when it could not. On the same cases it then reached 76 %, and in the 15 cases where it refused, a lawyer needed 10 minutes instead of the usual 45.',
    '## What they signed',
    'The office did sign, for half of the seats. It also made the vendor put a number into the contract: not the benchmark, but the share of the office’s own sample that is solved, measured each quarter by somebody who does not work for Lexamin.',
    'Lexamin’s product manager replies that a benchmark is meant to compare models, not offices, and that 92 % is correct for what it measures. Roux agrees. “It is a good test. It is just a test of something we do not do.” Her sample of 150 cases cost the office about $1,800 in working time. She has since been made responsible for it.',
  ],
};

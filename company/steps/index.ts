/** Every step kind of the company, by name: a new kind is one file and one line here. */
import type { StepKind } from '../../src/core/company.ts';
import { analyze } from './analyze.ts';
import { crawl } from './crawl.ts';
import { deploy } from './deploy.ts';
import { diagnose } from './diagnose.ts';
import { draftTweet } from './draft-tweet.ts';
import { postTweet } from './post-tweet.ts';
import { remember } from './remember.ts';
import { research } from './research.ts';
import { review } from './review.ts';
import { scanSignals } from './scan-signals.ts';
import { writeContent } from './write-content.ts';

export const stepKinds: StepKind[] = [
  crawl,
  scanSignals,
  analyze,
  research,
  writeContent,
  draftTweet,
  postTweet,
  review,
  diagnose,
  deploy,
  remember,
];

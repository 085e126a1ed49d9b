/** The sample newsroom: ten articles of our own, so that a first minute without internet has something real to read. */
import type { Article } from './article.ts';
import { approvalQueue } from './articles/approval-queue.ts';
import { approvalsOff } from './articles/approvals-off.ts';
import { benchmarkGap } from './articles/benchmark-gap.ts';
import { injectionByFeed } from './articles/injection-by-feed.ts';
import { invoiceAgent } from './articles/invoice-agent.ts';
import { memoryThatHurts } from './articles/memory-that-hurts.ts';
import { oneAgentOrSix } from './articles/one-agent-or-six.ts';
import { separateCritic } from './articles/separate-critic.ts';
import { smallModels } from './articles/small-models.ts';
import { weekendLoop } from './articles/weekend-loop.ts';

export const newsroom: { title: string; description: string; label: string; disclaimer: string; articles: Article[] } = {
  title: 'The Sample Newsroom',
  description: 'Ten invented reports about AI agents at work, written for Deskmates.',
  label: 'Sample newsroom — ships with Deskmates',
  disclaimer: 'Sample article written for Deskmates; the companies and figures are invented.',
  /** Newest first. */
  articles: [
    invoiceAgent,
    oneAgentOrSix,
    separateCritic,
    approvalQueue,
    approvalsOff,
    weekendLoop,
    injectionByFeed,
    smallModels,
    memoryThatHurts,
    benchmarkGap,
  ],
};

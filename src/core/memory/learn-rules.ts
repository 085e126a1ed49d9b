/** What an outcome teaches, in words that can be found again. Pure. */
import { oneLine } from '../text.ts';
import type { NewMemory } from './keep.ts';
import { median } from './rules.ts';

/** A post's newest reading. */
export type Outcome = {
  metric_id: string;
  draft_id: string;
  agent_id: string;
  text: string;
  engagement_rate: number;
  impressions: number;
  posted_at: Date;
};

/** Fewer posts than this say nothing. */
export const FEWEST = 3;
const HIT = 2;
const MISS = 0.3;

/** More than twice the median: lesson 0.7. Less than 0.3 of it: lesson 0.6 (S26). Strongest first. */
export function tweetLessons(outcomes: readonly Outcome[]): NewMemory[] {
  const measured = outcomes.filter(
    ({ engagement_rate, impressions }) => Number.isFinite(engagement_rate) && engagement_rate >= 0 && impressions > 0,
  );
  if (measured.length < FEWEST) return [];
  const baseline = median(measured.map(({ engagement_rate }) => engagement_rate));
  if (baseline <= 0) return [];
  return measured
    .map((outcome) => ({ outcome, ratio: outcome.engagement_rate / baseline }))
    .filter(({ ratio }) => ratio > HIT || ratio < MISS)
    .sort(
      (a, b) =>
        Math.abs(Math.log(b.ratio + 0.01)) - Math.abs(Math.log(a.ratio + 0.01)) || (a.outcome.draft_id < b.outcome.draft_id ? -1 : 1),
    )
    .map(({ outcome, ratio }) => lesson(outcome, ratio, baseline));
}

function lesson(outcome: Outcome, ratio: number, baseline: number): NewMemory {
  const hit = ratio > HIT;
  const percent = (rate: number) => `${(rate * 100).toFixed(1)} %`;
  return {
    agentId: outcome.agent_id,
    type: 'lesson',
    content: `“${oneLine(outcome.text, 110)}” reached ${percent(outcome.engagement_rate)} engagement, ${ratio.toFixed(1)}× our median of ${percent(baseline)}: ${traits(outcome)} ${hit ? 'works' : 'does not work'}`,
    confidence: hit ? 0.7 : 0.6,
    tags: ['engagement', 'outcome', ...(traits(outcome).includes('number') ? ['content'] : [])],
    traceId: `tweet-lesson:${outcome.draft_id}`,
    untrusted: true,
    cause: { kind: 'metric', id: outcome.metric_id },
  };
}

/** What can be seen from outside: length, a number, a question, the hour. */
function traits({ text, posted_at }: Outcome): string {
  const length = [...text].length;
  const size = length <= 120 ? 'a short post' : length <= 200 ? 'a post of middle length' : 'a long post';
  const parts = [/\d/.test(text) ? 'with a number' : 'without a number', ...(/\?/.test(text) ? ['and a question'] : [])];
  return `${size} ${parts.join(' ')}, sent at ${String(posted_at.getUTCHours()).padStart(2, '0')} UTC,`;
}

export type FinishedMission = {
  id: string;
  title: string;
  status: 'succeeded' | 'failed';
  created_by: string;
  reason: string | null;
  kinds: string[];
  outcome: string | null;
};

const TAG_OF: Record<string, string> = {
  analyze: 'research',
  research: 'research',
  crawl: 'research',
  scan_signals: 'research',
  write_content: 'content',
  draft_tweet: 'content',
  post_tweet: 'engagement',
  review: 'content',
  diagnose: 'reliability',
};

/** Succeeded → strategy; failed → lesson (S27). */
export function missionMemory(mission: FinishedMission, known: readonly string[]): NewMemory {
  const failed = mission.status === 'failed';
  const told = oneLine(failed ? (mission.reason ?? 'no reason given') : (mission.outcome ?? ''), 180);
  const way = mission.kinds.map((kind) => kind.replaceAll('_', ' ')).join(', then ');
  const tags = [...new Set(mission.kinds.map((kind) => TAG_OF[kind] ?? 'operations')), ...(failed ? ['reliability'] : [])].filter((tag) =>
    known.includes(tag),
  );
  return {
    agentId: mission.created_by,
    type: failed ? 'lesson' : 'strategy',
    content: failed
      ? `“${oneLine(mission.title, 120)}” failed: ${told}`
      : `“${oneLine(mission.title, 120)}” worked by way of ${way}${told ? `: ${told}` : ''}`,
    confidence: failed ? 0.65 : 0.6,
    tags: [...new Set(tags)],
    traceId: `mission:${mission.id}`,
    untrusted: true,
    cause: { kind: 'mission', id: mission.id },
  };
}

/** What an analysis stands on, by scope: the field's articles, the company's own numbers, or what its posts achieved. */
import type { Json, JsonObject } from '../../src/core/company.ts';
import type { ArtifactRow } from '../../src/core/content/artifact.ts';
import type { MetricRow } from '../../src/core/content/publication.ts';
import { BadInputError } from '../../src/core/errors.ts';
import type { EventRow } from '../../src/core/events/event.ts';
import type { StepContext } from '../../src/core/missions/step-context.ts';
import { before, DAY_MS } from '../../src/core/time.ts';
import type { AnalyzePayload } from './analyze.ts';
import { anyUntrusted, articleFacts, gather, passages } from './material.ts';
import type { Passage } from './prompts.ts';

export type Ground = {
  scope: 'signals' | 'ops' | 'tweet-performance';
  task: string;
  passages: Passage[];
  facts: JsonObject;
  /** By source id: the text that evidence is checked against. */
  texts: Map<string, string>;
  /** How a source without an address is called. */
  names: Map<string, string>;
  sources: { id: string; url: string; title: string }[];
  untrusted: boolean;
};

type Context = StepContext<AnalyzePayload>;

/** @throws BadInputError when there is nothing to analyze, saying what would change that */
export function groundOf(context: Context): Promise<Ground> {
  const scope = context.payload.scope ?? 'signals';
  if (scope === 'ops') return opsGround(context);
  return scope === 'tweet-performance' ? tweetGround(context) : signalsGround(context);
}

async function signalsGround(context: Context): Promise<Ground> {
  const { topic, artifact_ids } = context.payload;
  const found = await gather(context, { topic, artifactIds: artifact_ids, kinds: ['article', 'signals', 'research'], limit: 6 });
  if (found.length === 0) {
    throw new BadInputError(`nothing to analyze about “${topic}”: no article of the last 14 days; run scan_signals or crawl first`);
  }
  return {
    scope: 'signals',
    task: 'Find the one thing in this material that matters most to people who run AI agents.',
    passages: passages(found),
    facts: { articles: articleFacts(found) },
    ...checkable(found),
    untrusted: anyUntrusted(found),
  };
}

function checkable(found: readonly ArtifactRow[]): Pick<Ground, 'texts' | 'names' | 'sources'> {
  return {
    texts: new Map(found.map(({ id, title, body }) => [id, `${title}\n${body}`])),
    names: new Map(found.map(({ id, title }) => [id, title])),
    sources: found.flatMap(({ id, url, title }) => (url ? [{ id, url, title }] : [])),
  };
}

async function opsGround(context: Context): Promise<Ground> {
  const since = before(context.clock.now(), DAY_MS);
  const kinds = [
    'step_failed',
    'mission_failed',
    'proposal_rejected',
    'proposal_pending',
    'worker_disabled',
    'model_unavailable',
    'policy_changed',
  ];
  const [health, events] = await Promise.all([context.library.health(), context.library.events({ kinds, since, limit: 40 })]);
  const { auto_approve, model_policy, proposal_policy } = context.policies;
  const limits = {
    model_daily_cap_usd: model_policy.daily_cap_usd,
    max_pending: proposal_policy.max_pending,
    auto_approve: auto_approve.enabled,
  };
  const told = events.map(eventFact);
  const totals = { missions_total: total(health.missions), proposals_total: total(health.proposals), hours: 24 };
  const numbers = `${lines({ ...health, ...totals })}\nlimits:\n${lines(limits)}`;
  const happened = told.map(({ at, agent, kind, title, summary }) => `${at} ${agent} ${kind}: ${title} — ${summary}`).join('\n');
  return {
    scope: 'ops',
    task: 'Find the one thing in the company’s own numbers of the last 24 hours that somebody should act on; if all is well, say so briefly.',
    passages: [
      { label: 'id=health — counts of the last 24 hours, spending since midnight UTC', text: numbers },
      ...(happened ? [{ label: 'id=events — what went wrong or was changed', text: happened }] : []),
    ],
    facts: { health, limits, events: told },
    texts: new Map([
      ['health', numbers],
      ['events', happened],
    ]),
    names: new Map([
      ['health', 'our own numbers, last 24 hours'],
      ['events', 'our own events, last 24 hours'],
    ]),
    sources: [],
    untrusted: events.some((event) => event.untrusted),
  };
}

function total(counts: Json | undefined): number {
  return counts && typeof counts === 'object' ? Object.values(counts).reduce((sum: number, n) => sum + (Number(n) || 0), 0) : 0;
}

function eventFact(event: EventRow): { at: string; agent: string; kind: string; title: string; summary: string } {
  const { agent_id, kind, title, summary } = event;
  return { at: event.created_at.toISOString(), agent: agent_id, kind, title, summary: summary.slice(0, 300) };
}

async function tweetGround(context: Context): Promise<Ground> {
  const { topic, artifact_ids } = context.payload;
  const since = before(context.clock.now(), 14 * DAY_MS);
  const [metrics, named, recentDrafts] = await Promise.all([
    context.library.metrics({ since, limit: 200 }),
    artifact_ids ? context.library.artifacts({ ids: artifact_ids, limit: 20 }) : [],
    context.library.artifacts({ kinds: ['tweet_draft', 'post'], since, limit: 30 }),
  ]);
  const posts = named.length ? named : recentDrafts.slice(0, 10);
  if (posts.length === 0 && metrics.length === 0) {
    throw new BadInputError(
      `nothing to analyze about “${topic}”: no post of the last 14 days and no reading of one; run draft_tweet and post_tweet first`,
    );
  }
  const readings = latest(metrics).map(({ post_id, draft_id, impressions, engagements, engagement_rate }) => ({
    post_id,
    draft_id,
    impressions,
    engagements,
    engagement_rate,
  }));
  const table = readings.map((row) => lines(row).replaceAll('\n', ', ')).join('\n') || 'no reading yet';
  return {
    scope: 'tweet-performance',
    task: 'Say why this post did as it did, compared with the others; a small sample proves nothing, and you say so.',
    passages: [...passages(posts), { label: 'id=metrics — latest reading of each post, last 14 days', text: table }],
    facts: { posts: articleFacts(posts), metrics: readings },
    texts: new Map([...posts.map(({ id, title, body }): [string, string] => [id, `${title}\n${body}`]), ['metrics', table]]),
    names: new Map([...posts.map(({ id }): [string, string] => [id, 'our own post']), ['metrics', 'our own readings, last 14 days']]),
    sources: [],
    untrusted: anyUntrusted(posts),
  };
}

/** A post is read many times; the newest reading counts. */
function latest(metrics: readonly MetricRow[]): MetricRow[] {
  const newestFirst = metrics.toSorted((a, b) => b.observed_at.getTime() - a.observed_at.getTime());
  return [...new Map(newestFirst.toReversed().map((row) => [row.post_id, row])).values()].slice(-30);
}

/** Nested numbers as "missions.failed: 2" lines. */
function lines(value: JsonObject, prefix = ''): string {
  return Object.entries(value)
    .map(([key, inner]: [string, Json]) =>
      inner && typeof inner === 'object' && !Array.isArray(inner) ? lines(inner, `${prefix}${key}.`) : `${prefix}${key}: ${String(inner)}`,
    )
    .filter(Boolean)
    .join('\n');
}

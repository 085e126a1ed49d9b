/** Look over the feeds: what is new, and the best few of it read as articles. */
import { z } from 'zod';
import type { StepKind } from '../../src/core/company.ts';
import type { ArtifactRow } from '../../src/core/content/artifact.ts';
import { BadInputError, TransientError } from '../../src/core/errors.ts';
import type { StepContext } from '../../src/core/missions/step-context.ts';
import { before, DAY_MS } from '../../src/core/time.ts';
import type { Feed } from '../../src/world/web.ts';
import { address, filled, madeIds, topic } from './fields.ts';
import { byRelevance } from './material.ts';
import { read, rememberFeed } from './reading.ts';
import { count, type FeedReport, type Signal, signalOf, signalsArtifact } from './signals.ts';

type Payload = { feeds?: string[]; topic?: string };
type Context = StepContext<Payload>;

/** Articles read in full per scan. */
const READ_IN_FULL = 3;
/** How far back headlines that nobody read are still worth reading. */
const BACKLOG_DAYS = 7;

export const scanSignals: StepKind<Payload> = {
  kind: 'scan_signals',
  label: 'Scan feeds for signals',
  payload: z.strictObject({ feeds: z.array(address).min(1).max(20).optional(), topic: topic.optional() }),
  about: (topic) => ({ topic }),
  result: z.strictObject({
    artifact_ids: madeIds,
    new_items: z.int().min(0),
    feeds_read: z.int().min(1),
    feeds_failed: z.array(z.strictObject({ feed: filled(2000), reason: filled(2000) })),
    articles_read: z.int().min(0),
  }),
  async run(context) {
    const feeds = feedsOf(context);
    const visits = await Promise.all(feeds.map((feed) => visit(context, feed)));
    refuseSilence(visits);
    const { signals, passedOver } = newest(visits, context.policies.web_policy.max_items_per_scan);
    const about = context.payload.topic ?? 'AI agents';
    const list = await context.save(signalsArtifact(about, signals, visits.map(report), passedOver));
    const articles = await readBest(context, signals, about);
    for (const { url, feed } of visits) if (feed) await rememberFeed(context, url, feed, list.id);
    const failed = visits.filter((each) => each.error);
    return {
      result: {
        artifact_ids: [list.id, ...articles.map(({ id }) => id)],
        new_items: signals.length,
        feeds_read: visits.length - failed.length,
        feeds_failed: failed.map((each) => ({ feed: each.url, reason: each.error?.message ?? '' })),
        articles_read: articles.length,
      },
      summary: told(signals, articles, visits.length, failed.length),
      tags: ['signals', signals.length + articles.length ? 'found' : 'quiet'],
      untrusted: true,
    };
  },
};

type Visit = { url: string; title: string; feed: Feed | null; signals: Signal[]; error: TransientError | BadInputError | null };

function feedsOf({ payload, policies }: Context): { url: string; title: string }[] {
  const known = policies.web_policy.feeds;
  const feeds = payload.feeds?.map((url) => known.find((feed) => feed.url === url) ?? { url, title: url }) ?? known;
  if (feeds.length === 0) throw new BadInputError('web_policy.feeds: the list is empty; add a feed to have something to scan');
  return feeds;
}

/** One feed's failure is its own: the others are read all the same. */
async function visit(context: Context, { url, title }: { url: string; title: string }): Promise<Visit> {
  const nothing = { url, title, feed: null, signals: [] };
  try {
    const reading = await read(context, url);
    if (reading.kind === 'unchanged') return { ...nothing, error: null };
    if (reading.kind === 'article') return { ...nothing, error: new BadInputError(`${url} is a page, not a feed`) };
    const { feed } = reading;
    const fresh = new Set((await context.crawl.newItems(url, feed.items)).map((item) => item.key));
    const signals = feed.items
      .filter((item) => fresh.has(item.key) && address.safeParse(item.url).success)
      .map((item) => signalOf(item, title));
    return { url, title, feed, signals, error: null };
  } catch (error) {
    if (error instanceof TransientError || error instanceof BadInputError) return { ...nothing, error };
    throw error;
  }
}

/** Nothing read at all is a failure: of the moment if any feed may come back, else of the addresses. */
function refuseSilence(visits: readonly Visit[]): void {
  const errors = visits.map((each) => each.error).filter((error) => error !== null);
  if (errors.length < visits.length) return;
  const message = `none of ${count(visits.length, 'feed')} could be read: ${errors
    .slice(0, 5)
    .map((error) => error.message)
    .join('; ')}`;
  const passing = errors.filter((error) => error instanceof TransientError);
  if (passing.length === 0) throw new BadInputError(message);
  throw new TransientError(message, Math.max(0, ...passing.map((error) => error.retryAfterMs ?? 0)) || null);
}

/** Newest first within a feed, feeds in turn, so that one busy feed does not drown the others. */
function newest(visits: readonly Visit[], limit: number): { signals: Signal[]; passedOver: number } {
  const queues = visits.map(({ signals }) => signals.toSorted((a, b) => (b.published_at ?? '').localeCompare(a.published_at ?? '')));
  const longest = Math.max(0, ...queues.map((queue) => queue.length));
  const inTurn = Array.from({ length: longest }, (_, i) => queues.flatMap((queue) => queue.slice(i, i + 1))).flat();
  const all = [...new Map(inTurn.map((signal) => [signal.url, signal])).values()];
  return { signals: all.slice(0, limit), passedOver: Math.max(0, all.length - limit) };
}

function report({ title, feed, signals, error }: Visit): FeedReport {
  const status = error ? 'failed' : feed ? 'read' : 'unchanged';
  return { feed: title, status, new_items: signals.length, reason: error?.message ?? null };
}

/** The best of what is new, then of what earlier scans found and did not read. An article that cannot be read costs nothing but itself. */
async function readBest(context: Context, signals: readonly Signal[], about: string): Promise<ArtifactRow[]> {
  const articles = context.step.attempt > 1 ? await readBefore(context) : [];
  const best = (list: readonly Signal[]) => byRelevance(list, about, ({ title, summary }) => `${title} ${summary}`);
  const candidates = [...best(signals), ...best(await backlog(context))];
  let tries = 0;
  for (const { url } of new Map(candidates.map((signal) => [signal.url, signal])).values()) {
    if (articles.length >= READ_IN_FULL || tries >= READ_IN_FULL * 2 || context.signal.aborted) break;
    if (await context.crawl.page(url)) continue;
    tries++;
    const article = await readOne(context, url);
    if (article && !articles.some(({ id }) => id === article.id)) articles.push(article);
  }
  return articles;
}

async function readOne(context: Context, url: string): Promise<ArtifactRow | null> {
  try {
    const reading = await read(context, url);
    return reading.kind === 'article' ? reading.artifact : null;
  } catch (error) {
    // Remembered as seen, so that a dead link is not tried again at every scan.
    if (error instanceof BadInputError) await context.crawl.rememberPage(url, { etag: null, lastModified: null, artifactId: null });
    else if (!(error instanceof TransientError)) throw error;
    return null;
  }
}

/** What an attempt that was cut off had read already. */
async function readBefore({ library, step }: Context): Promise<ArtifactRow[]> {
  const made = await library.artifacts({ missionId: step.mission_id, kinds: ['article'], limit: 20 });
  return made.filter((article) => article.step_id === step.id);
}

async function backlog({ library, clock }: Context): Promise<Signal[]> {
  const lists = await library.artifacts({ kinds: ['signals'], since: before(clock.now(), BACKLOG_DAYS * DAY_MS), limit: 20 });
  return lists.flatMap(({ sources }) => sources.map(({ url, title }) => ({ url, title, feed: '', published_at: null, summary: '' })));
}

function told(signals: readonly Signal[], articles: readonly ArtifactRow[], feeds: number, failed: number): string {
  const silent = failed ? `; ${failed} could not be read` : '';
  const read = `${count(feeds - failed, 'feed')}${silent}`;
  const lead = articles[0]?.title ?? signals[0]?.title;
  if (!lead) return `Nothing new in ${read}`;
  if (signals.length === 0)
    return `Nothing new in ${read}; caught up on ${count(articles.length, 'earlier article')}, among them “${lead}”`;
  return `${count(signals.length, 'new item')} from ${read}, among them “${lead}”`;
}

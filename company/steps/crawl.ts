/** Read one address: a page becomes an article, a feed becomes the list of its new items. */
import { z } from 'zod';
import type { StepKind } from '../../src/core/company.ts';
import type { StepContext, StepResult } from '../../src/core/missions/step-context.ts';
import type { Feed } from '../../src/world/web.ts';
import { address, madeIds } from './fields.ts';
import { read, readWhole, rememberFeed } from './reading.ts';
import { count, signalOf, signalsArtifact } from './signals.ts';

type Payload = { url: string };

export const crawl: StepKind<Payload> = {
  kind: 'crawl',
  label: 'Read a page',
  payload: z.strictObject({ url: address }),
  result: z.strictObject({
    artifact_ids: madeIds,
    url: z.string().min(1),
    title: z.string().min(1),
    what: z.enum(['article', 'feed']),
    unchanged: z.boolean(),
    new_items: z.int().min(0),
  }),
  async run(context) {
    const { url } = context.payload;
    let reading = await read(context, url);
    if (reading.kind === 'unchanged' && !reading.artifact) reading = await readWhole(context, url);
    if (reading.kind === 'feed') return readFeed(context, reading.feed);
    const { artifact } = reading;
    if (!artifact) throw new Error(`crawl of ${url} ended without an artifact`);
    const unchanged = reading.kind === 'unchanged';
    const isFeed = artifact.kind === 'signals';
    return {
      result: {
        artifact_ids: [artifact.id],
        url: artifact.url ?? url,
        title: artifact.title,
        what: isFeed ? 'feed' : 'article',
        unchanged,
        new_items: 0,
      },
      summary: unchanged ? `Unchanged since the last reading: “${artifact.title}”` : `Read “${artifact.title}”`,
      tags: [isFeed ? 'signals' : 'article', unchanged ? 'unchanged' : 'read'],
      untrusted: true,
    };
  },
};

async function readFeed(context: StepContext<Payload>, feed: Feed): Promise<StepResult> {
  const { url } = context.payload;
  const title = feed.title.trim() || url;
  const seen = await context.crawl.newItems(url, feed.items);
  const keys = new Set(seen.map((item) => item.key));
  const limit = context.policies.web_policy.max_items_per_scan;
  const fresh = feed.items.filter((item) => keys.has(item.key) && address.safeParse(item.url).success);
  const signals = fresh.slice(0, limit).map((item) => signalOf(item, title));
  const report = { feed: title, status: 'read' as const, new_items: fresh.length, reason: null };
  const artifact = await context.save(signalsArtifact(title, signals, [report], fresh.length - signals.length));
  await rememberFeed(context, url, feed, artifact.id);
  return {
    result: { artifact_ids: [artifact.id], url, title, what: 'feed', unchanged: false, new_items: signals.length },
    summary: signals.length ? `${count(signals.length, 'new item')} in ${title}` : `Nothing new in ${title}`,
    tags: ['signals', signals.length ? 'read' : 'quiet'],
    untrusted: true,
  };
}

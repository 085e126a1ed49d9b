/** Signals: the new items of feeds as an artifact that people and the analysis can read. */
import type { JsonObject } from '../../src/core/company.ts';
import type { NewArtifact } from '../../src/core/content/artifact.ts';
import { oneLine } from '../../src/core/text.ts';
import type { FeedItem } from '../../src/world/web.ts';

export type Signal = { title: string; url: string; feed: string; published_at: string | null; summary: string };

export function signalOf(item: FeedItem, feed: string): Signal {
  return {
    title: oneLine(item.title, 300) || item.url,
    url: item.url,
    feed: oneLine(feed, 120),
    published_at: item.publishedAt?.toISOString() ?? null,
    summary: oneLine(item.summary, 400),
  };
}

/** What became of each feed: read, unchanged, or why not. */
export type FeedReport = { feed: string; status: 'read' | 'unchanged' | 'failed'; new_items: number; reason: string | null };

export function signalsArtifact(
  topic: string,
  signals: readonly Signal[],
  reports: readonly FeedReport[],
  passedOver: number,
): NewArtifact {
  const lines = signals.map(({ title, url, feed, published_at }) => {
    const day = published_at ? `, ${published_at.slice(0, 10)}` : '';
    return `- [${linkText(title)}](${url}) — ${feed}${day}`;
  });
  const more = passedOver > 0 ? [`${passedOver} older new items were passed over (limit web_policy.max_items_per_scan).`, ''] : [];
  const body = [
    signals.length ? `${count(signals.length, 'new item')} about ${topic}, newest first.` : `Nothing new about ${topic}.`,
    '',
    ...(lines.length ? [...lines, ''] : []),
    ...more,
    'Feeds:',
    ...reports.map((report) => `- ${report.feed}: ${said(report)}`),
  ].join('\n');
  return {
    kind: 'signals',
    title: signals.length ? `${count(signals.length, 'signal')}: ${topic}` : `Nothing new: ${topic}`,
    body,
    data: { topic, items: signals as unknown as JsonObject[], feeds: reports as unknown as JsonObject[], passed_over: passedOver },
    sources: signals.slice(0, 50).map(({ url, title }) => ({ url, title })),
    untrusted: true,
  };
}

function said({ status, new_items, reason }: FeedReport): string {
  if (status === 'failed') return `not read — ${reason}`;
  if (status === 'unchanged') return 'unchanged since the last reading';
  return new_items ? count(new_items, 'new item') : 'read, nothing new';
}

/** Brackets in a title would end the link early. */
export function linkText(title: string): string {
  return title
    .replace(/[[\]\\]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

export function count(n: number, thing: string): string {
  return `${n} ${thing}${n === 1 ? '' : 's'}`;
}

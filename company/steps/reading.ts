/** Reading one address politely: conditional requests, one artifact per article, and what each failure means for the step. */

import type { ArtifactRow } from '../../src/core/content/artifact.ts';
import { BadInputError, TransientError } from '../../src/core/errors.ts';
import type { StepContext } from '../../src/core/missions/step-context.ts';
import type { Feed, Page, WebFailure } from '../../src/world/web.ts';

export type Reading =
  | { kind: 'article'; artifact: ArtifactRow }
  | { kind: 'feed'; feed: Feed }
  /** The server says nothing changed; the artifact is what was made of it before, null when nothing was. */
  | { kind: 'unchanged'; artifact: ArtifactRow | null };

type Reader = Pick<StepContext<unknown>, 'web' | 'crawl' | 'library' | 'save' | 'signal' | 'step'>;

/**
 * A page is stored as an article at once. A feed is handed back: whoever uses it calls `rememberFeed` when its items are safe.
 * @throws TransientError, BadInputError
 */
export async function read(context: Reader, url: string): Promise<Reading> {
  // A second attempt reads the whole again: the first may have been cut off between hearing the news and keeping it.
  const known = context.step.attempt > 1 ? null : await context.crawl.page(url);
  const conditional = known && (known.etag || known.lastModified) ? { etag: known.etag, lastModified: known.lastModified } : null;
  const fetched = await context.web.read(url, conditional, context.signal);
  if (fetched.status === 'failed') throw failureOf(fetched.failure);
  if (fetched.status === 'ok') {
    if (fetched.value.kind === 'feed') return { kind: 'feed', feed: fetched.value.feed };
    return { kind: 'article', artifact: await keep(context, url, fetched.value.page) };
  }
  return { kind: 'unchanged', artifact: await stored(context, known?.artifactId ?? null) };
}

/** The same without asking "has it changed?": for when the answer was no and there is nothing to show for it. @throws like `read` */
export async function readWhole(context: Reader, url: string): Promise<Exclude<Reading, { kind: 'unchanged' }>> {
  const fetched = await context.web.read(url, null, context.signal);
  if (fetched.status === 'failed') throw failureOf(fetched.failure);
  if (fetched.status === 'not_modified') throw new BadInputError(`${url} answered “not modified” to a request that asked for the whole`);
  if (fetched.value.kind === 'feed') return { kind: 'feed', feed: fetched.value.feed };
  return { kind: 'article', artifact: await keep(context, url, fetched.value.page) };
}

/** Call it last: the next request for this feed will be answered with "not modified". */
export function rememberFeed(context: Reader, url: string, feed: Feed, artifactId: string | null): Promise<void> {
  return context.crawl.rememberPage(url, { etag: feed.etag, lastModified: feed.lastModified, artifactId });
}

async function keep(context: Reader, url: string, page: Page): Promise<ArtifactRow> {
  if (!page.markdown.trim()) throw new BadInputError(`${url} holds no text that could be read as an article`);
  const title = page.title.trim() || page.url;
  const artifact = await context.save({
    kind: 'article',
    title,
    body: page.markdown,
    data: {
      byline: page.byline,
      site: page.site,
      published_at: page.publishedAt?.toISOString() ?? null,
      words: page.markdown.split(/\s+/).length,
    },
    sources: [{ url: page.url, title }],
    url: page.url,
    untrusted: true,
  });
  await context.crawl.rememberPage(url, { etag: page.etag, lastModified: page.lastModified, artifactId: artifact.id });
  return artifact;
}

async function stored(context: Reader, id: string | null): Promise<ArtifactRow | null> {
  if (!id) return null;
  const [artifact] = await context.library.artifacts({ ids: [id], limit: 1 });
  return artifact ?? null;
}

/** What may pass is tried again later; the rest is the address's own fault and no reason to distrust the worker. */
export function failureOf(failure: WebFailure): TransientError | BadInputError {
  return failure.kind === 'transient' ? new TransientError(failure.detail, failure.retryAfterMs) : new BadInputError(failure.detail);
}

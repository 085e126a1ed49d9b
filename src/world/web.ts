/** The web port: pages and feeds, fetched politely and never from inside the house. */

export type Page = {
  /** Canonical address: <link rel=canonical> when on the same site, else the final address; tracking parameters and fragment removed. */
  url: string;
  title: string;
  /** Article as markdown, relative links resolved. Never HTML. */
  markdown: string;
  byline: string | null;
  site: string | null;
  publishedAt: Date | null;
  etag: string | null;
  lastModified: string | null;
};

export type FeedItem = { key: string; title: string; url: string; publishedAt: Date | null; summary: string };
export type Feed = { url: string; title: string; items: FeedItem[]; etag: string | null; lastModified: string | null };

/**
 * transient: may pass (time-out, 429, 5xx, connection reset) · gone: 404/410 · blocked: private address, robots.txt, forbidden scheme or port ·
 * bad: not an article or feed (type, size, broken) — `detail` is a sentence for people, naming the address and the limit.
 */
export type WebFailure = { kind: 'transient' | 'gone' | 'blocked' | 'bad'; detail: string; retryAfterMs: number | null };

export type Conditional = { etag: string | null; lastModified: string | null };

export type Fetched<T> = { status: 'ok'; value: T } | { status: 'not_modified' } | { status: 'failed'; failure: WebFailure };

export type WebPort = {
  /** A page as an article. If the address turns out to be a feed, `status: ok` with `kind: feed`. */
  read(
    url: string,
    conditional: Conditional | null,
    signal: AbortSignal,
  ): Promise<Fetched<{ kind: 'page'; page: Page } | { kind: 'feed'; feed: Feed }>>;
};

/** What the parsing thread is given and what it gives back: plain data that can cross threads. */
import type { Feed, Page } from '../web.ts';

export type Job = {
  body: Uint8Array;
  /** As the server wrote it; empty when it did not. */
  contentType: string;
  /** Where the body came from, after redirects. */
  url: string;
  /** Links to it become paths of the company's own pages. */
  ownOrigin: string | null;
};

type Read<T> = Omit<T, 'etag' | 'lastModified'>;

/** `why` continues a sentence that begins with the address. */
export type Parsed = { kind: 'page'; page: Read<Page> } | { kind: 'feed'; feed: Read<Feed> } | { kind: 'bad'; why: string };

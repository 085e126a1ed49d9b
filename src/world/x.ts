/** The X port: post a text, read our own timeline. One call = at most one HTTP request that could post. */

export type XPostOutcome =
  | { outcome: 'posted'; postId: string }
  /** X said no, definitely: nothing was posted. `permanent`: asking again changes nothing (duplicate, suspended, credits). */
  | { outcome: 'refused'; permanent: boolean; detail: string; retryAfterMs: number | null }
  /** No byte reached X (connection refused, DNS): safe to try again. */
  | { outcome: 'not_sent'; detail: string }
  /** Time-out, 5xx, lost or unreadable answer: it may or may not be there. Only the timeline can tell. */
  | { outcome: 'unknown'; detail: string };

export type XTimeline =
  | { ok: true; posts: { id: string; text: string; createdAt: Date | null }[] }
  | { ok: false; detail: string; retryAfterMs: number | null };

/** A post's public numbers. Posts that are gone, or of which X gives no numbers, are left out. */
export type XMetrics =
  | { ok: true; posts: { id: string; impressions: number; engagements: number }[] }
  | { ok: false; detail: string; retryAfterMs: number | null };

export type XPort = {
  /** False when keys are missing: nothing is ever sent. */
  configured: boolean;
  post(text: string): Promise<XPostOutcome>;
  /** Our own ten newest posts, HTML entities decoded. X charges for every post that is read. */
  timeline(): Promise<XTimeline>;
  /** At most 100 ids. X charges for every post that is read. */
  metrics(postIds: readonly string[]): Promise<XMetrics>;
};

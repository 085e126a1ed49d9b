/** Reads X's public numbers of posts: whatever is missing, negative or not asked for is left out. */
import { cleanText } from '../core/text.ts';
import type { XMetrics } from './x.ts';

type Counted = { id?: unknown; public_metrics?: Record<string, unknown> | null } | null;

/** What people did with a post: liked, answered, repeated, quoted, kept. */
const ENGAGEMENTS = ['like_count', 'reply_count', 'retweet_count', 'quote_count', 'bookmark_count'];

/** @param asked ids of ours; numbers of any other post are not taken */
export function readMetrics(body: string, asked: readonly string[]): XMetrics {
  let value: { data?: unknown; errors?: unknown } | null;
  try {
    value = JSON.parse(body);
  } catch {
    value = null;
  }
  // Posts that were all deleted come as errors without data.
  if (!value || (value.data === undefined && !Array.isArray(value.errors)) || (value.data !== undefined && !Array.isArray(value.data))) {
    return { ok: false, detail: `X's numbers are not readable: ${cleanText(body.slice(0, 120))}`, retryAfterMs: null };
  }
  const posts = ((value.data ?? []) as Counted[]).flatMap((post) => {
    const numbers = post?.public_metrics;
    if (typeof post?.id !== 'string' || !asked.includes(post.id) || !numbers) return [];
    const impressions = count(numbers.impression_count);
    if (impressions === null) return [];
    return [{ id: post.id, impressions, engagements: ENGAGEMENTS.reduce((sum, name) => sum + (count(numbers[name]) ?? 0), 0) }];
  });
  return { ok: true, posts };
}

function count(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? Math.min(Math.floor(value), 2_000_000_000) : null;
}

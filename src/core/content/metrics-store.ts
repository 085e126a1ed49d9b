/** SQL of ops_tweet_metrics. */
import type { Sql } from '../../world/db.ts';

/** Our posts on X that are young enough and were not read since `readBefore`, oldest reading first. */
export async function selectUnread(
  sql: Sql,
  filter: { postedSince: Date; readBefore: Date; limit: number },
): Promise<{ x_post_id: string; draft_id: string }[]> {
  return [
    ...(await sql<{ x_post_id: string; draft_id: string }[]>`
      select o.x_post_id, o.draft_id from ops_outbox o
      left join lateral (select max(observed_at) as at from ops_tweet_metrics m where m.post_id = o.x_post_id) read on true
      where o.status = 'posted' and o.x_post_id is not null and o.created_at >= ${filter.postedSince} and (read.at is null or read.at <= ${filter.readBefore})
      order by read.at nulls first, o.created_at, o.id limit ${filter.limit}`),
  ];
}

/** Which draft each post is: by its id on X, else by its text (a would-post that a person posted by hand). */
export async function matchDrafts(
  sql: Sql,
  posts: readonly { post_id: string | null; text_hash: string | null }[],
): Promise<{ place: number; draft_id: string; post_id: string | null }[]> {
  return [
    ...(await sql<{ place: number; draft_id: string; post_id: string | null }[]>`
      select distinct on (p.place) p.place::int as place, o.draft_id, coalesce(p.post_id, o.x_post_id) as post_id
      from jsonb_to_recordset(${JSON.stringify(posts.map((post, place) => ({ ...post, place })))}::text::jsonb) as p(place int, post_id text, text_hash text)
      join ops_outbox o on o.x_post_id = p.post_id or o.text_hash = p.text_hash
      order by p.place, (o.x_post_id = p.post_id) desc nulls last, o.created_at desc, o.id`),
  ];
}

export type NewReading = {
  id: string;
  draft_id: string | null;
  post_id: string;
  impressions: number;
  engagements: number;
  engagement_rate: number;
  source: string;
};

/** Writes readings that differ from the post's newest one; returns how many were new. The same numbers twice are one reading. */
export async function insertReadings(sql: Sql, readings: readonly NewReading[], now: Date): Promise<number> {
  if (readings.length === 0) return 0;
  const rows = await sql`
    insert into ops_tweet_metrics (id, draft_id, post_id, impressions, engagements, engagement_rate, source, observed_at, created_at)
    select r.id, r.draft_id, r.post_id, r.impressions, r.engagements, r.engagement_rate, r.source, ${now}::timestamptz, ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(readings)}::text::jsonb)
      as r(id uuid, draft_id uuid, post_id text, impressions int, engagements int, engagement_rate numeric, source text)
    left join lateral (
      select impressions, engagements from ops_tweet_metrics m where m.post_id = r.post_id order by observed_at desc, id limit 1
    ) newest on true
    where newest.impressions is distinct from r.impressions or newest.engagements is distinct from r.engagements
    on conflict (post_id, observed_at) do nothing returning 1`;
  return rows.length;
}

/** SQL of ops_artifacts, ops_crawl_pages and ops_feed_items. */
import { createHash } from 'node:crypto';
import type { Sql } from '../../world/db.ts';
import type { Clock } from '../../world/world.ts';
import type { FeedItemSeen, StepContext, StepRow } from '../missions/step-context.ts';
import { cleanJson, cleanText, oneLine } from '../text.ts';
import type { ArtifactRow, NewArtifact } from './artifact.ts';

export function contentHash(...parts: string[]): string {
  return createHash('sha256').update(parts.join('\u001f')).digest('hex').slice(0, 32);
}

/** Stores an artifact once: the same article, or the same content of the same step, is found again instead of written again. */
export async function saveArtifact(sql: Sql, input: { id: string; artifact: NewArtifact; step: StepRow; now: Date }): Promise<ArtifactRow> {
  const { artifact, step } = input;
  const body = cleanText(artifact.body);
  const title = oneLine(artifact.title, 300);
  const hash = contentHash(artifact.kind, title, body);
  await sql`
    insert into ops_artifacts (id, agent_id, kind, title, body, data, sources, url, content_hash, untrusted, mission_id, step_id, created_at)
    values (${input.id}, ${step.agent_id}, ${artifact.kind}, ${title}, ${body}, ${JSON.stringify(cleanJson(artifact.data))}::text::jsonb,
      ${JSON.stringify(cleanJson(artifact.sources))}::text::jsonb, ${artifact.url ?? null}, ${hash}, ${artifact.untrusted}, ${step.mission_id}, ${step.id}, ${input.now})
    on conflict do nothing`;
  const [row] = await sql<ArtifactRow[]>`
    select * from ops_artifacts
    where (step_id = ${step.id} and kind = ${artifact.kind} and content_hash = ${hash})
      or (kind = 'article' and url = ${artifact.url ?? null} and content_hash = ${hash})
    order by created_at, id limit 1`;
  if (!row) throw new Error(`artifact ${input.id} was neither written nor found`);
  return row;
}

export function selectArtifacts(
  sql: Sql,
  filter: { kinds?: readonly string[]; since?: Date; ids?: readonly string[]; missionId?: string; limit: number },
): Promise<ArtifactRow[]> {
  return sql<ArtifactRow[]>`
    select * from ops_artifacts
    where true
      ${filter.kinds ? sql`and kind = any(${filter.kinds as string[]})` : sql``}
      ${filter.since ? sql`and created_at >= ${filter.since}` : sql``}
      ${filter.ids ? sql`and id = any(${filter.ids as string[]}::uuid[])` : sql``}
      ${filter.missionId ? sql`and mission_id = ${filter.missionId}` : sql``}
    order by created_at desc, id desc limit ${filter.limit}`;
}

/** What the crawler remembers between runs, as the running step sees it. */
export function crawlMemory(sql: Sql, stepId: string, clock: Clock): StepContext<unknown>['crawl'] {
  return {
    async page(url) {
      const [row] = await sql<{ etag: string | null; lastModified: string | null; artifactId: string | null }[]>`
        select etag, last_modified as "lastModified", artifact_id as "artifactId" from ops_crawl_pages where url = ${url}`;
      return row ?? null;
    },
    async rememberPage(url, page) {
      await sql`
        insert into ops_crawl_pages (url, etag, last_modified, artifact_id, fetched_at)
        values (${url}, ${page.etag}, ${page.lastModified}, ${page.artifactId}, ${clock.now()})
        on conflict (url) do update set etag = excluded.etag, last_modified = excluded.last_modified,
          artifact_id = coalesce(excluded.artifact_id, ops_crawl_pages.artifact_id), fetched_at = excluded.fetched_at`;
    },
    newItems: (feedUrl, items) => markItems(sql, stepId, feedUrl, items, clock.now()),
  };
}

async function markItems(sql: Sql, stepId: string, feedUrl: string, items: FeedItemSeen[], now: Date): Promise<FeedItemSeen[]> {
  if (items.length === 0) return [];
  const rows = items.map((item) => ({
    key: item.key,
    title: oneLine(item.title, 300),
    url: item.url,
    published_at: item.publishedAt?.toISOString() ?? null,
  }));
  await sql`
    insert into ops_feed_items (feed_url, item_key, title, url, published_at, seen_at, step_id)
    select ${feedUrl}, i.key, i.title, i.url, i.published_at, ${now}, ${stepId}
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as i(key text, title text, url text, published_at timestamptz)
    on conflict do nothing`;
  const fresh = await sql<{ item_key: string }[]>`
    select item_key from ops_feed_items where feed_url = ${feedUrl} and step_id = ${stepId} and item_key = any(${items.map((item) => item.key)})`;
  const keys = new Set(fresh.map((row) => row.item_key));
  return items.filter((item) => keys.has(item.key));
}

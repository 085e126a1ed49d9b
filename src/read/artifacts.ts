/** Artifacts as rows: what the agents made. */
import type { ArtifactRow } from '../core/content/artifact.ts';
import type { Sql } from '../world/db.ts';

export type ArtifactLine = Omit<ArtifactRow, 'body' | 'data' | 'sources'>;

/** Newest first, without the texts. */
export function listArtifacts(sql: Sql, filter: { limit: number; kind?: string | undefined }): Promise<ArtifactLine[]> {
  return sql<ArtifactLine[]>`
    select id, agent_id, kind, title, url, content_hash, untrusted, mission_id, step_id, created_at
    from ops_artifacts where true ${filter.kind ? sql`and kind = ${filter.kind}` : sql``}
    order by created_at desc, id desc limit ${filter.limit}`;
}

/** Null when there is no such artifact. */
export async function readArtifact(sql: Sql, id: string): Promise<ArtifactRow | null> {
  const [row] = await sql<ArtifactRow[]>`
    select id, agent_id, kind, title, body, data, sources, url, content_hash, untrusted, mission_id, step_id, created_at
    from ops_artifacts where id = ${id}`;
  return row ?? null;
}

/** One text of the library: what it says, what it rests on, who made it in which mission, and what came of it. */
import type { ArtifactRow, Source } from '../core/content/artifact.ts';
import { isUuid } from '../core/text.ts';
import { DAY_MS } from '../core/time.ts';
import type { Sql } from '../world/db.ts';
import type { World } from '../world/world.ts';
import { type AgentTag, agentTags } from './agent-tags.ts';
import { readArtifact } from './artifacts.ts';

export type ArtifactView = {
  as_of: string;
  artifact: {
    id: string;
    kind: string;
    title: string;
    agent_id: string;
    body: string;
    /** Characters left out of `body`; the download has them. */
    cut: number;
    sources: (Source & { host: string })[];
    untrusted: boolean;
    created_at: string;
  };
  agents: AgentTag[];
  made_in: { mission_id: string; mission: string; step_id: string | null; step: string | null } | null;
  led_to: LedTo[];
};

export type LedTo = { kind: 'step' | 'post' | 'numbers' | 'memory'; id: string; title: string; state: string; href: string; at: string };

const SHOWN = 60_000;
/** Steps that name the text are looked for this long after it was written. */
const USED_WITHIN_MS = 30 * DAY_MS;

/** Null when there is no such text. */
export async function artifactView(world: World, id: string): Promise<ArtifactView | null> {
  const { sql } = world.db;
  const row = isUuid(id) ? await readArtifact(sql, id) : null;
  if (!row) return null;
  const [made, used] = await Promise.all([madeIn(world, row), ledTo(world, row)]);
  return {
    as_of: world.clock.now().toISOString(),
    artifact: {
      id: row.id,
      kind: row.kind,
      title: row.title,
      agent_id: row.agent_id,
      body: row.body.slice(0, SHOWN),
      cut: Math.max(0, row.body.length - SHOWN),
      sources: allSources(row),
      untrusted: row.untrusted,
      created_at: row.created_at.toISOString(),
    },
    agents: agentTags(world),
    made_in: made,
    led_to: used,
  };
}

/** The page it was read from first, then what it cites; each address once. */
export function allSources(row: Pick<ArtifactRow, 'url' | 'title' | 'sources'>): (Source & { host: string })[] {
  const own = row.url ? [{ url: row.url, title: row.title }] : [];
  const byUrl = new Map([...own, ...row.sources].map((source) => [source.url, source]));
  return [...byUrl.values()].slice(0, 100).map(({ url, title }) => ({ url, title: title || url, host: hostOf(url) }));
}

function hostOf(url: string): string {
  if (url.startsWith('/sample-newsroom/')) return 'sample newsroom';
  return URL.canParse(url) ? new URL(url).host : '';
}

async function madeIn(world: World, row: ArtifactRow): Promise<ArtifactView['made_in']> {
  if (!row.mission_id) return null;
  const [mission] = await world.db.sql<{ title: string; kind: string | null }[]>`
    select m.title, s.kind from ops_missions m left join ops_mission_steps s on s.id = ${row.step_id} where m.id = ${row.mission_id}`;
  if (!mission) return null;
  const step = mission.kind && (world.company.stepKinds.get(mission.kind)?.label ?? mission.kind);
  return { mission_id: row.mission_id, mission: mission.title, step_id: row.step_id, step };
}

type Used = { kind: LedTo['kind']; id: string; title: string; state: string; mission_id: string | null; agent_id: string; at: Date };

async function ledTo(world: World, row: ArtifactRow): Promise<LedTo[]> {
  const until = new Date(row.created_at.getTime() + USED_WITHIN_MS);
  const used = await findUses(world.db.sql, row.id, row.created_at, until);
  return used.map(({ mission_id, agent_id, at, ...use }) => ({
    ...use,
    title: use.kind === 'step' ? (world.company.stepKinds.get(use.title)?.label ?? use.title) : use.title,
    href: hrefOf(use.kind, mission_id, agent_id),
    at: at.toISOString(),
  }));
}

function findUses(sql: Sql, id: string, from: Date, until: Date): Promise<Used[]> {
  return sql<Used[]>`
    select 'step' as kind, id::text, kind as title, status as state, mission_id::text, agent_id, coalesce(started_at, created_at) as at
      from ops_mission_steps where created_at >= ${from} and created_at < ${until} and strpos(payload::text, ${id}) > 0
    union all
    select 'post', id::text, text, status, mission_id::text, agent_id, created_at from ops_outbox where draft_id = ${id}
    union all
    select 'numbers', m.id::text, m.engagements || ' of ' || m.impressions || ' engaged', m.source, null, '', m.observed_at
      from ops_tweet_metrics m where m.draft_id = ${id}
    union all
    select 'memory', id::text, content, type, null, agent_id, created_at
      from ops_agent_memory where source_trace_id is not null and strpos(source_trace_id, ${id}) > 0
    order by at limit 50`;
}

function hrefOf(kind: LedTo['kind'], missionId: string | null, agentId: string): string {
  if (kind === 'memory') return `/agents/${agentId}`;
  return kind === 'step' && missionId ? `/missions/${missionId}` : '/outbox';
}

/** A name every file system takes: plain letters, digits and hyphens. */
export function fileName(title: string, id: string): string {
  const plain = title
    .normalize('NFKD')
    .replace(/[^\w\s-]/g, '')
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, '-')
    .slice(0, 60)
    .replace(/^-|-$/g, '');
  return `${plain || 'text'}-${id.slice(-6)}.md`;
}

/** The text as a file of its own: title, origin, text, sources. */
export function markdownFile(row: ArtifactRow, agent: string): string {
  const heading = row.body.trimStart().startsWith('# ') ? '' : `# ${row.title}\n\n`;
  const mark = row.untrusted ? ' It holds text from outside, which nobody has checked.' : '';
  const sources = allSources(row).map(({ url, title }) => `- ${title.replace(/\s+/g, ' ')}: ${url}`);
  const origin = `*${row.kind.replaceAll('_', ' ')} by ${agent}, ${row.created_at.toISOString().slice(0, 16).replace('T', ' ')} UTC.${mark}*`;
  return `${heading}${row.body.trim()}\n\n${sources.length ? `## Sources\n\n${sources.join('\n')}\n\n` : ''}${origin}\n`;
}

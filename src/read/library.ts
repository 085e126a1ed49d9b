/** The library: everything the agents wrote, to leaf through and to read. */
import { isUuid } from '../core/text.ts';
import type { Sql } from '../world/db.ts';
import type { World } from '../world/world.ts';
import { type AgentTag, agentTags } from './agent-tags.ts';
import { searchQuery } from './search-rules.ts';

export type LibraryFilter = { kind: string; agent: string; q: string; before: string };

export type LibraryView = {
  as_of: string;
  filter: LibraryFilter;
  /** Kinds there are, with how many of each the other filters leave. */
  kinds: { kind: string; count: number }[];
  /** There are more than were counted. */
  many: boolean;
  agents: AgentTag[];
  artifacts: LibraryLine[];
  /** Where the next page begins; null on the last one. */
  next: string | null;
};

export type LibraryLine = {
  id: string;
  kind: string;
  title: string;
  agent_id: string;
  /** The text's beginning. */
  excerpt: string;
  words: number;
  sources: number;
  untrusted: boolean;
  created_at: string;
};

const PAGE = 40;
const EXCERPT = 400;
/** Words are counted in a text's beginning; a longer one is reckoned from it. */
const COUNTED = 20_000;
/** Matches counted at most. */
const MOST_COUNTED = 5000;

export async function libraryView(world: World, filter: LibraryFilter): Promise<LibraryView> {
  const { sql } = world.db;
  const [rows, kinds] = await Promise.all([page(sql, filter), countKinds(sql, filter)]);
  const shown = rows.slice(0, PAGE);
  const last = shown.at(-1);
  return {
    as_of: world.clock.now().toISOString(),
    filter,
    kinds,
    many: kinds.reduce((sum, { count }) => sum + count, 0) >= MOST_COUNTED,
    agents: agentTags(world),
    artifacts: shown.map(({ cursor: _, ...row }) => ({ ...row, created_at: row.created_at.toISOString(), excerpt: plainExcerpt(row) })),
    next: rows.length > PAGE && last ? `${last.cursor}_${last.id}` : null,
  };
}

type Row = Omit<LibraryLine, 'created_at'> & { created_at: Date; cursor: string };

/** A cursor is a moment in microseconds and an id, so that rows of one millisecond are neither missed nor shown twice. */
function page(sql: Sql, filter: LibraryFilter): Promise<Row[]> {
  const [micros = '', id = ''] = filter.before.split('_');
  const older =
    /^\d{1,17}$/.test(micros) && isUuid(id)
      ? sql`and (created_at, id) < (timestamptz 'epoch' + ${micros}::text::bigint * interval '1 microsecond', ${id}::uuid)`
      : sql``;
  return sql<Row[]>`
    select id, kind, title, agent_id, left(body, ${EXCERPT * 3}) as excerpt, jsonb_array_length(sources) as sources, untrusted, created_at,
      round(array_length(regexp_split_to_array(left(body, ${COUNTED}), '\s+'), 1) * greatest(1, length(body) / ${COUNTED}::numeric))::int as words,
      (extract(epoch from created_at) * 1000000)::bigint::text as cursor
    from ops_artifacts
    where ${matches(sql, filter)} ${filter.kind ? sql`and kind = ${filter.kind}` : sql``} ${older}
    order by created_at desc, id desc limit ${PAGE + 1}`;
}

function matches(sql: Sql, { agent, q }: LibraryFilter) {
  const query = searchQuery(q);
  return sql`true ${agent ? sql`and agent_id = ${agent}` : sql``}
    ${query ? sql`and to_tsvector('english'::regconfig, title || ' ' || left(body, 100000)) @@ to_tsquery('english', ${query})` : sql``}`;
}

async function countKinds(sql: Sql, filter: LibraryFilter): Promise<LibraryView['kinds']> {
  return sql<LibraryView['kinds']>`
    select kind, count(*)::int from (
      select kind from ops_artifacts where ${matches(sql, filter)} order by created_at desc limit ${MOST_COUNTED}
    ) as newest group by 1 order by 1`;
}

/** The beginning without Markdown's marks, and without the title said again. */
function plainExcerpt({ title, excerpt }: Pick<LibraryLine, 'title' | 'excerpt'>): string {
  const plain = excerpt
    .replace(/^\s*(?:#{1,6}|[-*+])\s+/gm, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*`>]+/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return (plain.startsWith(title) ? plain.slice(title.length).trim() : plain).slice(0, EXCERPT);
}

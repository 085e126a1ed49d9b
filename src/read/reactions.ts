/** Who answers whom: the reaction matrix as a grid, how often each pattern fired today, and the queue. */
import type { PolicyValues, ReactionPattern } from '../core/company.ts';
import { patternKey } from '../core/reactions/rules.ts';
import type { Sql } from '../world/db.ts';
import type { World } from '../world/world.ts';

export type ReactionStatus = 'queued' | 'proposed' | 'rejected' | 'failed';
export type ReactionCounts = Record<ReactionStatus, number>;

export type PatternView = ReactionPattern & { key: string; today: ReactionCounts; last_at: string | null };

export type ReactionLine = {
  id: string;
  type: string;
  source: string;
  target: string;
  status: ReactionStatus;
  reason: string | null;
  about: string;
  untrusted: boolean;
  at: string;
  mission_id: string | null;
};

export type ReactionsView = {
  /** '*' first, then agents by id. */
  sources: string[];
  targets: string[];
  patterns: PatternView[];
  /** All of today, also of patterns that are gone. */
  today: ReactionCounts;
  waiting: number;
  oldest_waiting_at: string | null;
  recent: ReactionLine[];
};

const RECENT = 20;
const NONE: ReactionCounts = { queued: 0, proposed: 0, rejected: 0, failed: 0 };

export async function reactionsView(world: World, policies: PolicyValues, today: Date): Promise<ReactionsView> {
  const { sql } = world.db;
  const { patterns } = policies.reaction_matrix;
  const [counts, lasts, [queue], recent] = await Promise.all([
    sql<{ pattern: string; status: ReactionStatus; n: number }[]>`
      select pattern, status, count(*)::int as n from ops_agent_reactions where created_at >= ${today} group by 1, 2`,
    sql<{ pattern: string; at: Date | null }[]>`
      select wanted.pattern, (select max(created_at) from ops_agent_reactions r where r.pattern = wanted.pattern) as at
      from unnest(${patterns.map(patternKey)}::text[]) as wanted(pattern)`,
    sql<{ waiting: number; oldest: Date | null }[]>`
      select count(*)::int as waiting, min(created_at) as oldest from ops_agent_reactions where status = 'queued'`,
    readRecent(sql),
  ]);
  const last = new Map(lasts.map(({ pattern, at }) => [pattern, at?.toISOString() ?? null]));
  const countsOf = (key: string) => ({
    ...NONE,
    ...Object.fromEntries(counts.filter((row) => row.pattern === key).map(({ status, n }) => [status, n])),
  });
  const all = { ...NONE };
  for (const { status, n } of counts) all[status] += n;
  return {
    sources: [...new Set(patterns.map(({ source }) => source))].sort(),
    targets: [...new Set(patterns.map(({ target }) => target))].sort(),
    patterns: patterns.map((pattern) => {
      const key = patternKey(pattern);
      return { ...pattern, key, today: countsOf(key), last_at: last.get(key) ?? null };
    }),
    today: all,
    waiting: queue?.waiting ?? 0,
    oldest_waiting_at: queue?.oldest?.toISOString() ?? null,
    recent,
  };
}

async function readRecent(sql: Sql): Promise<ReactionLine[]> {
  const rows = await sql<(Omit<ReactionLine, 'at'> & { created_at: Date })[]>`
    select r.id, r.type, r.source_agent as source, r.target_agent as target, r.status, r.reason, e.title as about, e.untrusted, r.created_at,
      m.id as mission_id
    from ops_agent_reactions r join ops_agent_events e on e.id = r.event_id left join ops_missions m on m.proposal_id = r.proposal_id
    order by r.created_at desc, r.id desc limit ${RECENT}`;
  return rows.map(({ created_at, ...row }) => ({ ...row, at: created_at.toISOString() }));
}

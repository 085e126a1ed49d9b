/** The missions page: one status, agent, origin or word at a time, page by page, with what each cost. */
import type { ProposalRow } from '../core/proposals/store.ts';
import { isUuid } from '../core/text.ts';
import { startOfDay } from '../core/time.ts';
import type { World } from '../world/world.ts';
import { type MissionStatus, type MissionSummary, summarize } from './missions.ts';
import { currentPolicies } from './policies.ts';
import { type AgentNow, agentsNow } from './stage.ts';

export type MissionFilter = {
  status: MissionStatus | null;
  agent: string | null;
  /** api, trigger, reaction, person, initiative, action_item */
  origin: string | null;
  text: string;
  /** The last mission of the page before. */
  before: string | null;
};

export type MissionLine = MissionSummary & { source: string; cost_usd: number };

export type MissionListView = {
  as_of: string;
  /** Of all missions that match, leaving the status aside. */
  counts: Record<MissionStatus, number>;
  missions: MissionLine[];
  /** Where the next page begins; null on the last. */
  next: string | null;
  agents: AgentNow[];
  paused: boolean;
  heartbeat: { at: string | null; interval_seconds: number };
};

export const MISSIONS_PER_PAGE = 50;

type Sql = World['db']['sql'];
type Row = Parameters<typeof summarize>[1][number];

export async function missionList(world: World, filter: MissionFilter): Promise<MissionListView> {
  const { sql } = world.db;
  const now = world.clock.now();
  const policies = await currentPolicies(world);
  const [counts, rows, agents, beat] = await Promise.all([
    countByStatus(sql, filter),
    pageRows(sql, filter),
    agentsNow(world, policies, startOfDay(now)),
    sql<{ started_at: Date }[]>`select started_at from ops_action_runs order by started_at desc limit 1`,
  ]);
  const page = rows.slice(0, MISSIONS_PER_PAGE);
  const [missions, costs] = await Promise.all([summarize(world, page), costsOf(sql, page)]);
  const sources = new Map(page.map((row) => [row.id, row.source]));
  return {
    as_of: now.toISOString(),
    counts,
    missions: missions.map((mission) => ({ ...mission, source: sources.get(mission.id) ?? '', cost_usd: costs.get(mission.id) ?? 0 })),
    next: rows.length > MISSIONS_PER_PAGE ? (page.at(-1)?.id ?? null) : null,
    agents,
    paused: policies.company.paused,
    heartbeat: { at: beat[0]?.started_at.toISOString() ?? null, interval_seconds: policies.heartbeat_policy.interval_seconds },
  };
}

function pageRows(sql: Sql, filter: MissionFilter): Promise<Row[]> {
  const { before } = filter;
  return sql<Row[]>`
    select m.*, p.source, p.cause_kind as proposal_cause_kind, p.cause_id as proposal_cause_id, p.untrusted
    from ops_missions m join ops_mission_proposals p on p.id = m.proposal_id
    where ${matches(sql, filter)} ${filter.status ? sql`and m.status = ${filter.status}` : sql``}
      ${before && isUuid(before) ? sql`and (m.created_at, m.id) < (select created_at, id from ops_missions where id = ${before})` : sql``}
    order by m.created_at desc, m.id desc limit ${MISSIONS_PER_PAGE + 1}`;
}

async function countByStatus(sql: Sql, filter: MissionFilter): Promise<Record<MissionStatus, number>> {
  const rows = await sql<{ status: MissionStatus; n: number }[]>`
    select m.status, count(*)::int as n from ops_missions m join ops_mission_proposals p on p.id = m.proposal_id
    where ${matches(sql, filter)} group by m.status`;
  return {
    approved: 0,
    running: 0,
    succeeded: 0,
    failed: 0,
    cancelled: 0,
    ...Object.fromEntries(rows.map(({ status, n }) => [status, n])),
  };
}

/** The words are looked for as they are: no character of them is a wildcard. */
function matches(sql: Sql, { agent, origin, text }: MissionFilter) {
  return sql`true
    ${agent ? sql`and m.created_by = ${agent}` : sql``}
    ${origin ? sql`and p.source = ${origin as ProposalRow['source']}` : sql``}
    ${text ? sql`and (strpos(lower(m.title), lower(${text}::text)) > 0 or strpos(lower(coalesce(m.reason, '')), lower(${text}::text)) > 0)` : sql``}`;
}

/** Model calls of its steps, and what its posts cost, in dollars. */
async function costsOf(sql: Sql, missions: readonly { id: string }[]): Promise<Map<string, number>> {
  const ids = missions.map(({ id }) => id);
  const rows = await sql<{ id: string; cost: number }[]>`
    select s.mission_id as id, (
        coalesce(sum((select sum(c.cost_usd) from ops_llm_calls c where c.cause_id = s.id::text and c.cause_kind = 'step')), 0)
        + coalesce(sum((select sum(o.price_usd) from ops_outbox o where o.step_id = s.id and o.status in ('sending', 'posted', 'unconfirmed'))), 0)
      )::float8 as cost
    from ops_mission_steps s where s.mission_id = any(${ids}::uuid[]) group by s.mission_id`;
  return new Map(rows.map(({ id, cost }) => [id, cost]));
}

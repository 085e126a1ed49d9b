/** Proposals as rows, newest first. */
import type { ProposalRow } from '../core/proposals/store.ts';
import { isUuid } from '../core/text.ts';
import type { Sql } from '../world/db.ts';

export function listProposals(
  sql: Sql,
  filter: { limit: number; status?: ProposalRow['status'] | undefined },
): Promise<(ProposalRow & { mission_id: string | null })[]> {
  return sql<(ProposalRow & { mission_id: string | null })[]>`
    select p.*, m.id as mission_id from ops_mission_proposals p left join ops_missions m on m.proposal_id = p.id
    where true ${filter.status ? sql`and p.status = ${filter.status}` : sql``}
    order by p.created_at desc, p.id desc limit ${filter.limit}`;
}

/** Null when there is no such proposal. */
export async function proposalStatus(sql: Sql, id: string): Promise<ProposalRow['status'] | null> {
  if (!isUuid(id)) return null;
  const [row] = await sql<{ status: ProposalRow['status'] }[]>`select status from ops_mission_proposals where id = ${id}`;
  return row?.status ?? null;
}

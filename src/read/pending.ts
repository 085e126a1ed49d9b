/** What waits for a person, with everything needed to decide: who, why it is held, and what exactly would be done. */
import type { ProposalRow } from '../core/proposals/store.ts';
import { isUuid } from '../core/text.ts';
import type { World } from '../world/world.ts';
import { causeWords } from './origin.ts';

export type PendingProposal = {
  id: string;
  agent_id: string;
  title: string;
  gate: string | null;
  reason: string | null;
  origin: string;
  untrusted: boolean;
  created_at: string;
  steps: { kind: string; label: string; payload: string }[];
  /** The texts its payloads point at, for example the tweet that would be posted. */
  material: { id: string; kind: string; title: string; body: string; untrusted: boolean }[];
};

const PREVIEW = 4000;

/** Oldest first. */
export async function pendingProposals(world: World, limit: number): Promise<PendingProposal[]> {
  const { sql } = world.db;
  const rows = await sql<
    ProposalRow[]
  >`select * from ops_mission_proposals where status = 'pending' order by created_at, id limit ${limit}`;
  if (rows.length === 0) return [];
  const ids = [...new Set(rows.flatMap(idsIn))].slice(0, 100);
  const material = await sql<PendingProposal['material']>`
    select id, kind, title, left(body, ${PREVIEW}) as body, untrusted from ops_artifacts where id = any(${ids}::uuid[])`;
  const origins = await causeWords(world, rows);
  return rows.map((row) => ({
    id: row.id,
    agent_id: row.agent_id,
    title: row.title,
    gate: row.gate,
    reason: row.reason,
    origin: origins.get(row.id) ?? row.source,
    untrusted: row.untrusted,
    created_at: row.created_at.toISOString(),
    steps: row.proposed_steps.map((step) => ({
      kind: step.kind,
      label: world.company.stepKinds.get(step.kind)?.label ?? step.kind,
      payload: Object.keys(step.payload).length ? JSON.stringify(step.payload, null, 2).slice(0, PREVIEW) : '',
    })),
    material: material.filter((artifact) => idsIn(row).includes(artifact.id)),
  }));
}

/** Artifact ids a proposal's payloads name, by convention: draft_id, artifact_id, artifact_ids, finding_id. */
function idsIn(row: ProposalRow): string[] {
  return row.proposed_steps
    .flatMap(({ payload }) => [payload.draft_id, payload.artifact_id, payload.finding_id, payload.artifact_ids].flat())
    .filter((id): id is string => typeof id === 'string' && isUuid(id));
}

/** Missions as people read them: a line with its step bar, and the whole with every step's result. */
import type { JsonObject } from '../core/company.ts';
import type { Source } from '../core/content/artifact.ts';
import type { StepRow } from '../core/missions/step-context.ts';
import type { MissionRow } from '../core/missions/store.ts';
import { isUuid } from '../core/text.ts';
import type { World } from '../world/world.ts';
import { causeWords } from './origin.ts';

export type MissionStatus = MissionRow['status'];

export type MissionSummary = {
  id: string;
  proposal_id: string;
  title: string;
  status: MissionStatus;
  agent_id: string;
  origin: string;
  reason: string | null;
  untrusted: boolean;
  created_at: string;
  started_at: string | null;
  finished_at: string | null;
  steps: { id: string; kind: string; label: string; status: StepRow['status'] }[];
};

export type MissionDetail = {
  id: string;
  steps: StepDetail[];
};

export type StepDetail = {
  id: string;
  kind: string;
  label: string;
  status: StepRow['status'];
  attempt: number;
  max_attempts: number;
  last_error: string | null;
  payload: JsonObject;
  result: JsonObject | null;
  run_after: string;
  started_at: string | null;
  finished_at: string | null;
  artifacts: ArtifactText[];
  outbox: { status: string; text: string; error: string | null } | null;
};

export type ArtifactText = {
  id: string;
  kind: string;
  title: string;
  body: string;
  /** Characters left out of `body`. */
  cut: number;
  sources: Source[];
  url: string | null;
  untrusted: boolean;
};

/** Characters of an artifact that are shown on the stage. */
const BODY_LIMIT = 20_000;

type SummaryRow = MissionRow & { source: string; proposal_cause_kind: string; proposal_cause_id: string | null; untrusted: boolean };

/** The newest missions and every one that is still under way, newest first. */
export async function recentMissions(world: World, limit: number): Promise<MissionSummary[]> {
  const { sql } = world.db;
  const rows = await sql<SummaryRow[]>`
    select m.*, p.source, p.cause_kind as proposal_cause_kind, p.cause_id as proposal_cause_id, p.untrusted
    from ops_missions m join ops_mission_proposals p on p.id = m.proposal_id
    where m.id in (
      (select id from ops_missions order by created_at desc limit ${limit})
      union (select id from ops_missions where status in ('approved', 'running') order by created_at desc limit ${limit})
    )
    order by m.created_at desc, m.id desc`;
  return summarize(world, rows);
}

/** Rows of missions with their steps and, in words, where they came from. */
export async function summarize(world: World, rows: readonly SummaryRow[]): Promise<MissionSummary[]> {
  const { sql } = world.db;
  const steps = await sql<Pick<StepRow, 'id' | 'mission_id' | 'kind' | 'status'>[]>`
    select id, mission_id, kind, status from ops_mission_steps where mission_id = any(${rows.map((row) => row.id)}::uuid[]) order by position`;
  const byMission = Map.groupBy(steps, (step) => step.mission_id);
  const origins = await causeWords(
    world,
    rows.map((row) => ({ id: row.proposal_id, source: row.source, cause_kind: row.proposal_cause_kind, cause_id: row.proposal_cause_id })),
  );
  return rows.map((row) => ({
    id: row.id,
    proposal_id: row.proposal_id,
    title: row.title,
    status: row.status,
    agent_id: row.created_by,
    origin: origins.get(row.proposal_id) ?? row.source,
    reason: row.reason,
    untrusted: row.untrusted,
    created_at: row.created_at.toISOString(),
    started_at: row.started_at?.toISOString() ?? null,
    finished_at: row.finished_at?.toISOString() ?? null,
    steps: (byMission.get(row.id) ?? []).map(({ id, kind, status }) => ({ id, kind, label: labelOf(world, kind), status })),
  }));
}

/** Null when there is no such mission. */
export async function missionStatus(sql: World['db']['sql'], id: string): Promise<MissionStatus | null> {
  if (!isUuid(id)) return null;
  const [row] = await sql<{ status: MissionStatus }[]>`select status from ops_missions where id = ${id}`;
  return row?.status ?? null;
}

/** Null when there is no such mission. */
export async function missionDetail(world: World, id: string): Promise<MissionDetail | null> {
  if (!isUuid(id)) return null;
  const { sql } = world.db;
  const [[mission], steps, artifacts, outbox] = await Promise.all([
    sql`select id from ops_missions where id = ${id}`,
    sql<StepRow[]>`select * from ops_mission_steps where mission_id = ${id} order by position`,
    sql<(ArtifactText & { step_id: string | null })[]>`
      select id, step_id, kind, title, left(body, ${BODY_LIMIT}) as body, greatest(length(body) - ${BODY_LIMIT}, 0) as cut, sources, url, untrusted
      from ops_artifacts where mission_id = ${id} order by created_at limit 100`,
    sql<{ step_id: string | null; status: string; text: string; error: string | null }[]>`
      select step_id, status, text, error from ops_outbox where mission_id = ${id}`,
  ]);
  if (!mission) return null;
  return {
    id,
    steps: steps.map((step) => ({
      id: step.id,
      kind: step.kind,
      label: labelOf(world, step.kind),
      status: step.status,
      attempt: step.attempt,
      max_attempts: step.max_attempts,
      last_error: step.last_error,
      payload: step.payload,
      result: step.result,
      run_after: step.run_after.toISOString(),
      started_at: step.started_at?.toISOString() ?? null,
      finished_at: step.finished_at?.toISOString() ?? null,
      artifacts: artifacts.filter((artifact) => artifact.step_id === step.id).map(({ step_id: _, ...artifact }) => artifact),
      outbox: post(outbox.find((row) => row.step_id === step.id)),
    })),
  };
}

function post(row: { status: string; text: string; error: string | null } | undefined): StepDetail['outbox'] {
  return row ? { status: row.status, text: row.text, error: row.error } : null;
}

export function labelOf(world: World, kind: string): string {
  return world.company.stepKinds.get(kind)?.label ?? kind;
}

export type MissionLine = MissionRow & { steps_total: number; steps_succeeded: number };

/** Missions as rows, newest first. */
export function listMissions(
  sql: World['db']['sql'],
  filter: { limit: number; status?: MissionStatus | undefined },
): Promise<MissionLine[]> {
  return sql<MissionLine[]>`
    select m.*, s.total as steps_total, s.succeeded as steps_succeeded
    from (select * from ops_missions where true ${filter.status ? sql`and status = ${filter.status}` : sql``} order by created_at desc, id desc limit ${filter.limit}) m,
      lateral (select count(*)::int as total, (count(*) filter (where status = 'succeeded'))::int as succeeded from ops_mission_steps where mission_id = m.id) s
    order by m.created_at desc, m.id desc`;
}

export type MissionWhole = MissionRow & {
  steps: StepRow[];
  artifacts: { id: string; step_id: string | null; kind: string; title: string }[];
};

/** A mission's row with its steps' rows; null when there is no such mission. */
export async function readMission(sql: World['db']['sql'], id: string): Promise<MissionWhole | null> {
  const [[mission], steps, artifacts] = await Promise.all([
    sql<MissionRow[]>`select * from ops_missions where id = ${id}`,
    sql<StepRow[]>`select * from ops_mission_steps where mission_id = ${id} order by position`,
    sql<
      MissionWhole['artifacts']
    >`select id, step_id, kind, title from ops_artifacts where mission_id = ${id} order by created_at limit 100`,
  ]);
  return mission ? { ...mission, steps, artifacts } : null;
}

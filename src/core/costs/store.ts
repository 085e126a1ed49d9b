/** SQL of ops_llm_calls: the ledger that is also the budget. */
import type { Sql } from '../../world/db.ts';
import type { Cause } from '../company.ts';

export type Reservation = {
  id: string;
  purpose: string;
  provider: string;
  model: string;
  agentId: string;
  cause: Cause;
  missionId: string | null;
  /** worst-case US dollars */
  costUsd: number;
  estimated: boolean;
  now: Date;
};

/** Dollars spent or reserved since `since`. Call under `lockBudget`. */
export async function spentSince(sql: Sql, since: Date): Promise<number> {
  const [row] = await sql<
    { spent: number }[]
  >`select coalesce(sum(cost_usd), 0)::float8 as spent from ops_llm_calls where created_at >= ${since}`;
  return row?.spent ?? 0;
}

/** Held to the end of the transaction: twenty calls at once with money for three start exactly three. */
export async function lockBudget(sql: Sql): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('deskmates.budget'))`;
}

export async function insertReservation(sql: Sql, call: Reservation): Promise<void> {
  await sql`
    insert into ops_llm_calls (id, purpose, provider, model, agent_id, cause_kind, cause_id, mission_id, status, cost_usd, estimated, created_at)
    values (${call.id}, ${call.purpose}, ${call.provider}, ${call.model}, ${call.agentId}, ${call.cause.kind}, ${call.cause.id}, ${call.missionId},
      'reserved', ${call.costUsd}, ${call.estimated}, ${call.now})`;
}

export async function settleCall(
  sql: Sql,
  id: string,
  done: {
    status: 'succeeded' | 'failed';
    costUsd: number;
    estimated: boolean;
    inputTokens: number | null;
    cachedInputTokens: number | null;
    outputTokens: number | null;
    latencyMs: number;
    warnings: string[];
    error: string | null;
    now: Date;
  },
): Promise<void> {
  await sql`
    update ops_llm_calls
    set status = ${done.status}, cost_usd = ${done.costUsd}, estimated = ${done.estimated}, input_tokens = ${done.inputTokens},
      cached_input_tokens = ${done.cachedInputTokens}, output_tokens = ${done.outputTokens}, latency_ms = ${done.latencyMs},
      warnings = ${JSON.stringify(done.warnings)}::text::jsonb, error = ${done.error}, finished_at = ${done.now}
    where id = ${id} and status = 'reserved'`;
}

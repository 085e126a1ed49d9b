/** Loads a past day of proposals as the door met them, and replays it under another policy value. Read only. */
import type { Json, PolicyValues, ProposedStep } from '../core/company.ts';
import { resolvePolicies } from '../core/policy/rules.ts';
import { after, before, DAY_MS, startOfDay } from '../core/time.ts';
import type { Sql } from '../world/db.ts';
import type { World } from '../world/world.ts';
import { type PastProposal, type PastStep, type Replay, type ReplayFacts, replay } from './replay-rules.ts';

export type DayReplay = Replay & {
  /** YYYY-MM-DD, the day that was replayed. */
  day: string;
  /** True when the day had more proposals than are replayed. */
  cut: boolean;
};

const MOST = 1000;
const LISTED = 200;

/** Yesterday (UTC) with `value` in the place of policy `key`. */
export async function replayYesterday(world: World, key: string, value: Json): Promise<DayReplay> {
  const end = startOfDay(world.clock.now());
  const start = before(end, DAY_MS);
  const { sql } = world.db;
  const rows = await readProposals(sql, start, end);
  const [work, waiting, policiesAt] = await Promise.all([
    readWork(sql, start, end),
    readWaiting(sql, start),
    policiesOver(world, start, end),
  ]);
  const proposals = rows.slice(0, MOST).map((row) => past(row, work.get(row.id) ?? []));
  const known = new Set(proposals.map(({ id }) => id));
  const facts: ReplayFacts = {
    proposals,
    before: { work: [...work].flatMap(([id, steps]) => (known.has(id) ? [] : steps)), waiting },
    stepKinds: world.company.stepKinds,
    agents: world.company.agents,
    policiesAt,
  };
  const told = replay(facts, { key, value });
  return { ...told, changed: told.changed.slice(0, LISTED), day: start.toISOString().slice(0, 10), cut: rows.length > MOST };
}

type Row = {
  id: string;
  agent_id: string;
  title: string;
  status: PastProposal['door'];
  proposed_steps: ProposedStep[];
  gate: string | null;
  depth: number;
  untrusted: boolean;
  decided_by: string | null;
  decided_at: Date | null;
  created_at: Date;
};

function readProposals(sql: Sql, start: Date, end: Date): Promise<Row[]> {
  return sql<Row[]>`
    select id, agent_id, title, status, proposed_steps, gate, depth, untrusted, decided_by, decided_at, created_at from ops_mission_proposals
    where created_at >= ${start} and created_at < ${end} order by created_at, id limit ${MOST + 1}`;
}

function past(row: Row, work: PastStep[]): PastProposal {
  const held = row.status === 'pending' || row.decided_by !== 'policy' || row.gate === 'expired';
  return {
    id: row.id,
    agent_id: row.agent_id,
    title: row.title,
    steps: row.proposed_steps,
    depth: row.depth,
    untrusted: row.untrusted,
    at: row.created_at.getTime(),
    door: held ? 'pending' : row.status,
    decided: held && row.decided_at ? { at: row.decided_at.getTime(), rejected: row.status === 'rejected' } : null,
    work,
  };
}

/** Steps of that day by proposal, with the money their posts took, as the gates count them. */
async function readWork(sql: Sql, start: Date, end: Date): Promise<Map<string, PastStep[]>> {
  const rows = await sql<{ proposal_id: string; kind: string; created_at: Date; until: Date | null; usd: number }[]>`
    select m.proposal_id, s.kind, s.created_at,
      case when s.status in ('failed', 'cancelled') and coalesce(o.status, '') not in ('sending', 'posted', 'unconfirmed')
        then coalesce(s.finished_at, s.created_at) end as until,
      case when o.status in ('ready', 'sending', 'posted', 'unconfirmed') then o.price_usd::float8 else 0 end as usd
    from ops_mission_steps s join ops_missions m on m.id = s.mission_id left join ops_outbox o on o.step_id = s.id
    where s.created_at >= ${start} and s.created_at < ${end} order by s.created_at`;
  const work = new Map<string, PastStep[]>();
  for (const { proposal_id, kind, created_at, until, usd } of rows) {
    const steps = work.get(proposal_id) ?? [];
    steps.push({ kind, from: created_at.getTime(), until: until?.getTime() ?? null, usd });
    work.set(proposal_id, steps);
  }
  return work;
}

/** What was waiting for a person when the day began. */
async function readWaiting(sql: Sql, start: Date): Promise<{ until: number | null }[]> {
  const rows = await sql<{ decided_at: Date | null }[]>`
    select decided_at from ops_mission_proposals
    where created_at < ${start} and (status = 'pending' or (decided_at >= ${start} and (decided_by <> 'policy' or gate = 'expired')))`;
  return rows.map(({ decided_at }) => ({ until: decided_at?.getTime() ?? null }));
}

/** The policies as they stood at each moment of the day: today's values, with every later change taken back. */
async function policiesOver(world: World, start: Date, end: Date): Promise<(at: number) => PolicyValues> {
  const { sql } = world.db;
  const [rows, changes] = await Promise.all([
    sql<{ key: string; value: Json; updated_at: Date; updated_by: string }[]>`select key, value, updated_at, updated_by from ops_policy`,
    sql<{ key: string; before: Json | null; changed_at: Date }[]>`
      select key, before, changed_at from ops_policy_history where changed_at >= ${start} and key not like 'breaker:%' order by changed_at desc, id desc`,
  ]);
  const valuesAfter = (moment: number): PolicyValues => {
    const stored = new Map(rows.map((row) => [row.key, row]));
    for (const change of changes) {
      if (change.changed_at.getTime() <= moment) break;
      if (change.before === null) stored.delete(change.key);
      else stored.set(change.key, { key: change.key, value: change.before, updated_at: change.changed_at, updated_by: '' });
    }
    return resolvePolicies(world.company.policies.values(), [...stored.values()]).values;
  };
  const turns = changes.map(({ changed_at }) => changed_at.getTime()).filter((at) => at < end.getTime());
  const epochs = [after(start, -1).getTime(), ...turns.reverse()].map((from) => ({ from, values: valuesAfter(from) }));
  return (at) => (epochs.findLast(({ from }) => from <= at) ?? (epochs[0] as (typeof epochs)[0])).values;
}

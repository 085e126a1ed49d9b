/** From what a person types to a row: a whole id, the beginning or the end of one, or "last". */
import { isUuid } from '../core/text.ts';
import type { Sql } from '../world/db.ts';

export type RowKind =
  | 'event'
  | 'proposal'
  | 'mission'
  | 'step'
  | 'artifact'
  | 'reaction'
  | 'outbox'
  | 'llm_call'
  | 'memory'
  | 'conversation'
  | 'turn'
  | 'initiative';
export type Found = { kind: RowKind; id: string };

const TABLES: Record<RowKind, string> = {
  event: 'ops_agent_events',
  proposal: 'ops_mission_proposals',
  mission: 'ops_missions',
  step: 'ops_mission_steps',
  artifact: 'ops_artifacts',
  reaction: 'ops_agent_reactions',
  outbox: 'ops_outbox',
  llm_call: 'ops_llm_calls',
  memory: 'ops_agent_memory',
  conversation: 'ops_roundtable_queue',
  turn: 'ops_roundtable_turns',
  initiative: 'ops_initiative_queue',
};

const ALL = Object.keys(TABLES) as RowKind[];
/** Characters a part of an id must have. */
export const SHORTEST_PART = 4;
/** Rows named when a part of an id fits several. */
const MOST = 6;

/** Every row whose id is, begins with or ends with the text, at most 6; "last" is the newest event. Nothing for what cannot be part of an id. */
export async function findRows(sql: Sql, text: string, kinds: readonly RowKind[] = ALL): Promise<Found[]> {
  const part = text.trim().toLowerCase();
  if (part === 'last' && kinds.includes('event')) return newestEvent(sql);
  const whole = isUuid(part);
  if (!whole && !(part.length >= SHORTEST_PART && /^[0-9a-f-]{1,36}$/.test(part))) return [];
  const rows: Found[] = [];
  for (const kind of kinds) {
    const table = sql(TABLES[kind]);
    const match = whole ? sql`id = ${part}::uuid` : sql`id::text like ${`${part}%`} or id::text like ${`%${part}`}`;
    const found = await sql<{ id: string }[]>`select id::text from ${table} where ${match} limit ${MOST - rows.length}`;
    rows.push(...found.map(({ id }) => ({ kind, id })));
    if (rows.length >= MOST || (whole && rows.length)) break;
  }
  return rows;
}

async function newestEvent(sql: Sql): Promise<Found[]> {
  const rows = await sql<{ id: string }[]>`select id::text from ops_agent_events order by tx desc, seq desc limit 1`;
  return rows.map(({ id }) => ({ kind: 'event', id }));
}

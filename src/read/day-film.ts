/** A day of the company as a film: what happened in it, piece by piece, and which days there are. */
import type { EventRow } from '../core/events/event.ts';
import { isUuid } from '../core/text.ts';
import { after, DAY_MS, startOfDay } from '../core/time.ts';
import type { Sql } from '../world/db.ts';
import type { World } from '../world/world.ts';
import { type Beat, eventBeat, namesOf } from './beats.ts';
import { currentPolicies } from './policies.ts';
import { type AgentNow, agentsNow } from './stage.ts';

export type DayView = {
  as_of: string;
  /** YYYY-MM-DD, in UTC. */
  day: string;
  today: boolean;
  /** The newest days on which anything happened, newest first. */
  days: string[];
  /** How many events each ten minutes of the day have: 144 numbers. */
  pulse: number[];
  total: number;
  agents: AgentNow[];
};

export type DayChunk = {
  /** Oldest first. */
  beats: Beat[];
  /** Where the next piece begins; null after the last. */
  next: string | null;
};

const CHUNK = 500;
const DAYS_SHOWN = 31;
const SLICE_SECONDS = 600;

/** Null for what is no day. */
export function parseDay(text: string): Date | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return null;
  const day = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(day.getTime()) || dayText(day) !== text ? null : day;
}

export function dayText(day: Date): string {
  return day.toISOString().slice(0, 10);
}

export async function dayView(world: World, day: Date): Promise<DayView> {
  const { sql } = world.db;
  const now = world.clock.now();
  const [days, pulse, policies] = await Promise.all([daysWithEvents(sql, after(now, DAY_MS)), pulseOf(sql, day), currentPolicies(world)]);
  return {
    as_of: now.toISOString(),
    day: dayText(day),
    today: startOfDay(now).getTime() === day.getTime(),
    days,
    pulse,
    total: pulse.reduce((sum, count) => sum + count, 0),
    agents: await agentsNow(world, policies, startOfDay(now)),
  };
}

/** When an event happened; null when there is none. */
export async function timeOfEvent(sql: Sql, id: string): Promise<Date | null> {
  if (!isUuid(id)) return null;
  const [row] = await sql<{ created_at: Date }[]>`select created_at from ops_agent_events where id = ${id}`;
  return row?.created_at ?? null;
}

/** Up to 500 events of the day. @param from the last event of the piece before */
export async function dayChunk(world: World, day: Date, from: string | null): Promise<DayChunk> {
  const { sql } = world.db;
  const rows = await sql<EventRow[]>`
    select id, seq::text, tx::text, agent_id, kind, title, summary, tags, metadata, cause_kind, cause_id, depth, mission_id, step_id, untrusted, created_at
    from ops_agent_events e
    where created_at >= ${day} and created_at < ${after(day, DAY_MS)}
      ${from && isUuid(from) ? sql`and (e.created_at, e.seq) > (select created_at, seq from ops_agent_events where id = ${from})` : sql``}
    order by e.created_at, e.seq limit ${CHUNK + 1}`;
  const names = namesOf(world);
  const beats = rows.slice(0, CHUNK).map((row) => eventBeat(row, names));
  return { beats, next: rows.length > CHUNK ? (beats.at(-1)?.id ?? null) : null };
}

/** One look-up in the index for each day that has events, however many events there are. */
async function daysWithEvents(sql: Sql, before: Date): Promise<string[]> {
  const rows = await sql<{ day: string }[]>`
    with recursive days (n, start) as (
      select 1, date_trunc('day', max(created_at), 'UTC') from ops_agent_events where created_at < ${before}
      union all
      select n + 1, date_trunc('day', (select max(created_at) from ops_agent_events where created_at < days.start), 'UTC')
      from days where n < ${DAYS_SHOWN} and days.start is not null
    )
    select to_char(start at time zone 'UTC', 'YYYY-MM-DD') as day from days where start is not null order by n`;
  return rows.map(({ day }) => day);
}

async function pulseOf(sql: Sql, day: Date): Promise<number[]> {
  const rows = await sql<{ slice: number; n: number }[]>`
    select floor(extract(epoch from created_at - ${day}::timestamptz) / ${SLICE_SECONDS}::int)::int as slice, count(*)::int as n
    from ops_agent_events where created_at >= ${day} and created_at < ${after(day, DAY_MS)} group by 1`;
  const pulse = Array.from({ length: DAY_MS / 1000 / SLICE_SECONDS }, () => 0);
  for (const { slice, n } of rows) pulse[slice] = n;
  return pulse;
}

/** Events in the order they became visible, for streams that must neither miss nor repeat one. */
import type { EventRow } from '../core/events/event.ts';
import type { Sql } from '../world/db.ts';
import type { World } from '../world/world.ts';

/** A place between events: writing transaction and sequence number, both decimal texts (they may exceed 2^53). */
export type Cursor = { tx: string; seq: string };

/** An event as it travels: its row with the time as ISO text. */
export type StreamEvent = Omit<EventRow, 'created_at'> & { created_at: string };

export type StreamItem =
  | { type: 'events'; events: StreamEvent[]; cursor: Cursor }
  /** Too much was missed, or the cursor is not of this database: read the page anew and go on from `cursor`. */
  | { type: 'snapshot'; cursor: Cursor }
  | { type: 'ping'; at: string };

/** More than this many events are not replayed. */
export const MAX_REPLAY = 500;
const PING_MS = 15_000;
const POLL_MS = 1_000;
/** After a wake-up that found nothing yet: an older transaction is still open, so look again soon. */
const EAGER_POLL_MS = 100;
const EAGER_POLLS = 10;

const START: Cursor = { tx: '0', seq: '0' };

export function parseCursor(text: string | null): Cursor | null {
  const parts = /^(\d{1,19})\.(\d{1,19})$/.exec(text ?? '');
  const [tx, seq] = [parts?.[1], parts?.[2]];
  // Both are signed 64-bit in the comparison below.
  return tx && seq && BigInt(tx) < 2n ** 63n && BigInt(seq) < 2n ** 63n ? { tx, seq } : null;
}

export function cursorText(cursor: Cursor): string {
  return `${cursor.tx}.${cursor.seq}`;
}

/**
 * What may be told already: events whose transaction is older than every open one. An identity value is taken when a row is written but seen
 * when its transaction commits, so a stream by `seq` alone would pass over the late ones.
 */
const settled = (sql: Sql) => sql`tx < pg_snapshot_xmin(pg_current_snapshot())`;

// ORDER BY must name the table's columns: a bare `seq` would be the text of this list, and '10' sorts before '9'.
const columns = (sql: Sql) => sql`
  id, seq::text, tx::text, agent_id, kind, title, summary, tags, metadata, cause_kind, cause_id, depth, mission_id, step_id, untrusted, created_at`;

/** Oldest first. */
export async function eventsAfter(sql: Sql, cursor: Cursor, limit: number): Promise<StreamEvent[]> {
  const rows = await sql<EventRow[]>`
    select ${columns(sql)} from ops_agent_events
    where (tx, seq) > (${cursor.tx}::text::xid8, ${cursor.seq}::text::bigint) and ${settled(sql)}
    order by ops_agent_events.tx, ops_agent_events.seq limit ${limit}`;
  return rows.map(travelling);
}

/** Newest first; null starts at the newest. */
export async function eventsBefore(sql: Sql, cursor: Cursor | null, limit: number): Promise<StreamEvent[]> {
  const rows = await sql<EventRow[]>`
    select ${columns(sql)} from ops_agent_events
    where ${settled(sql)} ${cursor ? sql`and (tx, seq) < (${cursor.tx}::text::xid8, ${cursor.seq}::text::bigint)` : sql``}
    order by ops_agent_events.tx desc, ops_agent_events.seq desc limit ${limit}`;
  return rows.map(travelling);
}

export async function newestCursor(sql: Sql): Promise<Cursor> {
  const [newest] = await eventsBefore(sql, null, 1);
  return newest ? cursorOf(newest) : START;
}

export function cursorOf(event: { tx: string; seq: string }): Cursor {
  return { tx: event.tx, seq: event.seq };
}

function travelling(row: EventRow): StreamEvent {
  return { ...row, created_at: row.created_at.toISOString() };
}

export type FollowOptions = {
  after: Cursor | null | 'lost';
  signal: AbortSignal;
  /** Asked before every reading, at least once a second; false ends the stream. */
  mayGoOn?: () => boolean;
};

/** Follows the events until the signal aborts. Wakes by NOTIFY where there is one, polls every second in any case. */
export async function* followEvents(world: World, options: FollowOptions): AsyncGenerator<StreamItem> {
  const { sql } = world.db;
  const { signal, mayGoOn = () => true } = options;
  const ear = await listenForEvents(world);
  try {
    const start = await startingPoint(sql, options.after);
    let cursor = start.cursor;
    if (start.lost) yield { type: 'snapshot', cursor };
    let nextPing = 0;
    let eager = 0;
    while (!signal.aborted && mayGoOn()) {
      if (ear.heard()) eager = EAGER_POLLS;
      const events = await eventsAfter(sql, cursor, MAX_REPLAY);
      const last = events.at(-1);
      if (last) {
        cursor = cursorOf(last);
        yield { type: 'events', events, cursor };
      }
      const now = world.clock.now();
      if (now.getTime() >= nextPing) {
        nextPing = now.getTime() + PING_MS;
        yield { type: 'ping', at: now.toISOString() };
      }
      if (last) continue;
      await ear.wait(eager-- > 0 ? EAGER_POLL_MS : POLL_MS, signal);
    }
  } finally {
    await ear.close();
  }
}

/** A cursor is lost when it is not one, when more than MAX_REPLAY events follow it, or when it lies beyond the newest event (another database's). */
async function startingPoint(sql: Sql, after: Cursor | null | 'lost'): Promise<{ cursor: Cursor; lost: boolean }> {
  const newest = await newestCursor(sql);
  if (after === 'lost') return { cursor: newest, lost: true };
  if (!after) return { cursor: newest, lost: false };
  const ahead = BigInt(after.tx) > BigInt(newest.tx) || (after.tx === newest.tx && BigInt(after.seq) > BigInt(newest.seq));
  if (ahead) return { cursor: newest, lost: true };
  const missed = await eventsAfter(sql, after, MAX_REPLAY + 1);
  return missed.length > MAX_REPLAY ? { cursor: newest, lost: true } : { cursor: after, lost: false };
}

type Ear = { heard(): boolean; wait(ms: number, signal: AbortSignal): Promise<void>; close(): Promise<void> };

async function listenForEvents(world: World): Promise<Ear> {
  let heard = false;
  let wake = () => {};
  const listener = await world.db
    .listen('deskmates_events', () => {
      heard = true;
      wake();
    })
    .catch(() => null);
  return {
    heard: () => {
      const was = heard;
      heard = false;
      return was;
    },
    async wait(ms, signal) {
      if (heard) return;
      const awake = new AbortController();
      wake = () => awake.abort();
      signal.addEventListener('abort', wake);
      await world.clock.sleep(ms, awake.signal);
      signal.removeEventListener('abort', wake);
    },
    close: async () => {
      await listener?.close();
    },
  };
}

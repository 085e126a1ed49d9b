/** The database port over node-postgres: queries, transactions, and a wake-up where LISTEN is to be had. */
import { createHash } from 'node:crypto';
import pg from 'pg';
import { parseAddress } from './database-address.ts';
import { listenOver } from './database-listen.ts';
import { type Row, type Sql, type Statement, sqlOver } from './sql.ts';

/** What every store takes: the pool or an open transaction. */
export type { Sql } from './sql.ts';

export type Db = {
  sql: Sql;
  /** One transaction; commits when `work` resolves, rolls back when it throws. Never hold it across a model or network call. */
  begin<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
  /** Calls back on every NOTIFY of the channel; resolves to null where LISTEN cannot work (transaction poolers): polling must suffice. */
  listen(channel: string, heard: (payload: string) => void): Promise<{ close(): Promise<void> } | null>;
  /** Database time minus this machine's time, in milliseconds, from the last measurement. */
  clockOffsetMs(): number;
  measureClock(): Promise<number>;
  close(): Promise<void>;
};

/** Asked once for every statement: `lost` never reaches the server, `unanswered` is carried out and then the connection seems to break. */
export type Interference = () => 'lost' | 'unanswered' | null;

export type ConnectOptions = {
  /** For simulations of outages only. */
  interfere?: Interference;
  /** Connections at most; default 10. */
  max?: number;
  applicationName?: string;
  /** How long a server that is starting up or out of reach is tried before connect() throws; default 10 000 ms. */
  patienceMs?: number;
  /** A statement that takes longer is given up, so that a connection whose other end vanished is noticed; default 60 000 ms, 0 = never. */
  statementMs?: number;
};

const OLDEST_SERVER = 150_000;
/** `begin` runs its work again when PostgreSQL says that only the timing was unlucky: serialization failure, deadlock. */
const UNLUCKY = new Set(['40001', '40P01']);
const RETRIES = 3;

/**
 * Opens a pool and makes sure that a PostgreSQL ≥ 15 answers. Reconnects by itself afterwards.
 * Throws an Error whose message names the server and the remedy, and never holds the password.
 */
export async function connect(url: string, options: ConnectOptions = {}): Promise<Db> {
  const address = parseAddress(url);
  const login: pg.ClientConfig = {
    ...address.login,
    application_name: options.applicationName ?? 'deskmates',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    ...(address.pooled ? {} : { options: '-c TimeZone=UTC -c DateStyle=ISO' }),
  };
  const pool = new pg.Pool({ ...login, max: options.max ?? 10, idleTimeoutMillis: 10_000, query_timeout: options.statementMs ?? 60_000 });
  // An idle connection that breaks is no news: the pool drops it, and the next query opens another.
  pool.on('error', () => {});
  const send = sender({ prepare: !address.pooled, interfere: options.interfere });
  const sql = sqlOver((statement, { raw }) => send(pool, statement, raw));
  try {
    await greet(sql, address.name, options.patienceMs ?? 10_000);
  } catch (error) {
    await pool.end();
    throw error;
  }
  const ears = address.pooled ? null : listenOver(login);
  let offsetMs = 0;
  const db: Db = {
    sql,
    begin: (work) => withRetries(() => transaction(pool, send, work)),
    listen: async (channel, heard) => (ears ? ears.listen(channel, heard) : null),
    clockOffsetMs: () => offsetMs,
    async measureClock() {
      const before = Date.now();
      const [row] = await sql<{ at: number }[]>`select extract(epoch from clock_timestamp())::float8 * 1000 as at`;
      const after = Date.now();
      offsetMs = Math.round((row as { at: number }).at - (before + after) / 2);
      return offsetMs;
    },
    async close() {
      await ears?.close();
      await pool.end();
    },
  };
  await db.measureClock();
  return db;
}

type Send = (to: Pick<pg.Pool, 'query'> | Pick<pg.ClientBase, 'query'>, statement: Statement, raw: boolean) => Promise<Row[]>;

/** Our statements are few and come again and again: each is parsed and planned once per connection, under the hash of its text. */
function sender(options: { prepare: boolean; interfere?: Interference }): Send {
  const names = new Map<string, string>();
  const nameOf = (text: string) => {
    const known = names.get(text) ?? createHash('sha1').update(text).digest('base64url');
    if (names.size < 2000) names.set(text, known);
    return known;
  };
  return async (to, { text, parameters }, raw) => {
    try {
      const broken = text === 'rollback' ? null : (options.interfere?.() ?? null);
      if (broken === 'lost') throw brokenConnection();
      const rows = await ask(to, { text, parameters }, raw);
      if (broken) throw brokenConnection();
      return rows;
    } catch (error) {
      throw lostConnection(error);
    }
  };
  async function ask(to: Parameters<Send>[0], { text, parameters }: Statement, raw: boolean): Promise<Row[]> {
    if (raw) return (await to.query(text)).rows ?? [];
    const name = options.prepare ? { name: nameOf(text) } : {};
    return (await to.query({ ...name, text, values: parameters })).rows;
  }
}

function brokenConnection(): Error {
  return Object.assign(new Error('the connection was lost (simulated)'), { code: '08006' });
}

/** The driver says "Connection terminated unexpectedly" without a code: give it SQLSTATE 08006, so that callers can tell an outage from a bug. */
function lostConnection(error: unknown): unknown {
  if (!(error instanceof Error) || codeOf(error)) return error;
  const lost = /connection|terminated|timeout|socket/i.test(error.message);
  return lost ? Object.assign(new Error(error.message, { cause: error }), { code: '08006' }) : error;
}

async function transaction<T>(pool: pg.Pool, send: Send, work: (sql: Sql) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch((error: unknown) => {
    throw lostConnection(error);
  });
  let broken: Error | undefined;
  // A client that is checked out and breaks between two queries would otherwise bring the process down.
  const onError = (error: Error) => {
    broken = error;
  };
  client.on('error', onError);
  const say = (text: string) => send(client, { text, parameters: [] }, true);
  try {
    await say('begin');
    const result = await work(sqlOver((statement, { raw }) => send(client, statement, raw)));
    await say('commit');
    return result;
  } catch (error) {
    await say('rollback').catch((failure: unknown) => {
      broken = failure as Error;
    });
    throw error;
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}

async function withRetries<T>(work: () => Promise<T>): Promise<T> {
  for (let retry = 0; ; retry++) {
    try {
      return await work();
    } catch (error) {
      if (retry === RETRIES || !UNLUCKY.has(codeOf(error))) throw error;
      await pause(10 * 2 ** retry * (1 + Math.random()));
    }
  }
}

/** Asks the server for its version; a server that is starting or restarting gets `patienceMs`. */
async function greet(sql: Sql, name: string, patienceMs: number): Promise<void> {
  const until = Date.now() + patienceMs;
  for (;;) {
    try {
      const [row] = await sql`select current_setting('server_version_num')::int as version`;
      const version = Number(row?.version);
      if (version >= OLDEST_SERVER) return;
      throw new Error(`${name} runs PostgreSQL ${Math.floor(version / 10_000)}; Deskmates needs 15 or newer.`);
    } catch (error) {
      if (!MAY_COME.has(codeOf(error)) || Date.now() >= until) throw explained(error, name);
      await pause(100);
    }
  }
}

const MAY_COME = new Set(['57P03', '57P01', '08006', 'ECONNREFUSED', 'ECONNRESET', 'EAI_AGAIN']);

const REMEDIES: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there. Start the server, or correct host and port in DATABASE_URL',
  ENOTFOUND: 'the host name is unknown. Correct the host in DATABASE_URL',
  '08006': 'no answer in time. Check host, port and firewall',
  '28P01': 'the password was refused. Correct user and password in DATABASE_URL (special characters must be percent-encoded)',
  '28000': 'the login was refused. Correct the user in DATABASE_URL, or add ?sslmode=require if the server wants TLS',
  '3D000': 'the database does not exist. Create it, or correct the name in DATABASE_URL',
  '53300': 'it has no connection left. Close other clients, or use the pooler address',
  '57P03': 'it is still starting up. Try again in a moment',
};

function explained(error: unknown, name: string): Error {
  const said = error instanceof Error ? error.message : String(error);
  const remedy = REMEDIES[codeOf(error)];
  return remedy ? new Error(`Cannot use PostgreSQL at ${name}: ${remedy}. (${said || codeOf(error)})`, { cause: error }) : (error as Error);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && error.code ? String(error.code) : '';
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

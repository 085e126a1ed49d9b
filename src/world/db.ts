/** The database port over postgres.js: queries, transactions, and a wake-up where LISTEN is to be had. */
import postgres from 'postgres';
import { parseAddress } from './database-address.ts';
import { listenOver } from './database-listen.ts';

/** What every store takes: the pool or an open transaction. */
export type Sql = postgres.ISql<Record<string, never>>;

export type Db = {
  sql: postgres.Sql<Record<string, never>>;
  /** One transaction; commits when `work` resolves, rolls back when it throws. Never hold it across a model or network call. */
  begin<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
  /** Calls back on every NOTIFY of the channel; resolves to null where LISTEN cannot work (transaction poolers): polling must suffice. */
  listen(channel: string, heard: (payload: string) => void): Promise<{ close(): Promise<void> } | null>;
  /** Database time minus this machine's time, in milliseconds, from the last measurement. */
  clockOffsetMs(): number;
  measureClock(): Promise<number>;
  close(): Promise<void>;
};

export type ConnectOptions = {
  /** Connections at most; default 10. */
  max?: number;
  applicationName?: string;
  /** How long a server that is starting up or out of reach is tried before connect() throws; default 10 000 ms. */
  patienceMs?: number;
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
  const settings: postgres.Options<Record<never, never>> = {
    max: options.max ?? 10,
    connect_timeout: 10,
    idle_timeout: 10,
    keep_alive: 30,
    backoff: (tries) => Math.min(0.05 * 2 ** tries, 2),
    prepare: !address.pooled,
    onnotice: () => {},
    connection: { application_name: options.applicationName ?? 'deskmates', TimeZone: 'UTC', DateStyle: 'ISO' },
    ...(address.ssl && { ssl: address.ssl }),
  };
  const sql = postgres(address.url, settings);
  try {
    await greet(sql, address.name, options.patienceMs ?? 10_000);
  } catch (error) {
    await sql.end({ timeout: 0 });
    throw error;
  }
  const ears = address.pooled ? null : listenOver(address.url, settings);
  let offsetMs = 0;
  const db: Db = {
    sql,
    begin: <T>(work: (sql: Sql) => Promise<T>) => withRetries(() => sql.begin((tx) => work(tx as unknown as Sql)) as Promise<T>),
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
      await sql.end({ timeout: 3 });
    },
  };
  await db.measureClock();
  return db;
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
async function greet(sql: postgres.Sql, name: string, patienceMs: number): Promise<void> {
  const until = Date.now() + patienceMs;
  for (;;) {
    try {
      const [row] = await within(sql`select current_setting('server_version_num')::int as version`, patienceMs);
      const version = Number(row?.version);
      if (version >= OLDEST_SERVER) return;
      throw new Error(`${name} runs PostgreSQL ${Math.floor(version / 10_000)}; Deskmates needs 15 or newer.`);
    } catch (error) {
      if (!MAY_COME.has(codeOf(error)) || Date.now() >= until) throw explained(error, name);
      await pause(100);
    }
  }
}

const MAY_COME = new Set(['57P03', '57P01', 'ECONNREFUSED', 'ECONNRESET', 'CONNECTION_CLOSED', 'EAI_AGAIN']);

const REMEDIES: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there. Start the server, or correct host and port in DATABASE_URL',
  ENOTFOUND: 'the host name is unknown. Correct the host in DATABASE_URL',
  CONNECT_TIMEOUT: 'no answer in time. Check host, port and firewall',
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
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** postgres.js reconnects for ever when a server accepts and hangs up at once; this ends the wait. */
async function within<T>(work: PromiseLike<T>, ms: number): Promise<T> {
  const timer = Promise.withResolvers<never>();
  const handle = setTimeout(() => timer.reject(Object.assign(new Error('no answer'), { code: 'CONNECT_TIMEOUT' })), ms + 5000);
  try {
    return await Promise.race([work, timer.promise]);
  } finally {
    clearTimeout(handle);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

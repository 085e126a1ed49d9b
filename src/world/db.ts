/** The database port over postgres.js: queries, transactions, and a wake-up where LISTEN is to be had. */
import type postgres from 'postgres';

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

/** Databases for a moment: made beside the company's own, cloned from one migrated template, gone afterwards. */
import { type ConnectOptions, connect, type Db } from './db.ts';
import { migrate } from './migrate.ts';

export type ThrowawayDb = {
  db: Db;
  url: string;
  /** Ends every connection, as a restart of the server does, and waits until the pool has another. */
  cut(): Promise<void>;
  drop(): Promise<void>;
};

export type Throwaway = {
  /** A fresh, migrated database, reached by one connection, so that statements always follow one another in the same order. */
  open(options?: Pick<ConnectOptions, 'interfere'>): Promise<ThrowawayDb>;
  close(): Promise<void>;
};

const PREFIX = 'deskmates_simulation_';
const PASSING = new Set(['55006', '40001', 'XX000', '08006', '57P01', 'ECONNRESET', 'EPIPE']);
const TRIES = 50;

/** @param name told apart from others that run at the same time @throws Error naming the remedy when this login may not create databases */
export async function throwawayDatabases(serverUrl: string, migrations: string, name: string): Promise<Throwaway> {
  const admin = await connect(serverUrl, { max: 1 });
  const template = `${PREFIX}${name}`;
  let opened = 0;
  try {
    await sweep(admin);
    await admin.sql`create database ${admin.sql(template)} template template0`;
    // What is thrown away need not survive a crash of the machine.
    await admin.sql`alter database ${admin.sql(template)} set synchronous_commit = off`;
    const first = await connect(inDatabase(serverUrl, template), { max: 1 });
    await migrate(first, migrations).finally(() => first.close());
  } catch (error) {
    await drop(admin, template).catch(() => {});
    await admin.close();
    if ((error as { code?: string }).code !== '42501') throw error;
    throw new Error(
      'A simulation runs in a database of its own, and this login may not create one: unset DATABASE_URL to use the embedded PostgreSQL, or grant CREATEDB.',
      {
        cause: error,
      },
    );
  }
  return {
    async open(options = {}) {
      const one = `${template}_${++opened}`;
      await patiently(() => admin.sql`create database ${admin.sql(one)} template ${admin.sql(template)}`);
      await admin.sql`alter database ${admin.sql(one)} set synchronous_commit = off`;
      const url = inDatabase(serverUrl, one);
      const db = await connect(url, { max: 1, applicationName: one, ...options });
      return {
        db,
        url,
        async cut() {
          await admin.sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${one}`;
          await patiently(() => db.sql`select 1`);
        },
        async drop() {
          await db.close();
          await drop(admin, one);
        },
      };
    },
    async close() {
      await drop(admin, template).catch(() => {});
      await admin.close();
    },
  };
}

/** What simulations that were killed left behind: nobody is connected to it. */
async function sweep(admin: Db): Promise<void> {
  const left = await admin.sql<{ name: string }[]>`
    select datname as name from pg_database d where starts_with(datname, ${PREFIX}) and not exists (select 1 from pg_stat_activity a where a.datid = d.oid)
      and (pg_stat_file('base/' || d.oid || '/PG_VERSION', true)).modification < clock_timestamp() - interval '1 hour'`.catch(() => []);
  for (const { name } of left) await drop(admin, name).catch(() => {});
}

function drop(admin: Db, name: string): Promise<unknown> {
  return patiently(() => admin.sql`drop database if exists ${admin.sql(name)} with (force)`);
}

/** The template is being copied, or two drops met: a moment later it works. */
async function patiently(work: () => PromiseLike<unknown>): Promise<unknown> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (tries === TRIES || !PASSING.has(String((error as { code?: unknown }).code))) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** The same server and login, another database. */
function inDatabase(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
}

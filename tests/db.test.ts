/** The database port: types in and out, wake-ups, poolers, lost connections, bad addresses. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseAddress } from '../src/world/database-address.ts';
import { connect, type Db } from '../src/world/db.ts';
import { startEmbedded } from '../src/world/embedded-postgres.ts';
import { type TestDatabase, testDatabase } from './database.ts';

let base: TestDatabase;
let db: Db;
beforeAll(async () => {
  base = await testDatabase();
  db = base.db;
});
afterAll(() => base.drop());

async function until(what: string, holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 300 && !holds(); tries++) await pause(50);
  if (!holds()) throw new Error(`waited in vain until ${what}`);
}

describe('values', () => {
  test('come back as they are stored: big integers as text, JSON as values, times as Date', async () => {
    const at = new Date('2026-03-02T09:00:00.123Z');
    const value = { a: [1, 'two', null, { deep: true }], é: '😀' };
    const [row] =
      await db.sql`select ${'9007199254740993'}::int8 as big, ${db.sql.json(value)}::jsonb as value, ${at}::timestamptz as at, ${['x', 'y"z']}::text[] as list`;
    expect(row).toEqual({ big: '9007199254740993', value, at, list: ['x', 'y"z'] });
  });
  test('of undefined are refused instead of silently becoming null', async () => {
    await expect(db.sql`select ${undefined as unknown as string}`).rejects.toThrow(/undefined/i);
  });
  test('of time do not depend on the server’s or the session’s time zone', async () => {
    const [row] = await db.sql`select date_trunc('day', '2026-03-02T23:30:00-05'::timestamptz) as day`;
    expect(row?.day).toEqual(new Date('2026-03-03T00:00:00Z'));
  });
});

describe('transactions', () => {
  test('roll back whole when their work throws', async () => {
    await db.sql`create table rolled (n int)`;
    const failing = db.begin(async (sql) => {
      await sql`insert into rolled values (1)`;
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await db.sql`select * from rolled`).toHaveLength(0);
  });

  test('that deadlock are run again, so that both get through', async () => {
    await db.sql`create table pair (id int primary key, n int not null)`;
    await db.sql`insert into pair values (1, 0), (2, 0)`;
    let waiting = 0;
    const both = Promise.withResolvers<void>();
    const add = (first: number, second: number) => {
      let tries = 0;
      return db.begin(async (sql) => {
        await sql`update pair set n = n + 1 where id = ${first}`;
        if (tries++ === 0) {
          if (++waiting === 2) both.resolve();
          await both.promise;
        }
        await sql`update pair set n = n + 1 where id = ${second}`;
        return tries;
      });
    };
    const tries = await Promise.all([add(1, 2), add(2, 1)]);
    expect(tries.sort()).toEqual([1, 2]);
    expect((await db.sql`select n from pair`).map((row) => row.n)).toEqual([2, 2]);
  });
});

describe('wake-ups', () => {
  test('reach every listener of the channel with the payload, until it closes', async () => {
    const heard: string[] = [];
    const [one, two] = await Promise.all([
      db.listen('bell', (payload) => heard.push(`one ${payload}`)),
      db.listen('bell', (payload) => heard.push(`two ${payload}`)),
    ]);
    await db.sql`select pg_notify('bell', 'ding')`;
    await until('both heard it', () => heard.length === 2);
    expect(heard.sort()).toEqual(['one ding', 'two ding']);
    await one?.close();
    await db.sql`select pg_notify('bell', 'dong')`;
    await until('the other heard it', () => heard.length === 3);
    expect(heard.at(-1)).toBe('two dong');
    await two?.close();
  });

  test('come again after the connection was cut', async () => {
    const heard: string[] = [];
    const ear = await db.listen('cut', (payload) => heard.push(payload));
    await db.sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like 'listen %'`;
    await until('it listens again', () => {
      void db.sql`select pg_notify('cut', 'again')`.catch(() => {});
      return heard.includes('again');
    });
    await ear?.close();
  });
});

test('a transaction pooler gets no prepared statement and no LISTEN, and everything else works', async () => {
  const pooled = await connect(`${base.url}?pgbouncer=true&connection_limit=1`);
  expect(await pooled.listen('bell', () => {})).toBe(null);
  for (let i = 0; i < 3; i++) expect(await pooled.sql`select ${i}::int as n`).toEqual([{ n: i }]);
  expect(await pooled.begin((sql) => sql`select count(*)::int as n from pg_prepared_statements`)).toEqual([{ n: 0 }]);
  await pooled.close();
});

test('a server that restarts is found again by the pool and by the listeners', async () => {
  const root = await mkdtemp(join(tmpdir(), 'deskmates-restart-'));
  await chmod(root, 0o711);
  const options = { dataDir: join(root, 'postgres') };
  const first = await startEmbedded(options);
  const survivor = await connect(first.url);
  const heard: string[] = [];
  await survivor.listen('bell', (payload) => heard.push(payload));
  await survivor.begin(async (sql) => sql`create table kept as select 1 as n`);
  await first.stop();
  await expect(survivor.sql`select 1`).rejects.toThrow();
  const second = await startEmbedded(options);
  let answered = false;
  await until('the pool answers', () => {
    void survivor.sql`select n from kept`.then(
      () => {
        answered = true;
      },
      () => {},
    );
    return answered;
  });
  await until('the listener hears', () => {
    void survivor.sql`select pg_notify('bell', 'back')`.catch(() => {});
    return heard.includes('back');
  });
  await survivor.close();
  await second.stop();
  await rm(root, { recursive: true, force: true });
});

test('the clock offset is the database’s time minus ours', async () => {
  const real = Date.now;
  try {
    Date.now = () => real() - 3_600_000;
    expect(await db.measureClock()).toBeGreaterThan(3_590_000);
    expect(db.clockOffsetMs()).toBeLessThan(3_610_000);
  } finally {
    Date.now = real;
  }
  await db.measureClock();
});

describe('addresses', () => {
  test('of poolers are recognised, and parameters that PostgreSQL refuses are dropped', () => {
    expect(parseAddress('postgres://u:p@db.example:6543/postgres')).toMatchObject({ pooled: true, name: 'db.example:6543/postgres' });
    expect(parseAddress('postgres://u:p@h/d?prepare=false&schema=public&sslmode=require')).toMatchObject({
      pooled: true,
      login: { host: 'h', port: 5432, user: 'u', password: 'p', database: 'd', ssl: { rejectUnauthorized: false } },
    });
    expect(parseAddress('postgres://u:p%23w@h/d?sslmode=verify-full').login).toMatchObject({
      password: 'p#w',
      ssl: { rejectUnauthorized: true },
    });
    expect(parseAddress('postgres://u@h/d').login.ssl).toBe(false);
    expect(parseAddress('postgresql://u:p@h:5432/d').pooled).toBe(false);
  });
  test.each(['postgres://user:se#cret/x@host/db', 'mysql://user:secret@host/db', 'secret', ''])(
    'that are none are refused without being repeated: %s',
    async (text) => {
      const error: unknown = await connect(text).catch((thrown: unknown) => thrown);
      expect(String(error)).toMatch(/DATABASE_URL is not a PostgreSQL address/);
      expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('secret');
    },
  );
  test('where nothing listens, and databases that do not exist, are named with the remedy and without the password', async () => {
    const gone = await connect('postgres://u:hidden@127.0.0.1:1/d', { patienceMs: 0 }).catch(String);
    expect(gone).toMatch(/127\.0\.0\.1:1\/d: nothing listens there/);
    const missing = new URL(base.url);
    missing.pathname = '/no_such_database';
    expect(await connect(missing.href).catch(String)).toMatch(/the database does not exist\. Create it/);
    expect(gone).not.toContain('hidden');
  });
});

/** Migrations: each once, each whole or not at all, refused when the past was edited, and pasteable by hand. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connect } from '../src/world/db.ts';
import { adopt, migrate } from '../src/world/migrate.ts';
import { bareDatabase, type TestDatabase } from './database.ts';

const ours = join(import.meta.dirname, '..', 'migrations');
const names = (await readdir(ours)).filter((name) => name.endsWith('.sql')).sort();

let dir: string;
let base: TestDatabase;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'deskmates-migrations-'));
  base = await bareDatabase();
});
afterEach(async () => {
  await base.drop();
  await rm(dir, { recursive: true, force: true });
});

const file = (name: string, sql: string) => writeFile(join(dir, name), sql);
const landed = async () => (await base.db.sql`select name from schema_migrations order by name`).map((row) => row.name);
const exists = async (table: string) => (await base.db.sql`select to_regclass(${table}) is not null as there`)[0]?.there;

async function paste(upTo = names.length): Promise<void> {
  for (const name of names.slice(0, upTo)) await base.db.sql.unsafe(await readFile(join(ours, name), 'utf8'));
}

describe('migrating', () => {
  test('runs every file once, in order, and nothing the second time', async () => {
    expect(await migrate(base.db, ours)).toEqual(names);
    expect(await migrate(base.db, ours)).toEqual([]);
    expect(await landed()).toEqual(names);
  });

  test('records when, by the clock it is given', async () => {
    await file('001_a.sql', 'create table a ()');
    const now = new Date('2026-03-02T09:00:00Z');
    await migrate(base.db, dir, { now });
    expect((await base.db.sql`select applied_at from schema_migrations`)[0]?.applied_at).toEqual(now);
  });

  test('by eight processes at once runs each file once', async () => {
    const others = await Promise.all(Array.from({ length: 8 }, () => connect(base.url, { max: 2 })));
    const ran = await Promise.all(others.map((db) => migrate(db, ours)));
    await Promise.all(others.map((db) => db.close()));
    expect(ran.flat().sort()).toEqual(names);
  });

  test('works through a transaction pooler’s restrictions', async () => {
    const pooled = await connect(`${base.url}?pgbouncer=true`);
    expect(await migrate(pooled, ours)).toEqual(names);
    await pooled.close();
  });

  test('sorts by number, not by letter', async () => {
    await file('999_b.sql', 'create table b ()');
    await file('1000_c.sql', 'create table c (like b)');
    expect(await migrate(base.db, dir)).toEqual(['999_b.sql', '1000_c.sql']);
  });
});

describe('a migration that fails', () => {
  test('leaves nothing behind, names file and line, and can be run again once it is mended', async () => {
    await file('001_good.sql', 'create table good ()');
    await file('002_broken.sql', 'create table half ();\n\ncreate table other (;\n');
    await expect(migrate(base.db, dir)).rejects.toThrow(/002_broken\.sql, line 3: .*Nothing of this file was kept/);
    expect([await exists('good'), await exists('half')]).toEqual([true, false]);
    expect(await landed()).toEqual(['001_good.sql']);
    await file('002_broken.sql', 'create table half ()');
    expect(await migrate(base.db, dir)).toEqual(['002_broken.sql']);
  });

  test('because it commits by itself is refused before it runs', async () => {
    await file('001_own.sql', 'create table own ();\ncommit;\n');
    await expect(migrate(base.db, dir)).rejects.toThrow(/001_own\.sql holds “commit;”/);
    expect(await exists('own')).toBe(false);
  });
});

describe('a past that changed is refused:', () => {
  beforeEach(async () => {
    await file('001_a.sql', 'create table a ();\ncreate table a2 ();\n');
    await file('002_b.sql', 'create table b ()');
    await migrate(base.db, dir);
  });

  test('an edited file, by name and remedy', async () => {
    await file('001_a.sql', 'create table a (n int)');
    await expect(migrate(base.db, dir)).rejects.toThrow(/001_a\.sql was changed after it landed\. Restore it/);
  });
  test('but not other line ends, which a checkout on Windows brings', async () => {
    await file('001_a.sql', 'create table a ();\r\ncreate table a2 ();\r\n');
    expect(await migrate(base.db, dir)).toEqual([]);
  });
  test('a missing file', async () => {
    await rm(join(dir, '001_a.sql'));
    await expect(migrate(base.db, dir)).rejects.toThrow(/001_a\.sql has landed in the database, but its file is missing/);
  });
  test('a database that is newer than the program', async () => {
    await rm(join(dir, '002_b.sql'));
    await expect(migrate(base.db, dir)).rejects.toThrow(/database is newer than this copy.*002_b\.sql.*Update the program/);
  });
  test('a file slipped in before one that has landed', async () => {
    await rm(join(dir, '001_a.sql'));
    await base.db.sql`delete from schema_migrations where name = '001_a.sql'`;
    await file('001_late.sql', 'create table late ()');
    await expect(migrate(base.db, dir)).rejects.toThrow(/001_late\.sql comes before a migration that has landed/);
  });
  test('two files of one number', async () => {
    await file('002_c.sql', 'create table c ()');
    await expect(migrate(base.db, dir)).rejects.toThrow(/two migrations have the number 2/);
  });
});

describe('migrations pasted by hand', () => {
  test('run one after the other in a bare database, are adopted, and need nothing more', async () => {
    await paste();
    await expect(migrate(base.db, ours)).rejects.toThrow(/migrate --adopt/);
    expect(await adopt(base.db, ours)).toEqual(names);
    expect(await migrate(base.db, ours)).toEqual([]);
    expect(await adopt(base.db, ours)).toEqual([]);
  });
  test('only the first ones: those are adopted, the rest is run', async () => {
    await paste(3);
    expect(await adopt(base.db, ours)).toEqual(names.slice(0, 3));
    expect(await migrate(base.db, ours)).toEqual(names.slice(3));
  });
  test('in part: adopting names the table that is not there', async () => {
    await paste();
    await base.db.sql`drop table ops_policy_history`;
    await expect(adopt(base.db, ours)).rejects.toThrow(/001_policy\.sql is not all there: ops_policy_history does not exist/);
    expect(await landed()).toEqual([]);
  });
  test('nothing at all: nothing is adopted', async () => {
    expect(await adopt(base.db, ours)).toEqual([]);
  });
});

test('every table has row-level security switched on and no policy, so that a Supabase project exposes none', async () => {
  await migrate(base.db, ours);
  const open = await base.db.sql`
    select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relrowsecurity`;
  expect(open.map((row) => row.relname)).toEqual([]);
  expect(await base.db.sql`select policyname from pg_policies`).toHaveLength(0);
  expect((await base.db.sql`select count(*)::int as n from pg_tables where schemaname = 'public'`)[0]?.n).toBeGreaterThan(15);
});

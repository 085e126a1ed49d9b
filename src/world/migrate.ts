/** Brings a database to the newest schema: numbered plain SQL files, each in one transaction, each once. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Db, Sql } from './db.ts';

type Migration = { name: string; number: number; body: string; checksum: string };
type Landed = { name: string; checksum: string };

/** Any number, the same for every copy of the program: whoever holds it migrates, the others wait. */
const LOCK = 727_274_001;

/**
 * Runs what has not landed yet and returns the names of those files. Any number of processes may call it at once.
 * Throws an Error with file, line and remedy; a file that fails leaves nothing behind.
 */
export async function migrate(db: Db, dir: string, options: { now?: Date } = {}): Promise<string[]> {
  const files = await readMigrations(dir);
  await db.begin(prepareLedger);
  const applied: string[] = [];
  for (const file of pending(files, await db.begin(lockLedger))) {
    // Another process may have run it since. The lock ends with its transaction, so that it also works where a pooler gives each transaction another session.
    const ran = await db.begin(async (sql) => {
      if (!pending(files, await lockLedger(sql)).includes(file)) return false;
      await run(sql, file);
      await record(sql, file, options.now ?? new Date(Date.now() + db.clockOffsetMs()));
      return true;
    });
    if (ran) applied.push(file.name);
  }
  return applied;
}

/**
 * Records migrations that a person pasted into a SQL editor, without running them; returns the names recorded.
 * The rule: a file counts as pasted when every table it creates exists, or every index when it creates no table. Files are pasted in order,
 * so one that creates neither counts as pasted when a later file was. Throws when a file was pasted in part, or when one in the middle is missing.
 */
export async function adopt(db: Db, dir: string, options: { now?: Date } = {}): Promise<string[]> {
  const files = await readMigrations(dir);
  await db.begin(prepareLedger);
  return db.begin(async (sql) => {
    const left = pending(files, await lockLedger(sql));
    const states = [];
    for (const file of left) states.push({ file, ...(await traceOf(sql, file)) });
    const last = states.findLastIndex((state) => state.present.length > 0);
    const pasted = states.slice(0, last + 1);
    const torn = pasted.find((state) => state.missing.length > 0);
    if (torn) {
      throw new Error(
        `${torn.file.name} is not all there: ${torn.missing.join(', ')} does not exist. Paste the file again after dropping what it left, then adopt.`,
      );
    }
    for (const { file } of pasted) await record(sql, file, options.now ?? new Date(Date.now() + db.clockOffsetMs()));
    return pasted.map(({ file }) => file.name);
  });
}

async function readMigrations(dir: string): Promise<Migration[]> {
  const names = (await readdir(dir)).filter((name) => /^\d{3,}_.+\.sql$/.test(name));
  const files = await Promise.all(names.map((name) => readMigration(dir, name)));
  files.sort((a, b) => a.number - b.number);
  const twin = files.find((file, at) => file.number === files[at - 1]?.number);
  if (twin) throw new Error(`${dir}: two migrations have the number ${twin.number}. Give ${twin.name} the next free one.`);
  if (files.length === 0) throw new Error(`${dir} holds no migration (001_name.sql …).`);
  return files;
}

async function readMigration(dir: string, name: string): Promise<Migration> {
  const body = (await readFile(join(dir, name), 'utf8')).replace(/^\ufeff/, '').replaceAll('\r\n', '\n');
  const own = body.match(/^\s*(begin|commit|rollback|start transaction)(\s+(work|transaction))?\s*;/im);
  if (own) throw new Error(`${name} holds “${own[0].trim()}”: a migration runs in one transaction of its own. Remove that line.`);
  return { name, number: Number.parseInt(name, 10), body, checksum: createHash('sha256').update(body).digest('hex') };
}

async function prepareLedger(sql: Sql): Promise<void> {
  await sql`select pg_advisory_xact_lock(${LOCK})`;
  const [found] = await sql`select to_regclass('schema_migrations') is not null as there`;
  if (found?.there) return;
  await sql`create table schema_migrations (
    name text primary key,
    checksum text not null,
    applied_at timestamptz not null
  )`;
  await sql`alter table schema_migrations enable row level security`;
}

async function lockLedger(sql: Sql): Promise<Landed[]> {
  await sql`select pg_advisory_xact_lock(${LOCK})`;
  return sql<Landed[]>`select name, checksum from schema_migrations`;
}

async function record(sql: Sql, file: Migration, now: Date): Promise<void> {
  await sql`insert into schema_migrations (name, checksum, applied_at) values (${file.name}, ${file.checksum}, ${now})`;
}

/** The files still to run, in order. Throws when the record and the files tell different stories. */
function pending(files: Migration[], landed: Landed[]): Migration[] {
  const newest = files.at(-1) as Migration;
  const checksums = new Map(landed.map((row) => [row.name, row.checksum]));
  for (const { name } of landed) {
    if (files.some((file) => file.name === name)) continue;
    throw new Error(
      Number.parseInt(name, 10) > newest.number
        ? `The database is newer than this copy of the program: it has ${name}, the newest here is ${newest.name}. Update the program.`
        : `${name} has landed in the database, but its file is missing. Restore it; a landed migration is never removed or renamed.`,
    );
  }
  const edited = files.find((file) => checksums.has(file.name) && checksums.get(file.name) !== file.checksum);
  if (edited) throw new Error(`${edited.name} was changed after it landed. Restore it, and put the change into a new migration.`);
  const todo = files.filter((file) => !checksums.has(file.name));
  const late = todo.find((file) => files.some((other) => checksums.has(other.name) && other.number > file.number));
  if (late) throw new Error(`${late.name} comes before a migration that has landed already. Give it the next free number.`);
  return todo;
}

async function run(sql: Sql, file: Migration): Promise<void> {
  try {
    await sql`set local statement_timeout = 0`;
    await sql.unsafe(file.body);
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    const at = 'position' in error ? `, line ${file.body.slice(0, Number(error.position)).split('\n').length}` : '';
    const pasted = ['42P07', '42710', '42723'].includes(String(error.code))
      ? ' If the migrations were pasted by hand, record them first: npm run deskmates -- migrate --adopt.'
      : '';
    throw new Error(`${file.name}${at}: ${error.message}. Nothing of this file was kept.${pasted}`, { cause: error });
  }
}

/** What shows that a file was pasted: its tables; without any, its indexes, which a later file might have replaced. */
async function traceOf(sql: Sql, file: Migration): Promise<{ present: string[]; missing: string[] }> {
  const named = (form: RegExp) => [...file.body.matchAll(form)].map((match) => match[1] as string);
  const tables = named(/^\s*create table\s+(?:if not exists\s+)?([a-z_][\w.]*)/gim);
  const names = tables.length ? tables : named(/^\s*create (?:unique )?index\s+(?:if not exists\s+)?([a-z_]\w*)/gim);
  const present: string[] = [];
  const missing: string[] = [];
  for (const name of names) {
    const [row] = await sql`select to_regclass(${name}) is not null as there`;
    (row?.there ? present : missing).push(name);
  }
  return { present, missing };
}

/** A database of its own for each test file: a clone of the migrated template, gone afterwards. */
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { inject } from 'vitest';
import { connect, type Db } from '../src/world/db.ts';

export type TestDatabase = { db: Db; url: string; drop(): Promise<void> };

/** Migrated, and empty otherwise. */
export async function testDatabase(): Promise<TestDatabase> {
  return cloneOf(inject('template'));
}

/** Without any table of ours. */
export async function bareDatabase(): Promise<TestDatabase> {
  return cloneOf('template0');
}

async function cloneOf(template: string): Promise<TestDatabase> {
  const adminUrl = inject('adminUrl');
  const name = `${inject('template')}_${randomBytes(4).toString('hex')}`;
  await asAdmin(adminUrl, (admin) => admin.sql`create database ${admin.sql(name)} template ${admin.sql(template)}`);
  const url = inDatabase(adminUrl, name);
  const db = await connect(url);
  return {
    db,
    url,
    async drop() {
      await db.close();
      await asAdmin(adminUrl, (admin) => admin.sql`drop database if exists ${admin.sql(name)} with (force)`);
    },
  };
}

/** The same server and login, another database. */
export function inDatabase(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
}

const TRIES = 20;
/** The template is in use (another worker clones it just now), or two drops met. */
const BUSY = new Set(['55006', '40001', 'XX000']);

/** A connection that may create and drop databases; work that meets another worker's is done again. */
export async function asAdmin(url: string, work: (admin: Db) => Promise<unknown>): Promise<void> {
  const admin = await connect(url, { max: 1 });
  try {
    for (let tries = 1; ; tries++) {
      try {
        await work(admin);
        return;
      } catch (error) {
        if (tries === TRIES || !BUSY.has(String((error as { code?: unknown }).code))) throw error;
        await pause(100);
      }
    }
  } finally {
    await admin.close();
  }
}

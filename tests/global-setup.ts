/** Once per test run: a PostgreSQL (embedded, or the one DATABASE_URL names) with a migrated template database that test files clone. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { connect, type Db } from '../src/world/db.ts';
import { startEmbedded } from '../src/world/embedded-postgres.ts';
import { migrate } from '../src/world/migrate.ts';
import { inDatabase } from './database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A login that may create databases. */
    adminUrl: string;
    /** The name of the migrated template; databases of this run begin with it. */
    template: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = process.env.DATABASE_URL ? { url: process.env.DATABASE_URL, stop: async () => {} } : await embedded();
  const admin = await connect(server.url, { max: 2 });
  const template = `deskmates_test_${process.pid}_${Date.now().toString(36)}`;
  await makeTemplate(admin, server.url, template);
  project.provide('adminUrl', server.url);
  project.provide('template', template);
  return async () => {
    await dropAll(admin, template);
    await admin.close();
    await server.stop();
  };
}

async function embedded(): Promise<{ url: string; stop(): Promise<void> }> {
  const root = await mkdtemp(join(tmpdir(), 'deskmates-tests-'));
  // As root, the server runs as another user, who must get in.
  await chmod(root, 0o711);
  const server = await startEmbedded({ dataDir: join(root, 'postgres') });
  return {
    url: server.url,
    async stop() {
      await server.stop();
      await rm(root, { recursive: true, force: true });
    },
  };
}

async function makeTemplate(admin: Db, url: string, template: string): Promise<void> {
  await admin.sql`create database ${admin.sql(template)}`;
  const db = await connect(inDatabase(url, template), { max: 1 });
  await migrate(db, join(import.meta.dirname, '..', 'migrations'));
  await db.close();
  // A template that somebody is connected to cannot be cloned.
  await admin.sql`alter database ${admin.sql(template)} allow_connections false`;
}

async function dropAll(admin: Db, template: string): Promise<void> {
  const rows = await admin.sql`select datname from pg_database where starts_with(datname, ${template})`;
  for (const { datname } of rows) await admin.sql`drop database if exists ${admin.sql(String(datname))} with (force)`;
}

/** Once per test run: a PostgreSQL (embedded, or the one DATABASE_URL names) with a migrated template database that test files clone. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { connect } from '../src/world/db.ts';
import { startEmbedded } from '../src/world/embedded-postgres.ts';
import { migrate } from '../src/world/migrate.ts';
import { asAdmin, inDatabase } from './database.ts';

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
  const template = `deskmates_test_${process.pid}_${Date.now().toString(36)}`;
  project.provide('adminUrl', server.url);
  project.provide('template', template);
  const teardown = async () => {
    await dropAll(server.url, template);
    await server.stop();
  };
  try {
    await makeTemplate(server.url, template);
  } catch (error) {
    await teardown();
    throw error;
  }
  return teardown;
}

async function embedded(): Promise<{ url: string; stop(): Promise<void> }> {
  const root = await mkdtemp(join(tmpdir(), 'deskmates-tests-'));
  // As root, the server runs as another user, who must get in.
  await chmod(root, 0o711);
  const clean = () => rm(root, { recursive: true, force: true });
  try {
    const server = await startEmbedded({ dataDir: join(root, 'postgres') });
    return { url: server.url, stop: () => server.stop().then(clean) };
  } catch (error) {
    await clean();
    throw error;
  }
}

async function makeTemplate(url: string, template: string): Promise<void> {
  await asAdmin(url, (admin) => admin.sql`create database ${admin.sql(template)}`);
  const db = await connect(inDatabase(url, template), { max: 1 });
  await migrate(db, join(import.meta.dirname, '..', 'migrations')).finally(() => db.close());
  // A template that somebody is connected to cannot be cloned.
  await asAdmin(url, (admin) => admin.sql`alter database ${admin.sql(template)} allow_connections false`);
}

async function dropAll(url: string, template: string): Promise<void> {
  await asAdmin(url, async (admin) => {
    const rows = await admin.sql`select datname from pg_database where starts_with(datname, ${template})`;
    for (const { datname } of rows) await admin.sql`drop database if exists ${admin.sql(String(datname))} with (force)`;
  });
}

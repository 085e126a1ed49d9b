/** How a process finds the company's database: DATABASE_URL, else the embedded server that runs, else that server started for a while. */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseAddress } from './database-address.ts';
import { findRunning, readConnection } from './embedded/connection.ts';
import type { Env } from './env.ts';

export type FoundDatabase = {
  url: string;
  /** host:port/database */
  name: string;
  kind: 'url' | 'embedded';
  /** Stops the embedded server if it was started here. */
  release(): Promise<void>;
  /** Resolves with a sentence when an embedded server that was started here is gone for good. */
  lost: Promise<string> | null;
};

/** There is no company in this folder yet. */
export class NoCompany extends Error {
  override readonly name = 'NoCompany';
}

/**
 * @param options.create whether a first database may be made; else NoCompany is thrown when there is none
 * @throws Error whose message names the place and the remedy, never a password
 */
export async function openDatabase(
  env: Pick<Env, 'databaseUrl' | 'dataDir'>,
  options: { create?: boolean; onProgress?: (sentence: string) => void } = {},
): Promise<FoundDatabase> {
  const found = await findDatabase(env);
  if (found) return found;
  if (!options.create && !hasCluster(env.dataDir)) {
    throw new NoCompany(
      `There is no company in ${env.dataDir} yet. Start it with: npm start (or set DATABASE_URL to use another database)`,
    );
  }
  mkdirSync(env.dataDir, { recursive: true });
  const { startEmbedded } = await import('./embedded-postgres.ts');
  const server = await startEmbedded({ dataDir: join(env.dataDir, 'postgres'), onProgress: options.onProgress });
  return { ...named(server.url, 'embedded'), release: () => server.stop(), lost: server.lost };
}

/** Only what is there already: DATABASE_URL or a running embedded server; null when neither is. */
export async function findDatabase(env: Pick<Env, 'databaseUrl' | 'dataDir'>): Promise<FoundDatabase | null> {
  if (env.databaseUrl) return { ...named(env.databaseUrl, 'url'), release: async () => {}, lost: null };
  const running = await findRunning(env.dataDir);
  return running ? { ...named(running, 'embedded'), release: async () => {}, lost: null } : null;
}

function named(url: string, kind: FoundDatabase['kind']) {
  return { url, kind, name: parseAddress(url).name };
}

/** The data may lie elsewhere: where the server's account can reach it. */
function hasCluster(dataRoot: string): boolean {
  const known = readConnection(dataRoot)?.dataDir ?? join(dataRoot, 'postgres');
  return existsSync(join(known, 'PG_VERSION'));
}

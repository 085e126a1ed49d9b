/** The World for the length of one command: the company's database is found, or its embedded server started for that long. */
import { loadCompany } from '../../company/index.ts';
import { type FoundDatabase, openDatabase } from '../world/database-url.ts';
import { passwordsIn, readEnv, secretsOf } from '../world/env.ts';
import { type LiveWorld, liveWorld } from '../world/live.ts';
import { makeLog } from '../world/log.ts';
import { processEnv } from '../world/process-env.ts';
import type { Log } from '../world/world.ts';
import { ROOT } from './root.ts';
import { readRunning } from './running.ts';

export type Opened = { world: LiveWorld; database: FoundDatabase };

/** @param options.create whether a company's first database may be made; otherwise a missing one is an error */
export async function withWorld<T>(
  options: { create?: boolean; level?: 'info' | 'warn' },
  work: (opened: Opened) => Promise<T>,
): Promise<T> {
  const env = readEnv(processEnv(), ROOT);
  const database = await openDatabase(env, {
    create: options.create ?? false,
    onProgress: (sentence) => process.stderr.write(`${sentence}\n`),
  });
  try {
    const world = await liveWorld({
      company: loadCompany(),
      env: processEnv(),
      databaseUrl: database.url,
      ownOrigin: readRunning(env.dataDir)?.url ?? undefined,
      connections: 5,
      log: commandLog(database.url, options.level ?? 'warn'),
    });
    try {
      return await work({ world, database });
    } finally {
      await world.close();
    }
  } finally {
    await database.release();
  }
}

export function commandLog(databaseUrl: string, level: 'info' | 'warn'): Log {
  return makeLog({ secrets: [...secretsOf(processEnv()), ...passwordsIn(databaseUrl)], level });
}

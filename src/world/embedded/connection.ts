/** How other processes find the embedded PostgreSQL of a data folder: one small file, readable by its owner alone. */
import { chownSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serverProcess } from './process.ts';

export type Connection = {
  /** With the password. */
  url: string;
  pid: number;
  port: number;
  /** Where the data really is: elsewhere when root's home cannot be reached by the server's account. */
  dataDir: string;
};

/** Throws when the file exists and belongs to another user. */
export function readConnection(dataRoot: string): Connection | null {
  try {
    return JSON.parse(readFileSync(connectionFile(dataRoot), 'utf8')) as Connection;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EACCES') return null;
    throw new Error(
      `Cannot read ${connectionFile(dataRoot)}: this company belongs to another user. Run as that user, or set DATABASE_URL.`,
    );
  }
}

export function writeConnection(dataRoot: string, connection: Connection): void {
  const draft = `${connectionFile(dataRoot)}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(connection, null, 2)}\n`, { mode: 0o600 });
  // Started with sudo in somebody's folder, that somebody must be able to read it later.
  if (process.getuid?.() === 0) {
    const { uid, gid } = statSync(dataRoot);
    chownSync(draft, uid, gid);
  }
  renameSync(draft, connectionFile(dataRoot));
}

/** The address of the embedded server that runs for this data folder, or null when none does. */
export async function findRunning(dataRoot: string): Promise<string | null> {
  const connection = readConnection(dataRoot);
  return connection && serverProcess(connection.dataDir) === connection.pid ? connection.url : null;
}

function connectionFile(dataRoot: string): string {
  return join(dataRoot, 'database.json');
}

/** Which account of the operating system PostgreSQL runs as, and which folders that account can reach. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** null = the account of this process. */
export type Account = { name: string; uid: number; gid: number };

/** PostgreSQL refuses root. As root, it runs as whoever owns the data already, else as `postgres`, else as `nobody`. */
export function serverAccount(dataDir: string): Account | null {
  if (process.getuid?.() !== 0) return null;
  const owner = existsSync(join(dataDir, 'PG_VERSION')) ? statSync(dataDir) : null;
  const known = knownAccounts();
  if (owner && owner.uid !== 0) {
    return known.find((account) => account.uid === owner.uid) ?? { name: `uid ${owner.uid}`, uid: owner.uid, gid: owner.gid };
  }
  const named = (name: string) => known.find((account) => account.name === name);
  return named('postgres') ?? named('_postgres') ?? named('nobody') ?? { name: 'nobody', uid: 65534, gid: 65534 };
}

function knownAccounts(): Account[] {
  if (!existsSync('/etc/passwd')) return [];
  const lines = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  return lines.map(([name = '', , uid, gid]) => ({ name, uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 }));
}

/** Options for spawn: the account's ids, and none of our environment but the path (PGDATA and the like would mislead PostgreSQL). */
export function asAccount(account: Account | null): { uid?: number; gid?: number; env: NodeJS.ProcessEnv } {
  const { PATH, SystemRoot, TEMP, TMP } = process.env;
  const env = Object.fromEntries(Object.entries({ PATH, SystemRoot, TEMP, TMP, LC_ALL: 'C' }).filter(([, value]) => value !== undefined));
  return account ? { uid: account.uid, gid: account.gid, env: env as NodeJS.ProcessEnv } : { env: env as NodeJS.ProcessEnv };
}

/**
 * The folder to keep server data in: `wanted`, or one under /var/lib when the server's account cannot reach `wanted`
 * (root's home is closed to everyone else). `moved` says so.
 */
export function reachableHome(wanted: string, account: Account | null): { home: string; moved: boolean } {
  const home = resolve(wanted);
  makeFolder(home, account);
  if (!account || reaches(home, account)) return { home, moved: false };
  const name = createHash('sha256').update(home).digest('hex').slice(0, 12);
  const parent = '/var/lib/deskmates';
  const other = join(parent, name);
  makeFolder(parent, account);
  makeFolder(other, account);
  if (reaches(other, account)) return { home: other, moved: true };
  throw new Error(
    `PostgreSQL does not run as root, and the account ${account.name} can reach neither ${home} nor ${other}. Set DESKMATES_DATA to a folder it can reach (for example /srv/deskmates), or start as another user.`,
  );
}

function makeFolder(path: string, account: Account | null): void {
  try {
    const made = mkdirSync(path, { recursive: true });
    // Whatever the umask: the server's account must be able to pass through.
    if (made && account) chmodSync(path, 0o711);
  } catch (error) {
    throw new Error(
      `Cannot create ${path} (${(error as NodeJS.ErrnoException).code}). Make it writable, or set DESKMATES_DATA to another folder.`,
    );
  }
}

function reaches(path: string, account: Account): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd "$0"', path], { ...asAccount(account), cwd: '/' }).status === 0;
}

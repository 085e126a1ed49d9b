/** Reads a database address as people paste it (Supabase, Prisma, libpq styles) into what the driver takes. */
import { readFileSync } from 'node:fs';

export type DatabaseAddress = {
  login: {
    host: string;
    port: number;
    user: string;
    password: string;
    database: string;
    ssl: false | { rejectUnauthorized: boolean; ca?: string };
  };
  /** host:port/database, for messages; never the password. */
  name: string;
  /** Behind a transaction pooler: no prepared statements, no LISTEN, no session state. */
  pooled: boolean;
};

/** Throws an Error that says what is wrong with the address, without repeating it. Parameters it does not know are left out. */
export function parseAddress(text: string): DatabaseAddress {
  const url = asUrl(text.trim());
  const parameter = (key: string) => url.searchParams.get(key);
  const pooled = url.port === '6543' || parameter('pgbouncer') === 'true' || parameter('prepare') === 'false';
  const database = decodeURIComponent(url.pathname.slice(1)) || decodeURIComponent(url.username) || 'postgres';
  return {
    login: {
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: Number(url.port || 5432),
      user: decodeURIComponent(url.username) || 'postgres',
      password: decodeURIComponent(url.password),
      database,
      ssl: transport(parameter('sslmode'), parameter('sslrootcert')),
    },
    name: `${url.host}${url.pathname}`,
    pooled,
  };
}

/** As libpq means it: `require` encrypts without checking the certificate unless a root certificate is named; `verify-…` checks it. */
function transport(mode: string | null, ca: string | null): DatabaseAddress['login']['ssl'] {
  if (ca && ca !== 'system') return { rejectUnauthorized: true, ca: certificate(ca) };
  if (ca === 'system' || mode?.startsWith('verify')) return { rejectUnauthorized: true };
  return mode === 'require' ? { rejectUnauthorized: false } : false;
}

function asUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.hostname && /^postgres(ql)?:$/.test(url.protocol)) return url;
  throw new Error(
    'DATABASE_URL is not a PostgreSQL address. It looks like postgresql://user:password@host:5432/database, with special characters of the password percent-encoded (# as %23, / as %2F, @ as %40).',
  );
}

function certificate(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new Error(`DATABASE_URL names the certificate file ${path} (sslrootcert), which cannot be read. Correct the path.`);
  }
}

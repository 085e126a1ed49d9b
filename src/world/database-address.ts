/** Reads a database address as people paste it (Supabase, Prisma, libpq styles) into what postgres.js understands. */
import { readFileSync } from 'node:fs';

export type DatabaseAddress = {
  /** Without the parameters that PostgreSQL would refuse. */
  url: string;
  /** host:port/database, for messages; never the password. */
  name: string;
  /** Behind a transaction pooler: no prepared statements, no LISTEN, no session state. */
  pooled: boolean;
  ssl: { ca: string; rejectUnauthorized: boolean } | null;
};

/** What may stay in the address: read by postgres.js itself, or a setting every PostgreSQL and pooler takes. */
const KEPT = new Set(['sslmode', 'connect_timeout', 'target_session_attrs', 'application_name', 'options', 'search_path']);

/** Throws an Error that says what is wrong with the address, without repeating it. */
export function parseAddress(text: string): DatabaseAddress {
  const url = asUrl(text.trim());
  const parameter = (key: string) => url.searchParams.get(key);
  const pooled = url.port === '6543' || parameter('pgbouncer') === 'true' || parameter('prepare') === 'false';
  const ca = parameter('sslrootcert');
  const ssl = ca && ca !== 'system' ? { ca: certificate(ca), rejectUnauthorized: /^verify/.test(parameter('sslmode') ?? '') } : null;
  if (ca === 'system') url.searchParams.set('sslmode', 'verify-full');
  for (const key of [...url.searchParams.keys()]) if (!KEPT.has(key) || (ssl && key === 'sslmode')) url.searchParams.delete(key);
  return { url: url.href, name: `${url.host}${url.pathname}`, pooled, ssl };
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

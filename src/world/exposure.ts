/** Who may reach the dashboard: decided from the environment alone, before anything listens. */

type Env = Record<string, string | undefined>;

export type Exposure =
  /** Only this machine reaches it; no login, but Host and Origin must be this machine's. */
  | { ok: true; mode: 'local'; host: string }
  /** A token is needed for everything. */
  | { ok: true; mode: 'token'; host: string; token: string }
  /** Reachable by others without a usable token: nothing is served. `message` says what to do. */
  | { ok: false; host: string; message: string };

/** Characters a DASHBOARD_TOKEN or CRON_SECRET must have at least. */
export const MIN_SECRET_LENGTH = 16;

export function checkExposure(env: Env): Exposure {
  const host = env.HOST?.trim() || '127.0.0.1';
  const token = env.DASHBOARD_TOKEN?.trim() ?? '';
  if (token.length >= MIN_SECRET_LENGTH) return { ok: true, mode: 'token', host, token };
  const remedy = `Set DASHBOARD_TOKEN to at least ${MIN_SECRET_LENGTH} characters (for example: openssl rand -hex 24), or leave HOST at 127.0.0.1.`;
  if (token)
    return {
      ok: false,
      host,
      message: `DASHBOARD_TOKEN has ${token.length} characters; it needs at least ${MIN_SECRET_LENGTH}. ${remedy}`,
    };
  if (isLoopback(host)) return { ok: true, mode: 'local', host };
  return { ok: false, host, message: `HOST is ${host}, so others could reach the dashboard, and DASHBOARD_TOKEN is not set. ${remedy}` };
}

/** Whether a host name or literal address means this machine alone. Brackets of IPv6 are allowed. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[|\]$/g, '');
  return name === 'localhost' || name === '::1' || name === '0:0:0:0:0:0:0:1' || /^(::ffff:)?127(\.\d{1,3}){3}$/.test(name);
}

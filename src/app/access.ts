/** The one place that says who may do what: every route and every page asks here. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { checkExposure, isLoopback, MIN_SECRET_LENGTH } from '../world/exposure.ts';
import { readSession, SESSION_COOKIE } from './session.ts';

export type Env = Record<string, string | undefined>;

/**
 * public: anyone (health without details, login, the sample newsroom) · cron: Bearer CRON_SECRET and nothing else ·
 * read / write: the dashboard's own people and whoever holds its token.
 */
export type Access = 'public' | 'cron' | 'read' | 'write';

/** person: a browser on the dashboard · api: a program (bearer token, or a command on this machine) · null: nobody in particular */
export type Caller = 'person' | 'api' | null;

export type Verdict = { ok: true; caller: Caller } | { ok: false; status: 401 | 403 | 415 | 421 | 503; message: string };

export type Asked = { method: string; headers: Headers };

const CHANGES = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** Pure apart from the clock it is given. */
export function checkAccess(asked: Asked, access: Access, env: Env, now: Date): Verdict {
  if (access === 'cron') return checkCron(asked.headers, env);
  if (access === 'public' && !CHANGES.has(asked.method)) return { ok: true, caller: null };
  const exposure = checkExposure(env);
  if (!exposure.ok) return { ok: false, status: 503, message: exposure.message };
  const caller = exposure.mode === 'local' ? localCaller(asked.headers) : tokenCaller(asked.headers, exposure.token, now);
  if ('status' in caller && (access !== 'public' || caller.status !== 401)) return { ok: false, ...caller };
  const forged = CHANGES.has(asked.method) ? refuseForgery(asked.headers) : null;
  if (forged) return { ok: false, ...forged };
  return { ok: true, caller: 'caller' in caller ? caller.caller : null };
}

function checkCron(headers: Headers, env: Env): Verdict {
  const secret = env.CRON_SECRET?.trim() ?? '';
  if (secret.length < MIN_SECRET_LENGTH) {
    const said = secret ? `has ${secret.length} characters` : 'is not set';
    return {
      ok: false,
      status: 503,
      message: `CRON_SECRET ${said}; the heartbeat endpoint needs one of at least ${MIN_SECRET_LENGTH} characters`,
    };
  }
  if (!sameSecret(bearer(headers) ?? '', secret)) {
    return { ok: false, status: 401, message: 'Send Authorization: Bearer <CRON_SECRET>' };
  }
  return { ok: true, caller: 'api' };
}

type Refusal = { status: 401 | 403 | 415 | 421; message: string };

/** Without a token only this machine is trusted, and only by its own names: a page that rebinds its DNS name to 127.0.0.1 sends its own. */
function localCaller(headers: Headers): { caller: Caller } | Refusal {
  const names = [headers.get('host'), ...(headers.get('x-forwarded-host')?.split(',') ?? [])];
  if (!names.every((name) => name !== null && isLoopback(hostName(name)))) {
    return { status: 421, message: 'This dashboard answers to localhost only. To reach it under another name, set DASHBOARD_TOKEN.' };
  }
  const via = [headers.get('x-forwarded-for'), headers.get('x-real-ip')].flatMap((list) => list?.split(',') ?? []);
  if (headers.has('forwarded') || !via.every((address) => isLoopback(address.trim()))) {
    return { status: 403, message: 'The request came through a proxy. Set DASHBOARD_TOKEN to use the dashboard behind one.' };
  }
  return { caller: headers.get('origin') ? 'person' : 'api' };
}

function tokenCaller(headers: Headers, token: string, now: Date): { caller: Caller } | Refusal {
  const sent = bearer(headers);
  if (sent !== null)
    return sameSecret(sent, token) ? { caller: 'api' } : { status: 401, message: 'The bearer token is not the DASHBOARD_TOKEN' };
  if (readSession(cookie(headers, SESSION_COOKIE), token, now)) return { caller: 'person' };
  return { status: 401, message: 'Sign in at /login, or send Authorization: Bearer <DASHBOARD_TOKEN>' };
}

/** A change must be JSON and come from the dashboard's own pages, or from a program that no browser drives. */
function refuseForgery(headers: Headers): Refusal | null {
  const type = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  const hasBody = headers.get('content-length') !== '0' && (headers.has('content-length') || headers.has('transfer-encoding'));
  if (type !== 'application/json' && (hasBody || type !== undefined)) {
    return { status: 415, message: `Content-Type must be application/json, not ${type ?? 'missing'}` };
  }
  const origin = headers.get('origin');
  if (origin === null) {
    const browser = headers.has('sec-fetch-site') || headers.has('cookie');
    return browser ? { status: 403, message: 'A browser must send its Origin with every change' } : null;
  }
  if (originHost(origin) !== headers.get('host')?.toLowerCase())
    return { status: 403, message: 'This change was asked for by another site' };
  return null;
}

/** Equal in constant time, whatever the lengths. Never equal to nothing. */
export function sameSecret(sent: string, secret: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(sent), hash(secret)) && secret.length > 0;
}

function bearer(headers: Headers): string | null {
  const value = headers.get('authorization');
  return value === null ? null : (/^Bearer ([!-~]{1,512})$/i.exec(value)?.[1] ?? '');
}

export function cookie(headers: Headers, name: string): string | null {
  for (const part of headers.get('cookie')?.split(';') ?? []) {
    const [key, value] = part.trim().split('=', 2);
    if (key === name && value) return value;
  }
  return null;
}

function hostName(host: string): string {
  return host.trim().replace(/:\d+$/, '');
}

function originHost(origin: string): string | null {
  try {
    return new URL(origin).host.toLowerCase();
  } catch {
    return null;
  }
}

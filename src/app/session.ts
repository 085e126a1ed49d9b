/** The dashboard's session: a cookie that only the holder of DASHBOARD_TOKEN could have been given. Nothing is stored. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

export const SESSION_COOKIE = 'deskmates_session';
const LIFETIME_MS = 14 * 86_400_000;

// Signing out must end a session at once, also for a copy of the cookie; the list lives as long as the process, like the streams it cuts.
const shared = globalThis as typeof globalThis & { deskmatesSignedOut?: Set<string> };
shared.deskmatesSignedOut ??= new Set();
const signedOut = shared.deskmatesSignedOut;

/** A value for the cookie, valid for 14 days or until the token changes. */
export function sealSession(token: string, now: Date): string {
  const claim = `${now.getTime() + LIFETIME_MS}.${randomBytes(16).toString('hex')}`;
  return `${claim}.${sign(claim, token)}`;
}

export function readSession(value: string | null, token: string, now: Date): boolean {
  const parts = /^(\d{1,16}\.[0-9a-f]{32})\.([0-9a-f]{64})$/.exec(value ?? '');
  if (!parts?.[1] || !parts[2]) return false;
  const expected = Buffer.from(sign(parts[1], token), 'hex');
  return (
    timingSafeEqual(expected, Buffer.from(parts[2], 'hex')) && Number.parseInt(parts[1], 10) > now.getTime() && !signedOut.has(parts[1])
  );
}

export function endSession(value: string | null): void {
  const claim = /^(\d{1,16}\.[0-9a-f]{32})\./.exec(value ?? '')?.[1];
  if (claim) signedOut.add(claim);
}

/** @param value null deletes the cookie */
export function sessionCookie(value: string | null, secure: boolean): string {
  const age = value === null ? 0 : LIFETIME_MS / 1000;
  return `${SESSION_COOKIE}=${value ?? ''}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${age}${secure ? '; Secure' : ''}`;
}

function sign(claim: string, token: string): string {
  return createHmac('sha256', token).update(`deskmates session ${claim}`).digest('hex');
}

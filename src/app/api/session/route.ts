/** Signing in with the DASHBOARD_TOKEN, and out again. */
import { z } from 'zod';
import { checkExposure } from '../../../world/exposure.ts';
import { cookie, sameSecret } from '../../access.ts';
import { appClock } from '../../clock.ts';
import { HttpError, json, readBody, route } from '../../routing.ts';
import { endSession, readSession, SESSION_COOKIE, sealSession, sessionCookie } from '../../session.ts';
import { countFailure, secondsUntilNextTry } from '../../sign-in-limit.ts';
import { appEnv } from '../../world.ts';

export const dynamic = 'force-dynamic';

const body = z.strictObject({ token: z.string().max(512) });

export const POST = route('public', async (request) => {
  const { token } = await readBody(request, body);
  const exposure = checkExposure(appEnv());
  if (!exposure.ok || exposure.mode === 'local') return json({ signed_in: true, needed: false });
  const now = appClock.now();
  const wait = secondsUntilNextTry(now);
  if (wait > 0) throw new HttpError(429, `Too many wrong tokens. Try again in ${wait} s.`, null, wait);
  if (!sameSecret(token, exposure.token)) {
    countFailure(now);
    throw new HttpError(401, 'This is not the DASHBOARD_TOKEN', 'token');
  }
  return json({ signed_in: true, needed: true }, 200, { 'set-cookie': sessionCookie(sealSession(exposure.token, now), isHttps(request)) });
});

export const DELETE = route('write', async (request) => {
  const exposure = checkExposure(appEnv());
  const session = cookie(request.headers, SESSION_COOKIE);
  if (exposure.ok && exposure.mode === 'token' && readSession(session, exposure.token, appClock.now())) endSession(session);
  return json({ signed_in: false }, 200, { 'set-cookie': sessionCookie(null, isHttps(request)) });
});

function isHttps(request: Request): boolean {
  return (request.headers.get('x-forwarded-proto') ?? new URL(request.url).protocol).startsWith('https');
}

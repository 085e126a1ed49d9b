/** Stands before every page: who may come in, and which scripts may run. API routes ask access themselves, so nothing hangs on this file alone. */
import { randomBytes } from 'node:crypto';
import { type NextRequest, NextResponse } from 'next/server';
import { type Access, checkAccess } from './app/access.ts';
import { appClock } from './app/clock.ts';
import { signInPath } from './app/return-path.ts';
import { processEnv } from './world/process-env.ts';

export const config = { matcher: ['/((?!api/|_next/static/|sample-newsroom/).*)'] };

const PUBLIC_PAGES = new Set(['/login', '/icon.svg']);

export function proxy(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl;
  const access: Access = PUBLIC_PAGES.has(pathname) ? 'public' : 'read';
  const verdict = checkAccess(request, access, processEnv(), appClock.now());
  if (verdict.ok) return withPolicy(request);
  if (verdict.status === 401) return NextResponse.redirect(new URL(signInPath(pathname + search), request.url), 303);
  return new NextResponse(`${verdict.message}\n`, {
    status: verdict.status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  });
}

/** Next puts the nonce on its own scripts; anything else that finds its way into a page does not run. */
function withPolicy(request: NextRequest): NextResponse {
  const nonce = randomBytes(16).toString('base64');
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
  const headers = new Headers(request.headers);
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  response.headers.set('cache-control', 'no-store');
  return response;
}

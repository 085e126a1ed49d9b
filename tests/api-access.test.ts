/** A dashboard that others can reach: every route asks for the token, and nothing else opens it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AppServer, startApp } from './app-server.ts';
import { type TestDatabase, testDatabase } from './database.ts';
import { openEvents } from './event-stream.ts';

const TOKEN = 'the-dashboard-token-of-this-test';
const CRON = 'the-cron-secret-of-this-test';
const APP = join(import.meta.dirname, '..', 'src', 'app');
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const ANY_ID = '0190a000-0000-7000-8000-000000000000';

/** What answers without credentials. Whoever adds to this list says why. */
const OPEN: Record<string, string> = {
  'GET /api/health': 'monitors; says only ok or not',
  'POST /api/session': 'signing in; a wrong token is 401 all the same',
  'GET /sample-newsroom/feed.xml': 'crawled like any site',
  [`GET /sample-newsroom/${ANY_ID}`]: 'crawled like any site',
};

let database: TestDatabase;
let app: AppServer;

beforeAll(async () => {
  database = await testDatabase();
  app = await startApp({ DATABASE_URL: database.url, DASHBOARD_TOKEN: TOKEN, CRON_SECRET: CRON, HOST: '0.0.0.0' });
});
afterAll(async () => {
  await app?.stop();
  await database?.drop();
});

function routes(): { path: string; methods: string[] }[] {
  const files = readdirSync(APP, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('/route.ts'));
  return files.map((file) => {
    const content = readFileSync(join(APP, file), 'utf8');
    const path = `/${file.replace(/\/route\.ts$/, '')}`.replace(/\[\w+\]/g, ANY_ID);
    return { path, methods: METHODS.filter((method) => new RegExp(`export const ${method}\\b|\\bas ${method}\\b`).test(content)) };
  });
}

const ask = (method: string, path: string, headers: Record<string, string> = {}, body?: string) =>
  fetch(`${app.url}${path}`, { method, headers, redirect: 'manual', ...(body !== undefined && { body }) });
const signIn = (token: string, headers: Record<string, string> = { origin: app.url }) =>
  ask('POST', '/api/session', { 'content-type': 'application/json', ...headers }, JSON.stringify({ token }));

describe('without credentials', () => {
  test('every route refuses every method it has, but for the listed ones', async () => {
    expect(routes().length).toBeGreaterThan(8);
    for (const { path, methods } of routes()) {
      expect(methods.length, path).toBeGreaterThan(0);
      for (const method of METHODS) {
        const json: Record<string, string> = method === 'GET' ? {} : { 'content-type': 'application/json', origin: app.url };
        const response = await ask(method, path, json, method === 'GET' ? undefined : '{}');
        await response.body?.cancel();
        const wanted = !methods.includes(method) ? [405] : OPEN[`${method} ${path}`] ? [200, 400, 404] : [401];
        expect(wanted, `${method} ${path} answered ${response.status}`).toContain(response.status);
      }
    }
  });
  test('every page leads to the sign-in page', async () => {
    for (const path of ['/', '/stage', '/stage/', '/nothing-here', '/stage?gatewayUrl=https://evil.example']) {
      const response = await ask('GET', path);
      expect([303, 307, 308], path).toContain(response.status);
    }
    const page = await ask('GET', '/stage');
    expect(page.headers.get('location')).toMatch(/\/login\?next=%2Fstage$/);
    expect((await ask('GET', '/login')).status).toBe(200);
  });
  test('no header opens a way around', async () => {
    const tricks: Record<string, string>[] = [
      { 'x-middleware-subrequest': 'src/proxy:src/proxy:src/proxy:src/proxy:src/proxy' },
      { 'x-middleware-subrequest': 'middleware:middleware:middleware:middleware:middleware' },
      { 'x-forwarded-for': '127.0.0.1', 'x-real-ip': '127.0.0.1' },
      { 'x-original-url': '/login', 'x-rewrite-url': '/login' },
      { 'x-http-method-override': 'GET' },
      { rsc: '1', 'next-router-state-tree': '%5B%22%22%5D' },
    ];
    for (const headers of tricks) {
      const stage = await ask('GET', '/stage', headers);
      expect(await stage.text()).not.toContain('Loop & Co');
      const view = await ask('GET', '/api/ops/stage', headers);
      // Next redirects its own kind of request to itself first; there it is refused like the others.
      expect(headers.rsc ? [307, 401] : [401]).toContain(view.status);
      expect(await view.text()).not.toContain('Loop & Co');
    }
  });
  test('health gives nothing away', async () => {
    expect(await (await ask('GET', '/api/health')).json()).toEqual({ ok: true });
  });
});

describe('with the token', () => {
  test('a program uses it as bearer; the cron secret opens the heartbeat only', async () => {
    expect((await ask('GET', '/api/ops/stage', { authorization: `Bearer ${TOKEN}` })).status).toBe(200);
    expect((await ask('GET', '/api/ops/stage', { authorization: `Bearer ${CRON}` })).status).toBe(401);
    expect((await ask('POST', '/api/ops/heartbeat', { authorization: `Bearer ${TOKEN}` })).status).toBe(401);
    expect((await ask('POST', '/api/ops/heartbeat', { authorization: `Bearer ${CRON}` })).status).toBe(200);
  });

  test('a browser trades it for a session, which signing out ends together with its streams', async () => {
    const signedIn = await signIn(TOKEN);
    const cookie = signedIn.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^deskmates_session=\S+; Path=\/; HttpOnly; SameSite=Strict; Max-Age=\d+$/);
    const session = { cookie: cookie.split(';')[0] as string };
    expect((await ask('GET', '/stage', session)).status).toBe(200);
    expect((await ask('GET', '/api/ops/stage', session)).status).toBe(200);

    const change = (headers: Record<string, string>) =>
      ask('POST', '/api/ops/policy', { ...session, 'content-type': 'application/json', ...headers }, '{}');
    const foreign: Record<string, string>[] = [{}, { origin: 'https://evil.example' }, { origin: 'null' }];
    for (const headers of foreign) expect((await change(headers)).status).toBe(403);
    expect((await change({ origin: app.url, 'content-type': 'text/plain' })).status).toBe(415);
    expect((await change({ origin: app.url })).status).toBe(400);
    expect((await ask('GET', '/api/ops/heartbeat', session)).status).toBe(401);

    const stream = await openEvents(`${app.url}/api/stream`, session);
    expect(stream.status).toBe(200);
    await stream.next();
    const out = await ask('DELETE', '/api/session', { ...session, origin: app.url, 'content-type': 'application/json' }, '{}');
    expect(out.headers.get('set-cookie')).toContain('Max-Age=0');
    while (await stream.next()) {
      // what was under way before the sign-out
    }
    expect((await ask('GET', '/api/ops/stage', session)).status).toBe(401);
    expect((await ask('GET', '/api/stream', session)).status).toBe(401);
  });

  test('sign-in takes no form, no foreign page, and not endless tries', async () => {
    expect((await signIn(TOKEN, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await ask('POST', '/api/session', { 'content-type': 'application/x-www-form-urlencoded' }, `token=${TOKEN}`)).status).toBe(415);
    const answers: number[] = [];
    for (let tries = 0; tries < 40; tries++) answers.push((await signIn(`guess number ${tries}`)).status);
    expect(new Set(answers)).toEqual(new Set([401, 429]));
    expect(answers.at(-1)).toBe(429);
    const right = await signIn(TOKEN);
    expect(right.status).toBe(429);
    expect(Number(right.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('headers', () => {
  test('pages run only their own scripts, in no frame, and tell others nothing', async () => {
    const page = await ask('GET', '/stage', { authorization: `Bearer ${TOKEN}` });
    const policy = page.headers.get('content-security-policy') ?? '';
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
    expect(policy).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic';/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    const html = await page.text();
    const scripts = html.match(/<script[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts) expect(script).toContain(nonce);
    for (const path of ['/stage', '/login', '/api/health', '/api/ops/stage']) {
      const { headers } = await ask('GET', path, { authorization: `Bearer ${TOKEN}` });
      expect(headers.get('x-content-type-options'), path).toBe('nosniff');
      expect(headers.get('referrer-policy'), path).toBe('no-referrer');
      expect(headers.get('x-frame-options'), path).toBe('DENY');
      expect(headers.get('access-control-allow-origin'), path).toBeNull();
      expect(headers.get('x-powered-by'), path).toBeNull();
    }
  });
});

import { describe, expect, test } from 'vitest';
import { checkExposure, isLoopback } from '../world/exposure.ts';
import { type Access, checkAccess, type Env, sameSecret } from './access.ts';
import { endSession, readSession, SESSION_COOKIE, sealSession, sessionCookie } from './session.ts';

const NOW = new Date('2026-01-05T12:00:00Z');
const TOKEN = 'a-dashboard-token-of-32-letters!';
const CRON = 'a-cron-secret-long-enough';
const LOCAL: Env = {};
const GUARDED: Env = { DASHBOARD_TOKEN: TOKEN, HOST: '0.0.0.0' };

function ask(access: Access, env: Env, headers: Record<string, string>, method = 'GET') {
  return checkAccess({ method, headers: new Headers({ host: 'localhost:3000', ...headers }) }, access, env, NOW);
}
const status = (...args: Parameters<typeof ask>) => {
  const verdict = ask(...args);
  return verdict.ok ? 200 : verdict.status;
};
const JSON_TYPE = { 'content-type': 'application/json' };

describe('exposure', () => {
  test('this machine alone needs no token', () => {
    for (const HOST of [undefined, '', '127.0.0.1', 'localhost', '::1', '127.0.0.53']) {
      expect(checkExposure({ HOST })).toMatchObject({ ok: true, mode: 'local' });
    }
  });
  test('any other host needs a token of 16 characters, and says so', () => {
    for (const HOST of ['0.0.0.0', '::', '192.168.1.7', 'example.com']) {
      const verdict = checkExposure({ HOST });
      expect(verdict.ok).toBe(false);
      expect(verdict).toMatchObject({ message: expect.stringContaining('DASHBOARD_TOKEN') });
    }
    expect(checkExposure({ HOST: '0.0.0.0', DASHBOARD_TOKEN: TOKEN })).toMatchObject({ ok: true, mode: 'token' });
  });
  test('a short token is refused even on this machine, because its owner meant to be protected', () => {
    expect(checkExposure({ DASHBOARD_TOKEN: 'short' })).toMatchObject({ ok: false, message: expect.stringContaining('5 characters') });
  });
  test('names that only look like this machine are not', () => {
    for (const host of ['localhost.evil.example', '127.0.0.1.evil.example', '127.evil', 'evil-localhost', '2130706433']) {
      expect(isLoopback(host)).toBe(false);
    }
  });
});

describe('the cron secret', () => {
  const good = { CRON_SECRET: CRON };
  test('opens the heartbeat, by GET and by POST, without any other credential', () => {
    expect(ask('cron', good, { authorization: `Bearer ${CRON}` })).toEqual({ ok: true, caller: 'api' });
    expect(status('cron', good, { authorization: `Bearer ${CRON}`, host: 'any.example' }, 'POST')).toBe(200);
  });
  test('is never satisfied by anything else', () => {
    const wrong = ['', 'Bearer', 'Bearer ', 'Bearer undefined', `Bearer ${CRON.slice(0, -1)}`, `Bearer ${CRON}x`, `Basic ${CRON}`, CRON];
    for (const authorization of [
      ...wrong,
      `Bearer ${CRON}, Bearer ${CRON}`,
      `Bearer ${'x'.repeat(100_000)}`,
      'Bearer \u00e9\u00e9\u00e9',
    ]) {
      expect(status('cron', good, { authorization })).toBe(401);
    }
    expect(status('cron', good, {})).toBe(401);
    expect(status('cron', { ...good, ...GUARDED }, { cookie: `${SESSION_COOKIE}=${sealSession(TOKEN, NOW)}` })).toBe(401);
    expect(status('cron', { ...good, ...GUARDED }, { authorization: `Bearer ${TOKEN}` })).toBe(401);
  });
  test('must exist and be long: otherwise the endpoint is off', () => {
    expect(status('cron', {}, { authorization: 'Bearer undefined' })).toBe(503);
    expect(status('cron', { CRON_SECRET: 'short' }, { authorization: 'Bearer short' })).toBe(503);
    expect(status('cron', { CRON_SECRET: '' }, { authorization: 'Bearer ' })).toBe(503);
  });
});

describe('this machine without a token', () => {
  test('may read and change under its own names', () => {
    for (const host of ['localhost:3000', '127.0.0.1:3000', '[::1]:3000', 'LOCALHOST']) expect(status('read', LOCAL, { host })).toBe(200);
    expect(ask('write', LOCAL, { ...JSON_TYPE, origin: 'http://localhost:3000' }, 'POST')).toEqual({ ok: true, caller: 'person' });
    expect(ask('write', LOCAL, JSON_TYPE, 'POST')).toEqual({ ok: true, caller: 'api' });
  });
  test('does not answer to foreign names: a page cannot rebind its DNS name to it', () => {
    for (const host of ['evil.example', 'localhost.evil.example:3000', '169.254.169.254', '']) {
      expect(status('read', LOCAL, { host })).toBe(421);
    }
    expect(status('read', LOCAL, { 'x-forwarded-host': 'evil.example' })).toBe(421);
    expect(status('public', LOCAL, { ...JSON_TYPE, host: 'evil.example' }, 'POST')).toBe(421);
  });
  test('does not take a proxy on this machine for a person at it', () => {
    expect(status('read', LOCAL, { 'x-forwarded-for': '203.0.113.9' })).toBe(403);
    expect(status('read', LOCAL, { 'x-forwarded-for': '127.0.0.1, 203.0.113.9' })).toBe(403);
    expect(status('read', LOCAL, { 'x-real-ip': '10.0.0.8' })).toBe(403);
    expect(status('read', LOCAL, { forwarded: 'for=203.0.113.9' })).toBe(403);
    expect(status('read', LOCAL, { 'x-forwarded-for': '::ffff:127.0.0.1' })).toBe(200);
  });
  test('serves nothing when it is exposed without a token', () => {
    for (const access of ['read', 'write'] as const) expect(status(access, { HOST: '0.0.0.0' }, {})).toBe(503);
  });
});

describe('a dashboard with a token', () => {
  const session = () => ({ cookie: `other=1; ${SESSION_COOKIE}=${sealSession(TOKEN, NOW)}; more=2` });
  test('takes the session of a browser and the bearer of a program, and nothing else', () => {
    expect(ask('read', GUARDED, session())).toEqual({ ok: true, caller: 'person' });
    expect(ask('read', GUARDED, { authorization: `Bearer ${TOKEN}` })).toEqual({ ok: true, caller: 'api' });
    const bypasses: Record<string, string>[] = [
      {},
      { authorization: 'Bearer undefined' },
      { authorization: `Bearer ${TOKEN.slice(1)}` },
      { cookie: `${SESSION_COOKIE}=` },
      { cookie: `${SESSION_COOKIE}=${TOKEN}` },
      { 'x-middleware-subrequest': 'src/proxy:src/proxy:src/proxy:src/proxy:src/proxy' },
      { 'x-forwarded-for': '127.0.0.1' },
      { 'x-real-ip': '127.0.0.1' },
      { 'x-original-url': '/login' },
      { 'x-http-method-override': 'GET' },
      { ...session(), authorization: 'Bearer wrong' },
    ];
    for (const headers of bypasses) expect(status('read', GUARDED, headers)).toBe(401);
  });
  test('refuses every forged change', () => {
    const change = (headers: Record<string, string>) => status('write', GUARDED, { ...session(), ...JSON_TYPE, ...headers }, 'POST');
    expect(change({ origin: 'http://localhost:3000' })).toBe(200);
    for (const origin of ['https://evil.example', 'null', 'http://localhost:3001', 'http://localhost:3000.evil.example', 'file://', '']) {
      expect(change({ origin })).toBe(403);
    }
    expect(change({})).toBe(403);
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/jsonp']) {
      expect(change({ origin: 'http://localhost:3000', 'content-type': type })).toBe(415);
    }
    expect(status('write', GUARDED, { ...session(), origin: 'http://localhost:3000', 'content-length': '5' }, 'POST')).toBe(415);
    expect(status('write', GUARDED, { ...JSON_TYPE, authorization: `Bearer ${TOKEN}` }, 'POST')).toBe(200);
  });
});

describe('sessions', () => {
  test('end after their time, with another token, when signed out, and when tampered with', () => {
    const value = sealSession(TOKEN, NOW);
    expect(readSession(value, TOKEN, NOW)).toBe(true);
    expect(readSession(value, TOKEN, new Date(NOW.getTime() + 15 * 86_400_000))).toBe(false);
    expect(readSession(value, `${TOKEN}2`, NOW)).toBe(false);
    expect(readSession(value.replace(/^\d/, '9'), TOKEN, NOW)).toBe(false);
    expect(readSession(null, TOKEN, NOW)).toBe(false);
    endSession(value);
    expect(readSession(value, TOKEN, NOW)).toBe(false);
  });
  test('travel in a cookie that scripts and other sites cannot use', () => {
    expect(sessionCookie('x', true)).toMatch(/HttpOnly; SameSite=Strict; Max-Age=\d+; Secure$/);
    expect(sessionCookie(null, false)).toMatch(/Max-Age=0$/);
  });
  test('an empty secret equals nothing', () => {
    expect(sameSecret('', '')).toBe(false);
  });
});

import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { BadEnvironment, ENV_NAMES, loadDotEnv, passwordsIn, readEnv, SECRET_NAMES, secretsOf } from './env.ts';

function problemsOf(source: Record<string, string>): string {
  try {
    readEnv(source, '/srv');
  } catch (error) {
    if (error instanceof BadEnvironment) return error.message;
    throw error;
  }
  return '';
}

describe('reading the environment', () => {
  test('nothing set gives the defaults', () => {
    const env = readEnv({}, '/srv/company');
    expect(env).toMatchObject({
      databaseUrl: null,
      dataDir: '/srv/company/.deskmates',
      port: null,
      host: '127.0.0.1',
      pollMs: 1000,
      x: null,
    });
  });
  test('an empty or blank variable counts as not set', () => {
    expect(readEnv({ PORT: '', CRON_SECRET: '  ' }, '/srv')).toMatchObject({ port: null, cronSecret: null });
  });
  test('a relative data folder lies in the root, an absolute one where it says', () => {
    expect(readEnv({ DESKMATES_DATA: 'mine' }, '/srv').dataDir).toBe('/srv/mine');
    expect(readEnv({ DESKMATES_DATA: '/var/mine' }, '/srv').dataDir).toBe('/var/mine');
  });
  test('every bad variable is listed at once', () => {
    const said = problemsOf({
      PORT: '80a',
      POLL_INTERVAL_MS: '1',
      ANTHROPIC_BASE_URL: 'ftp://x',
      WEB_ALLOW_HOSTS: 'http://x/',
      WORKER_ID: 'a b',
    });
    expect(said).toContain('5 problems');
    for (const name of ['PORT ("80a")', 'POLL_INTERVAL_MS', 'ANTHROPIC_BASE_URL', 'WEB_ALLOW_HOSTS', 'WORKER_ID'])
      expect(said).toContain(name);
  });
  test('a secret that is too short is named with its length, never with its value', () => {
    const said = problemsOf({ DASHBOARD_TOKEN: 'hunter2', CRON_SECRET: 'swordfish' });
    expect(said).toContain('DASHBOARD_TOKEN (7 characters)');
    expect(said).not.toMatch(/hunter2|swordfish/);
  });
  test('a bad database address is explained without repeating it', () => {
    const said = problemsOf({ DATABASE_URL: 'mysql://me:hunter22@host/db' });
    expect(said).toContain('DATABASE_URL');
    expect(said).not.toContain('hunter22');
  });
  test('keys that work together only are asked for together', () => {
    const said = problemsOf({ X_API_KEY: 'abc', X_API_SECRET: 'def', DEPLOY_WEBHOOK_URL: 'https://example.com/hook' });
    expect(said).toContain('X_ACCESS_TOKEN, X_ACCESS_SECRET (not set)');
    expect(said).toContain('DEPLOY_WEBHOOK_SECRET (not set)');
  });
  test('hosts are split at commas and spaces', () => {
    expect(readEnv({ WEB_ALLOW_HOSTS: 'localhost:8080, intranet  [::1]:90' }).webAllowHosts).toEqual([
      'localhost:8080',
      'intranet',
      '[::1]:90',
    ]);
  });
});

describe('secrets', () => {
  test('are collected from keys and from the password of the database, written and decoded', () => {
    const found = secretsOf({ ANTHROPIC_API_KEY: 'sk-1', DATABASE_URL: 'postgresql://u:p%40ss@h/d' });
    expect(found).toEqual(['sk-1', 'p%40ss', 'p@ss']);
    expect(passwordsIn('not an address')).toEqual([]);
  });
});

describe('.env', () => {
  test('warns when others can read it, and leaves alone what is set already', () => {
    const folder = mkdtempSync(join(tmpdir(), 'dotenv-'));
    const file = join(folder, '.env');
    expect(loadDotEnv(folder)).toBeNull();
    writeFileSync(file, 'DESKMATES_TEST_ONE=file\nDESKMATES_TEST_TWO=file\n');
    process.env.DESKMATES_TEST_ONE = 'shell';
    try {
      chmodSync(file, 0o644);
      expect(loadDotEnv(folder)).toContain('chmod 600');
      expect([process.env.DESKMATES_TEST_ONE, process.env.DESKMATES_TEST_TWO]).toEqual(['shell', 'file']);
      chmodSync(file, 0o600);
      expect(loadDotEnv(folder)).toBeNull();
    } finally {
      delete process.env.DESKMATES_TEST_ONE;
      delete process.env.DESKMATES_TEST_TWO;
      rmSync(folder, { recursive: true });
    }
  });
  test('.env.example names every variable and sets none', () => {
    const example = readFileSync(join(import.meta.dirname, '..', '..', '.env.example'), 'utf8');
    const named = [...example.matchAll(/^# ?([A-Z][A-Z_]+)=/gm)].map((match) => match[1]);
    expect(named.sort()).toEqual([...ENV_NAMES].sort());
    expect(example).not.toMatch(/^[A-Z_]+=/m);
    expect(SECRET_NAMES.every((name) => ENV_NAMES.includes(name))).toBe(true);
  });
});

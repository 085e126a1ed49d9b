/** The command line against wrong input, early readers and missing databases: exit codes, sentences, and nothing stored. */

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cleanEnv, type Ended, PROGRAM, ROOT, runCli } from './cli-process.ts';
import { type TestDatabase, testDatabase } from './database.ts';

let base: TestDatabase;
let folder: string;
const cli = (...args: string[]): Promise<Ended> => runCli(args, { DATABASE_URL: base.url, DESKMATES_DATA: folder });
const json = async (...args: string[]) => {
  const ended = await cli(...args, '--json');
  expect(ended.stdout, ended.stderr).toMatch(/^[^\n]+\n$/);
  return { code: ended.code, value: JSON.parse(ended.stdout) };
};
const CRAWL = `crawl={"url":"https://example.com/a"}`;
const ask = (...more: string[]) => ['propose', '--agent', 'brain', '--title', 'Read this', ...more];

beforeAll(async () => {
  base = await testDatabase();
  folder = mkdtempSync(join(tmpdir(), 'deskmates-cli-'));
  expect(await cli('seed')).toMatchObject({ code: 0, stderr: '' });
});
afterAll(async () => {
  await base.drop();
  rmSync(folder, { recursive: true });
});

describe('bad input ends with 2, names the field and stores nothing', () => {
  const big = JSON.stringify({ url: `https://example.com/${'a'.repeat(1_000_000)}` });
  test.concurrent.each([
    ['an unknown agent', ['propose', '--agent', 'nobody', '--title', 'T', '--step', CRAWL], /agent/],
    ['an unknown step kind', ask('--step', 'dance={}'), /proposed_steps\[0\].kind.*dance/],
    ['no step', ask(), /--step/],
    ['no title', ['propose', '--agent', 'brain', '--step', CRAWL], /--title/],
    ['a payload its schema refuses', ask('--step', 'crawl={"url":7}'), /proposed_steps\[0\].payload/],
    ['an unknown key in a payload', ask('--step', 'crawl={"url":"https://example.com/","x":1}'), /payload/],
    ['malformed JSON', ask('--step', 'crawl={url:1}'), /not valid JSON.*double quotes/],
    ['a payload that is a list', ask('--step', 'crawl=[1]'), /JSON object/],
    ['a priority that is no number', ask('--step', CRAWL, '--priority', 'high'), /--priority.*-100 to 100/],
    ['a priority beyond its range', ask('--step', CRAWL, '--priority', '101'), /--priority/],
    ['a flag given twice', ask('--step', CRAWL, '--title', 'again'), /--title is given twice/],
    ['a limit that is no number', ['events', '--limit', 'abc'], /--limit.*1 to 1000/],
    ['a negative limit', ['missions', '--limit=-5'], /--limit/],
    ['a negative limit without "="', ['missions', '--limit', '-5'], /--limit/],
    ['a limit of nothing', ['proposals', '--limit', '0'], /--limit/],
    ['a fraction', ['events', '--limit', '1.5'], /--limit/],
    ['an unknown event kind', ['events', '--kind', 'step_succeded'], /did you mean step_succeeded/],
    ['an unknown status', ['missions', '--status', 'done'], /--status/],
    ['an unknown command', ['propos'], /Did you mean: deskmates propose/],
    ['an unknown second word', ['proposals', 'aprove', 'x'], /proposals approve/],
    ['an unknown flag', ['status', '--jsn'], /Did you mean --json/],
    ['an argument too many', ['status', 'now'], /unknown command "now"|too many/],
    ['an id that is none', ['why', 'zzzz'], /id/],
    ['an id that nobody has', ['why', '00000000-0000-7000-8000-000000000000'], /no row/],
    ['a missing id', ['proposals', 'approve'], /ID is missing/],
    ['an unknown policy', ['policy', 'set', 'x_daily_quotas', '{"limit":1}'], /x_daily_quota/],
    ['a policy value beyond its schema', ['policy', 'set', 'x_daily_quota', '{"limit":-1}'], /x_daily_quota.limit/],
    ['a policy value of the wrong type', ['policy', 'set', 'x_daily_quota', '"five"'], /x_daily_quota/],
    ['a policy value that is no JSON', ['policy', 'set', 'x_daily_quota', '{limit:5}'], /not valid JSON/],
    ['a worker for an unknown kind', ['worker', '--only', 'crawll'], /did you mean crawl/],
    ['cancelling without a reason', ['missions', 'cancel', 'abcd'], /--reason/],
    ['retrying without a reason', ['missions', 'retry', 'abcd'], /--reason/],
  ])('%s', async (_, args, said) => {
    const ended = await cli(...args);
    expect(ended.stderr).toMatch(said);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).not.toMatch(/^\s+at /m);
  });
  test('a payload of 1 MB', async () => {
    const before = (await json('proposals')).value.length;
    const ended = await runCli(ask('--step', 'crawl=@-'), { DATABASE_URL: base.url }, big);
    expect(ended).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(/proposed_steps.*bytes/) });
    expect((await json('proposals')).value).toHaveLength(before);
  });
  test('a bad environment, every variable at once and no secret in it', async () => {
    const ended = await runCli(['status'], { DATABASE_URL: base.url, PORT: 'x', CRON_SECRET: 'hunter2', POLL_INTERVAL_MS: '1' });
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    for (const name of ['PORT', 'CRON_SECRET', 'POLL_INTERVAL_MS']) expect(ended.stderr).toContain(name);
    expect(ended.stderr).not.toContain('hunter2');
  });
});

describe('help and errors', () => {
  test('every command explains itself, with the exit codes', async () => {
    const overview = await cli('--help');
    expect(overview).toMatchObject({ code: 0, stderr: '' });
    const names = [...overview.stdout.matchAll(/^ {2}([a-z]+) {2}/gm)].map((match) => match[1] as string);
    expect(names).toEqual(expect.arrayContaining(['start', 'propose', 'why', 'worker', 'policy']));
    for (const name of names) {
      const { code, stdout } = await cli(name, '--help');
      expect(code, name).toBe(0);
      expect(stdout, name).toMatch(/Exit codes: 0 done · 1 failed · 2 bad input .* 3 refused/);
      expect(Math.max(...stdout.split('\n').map((line) => line.length)), name).toBeLessThanOrEqual(150);
    }
    expect((await cli('--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
  test('a reader that goes away early is no error', async () => {
    const child = spawn('sh', ['-c', `"${process.execPath}" "${PROGRAM}" events --limit 1000 --json | head -c 5 >/dev/null; echo "$?"`], {
      cwd: ROOT,
      env: cleanEnv({ DATABASE_URL: base.url }),
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (data) => {
      stdout += data;
    });
    child.stderr.on('data', (data) => {
      stderr += data;
    });
    await new Promise((resolve) => child.once('close', resolve));
    expect({ stdout, stderr }).toEqual({ stdout: '0\n', stderr: '' });
  });
  test('a database out of reach is a sentence with its host, without its password', async () => {
    const ended = await runCli(['status'], { DATABASE_URL: 'postgresql://me:hunter22@no-such-host.invalid:5432/x' });
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toContain('no-such-host.invalid');
    expect(ended.stderr).not.toMatch(/hunter22|^\s+at /m);
  });
  test('a folder without a company is told from a broken one, and nothing is made in it', async () => {
    const ended = await runCli(['status'], { DESKMATES_DATA: join(folder, 'nothing') });
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toMatch(/no company in .*npm start/);
  });
});

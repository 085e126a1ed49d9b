/** The command line as scripts and people meet it: real processes on a real database. */

import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Ended, runCli, startCli } from './cli-process.ts';
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

describe('proposing', () => {
  test('prints id, status, gate, reason and mission_id, and opens a mission', async () => {
    const { code, value } = await json(...ask('--step', CRAWL));
    expect(code).toBe(0);
    expect(Object.keys(value)).toEqual(['id', 'status', 'gate', 'reason', 'mission_id']);
    expect(value).toMatchObject({ status: 'accepted', gate: null, reason: null });
    const missions = await json('missions');
    expect(missions.value[0]).toMatchObject({
      id: value.mission_id,
      created_by: 'brain',
      title: 'Read this',
      status: 'approved',
      priority: 10,
    });
  });
  test('asked twice with one key is asked once', async () => {
    const first = await json(...ask('--step', CRAWL, '--dedupe', 'once', '--priority', '3'));
    const again = await json(...ask('--step', CRAWL, '--dedupe', 'once'));
    expect(again.value.id).toBe(first.value.id);
  });
  test('takes several steps, and payloads from a file or stdin', async () => {
    const file = join(folder, 'payload.json');
    await writeFile(file, '{"url":"https://example.com/file"}');
    const ended = await runCli(
      [...ask('--step', `crawl=@${file}`, '--step', 'crawl=@-', '--json')],
      { DATABASE_URL: base.url },
      '{"url":"https://example.com/in"}',
    );
    const shown = await json('missions', 'show', JSON.parse(ended.stdout).mission_id);
    expect(shown.value.steps.map((step: { payload: { url: string } }) => step.payload.url)).toEqual([
      'https://example.com/file',
      'https://example.com/in',
    ]);
  });
  test('a refusal of a gate is stored and ends with 3', async () => {
    await json('policy', 'set', 'kill_switch', '{"agents":[],"kinds":["crawl"]}', '--reason', 'test');
    const { code, value } = await json(...ask('--step', CRAWL));
    expect(code).toBe(3);
    expect(value).toMatchObject({
      status: 'rejected',
      gate: expect.any(String),
      reason: expect.stringContaining('crawl'),
      mission_id: null,
    });
    const human = await cli(...ask('--step', CRAWL));
    expect(human).toMatchObject({ code: 3, stdout: expect.stringMatching(/^rejected/) });
    await json('policy', 'set', 'kill_switch', '{"agents":[],"kinds":[]}');
    const { value: rejected } = await json('proposals', '--status', 'rejected');
    expect(rejected).toHaveLength(2);
  });
});

describe('deciding', () => {
  test('what waits for a person is listed, approved and rejected by a part of its id', async () => {
    await json('policy', 'set', 'auto_approve', '{"enabled":false,"allowed_step_kinds":[]}');
    const [one, two] = [await json(...ask('--step', CRAWL)), await json(...ask('--step', CRAWL))];
    expect(one).toMatchObject({ code: 0, value: { status: 'pending', mission_id: null } });
    const { value: waiting } = await json('proposals', '--status', 'pending');
    expect(waiting.map((row: { id: string }) => row.id).sort()).toEqual([one.value.id, two.value.id].sort());
    const approved = await json('proposals', 'approve', one.value.id.slice(-10), '--reason', 'good one');
    expect(approved).toMatchObject({ code: 0, value: { status: 'accepted', mission_id: expect.any(String) } });
    expect((await cli('proposals', 'reject', two.value.id)).code).toBe(2);
    const rejected = await json('proposals', 'reject', two.value.id, '--reason', 'not now');
    expect(rejected).toMatchObject({ code: 0, value: { status: 'rejected', gate: 'person', reason: expect.stringContaining('not now') } });
    expect((await cli('proposals', 'approve', two.value.id)).stderr).toContain('already');
    const cancelled = await json('missions', 'cancel', approved.value.mission_id, '--reason', 'changed my mind');
    expect(cancelled).toMatchObject({ code: 0, value: { status: 'cancelled', steps_cancelled: 1 } });
    await json('policy', 'set', 'auto_approve', JSON.stringify({ enabled: true, allowed_step_kinds: ['crawl', 'analyze'] }));
  });
});

describe('reading', () => {
  test('missions, proposals, events and artifacts are arrays of rows with the tables’ column names', async () => {
    const columns = async (table: string) =>
      (await base.db.sql<{ name: string }[]>`select column_name as name from information_schema.columns where table_name = ${table}`).map(
        ({ name }) => name,
      );
    for (const [command, table] of [
      ['missions', 'ops_missions'],
      ['proposals', 'ops_mission_proposals'],
      ['events', 'ops_agent_events'],
    ] as const) {
      const { value } = await json(command, '--limit', '2');
      expect(value).toHaveLength(2);
      expect(Object.keys(value[0])).toEqual(expect.arrayContaining(await columns(table)));
    }
    expect((await json('artifacts')).value).toEqual([]);
  });
  test('why explains an event back to the person, also by "last", and down again', async () => {
    const { value: proposal } = await json(...ask('--step', CRAWL));
    const up = await json('why', 'last');
    expect(up.value.chain.map((link: { kind: string }) => link.kind)).toEqual(['event', 'proposal', 'person']);
    expect(up.value.chain[1].id).toBe(proposal.id);
    const down = await json('why', proposal.id, '--down');
    expect(down.value.consequences.map((row: { kind: string }) => row.kind).sort()).toEqual(['event', 'mission', 'step']);
    const human = await cli('why', proposal.id, '--down');
    expect(human.stdout).toMatch(/^proposal accepted brain: Read this/);
    expect(human.stdout).toContain('It led to:');
  });
  test('a part that fits several rows is refused with what it fits', async () => {
    const [first, second] = (await json('events', '--limit', '2')).value;
    let common = 0;
    while (first.id[common] === second.id[common]) common++;
    const ended = await cli('why', first.id.slice(0, Math.max(4, common)));
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('fits more than one');
  });
  test('policies are read one by one or all, and their history tells who, what and why', async () => {
    expect((await json('policy', 'set', 'x_daily_quota', '{"limit":3}', '--reason', 'quieter')).value).toEqual({
      key: 'x_daily_quota',
      before: { limit: 5 },
      after: { limit: 3 },
      unchanged: false,
    });
    expect((await json('policy', 'get', 'x_daily_quota')).value).toMatchObject({
      key: 'x_daily_quota',
      value: { limit: 3 },
      unreadable: null,
    });
    expect((await json('policy', 'get')).value.length).toBeGreaterThan(10);
    expect((await json('policy', 'history', 'x_daily_quota')).value[0]).toMatchObject({
      before: { limit: 5 },
      after: { limit: 3 },
      reason: 'quieter',
    });
    expect((await cli('policy', 'get', 'x_daily_quota')).stdout).toBe('{\n  "limit": 3\n}\n');
  });
  test('status says what is alive, what waits and what was refused', async () => {
    const { value } = await json('status');
    expect(value).toMatchObject({
      company: expect.any(String),
      paused: false,
      database: { kind: 'url' },
      model: { state: 'offline' },
      today: { rejections: expect.arrayContaining([{ gate: 'person', count: 1 }]) },
    });
    expect(JSON.stringify(value)).not.toContain(new URL(base.url).password || 'no-password');
  });
  test('tables fit 100 columns and hold no escape sequence, whatever the rows hold', async () => {
    await json('propose', '--agent', 'brain', '--title', `\u001b[31mred\u0007 ${'long '.repeat(30)}`, '--step', CRAWL);
    for (const command of ['events', 'missions', 'proposals', 'policy get', 'policy history', 'status', 'artifacts', 'why last']) {
      const { stdout, code } = await cli(...command.split(' '));
      expect(code).toBe(0);
      expect(Math.max(...stdout.split('\n').map((line) => line.length)), command).toBeLessThanOrEqual(100);
      expect(stdout, command).not.toContain('\u001b');
    }
  });
});

describe('doing', () => {
  test('migrate and seed change nothing the second time', async () => {
    expect((await json('migrate')).value).toMatchObject({ adopted: [], applied: [] });
    expect((await json('seed')).value).toEqual({ policies: 0, triggers: 0, relationships: 0 });
  });
  test('a heartbeat reports every job', async () => {
    const { code, value } = await json('heartbeat');
    expect(code).toBe(0);
    expect(value.jobs.map((job: { name: string }) => job.name)).toEqual(expect.arrayContaining(['triggers', 'reactions', 'stale_steps']));
    expect((await cli('heartbeat')).stdout).toContain('Heartbeat succeeded');
  });
  test('a worker takes its kinds until SIGTERM, and says so', async () => {
    const child = startCli(['worker', '--only', 'analyze', '--json'], {
      DATABASE_URL: base.url,
      WORKER_ID: 'w-test',
      POLL_INTERVAL_MS: '100',
    });
    let [stdout, stderr] = ['', ''];
    child.stdout?.on('data', (data) => {
      stdout += data;
    });
    await new Promise<void>((resolve) => {
      child.stderr?.on('data', (data) => {
        stderr += data;
        if (stderr.includes('worker: ready')) resolve();
      });
    });
    child.kill('SIGTERM');
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ worker_id: 'w-test', kinds: ['analyze'] });
    const [row] = await base.db.sql`select stopped_at is not null as stopped from ops_workers where worker_id = 'w-test'`;
    expect(row).toEqual({ stopped: true });
  });
  test('following prints each new event as one JSON value per line, and ends cleanly', async () => {
    const child = startCli(['events', '--follow', '--json', '--limit', '1'], { DATABASE_URL: base.url });
    const lines: string[] = [];
    let rest = '';
    let look = () => {};
    child.stdout?.on('data', (data) => {
      const parts = (rest + data).split('\n');
      rest = parts.pop() ?? '';
      lines.push(...parts);
      look();
    });
    const seen = (wanted: (event: { title: string }) => boolean) =>
      new Promise<void>((resolve) => {
        look = () => {
          if (lines.some((line) => wanted(JSON.parse(line)))) resolve();
        };
        look();
      });
    await seen(() => true);
    await json('propose', '--agent', 'brain', '--title', 'Followed', '--step', CRAWL);
    await seen((event) => event.title === 'Followed');
    child.kill('SIGINT');
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0);
    expect(lines.filter((line) => JSON.parse(line).title === 'Followed')).toHaveLength(1);
  });
});

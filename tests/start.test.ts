/** `deskmates start` for real: the whole tree of processes, stopped kindly, killed hard, and started twice. The dashboard is built beforehand. */
import { type ChildProcess, execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runCli, startCli } from './cli-process.ts';
import { bareDatabase } from './database.ts';

type Company = { process: ChildProcess; output(): string; url: string; pid: number; ended: Promise<number | null> };

let folder: string;
const started: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'deskmates-start-'));
  chmodSync(folder, 0o711);
});
afterEach(async () => {
  for (const child of started.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('close', resolve));
  }
  await until('every process has gone', () => processesOf(folder).length === 0);
  rmSync(folder, { recursive: true, force: true });
});

const env = (more: Record<string, string> = {}) => ({ DESKMATES_DATA: folder, PORT: '0', ...more });

async function until<T>(what: string, holds: () => T | Promise<T>): Promise<NonNullable<T>> {
  for (let tries = 0; tries < 600; tries++) {
    const found = await Promise.resolve(holds()).catch(() => null);
    if (found) return found;
    await pause(100);
  }
  throw new Error(`waited in vain until ${what}`);
}

/** Everything that runs for a data folder: by its arguments or its environment. */
function processesOf(data: string): { pid: number; command: string }[] {
  const rows = execFileSync('ps', ['-eo', 'pid=,stat=,args='], { encoding: 'utf8' }).split('\n');
  return rows.flatMap((row) => {
    const [, pid, stat, command] = /^\s*(\d+)\s+(\S+)\s+(.*)$/.exec(row) ?? [];
    if (!pid || !command || stat?.startsWith('Z')) return [];
    const environment = readable(`/proc/${pid}/environ`);
    return command.includes(data) || environment.includes(`DESKMATES_DATA=${data}`) ? [{ pid: Number(pid), command }] : [];
  });
}

function readable(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

async function startCompany(more: Record<string, string> = {}): Promise<Company> {
  const child = startCli(['start'], env(more));
  started.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (data) => {
      output += data;
    });
  }
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  const url = await until('the dashboard’s address is printed', () => {
    if (child.exitCode !== null) throw new Error(output);
    return /^Dashboard {2}(http\S+)$/m.exec(output)?.[1];
  }).catch((error: Error) => {
    throw new Error(`${error.message}\n${output}`);
  });
  return { process: child, output: () => output, url, pid: child.pid as number, ended };
}

const events = async (limit = 100) =>
  JSON.parse((await runCli(['events', '--json', '--limit', String(limit)], env())).stdout) as { id: string; kind: string }[];
const healthy = async (url: string) => (await fetch(`${url}/api/health`)).ok;

describe('a company on one machine', { timeout: 150_000 }, () => {
  test('comes up by itself, works, answers, and stops at Ctrl-C without leaving anything running', async () => {
    const company = await startCompany();
    expect(await healthy(company.url)).toBe(true);
    const kinds = await until('the first step has succeeded', async () => {
      const found = (await events()).map(({ kind }) => kind);
      return found.includes('step_succeeded') ? found : null;
    });
    expect(kinds).toEqual(expect.arrayContaining(['company_started', 'proposal_accepted', 'step_started']));
    const status = JSON.parse((await runCli(['status', '--json'], env())).stdout);
    expect(status).toMatchObject({ dashboard: company.url, database: { kind: 'embedded' }, model: { state: 'offline' } });
    expect(status.workers).toHaveLength(1);
    company.process.kill('SIGINT');
    expect(await company.ended).toBe(0);
    expect(processesOf(folder)).toEqual([]);
    expect(existsSync(join(folder, 'running.json'))).toBe(false);
    expect(company.output()).toMatch(/Stopped\.\n$/);
  });

  test('a second start in the same folder says where the first one is and leaves it alone', async () => {
    const company = await startCompany();
    const second = await runCli(['start'], env());
    expect(second).toMatchObject({ code: 1, stdout: '' });
    expect(second.stderr).toContain(`running already at ${company.url}`);
    expect(await healthy(company.url)).toBe(true);
  });

  test('killed hard it leaves no orphan, loses nothing, and a new start goes on', async () => {
    const first = await startCompany();
    await until('something happened', async () => (await events()).length > 3);
    const before = await events(1000);
    first.process.kill('SIGKILL');
    await first.ended;
    await until('no process is left', () => processesOf(folder).length === 0);
    const again = await startCompany();
    const after = new Set((await events(1000)).map(({ id }) => id));
    expect(before.filter(({ id }) => !after.has(id))).toEqual([]);
    expect(await healthy(again.url)).toBe(true);
    expect((await events(1000)).filter(({ kind }) => kind === 'company_started')).toHaveLength(1);
  });

  test('works on another PostgreSQL, makes none of its own, and two of them share the work', async () => {
    const base = await bareDatabase();
    const beside = mkdtempSync(join(tmpdir(), 'deskmates-beside-'));
    try {
      const companies = [
        await startCompany({ DATABASE_URL: base.url }),
        await startCompany({ DATABASE_URL: base.url, DESKMATES_DATA: beside, WORKER_ID: 'two' }),
      ];
      await until(
        'something was done',
        async () => (await base.db.sql`select 1 from ops_mission_steps where status = 'succeeded'`).length > 0,
      );
      await until('both have reported', async () => (await base.db.sql`select 1 from ops_workers where stopped_at is null`).length === 2);
      expect(await base.db.sql`select 1 from ops_agent_events where kind = 'company_started'`).toHaveLength(1);
      expect([folder, beside].some((data) => existsSync(join(data, 'postgres')))).toBe(false);
      for (const company of companies) {
        company.process.kill('SIGTERM');
        expect(await company.ended).toBe(0);
      }
    } finally {
      rmSync(beside, { recursive: true, force: true });
      await base.drop();
    }
  });

  test('a dashboard that is killed is started again', async () => {
    const company = await startCompany();
    const web = () => processesOf(folder).find(({ command }) => /next/.test(command) && !/postgres/.test(command))?.pid;
    const first = (await until('the dashboard runs', web)) as number;
    process.kill(first, 'SIGKILL');
    await until('another one runs', () => web() !== undefined && web() !== first);
    await until('it answers', () => healthy(company.url));
  });
});

describe('stopping while a step is under way', { timeout: 150_000 }, () => {
  let slow: { host: string; asked: Promise<void>; answer(): void; close(): void };
  beforeEach(async () => {
    slow = await slowSite();
  });
  afterEach(() => slow.close());

  const withSlowStep = async () => {
    const company = await startCompany({ WEB_ALLOW_HOSTS: slow.host });
    const step = `crawl=${JSON.stringify({ url: `http://${slow.host}/page` })}`;
    const asked = await runCli(['propose', '--agent', 'brain', '--title', 'Slow', '--step', step, '--json'], env());
    await slow.asked;
    company.process.kill('SIGINT');
    await until('it says that it stops', () => company.output().includes('Stopping'));
    return { company, mission: JSON.parse(asked.stdout).mission_id as string };
  };

  test('the step may finish', async () => {
    const { company, mission } = await withSlowStep();
    slow.answer();
    expect(await company.ended).toBe(0);
    const shown = JSON.parse((await runCli(['missions', 'show', mission, '--json'], env())).stdout);
    expect(shown.steps[0]).toMatchObject({ status: 'succeeded', attempt: 1 });
  });

  test('a second Ctrl-C does not wait for it, and the step is not lost', async () => {
    const { company, mission } = await withSlowStep();
    await until('the second one counts', () => {
      company.process.kill('SIGINT');
      return company.process.exitCode !== null;
    });
    expect(await company.ended).toBe(0);
    expect(company.output()).not.toMatch(/Error|^\s+at /m);
    const shown = JSON.parse((await runCli(['missions', 'show', mission, '--json'], env())).stdout);
    expect(['queued', 'running']).toContain(shown.steps[0].status);
  });
});

/** A site whose only page is held back until it is told to answer. */
async function slowSite() {
  let answer = () => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  let told = () => {};
  const asked = new Promise<void>((resolve) => {
    told = resolve;
  });
  const server = createHttpServer(async (request, response) => {
    if (request.url !== '/page') return void response.writeHead(404).end();
    told();
    await answered;
    const paragraph = `<p>${'Slow pages are read with patience, and a company that stops waits for them. '.repeat(8)}</p>`;
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end(`<title>Slow</title><article><h1>Slow</h1>${paragraph.repeat(4)}</article>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { host: `127.0.0.1:${port}`, asked, answer, close };
}

describe('what start refuses, in a sentence', () => {
  let taken: Server | null = null;
  afterEach(() => {
    taken?.close();
    taken = null;
  });

  test('a port that was asked for and is taken', async () => {
    const server = createServer();
    taken = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const ended = await runCli(['start'], env({ PORT: String(port) }));
    expect(ended).toMatchObject({ code: 1 });
    expect(ended.stderr).toContain(`Port ${port} on 127.0.0.1 is taken`);
  });

  test('an open door: a host that others reach, without a token', async () => {
    const ended = await runCli(['start'], env({ HOST: '0.0.0.0' }));
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain('DASHBOARD_TOKEN');
    expect(existsSync(join(folder, 'postgres'))).toBe(false);
  });

  test('a database out of reach, with its host and without its password', async () => {
    const ended = await runCli(['start'], env({ DATABASE_URL: 'postgresql://me:hunter22@no-such-host.invalid/x' }));
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('no-such-host.invalid');
    expect(ended.stdout + ended.stderr).not.toContain('hunter22');
  });
});

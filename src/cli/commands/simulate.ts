/** `simulate`: a month of the company in a minute, on a virtual clock, in a database that is thrown away. */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadCompany } from '../../../company/index.ts';
import type { Company } from '../../core/company.ts';
import { InvalidInput } from '../../core/errors.ts';
import { inLanes } from '../../simulate/lanes.ts';
import { reportPage } from '../../simulate/report/report.ts';
import { FIRST_DAY, FULL, MOST_DAYS, readSetting, type Setting, type SimulationOptions } from '../../simulate/settings.ts';
import { type SimulatedRun, simulate } from '../../simulate/simulate.ts';
import type { Audience } from '../../simulate/world/audience.ts';
import { openDatabase } from '../../world/database-url.ts';
import { readEnv } from '../../world/env.ts';
import { processEnv } from '../../world/process-env.ts';
import { type Throwaway, throwawayDatabases } from '../../world/throwaway.ts';
import { type Call, type Command, oneOf, textOf, wholeOf } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { openStage } from '../open-stage.ts';
import { MIGRATIONS, ROOT } from '../root.ts';
import { stopSignals } from '../signals.ts';
import { printSimulation, progressBar } from '../simulation-text.ts';

const MOST_SEEDS = 200;

const command: Command = {
  name: 'simulate',
  summary: 'let the company live days on a virtual clock, and say what came of it',
  options: {
    days: { type: 'string', hint: 'N', help: 'how long (default 30)' },
    seed: { type: 'string', hint: 'TEXT', help: 'the luck; the same seed gives the same hash, row for row (default 42)' },
    seeds: { type: 'string', hint: 'N', help: 'so many seeds from this one on, for the spread (default 1)' },
    start: { type: 'string', hint: 'DAY', help: 'first day, YYYY-MM-DD in UTC (default 2026-12-01)' },
    company: { type: 'string', hint: 'PATH', help: 'a folder with an index.ts that exports loadCompany, and perhaps an audience' },
    set: { type: 'string', multiple: true, hint: 'POLICY.FIELD=JSON', help: 'change a policy first, for example x_daily_quota.limit=8' },
    full: { type: 'boolean', help: 'everything on: up to 24 conversations a day, and initiatives' },
    compare: { type: 'boolean', help: 'run every seed without and with --set, and print the paired difference' },
    faults: { type: 'string', hint: 'LEVEL', help: 'none, low or high: models, X, web, database, processes and clock go wrong' },
    person: { type: 'string', hint: 'WHO', help: 'present (looks in three times a day, approves six of seven) or away' },
    report: { type: 'string', hint: 'FILE', help: 'write one HTML file with charts' },
    open: { type: 'boolean', help: 'afterwards show the simulated company on the dashboard until Ctrl-C: every day as a film' },
  },
  notes: `Nothing of your company is read or changed: the simulation makes a database of its own beside it and drops it at the end.
With --json: {days, seed, hash, invariants: [{name, ok, detail}], totals, forecast, runs, compared}. Exit code 1 when an invariant is broken.`,
  run: runSimulation,
};

type Asked = { options: SimulationOptions; seeds: string[]; compare: boolean; full: boolean; report: string | null; open: boolean };

async function runSimulation(call: Call): Promise<number> {
  const asked = await readCall(call);
  const env = readEnv(processEnv(), ROOT);
  const stop = stopSignals();
  const database = await openDatabase(env, { create: true, onProgress: call.out.say });
  try {
    const databases = await throwawayDatabases(database.url, MIGRATIONS, String(process.pid));
    try {
      return await simulateAll(call, asked, databases, stop.asked);
    } finally {
      await databases.close();
    }
  } finally {
    await database.release();
  }
}

async function simulateAll(call: Call, asked: Asked, databases: Throwaway, signal: AbortSignal): Promise<number> {
  const { options, seeds } = asked;
  const jobs = [
    ...(asked.compare ? seeds.map((seed) => ({ ...options, seed, settings: base(asked) })) : []),
    ...seeds.map((seed) => ({ ...options, seed })),
  ];
  const bar = progressBar(jobs.length * options.days, call.json);
  try {
    const runs = await inLanes(jobs, (job) =>
      simulate(databases, job, {
        signal,
        onDay: () => bar.step(),
        ...(asked.open ? { visit: (_, url) => openStage(call, url, job.start, signal, bar.end) } : {}),
      }),
    );
    bar.end();
    const told = {
      before: asked.compare ? runs.slice(0, seeds.length) : null,
      runs: asked.compare ? runs.slice(seeds.length) : runs,
      agents: options.company.agents.length,
      full: asked.full,
      faults: options.faults,
    };
    if (asked.report) await writeReport(call, asked.report, told.runs, options);
    printSimulation(call, told);
    return runs.every((run: SimulatedRun) => run.invariants.every(({ ok }) => ok)) ? EXIT.done : EXIT.failed;
  } catch (error) {
    bar.end();
    if (!signal.aborted) throw error;
    call.out.say('Stopped; the simulation was thrown away.');
    return EXIT.failed;
  }
}

/** What a comparison starts from: the same without --set. */
function base({ full }: Asked): readonly Setting[] {
  return full ? FULL : [];
}

async function readCall(call: Call): Promise<Asked> {
  const days = wholeOf(call, 'days', { min: 1, max: MOST_DAYS, default: 30 });
  const count = wholeOf(call, 'seeds', { min: 1, max: MOST_SEEDS, default: 1 });
  const seed = textOf(call, 'seed') ?? '42';
  const full = call.values.full === true;
  const compare = call.values.compare === true;
  const open = call.values.open === true;
  const changes = ((call.values.set ?? []) as string[]).map(readSetting);
  if (compare && changes.length === 0) throw new InvalidInput('compare', '--compare: says what --set changes; give at least one --set');
  if (open && (count > 1 || compare)) throw new InvalidInput('open', '--open: shows one company; leave out --seeds and --compare');
  const { company, audience } = await companyAt(textOf(call, 'company'));
  return {
    options: {
      company,
      ...(audience ? { audience } : {}),
      days,
      seed,
      start: dayOf(textOf(call, 'start')),
      settings: [...(full ? FULL : []), ...changes],
      faults: oneOf(call, 'faults', ['none', 'low', 'high'] as const) ?? 'none',
      person: oneOf(call, 'person', ['present', 'away'] as const) ?? 'present',
    },
    seeds:
      count === 1
        ? [seed]
        : Array.from({ length: count }, (_, i) => (/^\d{1,9}$/.test(seed) ? String(Number(seed) + i) : `${seed}-${i + 1}`)),
    compare,
    full,
    report: textOf(call, 'report') ?? null,
    open,
  };
}

function dayOf(text: string | undefined): Date {
  if (text === undefined) return FIRST_DAY;
  const day = new Date(`${text}T00:00:00Z`);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && day.toISOString().startsWith(text)) return day;
  throw new InvalidInput('start', `--start: "${text.slice(0, 30)}" is not a day; write it as 2026-12-01`);
}

async function companyAt(path: string | undefined): Promise<{ company: Company; audience: Audience | null }> {
  if (path === undefined) return { company: loadCompany(), audience: null };
  const file = resolve(path, 'index.ts');
  if (!existsSync(file)) throw new InvalidInput('company', `--company: ${file} does not exist; it must export loadCompany()`);
  const found = (await import(pathToFileURL(file).href)) as { loadCompany?: () => Company; audience?: Audience };
  if (typeof found.loadCompany !== 'function') throw new InvalidInput('company', `--company: ${file} exports no function loadCompany`);
  return { company: found.loadCompany(), audience: found.audience ?? null };
}

async function writeReport(call: Call, file: string, runs: readonly SimulatedRun[], options: SimulationOptions): Promise<void> {
  const page = reportPage({ runs, agents: options.company.agents.length, start: options.start, settings: options.settings });
  try {
    await writeFile(file, page);
  } catch (error) {
    throw new InvalidInput('report', `--report: cannot write ${file} (${(error as Error).message})`);
  }
  call.out.say(`Report written to ${file}`);
}

export const commands: readonly Command[] = [command];

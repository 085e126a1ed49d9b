/** Starting and stopping the company as one tree of processes: this one with the database, the workers and the heartbeat, and the dashboard beside it. */
import { appendFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { loadCompany } from '../../company/index.ts';
import { InvalidInput } from '../core/errors.ts';
import { seed } from '../core/seed.ts';
import { currentPolicies } from '../read/policies.ts';
import { runWorker } from '../workers/loop.ts';
import { liveClock } from '../world/clock.ts';
import { type FoundDatabase, openDatabase } from '../world/database-url.ts';
import { type Env, readEnv } from '../world/env.ts';
import { checkExposure } from '../world/exposure.ts';
import { type LiveWorld, liveWorld } from '../world/live.ts';
import { migrate } from '../world/migrate.ts';
import { processEnv } from '../world/process-env.ts';
import { choosePort, localOrigin } from './address.ts';
import { build, isBuilt } from './build.ts';
import type { Call } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { commandLog } from './open-world.ts';
import { MIGRATIONS, ROOT } from './root.ts';
import { claimFolder, leaveFolder, tellAddress } from './running.ts';
import { runScheduler } from './scheduler.ts';
import { type StopSignals, stopSignals } from './signals.ts';
import { type Supervised, superviseWeb } from './supervise.ts';

const WEB_PATIENCE_MS = 30_000;

/** What is undone, newest first, when the company stops or does not come up. */
type Undo = (() => Promise<unknown> | unknown)[];

/** Resolves to the exit code when the company has stopped. */
export async function startCompany(call: Call): Promise<number> {
  const env = readEnv(processEnv(), ROOT);
  const exposure = checkExposure(processEnv());
  if (!exposure.ok) throw new InvalidInput('HOST', exposure.message);
  const other = claimFolder(env.dataDir);
  if (other) {
    call.out.say(
      `This company is running already${other.url ? ` at ${other.url}` : ''} (process ${other.pid}, data in ${env.dataDir}). To start another one, set DESKMATES_DATA to another folder.`,
    );
    return EXIT.failed;
  }
  const stop = stopSignals();
  const undo: Undo = [() => leaveFolder(env.dataDir)];
  try {
    return await runUntilStopped(call, env, stop, undo);
  } finally {
    for (const step of undo.reverse())
      await Promise.resolve(step()).catch?.((error: Error) => call.out.say(`While stopping: ${error.message}`));
  }
}

async function runUntilStopped(call: Call, env: Env, stop: StopSignals, undo: Undo): Promise<number> {
  const tell = call.json ? call.out.say : call.out.print;
  const port = await choosePort(env.host, env.port);
  const url = localOrigin(env.host, port);
  tell(`Data       ${env.dataDir}`);
  const database = await openDatabase(env, { create: true, onProgress: tell });
  undo.push(() => database.release());
  if (stop.asked.aborted) return EXIT.done;
  const world = await openWorld(env, database, url, undo);
  tell(`Database   ${database.kind === 'embedded' ? 'embedded PostgreSQL' : 'PostgreSQL'} at ${database.name}`);
  await prepare(world, tell);
  if (!(await built(join(env.dataDir, 'build.log'), tell, stop))) return EXIT.done;

  const working = new AbortController();
  const web = superviseWeb({
    host: env.host,
    port,
    url,
    clock: world.clock,
    say: call.out.say,
    env: { ...processEnv(), DATABASE_URL: database.url, DESKMATES_DATA: env.dataDir, HOST: env.host, PORT: String(port) },
  });
  undo.push(() => web.stop());
  await announce(call, env, web, url, database);

  const workerId = env.workerId ?? hostname();
  const work = Promise.all([
    runWorker(world, { workerId, kinds: null, pollMs: env.pollMs, signal: working.signal }),
    runScheduler(world, working.signal),
  ]);
  const reason = await Promise.race([
    told(stop.asked),
    work.then(() => 'the workers ended'),
    database.lost ?? new Promise<never>(() => {}),
  ]);
  working.abort();
  if (stop.asked.aborted) call.out.say('Stopping: running steps may finish (Ctrl-C again to hurry)…');
  else call.out.say(`Stopping: ${reason}`);
  await Promise.race([work, told(stop.hurried), liveClock().sleep(30_000)]);
  if (stop.asked.aborted) tell('Stopped.');
  return stop.asked.aborted ? EXIT.done : EXIT.failed;
}

async function openWorld(env: Env, database: FoundDatabase, url: string, undo: Undo): Promise<LiveWorld> {
  const log = commandLog(database.url, 'warn');
  const world = await liveWorld({ company: loadCompany(), env: processEnv(), databaseUrl: database.url, ownOrigin: url, log });
  undo.push(() => world.close());
  if (env.databaseUrl === null) world.log.debug({}, 'embedded database');
  return world;
}

async function prepare(world: LiveWorld, tell: (line: string) => void): Promise<void> {
  const applied = await migrate(world.db, MIGRATIONS);
  tell(`Schema     ${applied.length ? `${applied.length} migrations applied` : 'up to date'}`);
  const added = await seed(world);
  const { company } = await currentPolicies(world);
  tell(
    `Company    ${company.name}${company.paused ? ' (paused)' : ''}${added.policies + added.triggers ? `, ${added.policies} policies and ${added.triggers} trigger rules written` : ''}`,
  );
}

/** False when it was stopped meanwhile. */
async function built(logFile: string, tell: (line: string) => void, stop: StopSignals): Promise<boolean> {
  if (isBuilt()) return true;
  tell('Dashboard  being built (once; some 10 to 30 seconds)…');
  try {
    writeFileSync(logFile, '');
    await build((text) => appendFileSync(logFile, text), stop.asked);
  } catch (error) {
    if (stop.asked.aborted) return false;
    throw new Error(`${(error as Error).message}\nAll of it: ${logFile}`);
  }
  return true;
}

async function announce(call: Call, env: Env, web: Supervised, url: string, database: FoundDatabase): Promise<void> {
  const up = await web.up(WEB_PATIENCE_MS);
  if (!up) {
    call.out.say(
      `The dashboard does not answer at ${url} yet; the company works all the same. It said:\n${web.lastWords() || '(nothing)'}`,
    );
    return;
  }
  tellAddress(env.dataDir, url);
  if (call.json) call.out.json({ url, pid: process.pid, database: { kind: database.kind, name: database.name } });
  else call.out.print(`Dashboard  ${call.out.bold(url)}\n\nThe company is at work. Ctrl-C stops it.`);
}

function told(signal: AbortSignal): Promise<string> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve('asked to');
    signal.addEventListener('abort', () => resolve('asked to'));
  });
}

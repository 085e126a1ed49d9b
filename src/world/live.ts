/** The live World: real time, real chance, real database, and the ports that the environment has keys for. */
import type { Company } from '../core/company.ts';
import { liveClock } from './clock.ts';
import { findDatabase } from './database-url.ts';
import { connect, type Db } from './db.ts';
import { type EnvSource, passwordsIn, readEnv, secretsOf } from './env.ts';
import { liveModel } from './live-model.ts';
import type { XConfig } from './live-x.ts';
import { makeLog } from './log.ts';
import { liveRandom, makeIds } from './random.ts';
import type { WebPort } from './web.ts';
import { liveWebhook } from './webhook.ts';
import type { Clock, Log, World } from './world.ts';
import type { XPort } from './x.ts';

export type LiveOptions = {
  company: Company;
  /** As the process has it; checked here. */
  env: EnvSource;
  /** Default: DATABASE_URL, else the embedded server that runs for the data folder. */
  databaseUrl?: string;
  /** Where the company's own pages are served, for addresses that begin with "/". */
  ownOrigin?: string;
  /** Connections at most. */
  connections?: number;
  log?: Log;
};

export type LiveWorld = World & { close(): Promise<void> };

const CLOCK_CHECK_MS = 60_000;

/** @throws BadEnvironment, or an Error that says why the database cannot be used and what to do */
export async function liveWorld(options: LiveOptions): Promise<LiveWorld> {
  const env = readEnv(options.env);
  const url = options.databaseUrl ?? (await findDatabase(env))?.url;
  if (!url) throw new Error('No database: DATABASE_URL is not set and no embedded PostgreSQL runs here. Start the company with: npm start');
  const log = options.log ?? makeLog({ secrets: [...secretsOf(options.env), ...passwordsIn(url)] });
  const db = await connect(url, { max: options.connections });
  const clock = liveClock(db.clockOffsetMs);
  const random = liveRandom();
  const timer = followDatabaseTime(db, log);
  return {
    clock,
    random,
    ids: makeIds(clock, random.fork('ids')),
    log,
    db,
    model: liveModel({ anthropic: env.anthropic, openai: env.openai, seed: 'deskmates', now: clock.now }),
    web: lazyWeb(env.webAllowHosts, options.ownOrigin ?? null, clock),
    x: lazyX(env.x),
    webhook: liveWebhook(env.deployWebhook),
    company: options.company,
    async close() {
      clearInterval(timer);
      await db.close();
    },
  };
}

/** Machines' clocks drift, and a database may move to another host. */
function followDatabaseTime(db: Db, log: Log): NodeJS.Timeout {
  const check = () => db.measureClock().catch((error: Error) => log.debug({ error }, 'clock: the database did not answer'));
  const timer = setInterval(check, CLOCK_CHECK_MS);
  return timer.unref();
}

/** Reading the web needs much code; most commands never do, and the dashboard never does. */
function lazyWeb(allowHosts: readonly string[], ownOrigin: string | null, clock: Clock): WebPort {
  let web: Promise<WebPort> | null = null;
  return {
    async read(...asked) {
      web ??= import('./web/live.ts').then(({ liveWeb }) => liveWeb({ allowHosts, ownOrigin, clock }));
      return (await web).read(...asked);
    },
  };
}

/** So does X's SDK, and a company without keys never needs it. */
function lazyX(config: XConfig | null): XPort {
  let x: Promise<XPort> | null = null;
  const port = () => {
    x ??= import('./live-x.ts').then(({ liveX }) => liveX(config));
    return x;
  };
  return {
    configured: config !== null,
    post: async (text) => (await port()).post(text),
    timeline: async () => (await port()).timeline(),
    metrics: async (ids) => (await port()).metrics(ids),
  };
}

/** A World for tests: a database of its own, a clock moved by hand, seeded chance, and ports that refuse whatever a test did not plan. */
import type { Company } from '../src/core/company.ts';
import { liveClock, type VirtualClock, virtualClock } from '../src/world/clock.ts';
import type { ModelPort } from '../src/world/model.ts';
import { makeIds, seededRandom } from '../src/world/random.ts';
import type { WebPort } from '../src/world/web.ts';
import type { WebhookPort } from '../src/world/webhook.ts';
import type { Clock, Log, World } from '../src/world/world.ts';
import type { XPort } from '../src/world/x.ts';
import { testDatabase } from './database.ts';

export type TestWorld = World & {
  clock: VirtualClock;
  /** The address of this world's database, for processes of their own. */
  url: string;
  close(): Promise<void>;
};

export type TestWorldParts = {
  company: Company;
  /** Default virtual; live for tests with processes of their own. */
  clock?: 'virtual' | 'live';
  /** Where the virtual clock starts. */
  now?: Date;
  seed?: string;
  model?: Partial<ModelPort>;
  web?: Partial<WebPort>;
  x?: Partial<XPort>;
  webhook?: Partial<WebhookPort>;
  log?: Log;
};

const silent: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

export async function testWorld(parts: TestWorldParts): Promise<TestWorld> {
  const { db, url, drop } = await testDatabase();
  const clock =
    parts.clock === 'live' ? immovable(liveClock(db.clockOffsetMs)) : virtualClock(parts.now ?? new Date('2026-03-02T09:00:00Z'));
  const random = seededRandom(parts.seed ?? 'test');
  return {
    clock,
    random,
    ids: makeIds(clock, random.fork('ids')),
    log: parts.log ?? silent,
    db,
    model: { ...noModel, ...parts.model },
    web: { ...noWeb, ...parts.web },
    x: { ...noX, ...parts.x },
    webhook: { ...noWebhook, ...parts.webhook },
    company: parts.company,
    url,
    close: drop,
  };
}

/** Real time cannot be moved by hand. */
function immovable(clock: Clock): VirtualClock {
  const refuse = () => {
    throw new Error('this world runs on the live clock');
  };
  return { ...clock, set: refuse, advance: refuse };
}

function unplanned(call: string): Error {
  return new Error(`unplanned call: ${call}`);
}

const noModel: ModelPort = {
  generate: async ({ purpose }) => {
    throw unplanned(`model.generate for ${purpose}`);
  },
  available: () => ({ anthropic: false, openaiCompatible: false }),
  price: () => 0,
  dearestPrice: () => 0,
};

const noWeb: WebPort = {
  read: async (url) => {
    throw unplanned(`web.read of ${url}`);
  },
};

const noX: XPort = {
  configured: false,
  post: async () => {
    throw unplanned('x.post');
  },
  timeline: async () => {
    throw unplanned('x.timeline');
  },
  metrics: async () => {
    throw unplanned('x.metrics');
  },
};

const noWebhook: WebhookPort = {
  deliver: async (key) => {
    throw unplanned(`webhook.deliver of ${key}`);
  },
};

/** The dashboard in a real browser: frames of the office, a long feed, what is loaded first, and how soon an event is on the screen. */
import { type Browser, chromium, type Page } from 'playwright-core';
import { loadCompany } from '../company/index.ts';
import { emit } from '../src/core/events/emit.ts';
import { readPolicies } from '../src/core/policy/policies.ts';
import type { World } from '../src/world/world.ts';
import { startApp } from '../tests/app-server.ts';
import { chromiumPath } from '../tests/chromium.ts';
import { benchWorld, type Server } from './bench-world.ts';
import { type Measure, percentile } from './statistics.ts';

const EVENTS = 100_000;
const LATE = 40;

export async function measureUi(database: Server): Promise<Measure[]> {
  const url = await database.fresh();
  const world = await benchWorld(url, loadCompany());
  await manyEvents(world);
  const app = await startApp({ DATABASE_URL: url });
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] });
  try {
    return [
      ...(await frames(browser, app.url)),
      ...(await firstLoad(browser, app.url)),
      await longFeed(browser, app.url),
      await latency(browser, app.url, world),
    ];
  } finally {
    await browser.close();
    await app.stop();
    await world.db.close();
  }
}

async function manyEvents({ db }: World): Promise<void> {
  await db.sql.unsafe(`
    insert into ops_agent_events (id, agent_id, kind, title, summary, tags, cause_kind, created_at)
    select gen_random_uuid(), (array['opus', 'brain', 'growth', 'creator', 'twitter-alt', 'observer'])[1 + n % 6], 'trigger_fired', 'Event ' || n, 'What happened as number ' || n, '{}', 'person',
      now() - make_interval(secs => ${EVENTS} - n) from generate_series(1, ${EVENTS}) n`);
}

/** The renderer's own test bench at /dev/sprites: 300 drawings each, every one forced to the pixels. */
async function frames(browser: Browser, url: string): Promise<Measure[]> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${url}/dev/sprites`);
  await page.getByRole('button', { name: 'Measure' }).click();
  const rows = await page
    .locator('[data-measured]')
    .first()
    .waitFor({ timeout: 120_000 })
    .then(() =>
      page.locator('[data-measured]').evaluateAll((all) => all.map((one) => JSON.parse((one as HTMLElement).dataset.measured ?? '{}'))),
    );
  await page.close();
  return (rows as { people: number; p50: number; p95: number }[]).map(({ people, p50, p95 }) => ({
    what: `a frame of the office with ${people} people, p95`,
    ours: `${p95.toFixed(1)} ms (p50 ${p50.toFixed(1)} ms)`,
    reference: '8 ms',
    ratio: p95 / 8,
    aim: people <= 50 ? '≤ 1×' : '–',
    met: people > 50 || p95 <= 8,
  }));
}

/** Compressed, as they come over the wire: what the page's text names is loaded first, what no other page loads after that is the office. */
async function firstLoad(browser: Browser, url: string): Promise<Measure[]> {
  const named = new Set([...(await (await fetch(url)).text()).matchAll(/src="(\/_next\/[^"]+\.js)"/g)].map(([, src]) => src as string));
  const elsewhere = await scripts(browser, `${url}/costs`, 'h1');
  const stage = await scripts(browser, url, 'canvas[data-people]');
  const sum = (wanted: (path: string) => boolean) =>
    [...stage].filter(([path]) => wanted(path)).reduce((bytes, [, size]) => bytes + size, 0);
  const sizes = { first: sum((path) => named.has(path)), later: sum((path) => !named.has(path) && !elsewhere.has(path)) };
  const kb = (bytes: number) => `${(bytes / 1000).toFixed(0)} kB`;
  return [
    {
      what: 'JavaScript of the stage’s first load, compressed',
      ours: kb(sizes.first),
      reference: '200 kB',
      ratio: sizes.first / 200_000,
      aim: '≤ 1×',
      met: sizes.first <= 200_000,
    },
    {
      what: 'the office, loaded after it, compressed',
      ours: kb(sizes.later),
      reference: '30 kB',
      ratio: sizes.later / 30_000,
      aim: '≤ 1×',
      met: sizes.later <= 30_000,
    },
  ];
}

async function scripts(browser: Browser, url: string, until: string): Promise<Map<string, number>> {
  const page = await browser.newPage();
  const sizes = new Map<string, number>();
  const counting: Promise<unknown>[] = [];
  page.on('requestfinished', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.endsWith('.js')) counting.push(request.sizes().then(({ responseBodySize }) => sizes.set(pathname, responseBodySize)));
  });
  await page.goto(url);
  await page.locator(until).first().waitFor();
  await page.waitForTimeout(1500);
  await Promise.all(counting);
  await page.close();
  return sizes;
}

/** Scrolls down by screens until the feed's memory is full; older rows are read on the way. */
async function longFeed(browser: Browser, url: string): Promise<Measure> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(url);
  await page.locator('canvas[data-people]').waitFor();
  await page.getByRole('button', { name: 'List' }).click();
  const found = await page.evaluate(scrollFeed);
  await page.close();
  const p95 = percentile(found.gaps, 0.95);
  return {
    what: `a screen further down a feed of ${EVENTS.toLocaleString('en')} events, p95 frame (${found.rows} rows drawn at most, ${found.reached.toLocaleString('en')} px deep)`,
    ours: `${p95.toFixed(1)} ms`,
    reference: '33 ms',
    ratio: p95 / 33,
    aim: '≤ 1×',
    met: p95 <= 33,
  };
}

/** Runs in the page. */
async function scrollFeed(): Promise<{ gaps: number[]; rows: number; reached: number }> {
  const feed = [...document.querySelectorAll<HTMLElement>('[data-panel="feed"] *')].find(
    (element) => getComputedStyle(element).overflowY === 'auto' && element.scrollHeight > element.clientHeight,
  );
  if (!feed) throw new Error('the feed does not scroll');
  const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
  const gaps: number[] = [];
  let [rows, last] = [0, await frame()];
  for (let n = 0; n < 240; n++) {
    feed.scrollTop += feed.clientHeight;
    const now = await frame();
    gaps.push(now - last);
    last = now;
    rows = Math.max(rows, feed.querySelectorAll('article, li').length);
    if (feed.scrollTop + feed.clientHeight >= feed.scrollHeight - 400) {
      await new Promise((resolve) => setTimeout(resolve, 150));
      last = await frame();
    }
  }
  return { gaps, rows, reached: Math.round(feed.scrollTop) };
}

/** From the commit to the row in the document, on one machine's clock. */
async function latency(browser: Browser, url: string, world: World): Promise<Measure> {
  const page = await browser.newPage();
  await page.goto(url);
  await page.locator('canvas[data-people]').waitFor();
  const policies = await readPolicies(world);
  const took: number[] = [];
  for (let n = 0; n < LATE; n++) {
    const title = `Seen ${n} of ${LATE}`;
    const seen = appears(page, title);
    await emit(world, world.db.sql, policies, [
      { agentId: 'observer', kind: 'trigger_fired', title, summary: 'bench', tags: [], cause: { kind: 'person', id: 'bench' }, depth: 0 },
    ]);
    const committed = Date.now();
    took.push(Math.max(0, (await seen) - committed));
    await page.waitForTimeout(60);
  }
  await page.close();
  const [p50, p95] = [percentile(took, 0.5), percentile(took, 0.95)];
  return {
    what: 'from an event’s commit to its row on the screen, p95',
    ours: `${p95} ms (p50 ${p50} ms)`,
    reference: '1000 ms',
    ratio: p95 / 1000,
    aim: '≤ 1×',
    met: p95 <= 1000,
  };
}

function appears(page: Page, text: string): Promise<number> {
  return page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const look = () => document.querySelector('[data-panel="feed"]')?.textContent?.includes(wanted);
        const observer = new MutationObserver(() => {
          if (!look()) return;
          observer.disconnect();
          resolve(Date.now());
        });
        observer.observe(document.body, { childList: true, subtree: true, characterData: true });
      }),
    text,
  );
}

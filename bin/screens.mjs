#!/usr/bin/env node
/** Pictures of a running company for the documentation: node bin/screens.mjs [address] [page …], default http://127.0.0.1:4200 and all. */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const address = process.argv[2] ?? 'http://127.0.0.1:4200';
const only = process.argv.slice(3);
const folder = join(import.meta.dirname, '..', 'docs', 'screens');
const VIEWS = {
  dark: { viewport: { width: 1440, height: 900 }, colorScheme: 'dark' },
  light: { viewport: { width: 1440, height: 900 }, colorScheme: 'light' },
  phone: { viewport: { width: 390, height: 844 }, colorScheme: 'dark', isMobile: true, hasTouch: true },
};
const tab = (name) => (page) => page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name }).click();
/** The first link to something of that kind. */
const follow = (prefix) => async (page) => {
  const link = page.locator(`#main a[href^="${prefix}"]`).first();
  if (await link.count()) await page.goto(`${address}${await link.getAttribute('href')}`);
};

/** Every page there is, each in every view unless it names some. */
const PAGES = [
  { name: 'stage', path: '/', prepare: office },
  { name: 'signals', path: '/', views: ['phone'], prepare: tab('Signals') },
  { name: 'needs-you', path: '/', views: ['phone'], prepare: tab('Needs you') },
  { name: 'why', path: '/', views: ['dark'], prepare: askWhy },
  { name: 'missions', path: '/missions' },
  { name: 'mission', path: '/missions', prepare: openMission },
  { name: 'talks', path: '/talks' },
  { name: 'talk', path: '/talks', prepare: openTalk },
  { name: 'agents', path: '/agents' },
  { name: 'agent', path: '/agents/brain' },
  { name: 'approvals', path: '/approvals' },
  { name: 'triggers', path: '/triggers' },
  { name: 'policies', path: '/policies' },
  { name: 'policy', path: '/policies/roundtable_policy' },
  { name: 'library', path: '/library' },
  { name: 'document', path: '/library', prepare: follow('/library/') },
  { name: 'outbox', path: '/outbox' },
  { name: 'film', path: '/film' },
  { name: 'runs', path: '/runs' },
  { name: 'costs', path: '/costs' },
  { name: 'pays', path: '/pays' },
  { name: 'why-page', path: '/outbox', prepare: follow('/why/') },
];

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const executablePath =
  process.env.CHROMIUM_PATH ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
if (!executablePath) fail('No Chromium was found. Set CHROMIUM_PATH to its executable.');

const token = process.env.DASHBOARD_TOKEN;
const browser = await chromium.launch({ executablePath, args: FLAGS });
mkdirSync(folder, { recursive: true });
try {
  for (const { name, path, views = Object.keys(VIEWS), prepare } of PAGES.filter((page) => only.length === 0 || only.includes(page.name))) {
    for (const view of views) {
      const context = await browser.newContext({
        ...VIEWS[view],
        reducedMotion: 'reduce',
        ...(token && { extraHTTPHeaders: { authorization: `Bearer ${token}` } }),
      });
      const page = await context.newPage();
      await page.goto(`${address}${path}`);
      await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' });
      await prepare?.(page, view);
      await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' });
      // Pictures that are drawn after the page has come, and views that are read anew.
      await page.waitForTimeout(1500);
      await page.screenshot({ path: join(folder, `${name}-${view}.png`) });
      console.log(join('docs', 'screens', `${name}-${view}.png`));
      await context.close();
    }
  }
} catch (error) {
  fail(`${error.message}\nIs the company running at ${address}? Start it with: npm start`);
} finally {
  await browser.close();
}

/** On a phone the office stands above the team. */
async function office(page, view) {
  if (view === 'phone') await tab('Team')(page);
  await page.locator('canvas[data-people]').waitFor();
}

/** The newest conversation that has ended. */
async function openTalk(page) {
  const [talk] = (await (await page.request.get(`${address}/api/ops/conversations?status=completed&limit=1`)).json()).conversations;
  if (talk) await page.goto(`${address}/talks/${talk.id}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
}

async function openMission(page) {
  const { missions } = await (await page.request.get(`${address}/api/ops/missions?limit=20`)).json();
  const done = missions?.find((mission) => mission.status === 'succeeded');
  if (done) await page.goto(`${address}/missions/${done.id}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
}

async function askWhy(page) {
  const done = page.getByRole('article').filter({ hasText: /step done|mission done/ });
  const row = (await done.count()) ? done.first() : page.getByRole('article').last();
  await row.getByRole('button', { name: /^Why/ }).click();
  await page.getByRole('dialog').getByRole('listitem').first().waitFor();
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}

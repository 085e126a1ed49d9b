#!/usr/bin/env node
/** Pictures of a running company for the documentation: node bin/screens.mjs [address], default http://127.0.0.1:4200. */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const address = process.argv[2] ?? 'http://127.0.0.1:4200';
const folder = join(import.meta.dirname, '..', 'docs', 'screens');
const desk = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };
const tab = (name) => (page) => page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name }).click();

const SHOTS = [
  { name: 'stage-dark', viewport: desk, colorScheme: 'dark', prepare: openFinishedMission },
  { name: 'stage-light', viewport: desk, colorScheme: 'light' },
  { name: 'why', viewport: desk, colorScheme: 'dark', prepare: askWhy },
  { name: 'talks-dark', path: '/talks', viewport: desk, colorScheme: 'dark' },
  { name: 'talk-light', path: '/talks', viewport: desk, colorScheme: 'light', prepare: openTalk },
  { name: 'agents-dark', path: '/agents', viewport: desk, colorScheme: 'dark' },
  { name: 'mission-dark', path: '/missions', viewport: desk, colorScheme: 'dark', prepare: openMission },
  { name: 'policies-light', path: '/policies', viewport: desk, colorScheme: 'light' },
  { name: 'library-dark', path: '/library', viewport: desk, colorScheme: 'dark' },
  { name: 'costs-light', path: '/costs', viewport: desk, colorScheme: 'light' },
  { name: 'runs-dark', path: '/runs', viewport: desk, colorScheme: 'dark' },
  { name: 'outbox-light', path: '/outbox', viewport: desk, colorScheme: 'light' },
  { name: 'pays-dark', path: '/pays', viewport: desk, colorScheme: 'dark' },
  { name: 'phone-talks', path: '/talks', viewport: phone, colorScheme: 'dark' },
  { name: 'phone-agents', path: '/agents', viewport: phone, colorScheme: 'light' },
  { name: 'phone-signals', viewport: phone, colorScheme: 'dark' },
  { name: 'phone-needs-you', viewport: phone, colorScheme: 'light', prepare: tab('Needs you') },
  { name: 'phone-missions', viewport: phone, colorScheme: 'dark', prepare: tab('Missions') },
  { name: 'phone-team', viewport: phone, colorScheme: 'light', prepare: tab('Team') },
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
  for (const { name, path = '/stage', viewport, colorScheme, prepare } of SHOTS) {
    const context = await browser.newContext({
      viewport,
      colorScheme,
      reducedMotion: 'reduce',
      deviceScaleFactor: viewport === phone ? 2 : 1,
      ...(token && { extraHTTPHeaders: { authorization: `Bearer ${token}` } }),
    });
    const page = await context.newPage();
    await page.goto(`${address}${path}`);
    if (path === '/stage') await page.getByText('Live', { exact: true }).waitFor();
    else await page.getByRole('heading', { level: 1 }).waitFor();
    await prepare?.(page);
    await page.screenshot({ path: join(folder, `${name}.png`) });
    console.log(join('docs', 'screens', `${name}.png`));
    await context.close();
  }
} catch (error) {
  fail(`${error.message}\nIs the company running at ${address}? Start it with: npm start`);
} finally {
  await browser.close();
}

/** The newest analysis that is done, else the newest mission that is, opened to what it made. */
async function openFinishedMission(page) {
  const done = page.locator('[data-status="succeeded"] > button[aria-expanded]');
  const analyses = done.filter({ hasText: 'Analyze' });
  const line = (await analyses.count()) ? analyses.first() : done.first();
  if (!(await line.count())) return;
  await line.click();
  await page.locator('[id^="steps-"] details').first().waitFor();
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

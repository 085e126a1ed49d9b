/** The phone and the first minute in a real browser: the bottom bar, and hints that tick themselves. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadCompany } from '../../company/index.ts';
import { readPolicies, setPolicy } from '../../src/core/policy/policies.ts';
import { propose } from '../../src/core/proposals/propose.ts';
import { seed } from '../../src/core/seed.ts';
import { type AppServer, startApp } from '../app-server.ts';
import { type TestWorld, testWorld } from '../world.ts';
import { alive, launchBrowser } from './browser.ts';
import { PHONE, watched } from './watched.ts';

let world: TestWorld;
let app: AppServer;
let browser: Browser;

beforeAll(async () => {
  world = await testWorld({ company: loadCompany(), clock: 'live' });
  await seed(world);
  const before = (await readPolicies(world)).deploy_policy;
  await setPolicy(world, { key: 'deploy_policy', value: { ...before, enabled: true, max_per_day: 10 }, by: 'ada', reason: 'for the test' });
  const cause = { kind: 'person', id: 'ada' } as const;
  await propose(world, {
    agentId: 'twitter-alt',
    title: 'Ship it',
    steps: [{ kind: 'deploy', payload: { target: 'landing' } }],
    source: 'api',
    cause,
  });
  app = await startApp({ DATABASE_URL: world.url });
  browser = await launchBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await app?.stop();
  await world?.close();
});

const on = (path: string, work: (page: Page, context: BrowserContext) => Promise<void>, options = {}) =>
  watched(browser, app.url + path, work, options);

async function lastChange(key: string) {
  const [row] = await world.db.sql`
    select changed_by, reason, after from ops_policy_history where key = ${key} order by changed_at desc, id desc limit 1`;
  return row;
}
describe('on a phone', () => {
  test('five thumbs lead everywhere, and what opens can be closed again', async () => {
    await on(
      '/missions',
      async (page) => {
        const bar = page.getByRole('navigation', { name: 'Pages' });
        expect(await bar.getByRole('listitem').count()).toBe(5);
        await bar.getByRole('button', { name: 'More' }).click();
        await bar.getByRole('link', { name: 'Costs' }).click();
        await page.waitForURL(/\/costs$/);
        await expect.poll(() => bar.getByRole('link', { name: 'Library' }).count()).toBe(0);
        await bar.getByRole('link', { name: /^Approvals/ }).click();
        await page.getByRole('article', { name: 'Held: Ship it' }).waitFor();
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
      },
      PHONE,
    );
  });
});

describe('the first minute', () => {
  test('three hints tick themselves and never come back', async () => {
    await on('/', async (page) => {
      const hints = page.getByRole('region', { name: 'First steps' });
      await hints.getByText('The offline model speaks').waitFor();
      await hints.getByRole('button', { name: 'Name your company' }).click();
      await hints.getByLabel('The company’s name').fill('Heron & Daughters');
      await page.keyboard.press('Enter');
      await hints
        .getByText(/^Done:/)
        .first()
        .waitFor();
      await page.getByRole('banner').getByText('Heron & Daughters').waitFor();
      expect(await lastChange('company')).toMatchObject({ changed_by: 'dashboard', after: { name: 'Heron & Daughters', paused: false } });
      const card = page.getByRole('article', { name: 'Held: Ship it' });
      await card.focus();
      await page.keyboard.press('a');
      await expect.poll(() => hints.getByText(/^Done:/).count(), { timeout: 20_000 }).toBe(2);
      await hints.getByRole('button', { name: 'Hide for good' }).click();
      await page.reload();
      await alive(page);
      expect(await hints.count()).toBe(0);
    });
  });
});

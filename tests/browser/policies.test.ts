/** Policies in a real browser: changed by keyboard with the reason on record, refused with the field named, put back; on a phone and in both themes. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadCompany } from '../../company/index.ts';
import { readPolicies } from '../../src/core/policy/policies.ts';
import { seed } from '../../src/core/seed.ts';
import { type AppServer, startApp } from '../app-server.ts';
import { type TestWorld, testWorld } from '../world.ts';
import { alive, launchBrowser } from './browser.ts';

let world: TestWorld;
let app: AppServer;
let browser: Browser;

beforeAll(async () => {
  world = await testWorld({ company: loadCompany(), now: new Date() });
  await seed(world);
  app = await startApp({ DATABASE_URL: world.url });
  browser = await launchBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await app?.stop();
  await world?.close();
});

async function open(path: string, work: (page: Page) => Promise<void>, options: BrowserContextOptions = {}): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  const noise: string[] = [];
  page.on('pageerror', (error) => noise.push(error.message));
  try {
    await page.goto(`${app.url}${path}`);
    await alive(page);
    await work(page);
    expect(noise).toEqual([]);
  } finally {
    await context.close();
  }
}

describe('policies', () => {
  test('lists every one with what it is for, and leads to it from the strip above', async () => {
    await open('/stage', async (page) => {
      await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Policies' }).click();
      await page.getByRole('heading', { name: 'Policies', level: 1 }).waitFor();
      for (const key of world.company.policies.keys()) await page.getByRole('link', { name: key, exact: true }).waitFor();
      await page.getByRole('link', { name: 'roundtable_policy', exact: true }).click();
      await page.getByRole('heading', { name: 'roundtable_policy', level: 1 }).waitFor();
    });
  });

  test('a bad value is refused with the place in it, and the old one stays; a good one holds and is kept with who and why', async () => {
    await open('/policies/x_daily_quota', async (page) => {
      const limit = page.getByRole('spinbutton', { name: /limit/i });
      await limit.fill('500');
      await page.getByLabel('Why?').fill('more!');
      await page.keyboard.press('Enter');
      await expect
        .poll(() => page.locator('#main').getByRole('alert').last().innerText())
        .toMatch(/x_daily_quota\.limit: .*50.*The old value stays/);
      // The refused field has the focus.
      await expect
        .poll(() => limit.evaluate((field) => field === document.activeElement && field.getAttribute('aria-invalid')))
        .toBe('true');
      expect((await readPolicies(world)).x_daily_quota).toEqual({ limit: 5 });
      await page.getByRole('button', { name: 'JSON', exact: true }).click();
      const value = page.getByRole('textbox', { name: 'Value (JSON)' });
      await value.fill('{"limit": ');
      await value.blur();
      expect(await page.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
      await value.fill('{"limit": 3}');
      await value.blur();
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('Saved. It holds from now on.').waitFor();
      expect((await readPolicies(world)).x_daily_quota).toEqual({ limit: 3 });
      await page.getByText('— more!').waitFor();
      await page.getByText('dashboard').waitFor();
    });
  });

  test('an earlier value is put back as a change of its own', async () => {
    await open('/policies/x_daily_quota', async (page) => {
      await page.getByRole('button', { name: 'Put back what was before' }).first().click();
      await page.getByRole('region', { name: 'What changes' }).waitFor();
      await page.getByRole('button', { name: 'Save' }).click();
      await expect.poll(async () => (await readPolicies(world)).x_daily_quota).toEqual({ limit: 5 });
      await expect.poll(() => page.getByText('back to the value before').count()).toBe(1);
    });
  });

  test('what a change would do over a week is simulated in the background, seen as it goes on, and can be stopped', async () => {
    await open('/policies/x_daily_quota', async (page) => {
      const panel = page.getByRole('region', { name: 'What if' });
      expect(await panel.getByRole('button', { name: 'Change the value first' }).isDisabled()).toBe(true);
      await page.getByRole('spinbutton', { name: /limit/i }).fill('1');
      await panel.getByRole('button', { name: 'Simulate a week' }).click();
      await expect.poll(() => panel.getByText(/[1-9]\d* of 42 days/).count(), { timeout: 40_000 }).toBe(1);
      await panel.getByRole('button', { name: 'Stop' }).click();
      await panel.getByText('Stopped.').waitFor();
      // Nothing of the company was touched.
      expect((await readPolicies(world)).x_daily_quota).toEqual({ limit: 5 });
      expect(await world.db.sql`select 1 from ops_llm_calls where created_at > now() + interval '1 day'`).toHaveLength(0);
    });
  });

  test('an unknown one is a page that is not there', async () => {
    const response = await fetch(`${app.url}/policies/nonsense`);
    expect(response.status).toBe(404);
  });

  test.each(['/policies', '/policies/model_policy'])(
    '%s fits a phone and has no fault an assistive technology would meet',
    async (path) => {
      await open(path, async (page) => expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360), {
        viewport: { width: 360, height: 740 },
      });
      for (const colorScheme of ['light', 'dark'] as const) {
        await open(path, async (page) => expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]), { colorScheme });
      }
    },
  );
});

/** A guarded dashboard in a real browser: in with the token, out again, and nothing to see without it. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AppServer, startApp } from '../app-server.ts';
import { type TestDatabase, testDatabase } from '../database.ts';
import { launchBrowser } from './browser.ts';

const TOKEN = 'the-token-of-the-sign-in-test';

let database: TestDatabase;
let app: AppServer;
let browser: Browser;

beforeAll(async () => {
  database = await testDatabase();
  app = await startApp({ DATABASE_URL: database.url, DASHBOARD_TOKEN: TOKEN });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
  await database?.drop();
});

describe('signing in', () => {
  test('leads to the stage of an empty company, which says what happens next; signing out leads away from it', async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    const thrown: string[] = [];
    page.on('pageerror', (error) => thrown.push(error.message));
    await page.goto(`${app.url}/stage`);
    await page.getByRole('heading', { name: 'Sign in to Deskmates' }).waitFor();
    await page.getByLabel('Token').fill('not the token at all');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('This is not the DASHBOARD_TOKEN').waitFor();
    await page.getByLabel('Token').fill(TOKEN);
    await page.getByRole('button', { name: 'Sign in' }).click();
    for (const words of ['Live', 'No missions yet', 'Quiet so far', 'Waiting for the first heartbeat']) {
      await page.getByText(words, { exact: true }).waitFor();
    }
    await page.getByRole('button', { name: 'Pause company' }).click();
    await page.getByRole('button', { name: 'Pause everything' }).click();
    await page.getByText('The company is paused:').waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in to Deskmates' }).waitFor();
    await page.goto(`${app.url}/stage`);
    expect(new URL(page.url()).pathname).toBe('/login');
    expect(thrown).toEqual([]);
    await context.close();
  });

  test('a session that ends leads to the sign-in page, and from there back to where one was', async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    await page.goto(`${app.url}/missions?status=failed`);
    await page.getByLabel('Token').fill(TOKEN);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/missions\?status=failed$/);
    await page.getByText('Live', { exact: true }).waitFor();
    // As another tab would: this page is told nothing.
    await context.request.delete(`${app.url}/api/session`, { headers: { origin: app.url, 'content-type': 'application/json' }, data: {} });
    await page.waitForURL(/\/login\?next=/);
    await page.getByLabel('Token').fill(TOKEN);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/missions\?status=failed$/);
    await page.goto(`${app.url}/login?next=//evil.example/`);
    await page.getByLabel('Token').fill(TOKEN);
    await page.keyboard.press('Enter');
    await page.waitForURL(`${app.url}/`);
    await context.close();
  });
});

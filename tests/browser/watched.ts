/** A page of its own that fails its test when anything is written to the console, thrown, asked of another server, or run from an agent's text. */
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { alive } from './browser.ts';

export const PHONE: BrowserContextOptions = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

export async function watched(
  browser: Browser,
  url: string,
  work: (page: Page, context: BrowserContext) => Promise<void>,
  options: BrowserContextOptions = {},
): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  const noise: string[] = [];
  // The browser notes every refused request; a refusal that the page shows is no fault.
  const refused = /the server responded with a status of 400/;
  page.on(
    'console',
    (message) => ['error', 'warning'].includes(message.type()) && !refused.test(message.text()) && noise.push(message.text()),
  );
  page.on('pageerror', (error) => noise.push(error.message));
  page.on('request', (request) => request.url().startsWith(new URL(url).origin) || noise.push(`asked ${request.url()}`));
  try {
    await page.goto(url);
    await alive(page);
    await work(page, context);
    expect(noise).toEqual([]);
    expect(await page.evaluate('window.hacked')).toBeUndefined();
  } finally {
    await context.close();
  }
}

/** What is shown and too small to touch; links inside a running text are left out. */
export function smallTargets(): string[] {
  return [...document.querySelectorAll<HTMLElement>('main :is(a, button, select, input, summary)')]
    .filter((element) => !element.closest('[aria-label="Text"], p:not([class])'))
    .filter((element) => element.offsetHeight > 0 && element.offsetHeight < 43.5)
    .map((element) => `${element.tagName} ${element.textContent?.slice(0, 40)} ${element.offsetHeight}`);
}

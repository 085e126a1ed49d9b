/** A headless Chromium, whichever this machine has. */
import { type Browser, chromium, type Page } from 'playwright-core';
import { chromiumPath } from '../chromium.ts';

/** What a browser does besides the test is switched off: it would reach for the internet. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** @throws Error that says what to do when there is no browser */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath(), args: FLAGS });
}

/** A key pressed before React has taken the page over would be lost; a page that is not there has nothing to take over. */
export async function alive(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const main = document.getElementById('main');
    return !main || (!main.hasAttribute('aria-busy') && Object.keys(main).some((key) => key.startsWith('__react')));
  });
}

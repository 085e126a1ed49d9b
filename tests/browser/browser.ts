/** A headless Chromium, whichever this machine has. */
import { type Browser, chromium } from 'playwright-core';
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

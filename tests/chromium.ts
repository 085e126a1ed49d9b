/** The browser that browser tests drive: the one `npm test` found, else whatever this machine has. */
import { findChromium } from '../bin/chromium.ts';

/** Throws a sentence that says what to do when there is none. */
export function chromiumPath(): string {
  const path = process.env.CHROMIUM_PATH ?? (process.env.CHROMIUM_MISSING ? null : findChromium());
  if (path) return path;
  throw new Error(process.env.CHROMIUM_MISSING ?? 'No Chromium was found. Run npm test once, which installs it, or set CHROMIUM_PATH.');
}

/** Finds a Chromium for the browser tests, or installs one by whatever way the machine offers. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

export type Found = { path: string } | { missing: string };

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'];

const APPS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** The path of a browser that runs on this machine, or null. Installs nothing. */
export function findChromium(): string | null {
  const onPath = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const candidates = [process.env.CHROMIUM_PATH, ...onPath, ...APPS, ...playwrightCache()];
  return candidates.find((path) => path && existsSync(path) && runs(path)) ?? null;
}

export async function provideChromium(say: (sentence: string) => void): Promise<Found> {
  const given = process.env.CHROMIUM_PATH;
  if (given && !(existsSync(given) && runs(given))) say(`CHROMIUM_PATH is ${given}, which does not run; looking for another browser.`);
  const present = findChromium();
  if (present) return { path: present };
  const tried: string[] = [];
  for (const { name, commands } of ways()) {
    say(`No Chromium found; trying ${name}.`);
    for (const [program, ...args] of commands) await execute(program as string, args);
    const installed = findChromium();
    if (installed) return { path: installed };
    tried.push(name);
  }
  return {
    missing: `No Chromium was found, and installing one failed (tried ${tried.join(', ')}). Install Chromium or Chrome, or set CHROMIUM_PATH to its program.`,
  };
}

type Way = { name: string; commands: string[][] };

/** Ubuntu's package only points to a snap, which does not run in containers, so it gets Playwright's build. */
function ways(): Way[] {
  const root = process.getuid?.() === 0;
  const system = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  const debian = root && /^ID=debian$/m.test(system);
  const debianLike = root && /^ID(_LIKE)?=.*debian/m.test(system);
  const playwright = join(import.meta.dirname, '..', 'node_modules', 'playwright-core', 'cli.js');
  const apt: Way = {
    name: 'apt-get',
    commands: [
      ['apt-get', 'update'],
      ['apt-get', 'install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation'],
    ],
  };
  const download: Way = {
    name: 'Playwright’s download',
    commands: [[process.execPath, playwright, 'install', ...(debianLike ? ['--with-deps'] : []), 'chromium']],
  };
  return debian ? [apt, download] : [download];
}

function playwrightCache(): string[] {
  const caches = [
    process.env.PLAYWRIGHT_BROWSERS_PATH,
    join(homedir(), '.cache', 'ms-playwright'),
    join(homedir(), 'Library', 'Caches', 'ms-playwright'),
    process.env.LOCALAPPDATA && join(process.env.LOCALAPPDATA, 'ms-playwright'),
  ];
  const programs = ['chrome-linux*/chrome', 'chrome-mac*/*.app/Contents/MacOS/*', 'chrome-win*/chrome.exe'];
  return caches
    .filter((cache) => cache !== undefined && cache !== '')
    .flatMap((cache) =>
      programs.flatMap((program) => globSync(`chromium-*/${program}`, { cwd: cache }).map((path) => join(cache as string, path))),
    );
}

/** Some packages install a stub that only says where the real browser is. Asking Chrome on Windows would open a window. */
function runs(path: string): boolean {
  return process.platform === 'win32' || spawnSync(path, ['--version'], { timeout: 20_000 }).status === 0;
}

function execute(program: string, args: string[]): Promise<void> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  });
}

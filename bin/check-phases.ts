/** What `npm test` does, in order: format and lint, types, a browser, the build, all tests. Stops at the first failure. */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { provideChromium } from './chromium.ts';

const root = join(import.meta.dirname, '..');
const report = join(root, '.tmp', 'vitest.json');
const environment = cleanEnvironment();

type Outcome = { code: number; passed: number; failed: number };

const started = Date.now();
const outcome = await phases();
console.log(`\n${outcome.code === 0 ? 'All checks passed' : 'The check failed'} after ${seconds(started)}.`);
console.log(`${outcome.passed} passed, ${outcome.failed} failed`);
process.exit(outcome.code);

async function phases(): Promise<Outcome> {
  // What an earlier build left would be type-checked too, and a failed build is cached.
  rmSync(join(root, '.next'), { recursive: true, force: true });
  const before: [string, () => Promise<number>][] = [
    ['format and lint', () => tool('@biomejs/biome/bin/biome', 'ci', '.')],
    ['types', async () => (await tool('next/dist/bin/next', 'typegen')) || (await tool('typescript/bin/tsc', '--noEmit'))],
    ['browser', findBrowser],
    ['build', () => tool('next/dist/bin/next', 'build')],
  ];
  for (const [name, run] of before) {
    const code = await phase(name, run);
    if (code !== 0) return { code, passed: 0, failed: 1 };
  }
  rmSync(report, { force: true });
  mkdirSync(join(root, '.tmp'), { recursive: true });
  const code = await phase('tests', () =>
    tool('vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`),
  );
  return { code, ...counts(code) };
}

async function phase(name: string, run: () => Promise<number>): Promise<number> {
  console.log(`\n── ${name}`);
  const since = Date.now();
  const code = await run();
  console.log(`── ${name}: ${code === 0 ? 'done' : `failed with exit code ${code}`} in ${seconds(since)}`);
  return code;
}

function seconds(since: number): string {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}

/** Runs a package's own script with this Node, whatever the PATH says. */
function tool(script: string, ...args: string[]): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, 'node_modules', script), ...args], { cwd: root, env: environment, stdio: 'inherit' });
    child.once('error', (error) => {
      console.error(`${script} could not be run: ${error.message}. Run: npm ci`);
      resolve(1);
    });
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** A missing browser fails the browser tests, each with the sentence that says what to do; everything else is still checked. */
async function findBrowser(): Promise<number> {
  const found = await provideChromium((sentence) => console.log(sentence));
  if ('path' in found) environment.CHROMIUM_PATH = found.path;
  else environment.CHROMIUM_MISSING = found.missing;
  console.log('path' in found ? found.path : found.missing);
  return 0;
}

/** Only what the checks need: keys of real services must not reach a test. DATABASE_URL chooses the server that the tests run on. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const ours =
    /^(DESKMATES_|ANTHROPIC_|OPENAI_|X_(API|ACCESS)_|DEPLOY_|WEB_ALLOW_HOSTS$|CRON_SECRET$|DASHBOARD_TOKEN$|WORKER_ID$|POLL_INTERVAL_MS$|PORT$|HOST$|NODE_ENV$)/;
  const environment: NodeJS.ProcessEnv = { ...process.env, NEXT_TELEMETRY_DISABLED: '1' };
  for (const name of Object.keys(environment)) if (ours.test(name)) delete environment[name];
  return environment;
}

type Report = { numPassedTests: number; numFailedTests: number; testResults: { status: string; assertionResults: unknown[] }[] };

/** A file that could not even be loaded counts as one failure, and so does a run that ended badly without a failed test. */
function counts(code: number): { passed: number; failed: number } {
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report;
    const unloaded = testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
    return { passed: numPassedTests, failed: Math.max(numFailedTests + unloaded, code === 0 ? 0 : 1) };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

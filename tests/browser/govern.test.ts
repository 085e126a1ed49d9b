/** Governing by keyboard in a real browser: deciding what waits, switching rules, agents and kinds of work off, each with who and why. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadCompany } from '../../company/index.ts';
import { readPolicies, setPolicy } from '../../src/core/policy/policies.ts';
import { decidePending } from '../../src/core/proposals/decide-pending.ts';
import { propose } from '../../src/core/proposals/propose.ts';
import { seed } from '../../src/core/seed.ts';
import { liveModel } from '../../src/world/live-model.ts';
import { type AppServer, startApp } from '../app-server.ts';
import { workAll } from '../turn.ts';
import { type TestWorld, testWorld } from '../world.ts';
import { launchBrowser } from './browser.ts';
import { watched } from './watched.ts';

let world: TestWorld;
let app: AppServer;
let browser: Browser;

beforeAll(async () => {
  const model = liveModel({ anthropic: {}, openai: {}, seed: 'govern', now: () => world.clock.now() });
  world = await testWorld({ company: loadCompany(), clock: 'live', model });
  await seed(world);
  const before = (await readPolicies(world)).deploy_policy;
  await setPolicy(world, { key: 'deploy_policy', value: { ...before, enabled: true, max_per_day: 10 }, by: 'ada', reason: 'for the test' });
  app = await startApp({ DATABASE_URL: world.url });
  browser = await launchBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await app?.stop();
  await world?.close();
});

const on = (path: string, work: (page: Page) => Promise<void>) => watched(browser, app.url + path, work);
const cause = { kind: 'person', id: 'ada' } as const;
const ask = (title: string) =>
  propose(world, { agentId: 'growth', title, steps: [{ kind: 'deploy', payload: { target: title } }], source: 'api', cause });
const proposal = async (title: string) =>
  (await world.db.sql`select status, gate, reason, decided_by from ops_mission_proposals where title = ${title}`)[0];

describe('approvals', () => {
  test('one is approved by “a”, one rejected by “r” with its reason, one taken back by “u”', async () => {
    for (const title of ['First', 'Second', 'Third']) await ask(title);
    await on('/approvals', async (page) => {
      const card = (title: string) => page.getByRole('article', { name: new RegExp(`: ${title}$`) });
      await card('First').focus();
      await page.keyboard.press('a');
      await expect.poll(async () => (await proposal('First'))?.status, { timeout: 20_000 }).toBe('accepted');
      await card('Second').focus();
      await page.keyboard.press('r');
      await page.keyboard.type('not before the release');
      await page.keyboard.press('Enter');
      await expect.poll(async () => (await proposal('Second'))?.status, { timeout: 20_000 }).toBe('rejected');
      expect(await proposal('Second')).toMatchObject({ gate: 'person', reason: expect.stringContaining('not before the release') });
      await card('Third').focus();
      await page.keyboard.press('a');
      await page.getByRole('article', { name: 'Decided: Third' }).waitFor();
      await page.keyboard.press('u');
      await page.getByRole('article', { name: 'Held: Third' }).waitFor();
      // Longer than a decision waits before it leaves.
      await page.waitForTimeout(8000);
      expect((await proposal('Third'))?.status).toBe('pending');
    });
  });

  test('when nothing waits it says what needs no person', async () => {
    const rows = await world.db.sql`select id from ops_mission_proposals where status = 'pending'`;
    for (const { id } of rows) await decidePending(world, { id, decision: 'reject', by: 'ada', reason: 'done' });
    await on('/approvals', async (page) => {
      await page.locator('#main').getByText('Nothing waiting.').waitFor();
      await page
        .locator('#main')
        .getByText(/^Auto-approve allows: /)
        .first()
        .waitFor();
    });
  });
});

test('from “approve” to the film: what waited is let through by one key, is worked on, and plays in the office', async () => {
  const auto = (await readPolicies(world)).auto_approve;
  const without = auto.allowed_step_kinds.filter((kind) => kind !== 'analyze');
  await setPolicy(world, { key: 'auto_approve', value: { ...auto, allowed_step_kinds: without }, by: 'ada', reason: 'for the test' });
  await propose(world, {
    agentId: 'brain',
    title: 'Look at storks',
    steps: [{ kind: 'analyze', payload: { topic: 'storks', scope: 'ops' } }],
    source: 'api',
    cause,
  });
  await on('/', async (page) => {
    await page.getByRole('article', { name: 'Held: Look at storks' }).focus();
    await page.keyboard.press('a');
    await expect.poll(async () => (await proposal('Look at storks'))?.status, { timeout: 20_000 }).toBe('accepted');
    const [outcome] = await workAll(world, { kinds: ['analyze'] });
    expect(outcome?.outcome).toBe('succeeded');
    const [mission] = await world.db.sql`select id from ops_missions where title = 'Look at storks'`;
    await page.locator(`#main a[href^="/missions/${mission?.id}"]`).first().click();
    await page.getByRole('heading', { level: 1, name: 'Look at storks' }).waitFor();
    await page.locator('canvas[data-people]').waitFor();
    await page
      .getByText(/Analyst finishes “Analyze”/)
      .first()
      .waitFor();
  });
});

describe('triggers', () => {
  test('a rule is tried without consequences, and switched off with who and why', async () => {
    await on('/triggers', async (page) => {
      const rule = page.getByRole('listitem').filter({ has: page.getByRole('switch', { name: /scan.signals/i }) });
      await rule.getByRole('button', { name: /^Test fire/ }).click();
      await rule
        .getByText(/Scan for signals/)
        .first()
        .waitFor();
      expect((await world.db.sql`select 1 from ops_mission_proposals where source = 'trigger'`).length).toBe(0);
      const toggle = rule.getByRole('switch');
      await toggle.focus();
      await page.keyboard.press('Enter');
      await page.keyboard.type('the feeds are down');
      await page.keyboard.press('Enter');
      await expect.poll(() => toggle.getAttribute('aria-checked'), { timeout: 20_000 }).toBe('false');
      await rule.getByText(/Switched off by .*the feeds are down/).waitFor();
      const [row] = await world.db.sql`select enabled from ops_trigger_rules where name = 'proactive_scan_signals'`;
      expect(row?.enabled).toBe(false);
    });
  });
});

test('the kill switch of an agent is one link away from the agent, and is kept with who and why', async () => {
  await on('/agents/creator', async (page) => {
    await page.locator('#main').getByRole('link', { name: 'Switch off…' }).click();
    await page.waitForURL(/\/policies\/kill_switch/);
    await page
      .getByRole('checkbox', { name: /creator/ })
      .first()
      .check();
    await page.getByLabel('Why?').fill('writes in riddles');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect.poll(async () => (await readPolicies(world)).kill_switch.agents, { timeout: 20_000 }).toEqual(['creator']);
    const [row] = await world.db
      .sql`select changed_by, reason from ops_policy_history where key = 'kill_switch' order by changed_at desc limit 1`;
    expect(row).toMatchObject({ changed_by: 'dashboard', reason: 'writes in riddles' });
  });
});

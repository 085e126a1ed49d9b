/** The shell around every page in a real browser: palette and keys, pausing with a way back, proposing by form, one stream for all tabs. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadCompany } from '../../company/index.ts';
import { emit } from '../../src/core/events/emit.ts';
import { readPolicies, setPolicy } from '../../src/core/policy/policies.ts';
import { propose } from '../../src/core/proposals/propose.ts';
import { seed } from '../../src/core/seed.ts';
import { type AppServer, startApp } from '../app-server.ts';
import { type TestWorld, testWorld } from '../world.ts';
import { alive, launchBrowser } from './browser.ts';
import { watched } from './watched.ts';

let world: TestWorld;
let app: AppServer;
let browser: Browser;

beforeAll(async () => {
  world = await testWorld({ company: loadCompany(), clock: 'live' });
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

const on = (path: string, work: (page: Page, context: BrowserContext) => Promise<void>, options = {}) =>
  watched(browser, app.url + path, work, options);

async function tell(title: string): Promise<void> {
  const cause = { kind: 'person', id: 'ada' } as const;
  await emit(world, world.db.sql, await readPolicies(world), [
    { agentId: 'observer', kind: 'trigger_fired', title, tags: [], cause, depth: 0 },
  ]);
}

function ask(title: string, target = 'landing') {
  const cause = { kind: 'person', id: 'ada' } as const;
  return propose(world, { agentId: 'twitter-alt', title, steps: [{ kind: 'deploy', payload: { target } }], source: 'api', cause });
}

async function lastChange(key: string) {
  const [row] = await world.db.sql`
    select changed_by, reason, after from ops_policy_history where key = ${key} order by changed_at desc, id desc limit 1`;
  return row;
}

describe('the palette', () => {
  test('leads to a page, an agent and an action by keyboard alone, and gives the focus back', async () => {
    await on('/', async (page) => {
      await page.keyboard.press('Control+k');
      await page.keyboard.type('miss');
      await page.getByRole('option', { name: /^Missions/, selected: true }).waitFor();
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/missions$/);
      await page.keyboard.press('Control+k');
      await page.keyboard.type('analyst');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/agents\/brain$/);
      const opener = page.getByRole('button', { name: /^Go to anything/ });
      await opener.focus();
      await page.keyboard.press('Enter');
      await page.keyboard.type('zebra');
      await page.getByText('Nothing is called that.').waitFor();
      await page.keyboard.press('Escape');
      await expect.poll(() => opener.evaluate((element) => element === document.activeElement)).toBe(true);
      await page.keyboard.press('Control+k');
      await page.keyboard.type('light');
      await page.keyboard.press('Enter');
      await expect.poll(() => page.locator('html').getAttribute('data-theme')).toMatch(/light|dark/);
      await page.keyboard.press('Control+k');
      await page.keyboard.type('pause');
      await page.keyboard.press('Enter');
      await page.getByRole('dialog', { name: 'Pause the company' }).waitFor();
    });
  });
});

describe('keys', () => {
  test('go from page to page, up again, to rows and to the search', async () => {
    const { mission_id } = await propose(world, {
      agentId: 'brain',
      title: 'Read by key',
      steps: [{ kind: 'crawl', payload: { url: 'https://example.com/' } }],
      source: 'api',
      cause: { kind: 'person', id: 'ada' },
    });
    await on('/', async (page) => {
      await page.keyboard.press('j');
      await page.keyboard.press('j');
      await page.keyboard.press('k');
      expect(await page.evaluate(() => document.activeElement?.hasAttribute('data-row'))).toBe(true);
      await page.keyboard.press('2');
      expect(await page.evaluate(() => document.activeElement?.getAttribute('data-agent'))).toBe('brain');
      await page.keyboard.press('/');
      await page.keyboard.type('gn');
      await expect.poll(() => page.getByLabel('Search signals and missions').inputValue()).toBe('gn');
      await page.goto(`${app.url}/missions/${mission_id}`);
      await alive(page);
      await page.keyboard.press('Escape');
      await page.waitForURL(/\/missions$/);
      await page.keyboard.press('g');
      await page.keyboard.press('$');
      await page.waitForURL(/\/costs$/);
    });
  });

  test('are explained, and single letters can be switched off for good', async () => {
    await on('/costs', async (page) => {
      await page.keyboard.press('?');
      const help = page.getByRole('dialog', { name: 'Keyboard' });
      await help.getByRole('checkbox').uncheck();
      await page.keyboard.press('Escape');
      await help.waitFor({ state: 'detached' });
      await page.reload();
      await alive(page);
      await page.keyboard.press('n');
      await page.keyboard.press('g');
      await page.keyboard.press('m');
      await page.keyboard.press('Control+k');
      await page.getByRole('dialog', { name: 'Go to anything' }).waitFor();
      expect(page.url()).toMatch(/\/costs$/);
      expect(await page.getByRole('dialog').count()).toBe(1);
    });
  });
});

describe('stopping', () => {
  test('the company is paused with the reason on record, and the undo takes it back', async () => {
    await on('/missions', async (page) => {
      await page.getByRole('button', { name: 'Pause company' }).press('Enter');
      await page.getByLabel('Why').fill('too many herons');
      await page.keyboard.press('Enter');
      await page.getByText('The company is paused: nothing new starts.').waitFor();
      expect((await readPolicies(world)).company.paused).toBe(true);
      expect(await lastChange('company')).toMatchObject({ changed_by: 'dashboard', reason: 'too many herons' });
      await page.getByRole('button', { name: /^Undo/ }).press('Enter');
      await page.getByText('Taken back.').waitFor();
      expect((await readPolicies(world)).company).toMatchObject({ paused: false, name: 'Loop & Co' });
      expect(await lastChange('company')).toMatchObject({ reason: 'taken back: too many herons' });
      await page.getByRole('button', { name: 'Pause company' }).waitFor();
    });
  });

  test('the undo goes after ten seconds, and the company is resumed with one press', async () => {
    await on('/', async (page) => {
      await page.getByRole('button', { name: 'Pause company' }).click();
      await page.getByRole('button', { name: 'Pause everything' }).click();
      await page.getByRole('button', { name: /^Undo/ }).waitFor();
      await page.getByRole('button', { name: /^Undo/ }).waitFor({ state: 'detached', timeout: 15_000 });
      expect((await readPolicies(world)).company.paused).toBe(true);
      await page.getByRole('button', { name: 'Resume company' }).click();
      await page.getByRole('button', { name: 'Pause company' }).waitFor();
      expect((await readPolicies(world)).company.paused).toBe(false);
    });
  });

  test('one agent and one kind of work are switched off; the door refuses both, and nothing else is touched', async () => {
    await on('/', async (page) => {
      await page.getByRole('button', { name: 'Pause company' }).click();
      await page.getByRole('switch', { name: /^Wildcard/ }).click();
      await page.getByRole('switch', { name: /^Wildcard/, checked: false }).waitFor();
      expect(await ask('Refused: the agent is off')).toMatchObject({ status: 'rejected', gate: 'kill_switch' });
      await page.getByRole('switch', { name: /^Deploy/ }).click();
      await page.getByRole('switch', { name: /^Deploy/, checked: false }).waitFor();
      expect((await readPolicies(world)).kill_switch).toEqual({ agents: ['twitter-alt'], kinds: ['deploy'] });
      await page.getByRole('switch', { name: /^Wildcard/ }).click();
      await page.getByRole('switch', { name: /^Wildcard/, checked: true }).waitFor();
      expect(await ask('Refused: the kind is off')).toMatchObject({ status: 'rejected', gate: 'kill_switch' });
      await page.getByRole('switch', { name: /^Deploy/ }).click();
      await page.getByRole('switch', { name: /^Deploy/, checked: true }).waitFor();
      expect((await readPolicies(world)).kill_switch).toEqual({ agents: [], kinds: [] });
    });
  });
});

describe('proposing by form', () => {
  test('the door names the faulty field; corrected, the steps arrive as they were filled in', async () => {
    await on('/costs', async (page) => {
      await page.keyboard.press('n');
      const form = page.getByRole('dialog', { name: 'New proposal' });
      await form.getByLabel(/^Agent/).selectOption('brain');
      await form.getByLabel('Title').fill('Read two things');
      await form.getByLabel('URL').fill('ftp://example.com/');
      await form.getByRole('button', { name: 'Propose' }).click();
      await form.getByRole('alert').filter({ hasText: 'proposed_steps[0].payload.url' }).waitFor();
      expect(await form.getByLabel('URL').getAttribute('aria-invalid')).toBe('true');
      await form.getByLabel('URL').fill('https://example.com/one');
      await form.getByRole('button', { name: 'Add a step' }).click();
      await form.getByRole('combobox', { name: 'Step 2' }).selectOption('research');
      await form.getByLabel('Topic').fill('herons');
      await form.getByLabel('URLs').fill('https://example.com/a\nhttps://example.com/b');
      await form.getByRole('button', { name: 'Propose' }).click();
      await page.getByText('Accepted: Read two things').waitFor();
      const [row] = await world.db.sql`select source, agent_id, proposed_steps from ops_mission_proposals where title = 'Read two things'`;
      expect(row).toEqual({
        source: 'person',
        agent_id: 'brain',
        proposed_steps: [
          { kind: 'crawl', payload: { url: 'https://example.com/one' } },
          { kind: 'research', payload: { topic: 'herons', urls: ['https://example.com/a', 'https://example.com/b'] } },
        ],
      });
    });
  });
  test('a kind that waits for a person says so before, and appears in the rail and the title', async () => {
    await on('/runs', async (page) => {
      await page.getByRole('button', { name: 'New proposal' }).click();
      const form = page.getByRole('dialog', { name: 'New proposal' });
      await form.getByLabel('Title').fill('Ship it');
      await form.getByLabel('Step 1').selectOption('deploy');
      await form.getByText('This kind always waits for a person.').waitFor();
      await form.getByLabel('Target').fill('landing');
      await form.getByRole('button', { name: 'Propose' }).click();
      await page.getByRole('link', { name: /^Approvals.*1 waiting$/ }).waitFor();
      await expect.poll(() => page.title()).toMatch(/^\(1\) Runs/);
    });
  });
});

describe('live', () => {
  test('an event is on the screen without a reload', async () => {
    await on('/', async (page) => {
      await page.getByText('Live', { exact: true }).waitFor();
      await tell('Warm-up');
      await page.getByRole('article').getByText('Warm-up').waitFor();
      await page.evaluate(() => Object.assign(window, { sameDocument: true }));
      await tell('As it happens');
      await page.getByRole('article').getByText('As it happens').waitFor();
      // How soon is measured by the benchmark; that nothing was loaded anew, here.
      expect(await page.evaluate('window.sameDocument')).toBe(true);
    });
  });

  test('all tabs share one stream; when the tab that reads it is closed, another goes on', async () => {
    await on('/', async (second, context) => {
      // The watched page must outlive the leader: it becomes the second by reloading after the first has the lock.
      const leader = await context.newPage();
      const streams: Page[] = [];
      for (const page of [leader, second])
        page.on('request', (request) => request.url().includes('/api/stream') && void streams.push(page));
      await second.goto('about:blank');
      await leader.goto(`${app.url}/`);
      await leader.getByText('Live', { exact: true }).waitFor();
      await second.goto(`${app.url}/stage`);
      await second.getByText('Live', { exact: true }).waitFor();
      await tell('Heard by both');
      for (const page of [leader, second]) await page.getByRole('article').getByText('Heard by both').waitFor();
      expect(streams).toEqual([leader]);
      await leader.close();
      await expect.poll(() => streams).toEqual([leader, second]);
      await tell('Heard by the one that is left');
      await second.getByRole('article').getByText('Heard by the one that is left').waitFor();
    });
  });
});

/** Missions, playback, the day's film and the tree of causes in a real browser: by keyboard, on a phone, in both themes, live. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadCompany } from '../../company/index.ts';
import { BadInputError } from '../../src/core/errors.ts';
import { emit } from '../../src/core/events/emit.ts';
import { readPolicies } from '../../src/core/policy/policies.ts';
import { propose } from '../../src/core/proposals/propose.ts';
import { seed } from '../../src/core/seed.ts';
import { type AppServer, startApp } from '../app-server.ts';
import { workAll } from '../turn.ts';
import { type TestWorld, testWorld } from '../world.ts';
import { alive, launchBrowser } from './browser.ts';

const HOSTILE = '<img src=x onerror="window.hacked=1">';

let world: TestWorld;
let app: AppServer;
let browser: Browser;
let failed: string;
let waiting: string;

beforeAll(async () => {
  const web = {
    read: async () => {
      throw new BadInputError(`the page is gone ${HOSTILE}`);
    },
  };
  world = await testWorld({ company: loadCompany(), clock: 'live', web });
  await seed(world);
  failed = await ask('Read the lost page');
  await workAll(world);
  waiting = await ask('Read the waiting page');
  app = await startApp({ DATABASE_URL: world.url });
  browser = await launchBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await app?.stop();
  await world?.close();
});

async function ask(title: string): Promise<string> {
  const steps = ['a', 'b'].map((page) => ({ kind: 'crawl', payload: { url: `https://example.com/${page}` } }));
  const cause = { kind: 'person', id: 'ada' } as const;
  return (await propose(world, { agentId: 'brain', title, steps, source: 'api', cause })).mission_id as string;
}

/** A page of its own that fails its test when anything is written to the console or thrown. */
async function withPage(path: string, work: (page: Page) => Promise<void>, options: BrowserContextOptions = {}): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  const noise: string[] = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && noise.push(message.text()));
  page.on('pageerror', (error) => noise.push(error.message));
  try {
    await page.goto(`${app.url}${path}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await alive(page);
    await work(page);
    expect(noise).toEqual([]);
    expect(await page.evaluate('window.hacked')).toBeUndefined();
  } finally {
    await context.close();
  }
}

const sentence = (page: Page) => page.getByTestId('moment');
const tOf = (page: Page) => new URL(page.url()).searchParams.get('t');

describe('the missions page', () => {
  test('counts by status, filters by its address, and searches as one types', async () => {
    await withPage('/missions', async (page) => {
      const tabs = page.getByRole('navigation', { name: 'Status' });
      await tabs.getByRole('link', { name: 'failed 1' }).click();
      await page.waitForURL('**/missions?status=failed');
      await page.getByRole('row', { name: /Read the lost page/ }).waitFor();
      await expect.poll(() => page.getByRole('row', { name: /waiting page/ }).count()).toBe(0);
      await page.goto(`${app.url}/missions`);
      await alive(page);
      await page.getByLabel('Search missions').pressSequentially('waiting');
      await page.waitForURL('**/missions?q=waiting');
      await page.getByRole('row', { name: /waiting page/ }).waitFor();
      await tabs.getByRole('link', { name: 'all 1' }).waitFor();
      await page.getByLabel('Search missions').fill('no such thing');
      await page.getByText('No mission matches').waitFor();
    });
  });

  test('a row opens to its steps, and a mission is cancelled by keyboard, with the reason on record', async () => {
    const id = await ask('Read what nobody wants');
    await withPage('/missions', async (page) => {
      await page.getByRole('button', { name: 'Steps of Read what nobody wants' }).press('Enter');
      await page.getByRole('button', { name: 'Cancel mission' }).press('Enter');
      await page.getByLabel('Why is it cancelled?').pressSequentially('nobody wants it');
      await page.keyboard.press('Enter');
      await page.getByText('Cancelled: Read what nobody wants', { exact: true }).waitFor();
      await page.getByRole('navigation', { name: 'Status' }).getByRole('link', { name: 'cancelled 1' }).waitFor();
      const [row] = await world.db.sql`select status, reason from ops_missions where id = ${id}`;
      expect(row).toEqual({ status: 'cancelled', reason: 'cancelled by dashboard: nobody wants it' });
    });
  });
});

describe('playback', () => {
  test('opens a failed mission at its failure and steps by keyboard; the address names the moment and leads back to it', async () => {
    await withPage(`/missions/${failed}`, async (page) => {
      expect(await sentence(page).innerText()).toContain('fails for good: the page is gone');
      await page.keyboard.press('ArrowLeft');
      await expect.poll(() => sentence(page).innerText()).toContain('Analyst starts');
      await expect.poll(() => tOf(page)).not.toBeNull();
      const address = page.url();
      await page.getByRole('slider', { name: 'Moment' }).focus();
      await page.keyboard.press('Home');
      await expect.poll(() => sentence(page).innerText()).toContain('Analyst proposes “Read the lost page”');
      await page.keyboard.press('Shift+ArrowRight');
      await expect.poll(() => sentence(page).innerText()).toContain('The mission “Read the lost page” fails');
      await page.goto(address);
      await alive(page);
      await expect.poll(() => sentence(page).innerText()).toContain('Analyst starts');
    });
  });

  test('plays and pauses with Space, changes pace and speed, and lists every sentence', async () => {
    await withPage(`/missions/${failed}?t=start`, async (page) => {
      const play = page.getByTestId('play');
      const beats = page.getByRole('list', { name: 'What happened, in order' });
      await beats.getByRole('button').first().click();
      await page.evaluate('document.activeElement.blur()');
      await page.keyboard.press('>');
      await page.keyboard.press('>');
      await page.keyboard.press('>');
      await expect.poll(() => page.getByLabel('Speed').inputValue()).toBe('8');
      await page.keyboard.press('Space');
      await expect.poll(() => play.innerText()).toContain('Pause');
      await expect.poll(() => beats.locator('[aria-current="step"]').innerText(), { timeout: 10_000 }).toContain('Analyst starts');
      await page.keyboard.press('Space');
      await expect.poll(() => play.innerText()).toContain('Play');
      const rested = await sentence(page).innerText();
      await page.waitForTimeout(700);
      expect(await sentence(page).innerText()).toBe(rested);
      await page.getByRole('button', { name: /^Even/ }).click();
      await expect.poll(() => page.getByRole('button', { name: /^Even/ }).getAttribute('aria-pressed')).toBe('true');
      expect(await sentence(page).innerText()).toBe(rested);
    });
  });

  test('pointing at the lanes previews a moment without going there; pressing goes there, and leaving while it plays leaves nothing behind', async () => {
    await withPage(`/missions/${failed}`, async (page) => {
      const before = await sentence(page).innerText();
      const strip = page.getByText('Moments', { exact: true }).locator('xpath=../..');
      await strip.evaluate((element) => element.scrollIntoView({ block: 'center' }));
      const lanes = await strip.boundingBox();
      if (!lanes) throw new Error('there are no lanes');
      const [x, y] = [lanes.x + 195, lanes.y + 12];
      await page.mouse.move(x, y);
      await expect.poll(() => page.getByText('Analyst proposes “Read the lost page”').count()).toBe(2);
      expect(await sentence(page).innerText()).toBe(before);
      await page.mouse.down();
      await page.mouse.up();
      await expect.poll(() => sentence(page).innerText()).toContain('Analyst proposes');
      await page.getByTestId('play').click();
      await page.locator('#main').getByRole('link', { name: 'Missions' }).click();
      await page.getByRole('heading', { name: 'Missions', level: 1 }).waitFor();
    });
  });

  test('follows a mission under way at its live edge', async () => {
    await withPage(`/missions/${waiting}`, async (page) => {
      await expect.poll(() => page.getByRole('button', { name: 'LIVE' }).getAttribute('aria-pressed')).toBe('true');
      const policies = await readPolicies(world);
      const told = {
        agentId: 'brain',
        kind: 'step_recovered',
        title: 'Read the waiting page',
        depth: 0,
        missionId: waiting,
      } as const;
      await emit(world, world.db.sql, policies, [
        { ...told, tags: [], summary: 'its worker went home', cause: { kind: 'mission', id: waiting } },
      ]);
      await expect.poll(() => sentence(page).innerText(), { timeout: 10_000 }).toContain('its worker went home');
      await page.keyboard.press('ArrowLeft');
      await expect.poll(() => page.getByRole('button', { name: 'LIVE' }).getAttribute('aria-pressed')).toBe('false');
    });
  });

  test('is a stepper for whoever asked for less motion', async () => {
    await withPage(
      `/missions/${failed}`,
      async (page) => {
        await expect.poll(() => page.getByTestId('play').count()).toBe(0);
        const before = await sentence(page).innerText();
        await page.getByRole('button', { name: 'Next' }).press('Enter');
        await expect.poll(() => sentence(page).innerText()).not.toBe(before);
      },
      { reducedMotion: 'reduce' },
    );
  });

  test('a failed step is sent back to work by keyboard, with the reason on record', async () => {
    const id = await ask('Read it once more');
    await workAll(world);
    await withPage(`/missions/${id}`, async (page) => {
      await page.getByRole('button', { name: 'Retry failed step' }).press('Enter');
      await page.getByLabel('Why is it worth another try?').pressSequentially('the page is back');
      await page.keyboard.press('Enter');
      await page.getByText('Back in the queue: Read it once more').waitFor();
      await page.getByText('is sent back to work by dashboard: the page is back').first().waitFor();
      expect(await world.db.sql`select status from ops_missions where id = ${id}`).toEqual([{ status: 'running' }]);
    });
  });
});

describe('the day as a film', () => {
  test('steps, plays fast, and opens at the time its address names', async () => {
    await withPage('/film', async (page) => {
      await page.waitForURL(/\/film\/\d{4}-\d\d-\d\d/);
      const day = new URL(page.url()).pathname;
      const first = await sentence(page).innerText();
      await page.keyboard.press('ArrowRight');
      await expect.poll(() => sentence(page).innerText()).not.toBe(first);
      await expect.poll(() => tOf(page)).not.toBeNull();
      const second = await sentence(page).innerText();
      await page.reload();
      await alive(page);
      await expect.poll(() => sentence(page).innerText()).toBe(second);
      await page.getByRole('slider', { name: 'Time of day' }).focus();
      await page.keyboard.press('Home');
      await page.getByLabel('Speed').selectOption('600');
      await page.goto(`${app.url}${day}?t=00:00:00`);
      await alive(page);
      await page.getByText('Nothing has happened yet at this time.').waitFor();
      await page.keyboard.press('Space');
      await expect.poll(() => page.getByTestId('play').innerText()).toContain('Pause');
      await expect.poll(async () => (await page.locator('time').first().innerText()) > '00:00:05', { timeout: 10_000 }).toBe(true);
      await page.keyboard.press('Space');
      await expect.poll(() => page.getByTestId('play').innerText()).toContain('Play');
    });
  });
  test('a day without events says so', async () => {
    await withPage('/film/2020-01-01', async (page) => {
      await page.getByText('Nothing happened on this day').waitFor();
    });
  });
});

describe('why', () => {
  test('leads from a row to the person, and on to the pages of what came of it; hostile text stays text', async () => {
    await withPage(`/why/${failed}`, async (page) => {
      await page.getByRole('region', { name: 'Causes' }).getByText('ada asked for it').waitFor();
      const after = page.getByRole('region', { name: 'Consequences' });
      expect(await after.innerText()).toContain(HOSTILE);
      await after
        .getByRole('link', { name: /fails for good/ })
        .first()
        .click();
      await page.waitForURL(`**/missions/${failed}?t=*`);
      await expect.poll(() => sentence(page).innerText()).toContain('fails for good');
    });
    await withPage(`/why/${failed.slice(-8)}`, async (page) => expect(page.url()).toContain(`/why/${failed}`));
  });
});

describe('for everyone', () => {
  const pages = () => ['/missions', `/missions/${failed}`, '/film', `/why/${failed}`];
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`axe finds nothing to object to in the ${colorScheme} theme`, async () => {
      for (const path of pages()) {
        await withPage(path, async (page) => expect(await violations(page), path).toEqual([]), { colorScheme, reducedMotion: 'reduce' });
      }
    });
  }
  test('on a phone nothing scrolls sideways, and what is pressed is large enough', async () => {
    for (const path of pages()) {
      await withPage(
        path,
        async (page) => {
          expect(await page.evaluate('document.documentElement.scrollWidth'), path).toBeLessThanOrEqual(360);
          const small = await page
            .locator('main')
            .evaluate((main) =>
              [...main.querySelectorAll('a, button, select, input, summary')]
                .filter((element) => element.getClientRects().length > 0 && element.getBoundingClientRect().height < 43.5)
                .map((element) => element.outerHTML.slice(0, 120)),
            );
          expect(small, path).toEqual([]);
          expect(await violations(page), path).toEqual([]);
        },
        { viewport: { width: 360, height: 740 }, reducedMotion: 'reduce' },
      );
    }
  });
});

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.map((fault) => `${fault.id}: ${fault.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
}

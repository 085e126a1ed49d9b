/** The stage in a real browser: live without reloading, usable by keyboard, on a phone and in both themes, and never running what agents read. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadCompany } from '../../company/index.ts';
import { emit } from '../../src/core/events/emit.ts';
import type { EventKind } from '../../src/core/events/event.ts';
import { heartbeat } from '../../src/core/heartbeat.ts';
import { readPolicies, setPolicy } from '../../src/core/policy/policies.ts';
import { propose } from '../../src/core/proposals/propose.ts';
import { seed } from '../../src/core/seed.ts';
import { type AppServer, startApp } from '../app-server.ts';
import { type TestWorld, testWorld } from '../world.ts';
import { launchBrowser } from './browser.ts';

const HOSTILE = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';

let world: TestWorld;
let app: AppServer;
let browser: Browser;

beforeAll(async () => {
  world = await testWorld({ company: loadCompany(), clock: 'live' });
  await seed(world);
  // What the hour's slot would bring depends on the clock.
  const talks = (await readPolicies(world)).roundtable_policy;
  await setPolicy(world, { key: 'roundtable_policy', value: { ...talks, enabled: false }, by: 'ada', reason: 'for the test' });
  await heartbeat(world, { source: 'cli' });
  const before = (await readPolicies(world)).deploy_policy;
  await setPolicy(world, { key: 'deploy_policy', value: { ...before, enabled: true, max_per_day: 10 }, by: 'ada', reason: 'for the test' });
  for (let number = 1; number <= 60; number++) await tell(`Early signal ${number}`);
  await tell(HOSTILE, 'step_failed', { summary: HOSTILE, untrusted: true });
  const { mission_id } = await ask('Read a page about agents', 'crawl', { url: 'https://example.com/a' });
  await giveArtifact(mission_id as string);
  app = await startApp({ DATABASE_URL: world.url });
  browser = await launchBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await app?.stop();
  await world?.close();
});

async function tell(title: string, kind: EventKind = 'trigger_fired', more: { summary?: string; untrusted?: boolean } = {}): Promise<void> {
  const policies = await readPolicies(world);
  const cause = { kind: 'person', id: 'ada' } as const;
  await emit(world, world.db.sql, policies, [{ agentId: 'observer', kind, title, tags: [], cause, depth: 0, ...more }]);
}

function ask(title: string, kind: string, payload: { [key: string]: string }) {
  const cause = { kind: 'person', id: 'ada' } as const;
  return propose(world, { agentId: 'opus', title, steps: [{ kind, payload }], source: 'api', cause, untrusted: true });
}

/** What a crawled page leaves behind, with everything a hostile one could put into it. */
async function giveArtifact(missionId: string): Promise<void> {
  const [step] = await world.db.sql`select id from ops_mission_steps where mission_id = ${missionId}`;
  const body = `# What they say\n\n**Bold** claims. [A fine link](https://example.com/source) [a bad one](javascript:window.hacked=1)\n\n${HOSTILE}`;
  const sources = world.db.sql.json([
    { url: 'https://example.com/source', title: 'The source' },
    { url: 'javascript:window.hacked=1', title: 'Not a source' },
  ]);
  await world.db.sql`
    insert into ops_artifacts (agent_id, kind, title, body, sources, content_hash, untrusted, mission_id, step_id)
    values ('opus', 'research', ${HOSTILE}, ${body}, ${sources}, 'hash', true, ${missionId}, ${step?.id})`;
}

/** A page of its own that fails its test when anything is written to the console or thrown. */
async function withStage(work: (page: Page, noise: string[]) => Promise<void>, options: BrowserContextOptions = {}): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  const noise: string[] = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && noise.push(message.text()));
  page.on('pageerror', (error) => noise.push(error.message));
  try {
    await page.goto(`${app.url}/stage`);
    await page.getByText('Live', { exact: true }).waitFor();
    await work(page, noise);
    expect(noise).toEqual([]);
    expect(await page.evaluate('window.hacked')).toBeUndefined();
  } finally {
    await context.close();
  }
}

const feed = (page: Page) => page.getByRole('region', { name: 'Signals, newest first' });

describe('the stage', () => {
  test('arrives from the server already drawn', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1440, height: 900 } });
    const html = await (await context.request.get(`${app.url}/stage`)).text();
    await context.close();
    for (const words of ['Loop &amp; Co', 'Read a page about agents', 'Early signal 60', 'offline model — no key'])
      expect(html).toContain(words);
  });

  test('shows what happens without being reloaded', async () => {
    await withStage(async (page) => {
      await page.evaluate('window.stillHere = true');
      await tell('Something new just now');
      await feed(page).getByText('Something new just now').waitFor();
      expect(await page.evaluate('window.stillHere')).toBe(true);
    });
  });

  test('holds new rows back while someone reads further down', async () => {
    await withStage(async (page) => {
      await feed(page).evaluate((element) => element.scrollTo({ top: 800 }));
      await page.waitForFunction(() => (document.querySelector('[aria-label="Signals, newest first"]')?.scrollTop ?? 0) > 500);
      await tell('Arrived while reading');
      await page.getByRole('button', { name: '1 new' }).click();
      await feed(page).getByText('Arrived while reading').waitFor();
      await page.waitForFunction(() => document.querySelector('[aria-label="Signals, newest first"]')?.scrollTop === 0);
    });
  });

  test('a held proposal appears, and is approved by one key', async () => {
    await withStage(async (page) => {
      const held = await ask('Deploy the spring issue', 'deploy', { target: 'landing' });
      expect(held.status).toBe('pending');
      const card = page.getByRole('article', { name: 'Held: Deploy the spring issue' });
      await card.waitFor();
      expect(await card.innerText()).toMatch(/waits for a person[\s\S]*outside text|outside text[\s\S]*waits for a person/i);
      await card.focus();
      await page.keyboard.press('a');
      await card.waitFor({ state: 'detached' });
      await page.getByText('Approved: Deploy the spring issue').waitFor();
      const [row] = await world.db.sql`select status, decided_by from ops_mission_proposals where id = ${held.id}`;
      expect(row).toEqual({ status: 'accepted', decided_by: 'dashboard' });
      await page.getByRole('button', { name: /Deploy the spring issue.*0 of 1 steps/ }).waitFor();
    });
  });

  test('rejecting by key asks for the reason and stores it', async () => {
    await withStage(async (page) => {
      const held = await ask('Deploy by accident', 'deploy', { target: 'landing' });
      const card = page.getByRole('article', { name: 'Held: Deploy by accident' });
      await card.focus();
      await page.keyboard.press('r');
      await page.getByLabel('Why is it rejected?').fill('Never by accident');
      await page.keyboard.press('Enter');
      await card.waitFor({ state: 'detached' });
      const [row] = await world.db.sql`select status, reason from ops_mission_proposals where id = ${held.id}`;
      expect(row).toEqual({ status: 'rejected', reason: 'dashboard: Never by accident' });
    });
  });

  test('a mission opens to what was made, as text and safe links only', async () => {
    await withStage(async (page) => {
      await page.getByRole('button', { name: /^Read a page about agents/ }).click();
      await page.getByRole('link', { name: 'A fine link' }).waitFor();
      const detail = page.locator('[id^="steps-"]');
      expect(await detail.innerText()).toContain(HOSTILE);
      const links = await detail.locator('a').evaluateAll((all) => all.map((a) => [a.getAttribute('href'), a.getAttribute('rel')]));
      expect(links.length).toBeGreaterThan(0);
      for (const link of links) expect(link).toEqual(['https://example.com/source', 'noopener noreferrer nofollow']);
      expect(await page.locator('[onerror], main script, main img').count()).toBe(0);
    });
  });

  test('“Why?” leads from a row back to who started it', async () => {
    await withStage(async (page) => {
      await page.getByRole('button', { name: /^Read a page about agents/ }).click();
      await page.getByRole('button', { name: 'Why does this mission exist?' }).click();
      const dialog = page.getByRole('dialog', { name: 'Why did this happen?' });
      await dialog.getByText('ada', { exact: true }).waitFor();
      expect(await dialog.getByRole('listitem').count()).toBe(3);
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
    });
  });

  test('filters by words, by kind and by agent', async () => {
    await withStage(async (page) => {
      await page.getByLabel('Search signals and missions').fill('early 57');
      await feed(page).getByText('Early signal 57').waitFor();
      expect(await feed(page).getByRole('article').count()).toBe(1);
      await page.getByLabel('Search signals and missions').fill('');
      await page.getByRole('button', { name: 'Work', exact: true }).click();
      await page.waitForFunction(() => !document.body.innerText.includes('Early signal'));
      await page.getByRole('button', { name: 'All', exact: true }).click();
      await page
        .getByRole('button', { name: /^Analyst/ })
        .first()
        .click();
      // What the schedule lets the Analyst do depends on the hour; what the Observer told is gone in any case.
      await page.waitForFunction(() => !document.body.innerText.includes('Early signal'));
      await page.getByLabel('Search signals and missions').fill('zebra');
      await feed(page).getByText('Nothing among the newest signals matches.').waitFor();
    });
  });

  test('the chosen theme is there from the first paint on', async () => {
    await withStage(
      async (page) => {
        await page.getByRole('button', { name: 'Switch between light and dark' }).click();
        const html = await (await page.request.get(`${app.url}/stage`)).text();
        expect(html).toContain('data-theme="dark"');
      },
      { colorScheme: 'light' },
    );
  });
});

describe('on a phone of 360 pixels', () => {
  test('nothing scrolls sideways, and every target is large enough for a thumb', async () => {
    await ask('Deploy from the phone', 'deploy', { target: 'landing' });
    const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
    await withStage(async (page) => {
      for (const tab of ['Needs you', 'Missions', 'Team', 'Signals']) {
        await page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name: tab }).click();
        expect(await page.evaluate(() => document.documentElement.scrollWidth), tab).toBeLessThanOrEqual(360);
        const small = await page.evaluate(() =>
          [...document.querySelectorAll('button, select, input, summary')]
            .filter((element) => element.checkVisibility({ visibilityProperty: true }))
            .map((element) => ({ what: element.textContent, ...element.getBoundingClientRect().toJSON() }))
            .filter((box) => box.height < 43.5 || box.width < 24),
        );
        expect(small, tab).toEqual([]);
      }
    }, phone);
  });
});

describe('for everyone', () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`axe finds nothing to object to in the ${colorScheme} theme`, async () => {
      await withStage(
        async (page) => {
          await page.getByRole('button', { name: /^Read a page about agents/ }).click();
          await page.getByRole('link', { name: 'A fine link' }).waitFor();
          expect(await violations(page)).toEqual([]);
          await page.getByRole('button', { name: 'Why does this mission exist?' }).click();
          await page.getByRole('dialog').getByText('ada', { exact: true }).waitFor();
          expect(await violations(page)).toEqual([]);
        },
        { colorScheme, reducedMotion: 'reduce' },
      );
    });
  }
  test('axe finds nothing to object to on a phone or at the sign-in page', async () => {
    await withStage(
      async (page) => {
        for (const tab of ['Needs you', 'Missions', 'Team']) {
          await page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name: tab }).click();
          expect(await violations(page), tab).toEqual([]);
        }
        await page.goto(`${app.url}/login`);
        expect(await violations(page)).toEqual([]);
      },
      { viewport: { width: 360, height: 740 }, reducedMotion: 'reduce' },
    );
  });
});

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.map((fault) => `${fault.id}: ${fault.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
}

describe('when the server goes away', () => {
  test('the page says so, and goes on by itself when it is back', async () => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await page.goto(`${app.url}/stage`);
    await page.getByText('Live', { exact: true }).waitFor();
    await page.evaluate('window.stillHere = true');
    await app.stop();
    await page.getByText(/Reconnecting… as of \d\d:\d\d:\d\d/).waitFor();
    await tell('Happened while nobody listened');
    app = await startApp({ DATABASE_URL: world.url }, app.port);
    await feed(page).getByText('Happened while nobody listened').waitFor();
    await page.getByText('Live', { exact: true }).waitFor();
    await tell('And on it goes');
    await feed(page).getByText('And on it goes').waitFor();
    expect(await page.evaluate('window.stillHere')).toBe(true);
    await context.close();
  });
});

/** Library, outbox, runs and costs in a real browser: each page's main job by keyboard, on a phone, in both themes, whatever the texts hold. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadCompany } from '../../company/index.ts';
import { emit } from '../../src/core/events/emit.ts';
import { heartbeat } from '../../src/core/heartbeat.ts';
import { readPolicies } from '../../src/core/policy/policies.ts';
import { seed } from '../../src/core/seed.ts';
import { type AppServer, startApp } from '../app-server.ts';
import { makeArtifact, makeBeats, makeCall, makeMission, makePost } from '../record-rows.ts';
import { type TestWorld, testWorld } from '../world.ts';
import { alive, launchBrowser } from './browser.ts';
import { smallTargets } from './watched.ts';

const HOSTILE = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';
const HOUR_MS = 3_600_000;

let world: TestWorld;
let app: AppServer;
let browser: Browser;
let text: string;

beforeAll(async () => {
  world = await testWorld({ company: loadCompany(), clock: 'live' });
  await seed(world);
  await heartbeat(world, { source: 'cli' });
  await makeBeats(world, { count: 48, failed: 20 });
  const { missionId, stepId } = await makeMission(world, { title: 'Read about herons', kind: 'analyze' });
  text = await makeArtifact(world, {
    title: 'Herons in production',
    body: `# Herons in production\n\n## What was found\n\n- **Three** herons\n- [A fine link](https://example.com/herons)\n\n![spy](https://example.com/spy.png)\n\n${HOSTILE}`,
    sources: [
      { url: 'https://example.com/herons', title: HOSTILE },
      { url: 'javascript:window.hacked=1', title: 'Not a source' },
    ],
    untrusted: true,
    missionId,
    stepId,
  });
  for (let number = 1; number <= 45; number++) await makeArtifact(world, { title: `Note ${number}`, kind: 'article', agent: 'growth' });
  await makePost(world, { status: 'unconfirmed', text: 'Did this one leave?', error: 'the answer was lost', missionId, stepId });
  await makePost(world, { status: 'would_post', text: 'A post by hand', error: 'posting is switched off (policy x_policy.posting)' });
  await makePost(world, { status: 'posted', text: 'Out in the open', postId: '1234567890' });
  const now = world.clock.now().getTime();
  for (let day = 0; day < 30; day++) {
    const at = new Date(now - day * 24 * HOUR_MS);
    await makeCall(world, { model: 'claude-haiku-5-5', usd: 0.1 + (day % 7) * 0.09, agent: day % 2 ? 'opus' : 'creator', at });
  }
  await makeCall(world, { model: 'mystery-9', usd: 0.31, agent: 'brain', estimated: true, missionId, stepId });
  app = await startApp({ DATABASE_URL: world.url });
  browser = await launchBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await app?.stop();
  await world?.close();
});

async function tell(title: string): Promise<void> {
  const cause = { kind: 'person', id: 'ada' } as const;
  await emit(world, world.db.sql, await readPolicies(world), [
    { agentId: 'observer', kind: 'trigger_fired', title, tags: [], cause, depth: 0 },
  ]);
}

/** A page of its own that fails its test when anything is written to the console or thrown. */
async function onPage(
  path: string,
  work: (page: Page) => Promise<void>,
  { expected = /^$/, ...options }: BrowserContextOptions & { expected?: RegExp } = {},
): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  const noise: string[] = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && noise.push(message.text()));
  page.on('pageerror', (error) => noise.push(error.message));
  page.on('request', (request) => !request.url().startsWith(app.url) && noise.push(`asked ${request.url()}`));
  try {
    await page.goto(`${app.url}${path}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await alive(page);
    await work(page);
    expect(noise.filter((said) => !expected.test(said))).toEqual([]);
    expect(await page.evaluate('window.hacked')).toBeUndefined();
  } finally {
    await context.close();
  }
}

const texts = (page: Page) => page.getByRole('region', { name: 'Texts' });

describe('the library', () => {
  test('is searched from the keyboard, and a text opens', async () => {
    await onPage('/library', async (page) => {
      await page.getByRole('searchbox', { name: 'Words in title or text' }).focus();
      await page.keyboard.type('heron prod');
      await page.keyboard.press('Enter');
      await page.waitForURL(/q=heron/);
      await expect.poll(() => texts(page).getByRole('listitem').count()).toBe(1);
      await texts(page).getByRole('link', { name: 'Herons in production' }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: 'Herons in production' }).waitFor();
    });
  });

  test('goes on to older texts and keeps the filter', async () => {
    await onPage('/library?kind=article', async (page) => {
      await expect.poll(() => texts(page).getByRole('listitem').count()).toBe(40);
      await page.getByRole('link', { name: 'Older', exact: true }).focus();
      await page.keyboard.press('Enter');
      await page.waitForURL(/before=/);
      await page.getByRole('link', { name: 'Newest' }).waitFor();
      await expect.poll(() => texts(page).getByRole('listitem').count()).toBe(5);
      await expect.poll(() => page.getByRole('link', { name: /^article/ }).getAttribute('aria-current')).toBe('true');
    });
  });

  test('a new text appears without a reload', async () => {
    await onPage('/library?q=breaking', async (page) => {
      await page.getByText('Nothing matches').waitFor();
      await page.evaluate('window.stillHere = true');
      await makeArtifact(world, { title: 'Breaking news' });
      await tell('Something happened');
      await page.getByRole('link', { name: 'Breaking news' }).waitFor({ timeout: 5_000 });
      expect(await page.evaluate('window.stillHere')).toBe(true);
    });
  });

  test('a text is shown as text, with safe links and no remote loads, and can be kept', async () => {
    await onPage(`/library/${text}`, async (page) => {
      const paper = page.getByRole('region', { name: 'Text', exact: true });
      expect(await paper.innerText()).toContain(HOSTILE);
      await paper.getByText('Nobody has checked them').waitFor();
      await expect.poll(() => page.locator('main img, main script, [onerror], main a[href^="javascript"]').count()).toBe(0);
      const rels = await page.locator('main a[target="_blank"]').evaluateAll((all) => all.map((link) => link.getAttribute('rel')));
      expect(rels.length).toBeGreaterThan(0);
      for (const rel of rels) expect(rel).toContain('noopener noreferrer');
      await expect.poll(() => page.getByText('example.com', { exact: true }).count()).toBe(1);
      await expect.poll(() => page.getByRole('link', { name: 'Why does it exist?' }).getAttribute('href')).toBe(`/why/${text}`);
      const started = page.waitForEvent('download');
      await page.getByRole('link', { name: 'Download .md' }).focus();
      await page.keyboard.press('Enter');
      expect((await started).suggestedFilename()).toBe(`herons-in-production-${text.slice(-6)}.md`);
    });
  });

  test('is copied as Markdown', async () => {
    await onPage(
      `/library/${text}`,
      async (page) => {
        await page.getByRole('button', { name: 'Copy as Markdown' }).focus();
        await page.keyboard.press('Enter');
        await page.getByText('Copied', { exact: true }).waitFor();
        expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('# Herons in production');
      },
      { permissions: ['clipboard-read', 'clipboard-write'] },
    );
  });
});

describe('the outbox', () => {
  test('a lost post is found by a person, who says how', async () => {
    await onPage(
      '/outbox?status=unconfirmed',
      async (page) => {
        const button = page.getByRole('button', { name: 'It is on X' });
        await button.focus();
        await page.keyboard.press('Enter');
        await page.keyboard.type('no id');
        await page.keyboard.press('Tab');
        await page.keyboard.type('I saw it');
        await page.keyboard.press('Enter');
        await page.getByRole('alert').getByText('give the id of the post').waitFor();
        await page.getByLabel('Id or address of the post').fill('https://x.com/loop/status/99887766');
        await page.keyboard.press('Enter');
        await page.getByText('No post is “needs a look”').waitFor();
        const [row] = await world.db.sql`select status, x_post_id from ops_outbox where text = 'Did this one leave?'`;
        expect(row).toEqual({ status: 'posted', x_post_id: '99887766' });
        const [told] = await world.db.sql`select summary from ops_agent_events where kind = 'post_settled'`;
        expect(told?.summary).toBe('dashboard: I saw it');
        // The refused form is answered with 400, which a browser notes by itself.
      },
      { expected: /400 \(Bad Request\)/ },
    );
  });

  test('says what each state means, and leads to the post on X', async () => {
    await onPage('/outbox', async (page) => {
      const link = page.getByRole('listitem').filter({ hasText: 'Out in the open' }).getByRole('link', { name: 'See it on X' });
      expect(await link.getAttribute('href')).toBe('https://x.com/i/web/status/1234567890');
      await page.getByText('Posting is switched off or has no keys').waitFor();
      await page.getByText(/of 5/).first().waitFor();
    });
  });
});

describe('runs', () => {
  test('the strip is walked by arrow keys, and each heartbeat opens to its jobs', async () => {
    await onPage('/runs', async (page) => {
      await page.getByText(/^49 heartbeats|^50 heartbeats/).waitFor();
      const slider = page.getByRole('slider', { name: 'Heartbeat' });
      await slider.focus();
      const newest = await slider.getAttribute('aria-valuetext');
      await page.keyboard.press('ArrowLeft');
      expect(await slider.getAttribute('aria-valuetext')).not.toBe(newest);
      await page.getByRole('button', { name: 'Previous trouble' }).focus();
      await page.keyboard.press('Enter');
      await page.getByText('failed: no such feed').waitFor();
      expect(await slider.getAttribute('aria-valuetext')).toMatch(/UTC: failed in 40 ms$/);
    });
  });

  test('says what is wrong: no worker is alive here', async () => {
    await onPage('/runs', async (page) => {
      await page.getByText('none alive: run start, or worker on another machine').waitFor();
      await page.getByText('No worker in the last 24 hours').waitFor();
    });
  });
});

describe('costs', () => {
  test('shows the month, the cap, and what has no price as estimated', async () => {
    await onPage('/costs', async (page) => {
      await page.getByText('price unknown: estimated at the dearest known price').waitFor();
      await page.getByRole('region', { name: 'By mission' }).getByRole('link', { name: 'Read about herons' }).waitFor();
      await page.getByText('The same days as a table').focus();
      await page.keyboard.press('Enter');
      await expect.poll(() => page.getByRole('region', { name: 'Cost by day' }).getByRole('row').count()).toBe(31);
      await page.getByText(/^Show \d+ prices$/).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('rowheader', { name: 'claude-haiku-4-5' }).waitFor();
    });
  });
});

const PAGES = ['/library', '/library/text', '/outbox', '/runs', '/costs'];
const pathOf = (path: string) => path.replace('/text', `/${text}`);

describe('for everyone', () => {
  for (const path of PAGES) {
    // Both themes of every page are looked at in pages.test.ts.
    test(`${path} fits a phone of 360 pixels and a thumb`, async () => {
      const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
      await onPage(
        pathOf(path),
        async (page) => {
          expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
          expect(await page.evaluate(smallTargets)).toEqual([]);
          expect(await violations(page)).toEqual([]);
        },
        phone,
      );
    });
  }
});

describe('when things are missing', () => {
  test('the server goes away and comes back: the page says so and goes on by itself', async () => {
    await onPage(
      '/costs',
      async (page) => {
        await page.waitForTimeout(500);
        await app.stop();
        await page
          .locator('#main')
          .getByText(/Reconnecting… as of \d\d:\d\d:\d\d UTC/)
          .waitFor();
        await makeCall(world, { model: 'late-model', usd: 0.01, agent: 'brain' });
        app = await startApp({ DATABASE_URL: world.url }, app.port);
        await tell('Back again');
        await page.getByRole('rowheader', { name: 'late-model' }).waitFor();
        await page
          .locator('#main')
          .getByText(/Reconnecting/)
          .waitFor({ state: 'detached' });
      },
      { expected: /Failed to load resource|ERR_/ },
    );
  });

  test('before the first heartbeat there is a line for cron', async () => {
    await world.db.sql`delete from ops_action_runs`;
    await onPage('/runs', async (page) => {
      await page.locator('#main').getByText('Waiting for the first heartbeat').waitFor();
      await page.getByText(`${app.url}/api/ops/heartbeat`).waitFor();
      await page.getByRole('button', { name: 'Copy the line' }).waitFor();
      expect(await violations(page)).toEqual([]);
    });
  });
});

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.map((fault) => `${fault.id}: ${fault.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
}

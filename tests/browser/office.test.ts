/** The office in a real browser: drawn, truthful, at rest when nothing may move, and never the only way to know. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadCompany } from '../../company/index.ts';
import { emit } from '../../src/core/events/emit.ts';
import { claimSteps } from '../../src/core/missions/claims.ts';
import { readPolicies } from '../../src/core/policy/policies.ts';
import { propose } from '../../src/core/proposals/propose.ts';
import { seed } from '../../src/core/seed.ts';
import { after } from '../../src/core/time.ts';
import { officeRoom } from '../../src/office/room.ts';
import { type AppServer, startApp } from '../app-server.ts';
import { type TestWorld, testWorld } from '../world.ts';
import { launchBrowser } from './browser.ts';
import { PHONE, watched } from './watched.ts';

type Shown = { id: string; x: number; y: number; pose: string; activity: string; seat: string | null; here: boolean };

let world: TestWorld;
let app: AppServer;
let browser: Browser;

beforeAll(async () => {
  world = await testWorld({ company: loadCompany(), clock: 'live' });
  await seed(world);
  const cause = { kind: 'person', id: 'ada' } as const;
  await propose(world, {
    agentId: 'brain',
    title: 'Look at herons',
    steps: [{ kind: 'analyze', payload: { topic: 'herons' } }],
    source: 'api',
    cause,
  });
  const now = world.clock.now();
  // Somebody has taken the step and is at it.
  await claimSteps(world.db.sql, {
    workerId: 'w',
    kinds: ['analyze'],
    withoutAgents: [],
    limit: 1,
    now,
    leaseUntil: after(now, 3_600_000),
    eventIds: [world.ids.next()],
  });
  app = await startApp({ DATABASE_URL: world.url });
  browser = await launchBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await app?.stop();
  await world?.close();
});

const on = (path: string, work: (page: Page) => Promise<void>, options = {}) =>
  watched(browser, app.url + path, work, { reducedMotion: 'no-preference', ...options });
const office = (page: Page) => page.locator('canvas[data-people]');
const people = async (page: Page): Promise<Shown[]> => JSON.parse((await office(page).getAttribute('data-people')) ?? '[]');
const pixels = (page: Page) => page.evaluate(() => (document.querySelector('canvas[data-people]') as HTMLCanvasElement).toDataURL());

describe('on the stage', () => {
  test('it is painted, in many colours and by the clock', async () => {
    await on('/', async (page) => {
      await office(page).waitFor();
      const colors = await page.evaluate(() => {
        const canvas = document.querySelector('canvas[data-people]') as HTMLCanvasElement;
        const { data } = (canvas.getContext('2d') as CanvasRenderingContext2D).getImageData(0, 0, canvas.width, canvas.height);
        return new Set(
          Array.from(
            { length: data.length / 4 },
            (_, i) => (data[i * 4] as number) * 65_536 + (data[i * 4 + 1] as number) * 256 + (data[i * 4 + 2] as number),
          ),
        ).size;
      });
      expect(colors).toBeGreaterThan(500);
      expect(['day', 'dusk', 'night']).toContain(await office(page).getAttribute('data-sky'));
    });
  });

  test('whoever works is at its desk, and the list says the same', async () => {
    await on('/', async (page) => {
      await office(page).waitFor();
      const desk = officeRoom(6).anchors.find(({ id }) => id === `desk:${world.company.agents.findIndex(({ id }) => id === 'brain')}`);
      await expect
        .poll(async () => (await people(page)).find(({ id }) => id === 'brain'), { timeout: 20_000 })
        .toMatchObject({
          seat: desk?.id,
          activity: 'work.type',
          x: (desk?.tile.col ?? 0) * 16 + 8 + (desk?.seat.dx ?? 0),
        });
      await page.locator('[data-agent="brain"]').filter({ hasText: 'Analyze' }).waitFor();
      expect((await people(page)).map(({ id }) => id)).toEqual(world.company.agents.map(({ id }) => id));
      await expect.poll(() => office(page).getAttribute('aria-label'), { timeout: 15_000 }).toMatch(/brain works/);
    });
  });

  test('what happens is seen without a reload: a failure turns its agent’s face to us', async () => {
    await on('/', async (page) => {
      await office(page).waitFor();
      await emit(world, world.db.sql, await readPolicies(world), [
        {
          agentId: 'growth',
          kind: 'step_failed',
          title: 'Scan',
          summary: 'no feed could be read',
          tags: ['step_failed'],
          cause: { kind: 'person', id: 'ada' },
          depth: 0,
        },
      ]);
      await expect.poll(async () => (await people(page)).find(({ id }) => id === 'growth')?.activity, { timeout: 20_000 }).toBe('error');
    });
  });

  test('reduced motion places everybody, and two looks seconds apart are the same picture', async () => {
    await on(
      '/',
      async (page) => {
        await office(page).waitFor();
        await page.waitForTimeout(1500);
        const [first] = [await pixels(page)];
        await page.waitForTimeout(2500);
        expect(await pixels(page)).toBe(first);
        expect(await page.getByRole('button', { name: /Motion is off/ }).isDisabled()).toBe(true);
      },
      { reducedMotion: 'reduce' },
    );
  });

  test('“o” goes from office to split to list and back, and the choice is kept; the list is always there', async () => {
    await on('/', async (page) => {
      await office(page).waitFor();
      const views = page.getByRole('group', { name: 'Show the team as' });
      await page.keyboard.press('o');
      await views.getByRole('button', { name: 'Split', pressed: true }).waitFor();
      await page.keyboard.press('o');
      await views.getByRole('button', { name: 'List', pressed: true }).waitFor();
      expect(await office(page).count()).toBe(0);
      expect(await page.locator('[data-agent]').count()).toBe(6);
      await page.reload();
      await views.getByRole('button', { name: 'List', pressed: true }).waitFor();
      await page.keyboard.press('o');
      await office(page).waitFor();
      await page.keyboard.press('.');
      await page.getByRole('button', { name: 'Let them move' }).waitFor();
    });
  });

  test('pressing a person chooses them in the list', async () => {
    await on('/', async (page) => {
      await office(page).waitFor();
      await expect.poll(async () => (await people(page)).find(({ id }) => id === 'brain')?.seat, { timeout: 20_000 }).toMatch(/^desk/);
      const brain = (await people(page)).find(({ id }) => id === 'brain') as Shown;
      const box = (await office(page).boundingBox()) as { width: number; height: number };
      await office(page).click({ position: { x: (brain.x / 480) * box.width, y: ((brain.y - 14) / 270) * box.height } });
      await page.locator('[data-agent="brain"][aria-pressed="true"]').waitFor();
    });
  });

  test('a phone shows it whole, above the team', async () => {
    await on(
      '/',
      async (page) => {
        await page.getByRole('button', { name: 'Team' }).click();
        await office(page).waitFor();
        const box = await office(page).boundingBox();
        expect(box?.width).toBeLessThanOrEqual(360);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
      },
      PHONE,
    );
  });
});

test('a mission’s film plays in the same office', async () => {
  const [mission] = await world.db.sql`select id from ops_missions limit 1`;
  await on(`/missions/${mission?.id}`, async (page) => {
    await office(page).waitFor();
    await expect.poll(async () => (await people(page)).length).toBe(6);
  });
});

test('the sheet of sprites shows every person and the room', async () => {
  await on('/dev/sprites', async (page) => {
    for (const name of ['Boss', 'Analyst', 'Hustler', 'Writer', 'Wildcard', 'Observer'])
      await page.getByRole('heading', { name, exact: true }).waitFor();
    await page.getByRole('button', { name: 'dusk' }).click();
    await page.locator('canvas[data-phase="dusk"]').waitFor();
  });
});

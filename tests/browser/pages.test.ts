/** Every page there is: nothing for axe to object to in either theme, nothing beside a narrow screen, nothing in the console. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { propose } from '../../src/core/proposals/propose.ts';
import { type AppServer, startApp } from '../app-server.ts';
import { type PeopleRows, peopleWorld } from '../people-rows.ts';
import { makeArtifact, makeCall, makeMission, makePost } from '../record-rows.ts';
import { launchBrowser } from './browser.ts';
import { PHONE, watched } from './watched.ts';

let rows: PeopleRows;
let app: AppServer;
let browser: Browser;
let ids: Record<string, string>;

/** Every page by its folder, and the address it is looked at. A folder that is missing here fails a test below. */
const PAGES: Record<string, () => string> = {
  '': () => '/',
  stage: () => '/stage',
  missions: () => '/missions',
  'missions/[id]': () => `/missions/${ids.mission}`,
  talks: () => '/talks',
  'talks/[id]': () => `/talks/${ids.talk}`,
  agents: () => '/agents',
  'agents/[id]': () => `/agents/${ids.agent}`,
  policies: () => '/policies',
  'policies/[key]': () => '/policies/x_daily_quota',
  approvals: () => '/approvals',
  triggers: () => '/triggers',
  library: () => '/library',
  'library/[id]': () => `/library/${ids.artifact}`,
  outbox: () => '/outbox',
  runs: () => '/runs',
  costs: () => '/costs',
  pays: () => '/pays',
  film: () => '/film',
  'film/[day]': () => `/film/${ids.day}`,
  'why/[id]': () => `/why/${ids.mission}`,
};

/** Where a person cannot go: the sign-in page has its own tests, and pages of the workshop are for those who draw. */
const ELSEWHERE = /^(login|dev\/.*)$/;

const folders = readdirSync(join(import.meta.dirname, '..', '..', 'src', 'app'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /(^|\/)page\.tsx$/.test(file))
  .map((file) => file.replace(/\/?page\.tsx$/, '').replace(/\/?\([^)]*\)/g, ''))
  .filter((folder) => !ELSEWHERE.test(folder));

beforeAll(async () => {
  rows = await peopleWorld();
  const { world } = rows;
  const agent = world.company.agents[0]?.id as string;
  const { missionId, stepId } = await makeMission(world, { title: 'Read about herons', kind: 'analyze' });
  const artifact = await makeArtifact(world, { title: 'Herons', body: '# Herons\n\n- three\n', missionId, stepId });
  await makePost(world, { status: 'unconfirmed', text: 'Did this one leave?', missionId, stepId });
  await makeCall(world, { model: 'claude-haiku-5-5', usd: 0.2, agent, missionId, stepId });
  const cause = { kind: 'person', id: 'ada' } as const;
  await propose(world, {
    agentId: agent,
    title: 'Deploy it',
    steps: [{ kind: 'deploy', payload: { target: 'landing' } }],
    source: 'api',
    cause,
  });
  ids = { mission: missionId, talk: rows.ids.live, agent, artifact, day: world.clock.now().toISOString().slice(0, 10) };
  app = await startApp({ DATABASE_URL: world.url });
  browser = await launchBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await app?.stop();
  await rows?.world.close();
});

test('every page of the app is in the table', () => {
  expect(folders.filter((folder) => !(folder in PAGES))).toEqual([]);
});

describe.each(folders)('/%s', (folder) => {
  const address = () => app.url + (PAGES[folder]?.() ?? '/not-in-the-table');
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`is accessible in the ${colorScheme} theme, and says what it is`, async () => {
      await watched(
        browser,
        address(),
        async (page) => {
          expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
          expect(await page.title()).toMatch(/^(\(\d+\) )?.+ · Deskmates$/);
          expect(await violations(page)).toEqual([]);
        },
        { colorScheme },
      );
    });
  }
  test('fits a screen of 360 pixels', async () => {
    await watched(
      browser,
      address(),
      async (page) => {
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
        expect(await violations(page)).toEqual([]);
      },
      PHONE,
    );
  });
});

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.map((fault) => `${fault.id}: ${fault.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
}

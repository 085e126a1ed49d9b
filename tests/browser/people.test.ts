/** Conversations, agents and "Does it pay?" in a real browser: by keyboard, live, on a phone and in both themes, and never running what agents say. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emit } from '../../src/core/events/emit.ts';
import { readPolicies } from '../../src/core/policy/policies.ts';
import { type AppServer, startApp } from '../app-server.ts';
import { HOSTILE, type PeopleRows, peopleWorld } from '../people-rows.ts';
import { alive, launchBrowser } from './browser.ts';

let rows: PeopleRows;
let app: AppServer;
let browser: Browser;

beforeAll(async () => {
  rows = await peopleWorld();
  app = await startApp({ DATABASE_URL: rows.world.url });
  browser = await launchBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await app?.stop();
  await rows?.world.close();
});

/** A page of its own that fails its test when anything is written to the console or thrown. */
async function open(path: string, work: (page: Page) => Promise<void>, options: BrowserContextOptions = {}): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  const noise: string[] = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && noise.push(message.text()));
  page.on('pageerror', (error) => noise.push(error.message));
  try {
    await page.goto(`${app.url}${path}`);
    await alive(page);
    await work(page);
    expect(noise).toEqual([]);
    expect(await page.evaluate('window.hacked')).toBeUndefined();
  } finally {
    await context.close();
  }
}

/** What the worker does when somebody speaks: a row, and the event that tells of it. */
async function speak(speaker: string, dialogue: string): Promise<void> {
  const { world, ids } = rows;
  const [row] = await world.db.sql<{ turn: number }[]>`
    update ops_roundtable_queue set turn_count = turn_count + 1 where id = ${ids.live} returning turn_count - 1 as turn`;
  await world.db.sql`
    insert into ops_roundtable_turns (id, conversation_id, turn, speaker, dialogue, created_at)
    values (${world.ids.next()}, ${ids.live}, ${row?.turn}, ${speaker}, ${dialogue}, ${world.clock.now()})`;
  const told = { agentId: speaker, title: 'a turn', tags: [], depth: 0, cause: { kind: 'conversation', id: ids.live } as const };
  await emit(world, world.db.sql, await readPolicies(world), [{ ...told, kind: 'conversation_turn' }]);
}

describe('conversations', () => {
  test('a turn appears the moment it is said, without reloading', async () => {
    await open('/talks', async (page) => {
      await page.evaluate('window.stillHere = true');
      await page.waitForTimeout(300);
      await speak('opus', 'Then the owner is you, and the hour is over.');
      await page.getByRole('log').getByText('the owner is you').waitFor({ timeout: 5_000 });
      expect(await page.evaluate('window.stillHere')).toBe(true);
    });
  });
  test('the schedule tells of every slot what luck drew and what became of it', async () => {
    await open('/talks', async (page) => {
      const ribbon = page.getByRole('region', { name: 'Schedule of the day' });
      await expect.poll(() => ribbon.getByRole('listitem').count()).toBe(24);
      await ribbon.getByRole('button', { name: '01:00 Night shift, skipped' }).focus();
      await page.keyboard.press('Enter');
      await ribbon.getByText(/40 % probable, drew 0\.93/).waitFor();
      await ribbon.getByRole('button', { name: '06:00 Morning standup, took place' }).press('Enter');
      await ribbon.getByRole('link', { name: 'today’s three priorities' }).press('Enter');
      await page.getByRole('heading', { level: 1, name: 'today’s three priorities' }).waitFor();
    });
  });
  test('a past day is a step back, and its address can be kept', async () => {
    await open('/talks', async (page) => {
      await page.getByRole('button', { name: 'The day before' }).press('Enter');
      await page.waitForURL(/day=\d{4}-\d\d-\d\d/);
      await page.getByText('No plan was drawn on this day').waitFor();
    });
  });
  test('are started by keyboard, with people who fit the format', async () => {
    await open('/talks', async (page) => {
      await page.getByRole('button', { name: 'Start a conversation' }).press('Enter');
      await page.getByRole('region', { name: 'Start a conversation' }).getByRole('combobox', { name: 'Format' }).selectOption('debate');
      await page.getByLabel('Topic').fill('is one good issue a week enough');
      for (const name of ['Boss', 'Analyst', 'Hustler', 'Writer']) await page.getByRole('checkbox', { name }).press('Space');
      await page.getByText('A debate takes 2 to 3; 4 chosen.').waitFor();
      for (const name of ['Hustler', 'Writer']) await page.getByRole('checkbox', { name }).press('Space');
      await page.getByLabel('Topic').press('Enter');
      await page.waitForURL(/\/talks\/[0-9a-f-]{36}$/);
      await page.getByRole('heading', { level: 1, name: 'is one good issue a week enough' }).waitFor();
      const [talk] = await rows.world.db.sql`select format, participants, source from ops_roundtable_queue where topic like 'is one good%'`;
      expect(talk).toEqual({ format: 'debate', participants: ['opus', 'brain'], source: 'person' });
    });
  });
  test('are joined by a person, who asks the room', async () => {
    await open('/talks', async (page) => {
      await page.getByLabel('Say something').fill('What would you each change?');
      await page.keyboard.press('Enter');
      await page.getByText('Asked. Everybody at the table answers.').waitFor();
      await page.getByRole('log').getByText('What would you each change?').waitFor();
      await page.getByText('Still to answer: Boss, Wildcard').waitFor();
      const [turn] = await rows.world.db
        .sql`select by_person, speaker from ops_roundtable_turns where dialogue = 'What would you each change?'`;
      expect(turn).toEqual({ by_person: true, speaker: 'dashboard' });
    });
  });
});

test('a person ends a running conversation, and the page follows without reloading', async () => {
  const { world } = rows;
  const id = world.ids.next();
  const now = world.clock.now();
  await world.db.sql`
    insert into ops_roundtable_queue (id, format, topic, participants, status, source, planned_turns, created_at, started_at)
    values (${id}, 'check_in', 'what is stuck', ${['opus', 'growth']}, 'running', 'person', 6, ${now}, ${now})`;
  await open(`/talks/${id}`, async (page) => {
    await page.getByText('End this conversation…').press('Enter');
    await page.getByLabel('Why is it ended?').fill('lunch');
    await page.keyboard.press('Enter');
    await page.getByText('◑ being distilled').waitFor();
    await page.getByText('It ended: ended by dashboard: lunch.').waitFor();
  });
});

describe('one conversation', () => {
  test('says on request why this one spoke, and leads to what stood in the prompt', async () => {
    await open(`/talks/${rows.ids.done}`, async (page) => {
      const turn = page.locator('#turn-3');
      await turn.getByText(/^Why Wildcard\?/).press('Enter');
      await turn.getByText(/1\.0 \+ 0\.6 × affinity/).waitFor();
      await expect.poll(() => turn.getByRole('row').count()).toBe(6);
      await turn.getByRole('link', { name: /Posts that admit a failure/ }).press('Enter');
      await page.waitForURL(/\/agents\/twitter-alt/);
      await page.locator(`#memory-${rows.ids.lesson}[data-target="true"]`).waitFor();
    });
  });
  test('shows what was distilled, each with its result, and what was clamped', async () => {
    await open(`/talks/${rows.ids.done}`, async (page) => {
      const left = page.getByRole('region', { name: 'What it left behind' });
      await expect
        .poll(() => left.getByRole('link', { name: 'Check both drafts for numbers' }).getAttribute('href'))
        .toMatch(/^\/missions\//);
      await expect
        .poll(() => left.getByRole('link', { name: 'Boss and Wildcard' }).getAttribute('href'))
        .toBe('/agents?pair=opus.twitter-alt');
      await left.getByText('memory 7 dropped: at most 6 a conversation').waitFor();
      await page.getByText('Without it: “what is done, what is next”').waitFor();
    });
  });
  test('that does not exist says so', async () => {
    const page = await browser.newPage();
    expect((await page.goto(`${app.url}/talks/nonsense`))?.status()).toBe(404);
    await page.close();
  });
});

describe('agents', () => {
  test('a pair’s history opens from the matrix', async () => {
    await open('/agents', async (page) => {
      await expect.poll(() => page.getByRole('table').getByRole('row').count()).toBe(7);
      await page.getByRole('button', { name: 'Boss and Wildcard: 0.28, tense' }).press('Enter');
      const history = page.getByRole('region', { name: 'History of a pair' });
      await history.getByText('argued about the headline').waitFor();
      await history.getByText(/Boss and rebel/).waitFor();
      await expect
        .poll(() => history.getByRole('link', { name: 'today’s three priorities' }).getAttribute('href'))
        .toBe(`/talks/${rows.ids.done}`);
      await page.getByRole('button', { name: 'Graph' }).press('Enter');
      await page.getByRole('group', { name: 'Relationships as a graph' }).getByRole('link', { name: 'Wildcard' }).press('Enter');
      await page.getByRole('heading', { level: 1, name: 'Wildcard' }).waitFor();
    });
  });
  test('the tabs follow the arrows; the voice shows its rule and its prompt', async () => {
    await open('/agents/twitter-alt', async (page) => {
      await page.getByRole('tab', { name: 'Memory' }).press('ArrowRight');
      await page.keyboard.press('ArrowRight');
      const panel = page.getByRole('tabpanel', { name: 'Voice' });
      await panel.getByText('“Reference what works in engagement when relevant”').waitFor();
      await expect.poll(() => panel.getByRole('region', { name: 'Prompt preview' }).innerText()).toContain('Personality evolution:');
      expect(page.url()).toContain('tab=voice');
      await page.keyboard.press('End');
      await page.getByRole('tabpanel', { name: 'Cost' }).getByText('No model calls yet.').waitFor();
    });
  });
  test('a memory is pinned, and another marked wrong with the reason', async () => {
    await open('/agents/opus', async (page) => {
      await page.getByRole('button', { name: /^Pin: Lead with what failed/ }).press('Enter');
      await page.getByRole('button', { name: /^Unpin: Lead with what failed/ }).waitFor();
      const wrong = page.locator(`#memory-${rows.ids.wrong}`);
      expect(await wrong.innerText()).toContain(HOSTILE);
      await wrong.getByRole('button', { name: /^Mark wrong/ }).press('Enter');
      await page.keyboard.type('It is no insight at all');
      await page.keyboard.press('Enter');
      await wrong.waitFor({ state: 'detached' });
      await page.getByRole('button', { name: /^Retired 1/ }).press('Enter');
      await page.getByText(/Retired by dashboard.*wrong: It is no insight at all/).waitFor();
      const [memory] = await rows.world.db.sql`select retired_by, retired_reason from ops_agent_memory where id = ${rows.ids.wrong}`;
      expect(memory).toEqual({ retired_by: 'dashboard', retired_reason: 'wrong: It is no insight at all' });
    });
  });
  test('the chain of what replaced what is followed by link', async () => {
    await open(`/agents/opus#memory-${rows.ids.old}`, async (page) => {
      await page
        .locator(`#memory-${rows.ids.old}[data-target="true"]`)
        .getByText(/the numbers say the opposite/)
        .waitFor();
      await page.getByRole('link', { name: /^“Lead with what failed/ }).press('Enter');
      await page.locator(`#memory-${rows.ids.strategy}[data-target="true"]`).waitFor();
    });
  });
});

test('“Does it pay?” claims no more than its numbers', async () => {
  await open('/pays', async (page) => {
    const topics = page.getByRole('region', { name: 'Topics chosen by a memory', exact: true });
    await topics.getByText(/12 with memory and 11 held out, but too few/).waitFor();
    await expect.poll(() => topics.getByRole('row', { name: /a memory chose/ }).innerText()).toMatch(/8\.0 %/);
    await page.getByText(/Too few to compare: 1 with affinity, 0 held out/).waitFor();
    await page.getByRole('link', { name: '7 days' }).press('Enter');
    await page.waitForURL(/days=7/);
  });
});

const PAGES = () => [
  '/talks',
  `/talks/${rows.ids.done}`,
  '/agents?pair=opus.twitter-alt',
  '/agents/opus',
  '/agents/twitter-alt?tab=voice',
  '/pays',
];
const TABS = ['relationships', 'work', 'cost'].map((tab) => `/agents/opus?tab=${tab}`);

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  test('nothing offends axe', async () => {
    for (const path of [...PAGES(), ...TABS]) {
      await open(
        path,
        async (page) => {
          const { violations } = await new AxeBuilder({ page }).analyze();
          expect(violations.map(({ id, nodes }) => `${path} ${id}: ${nodes[0]?.html.slice(0, 200)}`)).toEqual([]);
        },
        { colorScheme, reducedMotion: 'reduce' },
      );
    }
  });
});

test('on a phone of 360 pixels nothing scrolls sideways, and every target fits a thumb', async () => {
  for (const path of [...PAGES(), ...TABS]) {
    await open(
      path,
      async (page) => {
        expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(360);
        const small = await page
          .locator('#main')
          .evaluate((main) =>
            [...main.querySelectorAll('button, select, input:not([type="checkbox"]), summary')]
              .filter((element) => element.getBoundingClientRect().width > 0 && element.getBoundingClientRect().height < 43.5)
              .map((element) => `${element.tagName} ${element.textContent?.slice(0, 40)}`),
          );
        expect(small, path).toEqual([]);
      },
      { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true },
    );
  }
});

test('where nobody talks, the next slot and a standup by one key', async () => {
  await rows.world.db.sql`update ops_roundtable_queue set status = 'completed' where status in ('running', 'pending', 'distilling')`;
  await open('/talks', async (page) => {
    const live = page.getByRole('region', { name: 'Live conversation' });
    await live.getByText(/Next slot: .* at \d\d:\d\d UTC|No slot of today is left/).waitFor();
    await live.getByRole('button', { name: 'Start a standup now' }).press('Enter');
    await page.waitForURL(/\/talks\/[0-9a-f-]{36}$/);
    await page.getByText('They are on their way to the table').waitFor();
  });
});

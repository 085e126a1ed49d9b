/** Missions over HTTP: the views the pages read, and what a person may do with a mission. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadCompany } from '../company/index.ts';
import { BadInputError } from '../src/core/errors.ts';
import { propose } from '../src/core/proposals/propose.ts';
import { seed } from '../src/core/seed.ts';
import { caller, errorOf } from './api-call.ts';
import { type AppServer, startApp } from './app-server.ts';
import { workAll } from './turn.ts';
import { type TestWorld, testWorld } from './world.ts';

const NOBODY = '0190a000-0000-7000-8000-000000000000';

let world: TestWorld;
let app: AppServer;
let failed: string;

beforeAll(async () => {
  const web = {
    read: async () => {
      throw new BadInputError('the page is gone');
    },
  };
  world = await testWorld({ company: loadCompany(), clock: 'live', web });
  await seed(world);
  failed = await ask('Read a lost page');
  await workAll(world);
  app = await startApp({ DATABASE_URL: world.url });
});
afterAll(async () => {
  await app?.stop();
  await world?.close();
});

const { call, get, post } = caller(() => app.url);

async function ask(title: string): Promise<string> {
  const steps = [{ kind: 'crawl', payload: { url: 'https://example.com/a' } }];
  const proposed = await propose(world, { agentId: 'brain', title, steps, source: 'api', cause: { kind: 'person', id: 'ada' } });
  return proposed.mission_id as string;
}

describe('what a person does with a mission', () => {
  test('cancelling needs a reason, works once, and says what stands in the way', async () => {
    const id = await ask('Never mind');
    const path = `/api/ops/missions/${id}/cancel`;
    for (const body of [{}, { reason: '' }, { reason: '   ' }, { reason: 'x', more: 1 }]) expect((await post(path, body)).status).toBe(400);
    expect((await post(path, { reason: 'changed my mind' })).body).toEqual({ id, status: 'cancelled', steps_cancelled: 1 });
    const again = await post(path, { reason: 'again' });
    expect(again.status).toBe(409);
    expect(errorOf(again).message).toContain('cancelled');
  });
  test('retrying is for what failed', async () => {
    const running = await ask('Not yet');
    expect((await post(`/api/ops/missions/${running}/retry`, { reason: 'sooner' })).status).toBe(409);
    expect((await post(`/api/ops/missions/${failed}/retry`, {})).status).toBe(400);
    expect((await post(`/api/ops/missions/${failed}/retry`, { reason: 'it is back' })).body).toMatchObject({
      status: 'running',
      steps_queued: 1,
    });
    const [told] = await world.db.sql`select metadata from ops_agent_events where kind = 'step_retried' and mission_id = ${failed}`;
    expect(told?.metadata).toMatchObject({ by: 'api', reason: 'it is back' });
  });
  test('what does not exist is 404, and another site’s page may not ask', async () => {
    for (const verb of ['cancel', 'retry']) {
      for (const id of [NOBODY, 'nonsense', "'"]) expect((await post(`/api/ops/missions/${id}/${verb}`, { reason: 'x' })).status).toBe(404);
      const foreign = await call('POST', `/api/ops/missions/${failed}/${verb}`, {
        body: { reason: 'x' },
        headers: { origin: 'https://evil.example' },
      });
      expect(foreign.status).toBe(403);
    }
  });
});

describe('the views', () => {
  test('missions by status, agent, origin and words; nonsense in the address is left out', async () => {
    const list = async (query: string) =>
      (await get(`/api/ops/views/missions${query}`)).body as { missions: { title: string }[]; counts: object };
    expect((await list('?q=lost')).missions.map(({ title }) => title)).toEqual(['Read a lost page']);
    expect((await list('?status=cancelled')).missions.map(({ title }) => title)).toEqual(['Never mind']);
    expect((await list('?status=sleeping&before=x&origin=moon')).missions.length).toBe(3);
    expect((await list('?q=%00')).missions.length).toBe(3);
    expect((await list('?agent=nobody')).missions).toEqual([]);
  });
  test('playback, why and a day answer, and are 404 for what is not', async () => {
    const film = (await get(`/api/ops/views/missions/${failed}`)).body as { beats: { id: string; at: string }[] };
    expect(film.beats.length).toBeGreaterThan(4);
    expect((await get(`/api/ops/views/why/${film.beats.at(-1)?.id}`)).body).toMatchObject({ asked: { kind: 'event' } });
    const day = film.beats[0]?.at.slice(0, 10);
    const { body } = await get(`/api/ops/views/film/${day}`);
    expect(body).toMatchObject({ day, today: true, total: expect.any(Number) });
    const chunk = (await get(`/api/ops/views/film/${day}?from=start`)).body as { beats: object[]; next: null };
    expect(chunk.beats).toHaveLength(Number(body.total));
    for (const path of [`missions/${NOBODY}`, 'missions/x', `why/${NOBODY}`, 'why/x', 'film/2026-02-30', 'film/today'])
      expect((await get(`/api/ops/views/${path}`)).status, path).toBe(404);
  });
});

/** The views of conversations, agents and "Does it pay?" over real HTTP: what they answer, whom they refuse, and that the actions behind their buttons work. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { caller, errorOf } from './api-call.ts';
import { type AppServer, startApp } from './app-server.ts';
import { type PeopleRows, peopleWorld } from './people-rows.ts';

let rows: PeopleRows;
let app: AppServer;
const { get, post } = caller(() => app.url);

beforeAll(async () => {
  rows = await peopleWorld();
  app = await startApp({ DATABASE_URL: rows.world.url });
});
afterAll(async () => {
  await app?.stop();
  await rows?.world.close();
});

describe('views', () => {
  test('answer what their pages show', async () => {
    const talks = (await get('/api/ops/views/talks')).body;
    expect(talks).toMatchObject({ slots: { length: 24 }, formats: { length: 16 }, live: { id: rows.ids.live }, policy: { enabled: true } });
    expect((await get('/api/ops/views/talks?day=2020-01-01')).body).toMatchObject({ day: '2020-01-01', slots: [] });
    expect((await get(`/api/ops/views/talks/${rows.ids.done}`)).body).toMatchObject({
      talk: { turns: { length: 6 } },
      agents: { length: 6 },
    });
    expect((await get('/api/ops/views/agents')).body).toMatchObject({ agents: { length: 6 }, pairs: { length: 15 } });
    expect((await get('/api/ops/views/agents/brain')).body).toMatchObject({ agent: { id: 'brain' }, pairs: { length: 5 } });
    expect((await get('/api/ops/views/pays?days=7')).body).toMatchObject({ days: 7, kinds: { length: 3 } });
  });
  test('say when there is no such thing', async () => {
    for (const path of ['talks/1', `talks/${rows.ids.lesson}`, 'agents/nobody', 'agents/toString']) {
      const answer = await get(`/api/ops/views/${path}`);
      expect(answer.status, path).toBe(404);
      expect(errorOf(answer)).toMatchObject({ field: 'id' });
    }
  });
  test('are for those who may read, and are never kept', async () => {
    for (const path of ['talks', 'agents', 'pays', 'agents/opus', `talks/${rows.ids.done}`]) {
      expect((await get(`/api/ops/views/${path}`, { 'x-forwarded-host': 'evil.example' })).status, path).toBe(421);
      expect((await get(`/api/ops/views/${path}`)).headers.get('cache-control')).toBe('no-store');
    }
  });
});

describe('the actions behind the buttons', () => {
  test('a conversation called now stands in the view at once', async () => {
    const { status, body } = await post('/api/ops/conversations', { format: 'debate', topic: 'is it worth it' });
    expect(status).toBe(201);
    const view = (await get('/api/ops/views/talks')).body as { talks: { id: string; status: string }[] };
    expect(view.talks.find((talk) => talk.id === body.id)).toMatchObject({ status: 'pending' });
  });
  test('what a person says is a turn of the running one', async () => {
    expect((await post(`/api/ops/conversations/${rows.ids.live}/say`, { text: 'And why?', ask: true })).status).toBe(201);
    const { talk } = (await get(`/api/ops/views/talks/${rows.ids.live}`)).body as { talk: { turns: object[]; awaiting: string[] } };
    expect(talk.turns.at(-1)).toMatchObject({ by_person: true, text: 'And why?' });
    expect(talk.awaiting).toEqual(['opus', 'twitter-alt']);
  });
  test('a memory marked wrong is retired with its reason, and what it earned is gone', async () => {
    const voice = async () =>
      ((await get('/api/ops/views/agents/twitter-alt')).body as { voice: { active: object[] } }).voice.active.length;
    expect(await voice()).toBe(1);
    const wanting = await post(`/api/ops/memories/${rows.ids.lesson}`, { action: 'forget', reason: '' });
    expect(errorOf(wanting)).toMatchObject({ field: 'reason' });
    for (const { id } of await rows.world.db.sql<
      { id: string }[]
    >`select id from ops_agent_memory where agent_id = 'twitter-alt' order by id limit 3`)
      expect((await post(`/api/ops/memories/${id}`, { action: 'wrong', reason: 'not so' })).status).toBe(200);
    expect(await voice()).toBe(0);
  });
});

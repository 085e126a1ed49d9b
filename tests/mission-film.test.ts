/** What the missions page, a mission's playback, a day's film and the tree of causes read, on a real database. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cancelMission } from '../src/core/missions/cancel.ts';
import { retryMission } from '../src/core/missions/retry.ts';
import { decidePending } from '../src/core/proposals/decide-pending.ts';
import { propose } from '../src/core/proposals/propose.ts';
import { seed } from '../src/core/seed.ts';
import { dayChunk, dayView, parseDay, timeOfEvent } from '../src/read/day-film.ts';
import { missionFilm } from '../src/read/mission-film.ts';
import { MISSIONS_PER_PAGE, type MissionFilter, missionList } from '../src/read/mission-list.ts';
import { whyView } from '../src/read/why-tree.ts';
import { smallCompany } from './small-company.ts';
import { workAll } from './turn.ts';
import { type TestWorld, testWorld } from './world.ts';

let world: TestWorld;
let done: string;
let failed: string;
let ended: string;

beforeAll(async () => {
  world = await testWorld({ company: smallCompany() });
  await seed(world);
  done = await ask('Say hello', ['hello', 'again']);
  await workAll(world);
  world.clock.advance(60_000);
  failed = await ask('Talk to 100% of the wall', ['bad', 'never']);
  await workAll(world);
  world.clock.advance(3_600_000);
  await retryMission(world, { id: failed, by: 'ada', reason: 'the wall was repaired' });
  await workAll(world);
  ended = await ask('Changed my mind', ['later'], 'trigger');
  await cancelMission(world, { id: ended, by: 'ada', reason: 'not needed' });
  const [step] = await world.db.sql`select id from ops_mission_steps where mission_id = ${done} and position = 1`;
  await world.db.sql`
    insert into ops_agent_memory (agent_id, type, content, cause_kind, cause_id, created_at)
    values ('brain', 'lesson', 'Walls answer politely', 'step', ${step?.id}, ${world.clock.now()})`;
  await world.db.sql`
    insert into ops_llm_calls (purpose, provider, model, agent_id, cause_kind, cause_id, mission_id, status, cost_usd, created_at)
    values ('echo', 'offline', 'none', 'brain', 'step', ${step?.id}, ${done}, 'succeeded', 0.25, ${world.clock.now()})`;
});
afterAll(() => world.close());

async function ask(title: string, texts: string[], source: 'api' | 'trigger' = 'api', agentId = 'brain'): Promise<string> {
  const steps = texts.map((text) => ({ kind: 'echo', payload: { text } }));
  const proposed = await propose(world, { agentId, title, steps, source, cause: { kind: 'person', id: 'ada' } });
  return proposed.mission_id as string;
}

const all: MissionFilter = { status: null, agent: null, origin: null, text: '', before: null };

describe('the missions page', () => {
  test('counts by status what the other filters leave, and shows one status at a time', async () => {
    const view = await missionList(world, all);
    expect(view.counts).toEqual({ approved: 0, running: 0, succeeded: 1, failed: 1, cancelled: 1 });
    expect(view.missions.map((mission) => mission.id)).toEqual([ended, failed, done]);
    const one = await missionList(world, { ...all, status: 'failed' });
    expect(one.missions.map((mission) => mission.id)).toEqual([failed]);
    expect(one.counts).toEqual(view.counts);
    expect((await missionList(world, { ...all, origin: 'trigger' })).counts).toMatchObject({ cancelled: 1, failed: 0 });
    expect((await missionList(world, { ...all, agent: 'opus' })).missions).toEqual([]);
  });
  test('finds words in titles and reasons, and takes no character for a wildcard', async () => {
    const found = async (text: string) => (await missionList(world, { ...all, text })).missions.map((mission) => mission.id);
    expect(await found('100%')).toEqual([failed]);
    expect(await found('NOT ECHO')).toEqual([failed]);
    expect(await found('%')).toEqual([failed]);
    expect(await found('_')).toEqual([]);
  });
  test('says what a mission cost', async () => {
    const costs = new Map((await missionList(world, all)).missions.map(({ id, cost_usd }) => [id, cost_usd]));
    expect(costs.get(done)).toBe(0.25);
    expect(costs.get(failed)).toBe(0);
  });
  test('goes page by page without a gap, also where many began at one moment', async () => {
    const other = await testWorld({ company: smallCompany() });
    await other.db.sql`
      with asked as (insert into ops_mission_proposals (agent_id, title, status, source, cause_kind, created_at)
        select 'brain', 'Mission ' || n, 'accepted', 'api', 'person', '2026-03-02T09:00:00Z' from generate_series(1, 120) n returning id, title)
      insert into ops_missions (proposal_id, title, created_by, created_at) select id, title, 'brain', '2026-03-02T09:00:00Z' from asked`;
    const seen: string[] = [];
    for (let before: string | null = null, page = 0; page < 5; page++) {
      const view = await missionList(other, { ...all, before });
      expect(view.missions.length).toBeLessThanOrEqual(MISSIONS_PER_PAGE);
      seen.push(...view.missions.map((mission) => mission.id));
      before = view.next;
      if (!before) break;
    }
    await other.close();
    expect(new Set(seen).size).toBe(120);
    expect(seen).toHaveLength(120);
  });
});

describe('playback', () => {
  test('tells a mission from the proposal to its end, each moment a sentence', async () => {
    const film = await missionFilm(world, done);
    expect(film?.beats.map((beat) => beat.sentence)).toEqual([
      'Analyst proposes “Say hello”: Echo, then Echo',
      'Analyst’s proposal “Say hello” is accepted and becomes a mission',
      'Analyst starts “Echo”',
      'Analyst finishes “Echo”: echoed hello',
      'Analyst starts “Echo”',
      'Analyst finishes “Echo”: echoed again',
      'The mission “Say hello” is done',
      'Analyst remembers: Walls answer politely',
    ]);
    expect(film?.beats.map((beat) => beat.mark)).toEqual([null, 'gate', null, null, null, null, 'done', 'memory']);
    expect(film?.mission).toMatchObject({ status: 'succeeded', cost_usd: 0.25, verdict: expect.stringContaining('all 2 steps') });
  });
  test('tells a failure, the person who sent it back, and the second failure; lanes show each attempt and the pause between', async () => {
    const film = await missionFilm(world, failed);
    const sentences = film?.beats.map((beat) => beat.sentence) ?? [];
    expect(sentences).toContain('“Echo” is sent back to work by ada: the wall was repaired');
    expect(sentences.filter((sentence) => sentence.includes('fails for good'))).toHaveLength(2);
    expect(film?.mission.verdict).toMatch(/^Failed after .* at step 1 of 2, Echo: the wall does not echo/);
    const [first, second] = film?.steps ?? [];
    expect(first?.spans.filter(({ state }) => state === 'failed')).toHaveLength(2);
    const [one, two] = first?.spans.filter(({ state }) => state === 'failed') ?? [];
    expect(Date.parse(two?.from as string) - Date.parse(one?.to as string)).toBeGreaterThanOrEqual(3_600_000);
    expect(second?.spans.filter(({ state }) => state !== 'queued')).toEqual([]);
  });
  test('tells who cancelled a mission and why', async () => {
    const film = await missionFilm(world, ended);
    expect(film?.beats.at(-1)).toMatchObject({
      kind: 'mission_cancelled',
      sentence: expect.stringContaining('cancelled by ada: not needed'),
    });
  });
  test('tells the conversation a mission came out of, and the person who let it through', async () => {
    const talk = '019a0000-0000-7000-8000-000000000001';
    await world.db.sql`
      insert into ops_roundtable_queue (id, format, topic, participants, status, planned_turns, cause_kind, cause_id, created_at)
      values (${talk}, 'standup', 'walls', array['brain', 'opus'], 'completed', 2, 'person', 'ada', ${world.clock.now()})`;
    await world.db.sql`
      insert into ops_agent_events (agent_id, kind, title, summary, metadata, cause_kind, cause_id, created_at)
      values ('opus', 'conversation_turn', 'Standup: walls', 'Ask the wall.', '{}', 'conversation', ${talk}, ${world.clock.now()})`;
    world.clock.advance(1000);
    const cause = { kind: 'conversation', id: talk } as const;
    const steps = [{ kind: 'deploy', payload: { text: 'walls' } }];
    const held = await propose(world, { agentId: 'brain', title: 'Ship the wall', steps, source: 'action_item', cause });
    world.clock.advance(1000);
    const { mission_id } = await decidePending(world, { id: held.id, decision: 'accept', by: 'ada', reason: '' });
    const film = await missionFilm(world, mission_id as string);
    expect(film?.beats.map((beat) => [beat.sentence, beat.mark])).toEqual([
      ['Boss: “Ask the wall.”', 'talk'],
      ['Analyst proposes “Ship the wall”: Deploy', null],
      ['Analyst’s proposal “Ship the wall” waits for a person: deploy always waits for a person', 'approval'],
      ['ada approves “Ship the wall”, and it becomes a mission', 'approval'],
    ]);
    expect(film?.mission.verdict).toMatch(/^Waits for a worker/);
  });
  test('moments never run backwards', async () => {
    for (const id of [done, failed, ended]) {
      const times = (await missionFilm(world, id))?.beats.map((beat) => beat.at) ?? [];
      expect(times).toEqual([...times].sort());
    }
  });
  test('there is none of what does not exist', async () => {
    expect(await missionFilm(world, '019a0000-0000-7000-8000-000000000099')).toBeNull();
    expect(await missionFilm(world, "'; drop table ops_missions")).toBeNull();
  });
});

describe('a day as a film', () => {
  const day = new Date('2026-03-02T00:00:00Z');
  test('knows its events, its pulse and the days there are', async () => {
    const [view, { beats, next }] = await Promise.all([dayView(world, day), dayChunk(world, day, null)]);
    expect(view).toMatchObject({ day: '2026-03-02', today: true, days: ['2026-03-02'], total: beats.length });
    expect(view.pulse).toHaveLength(144);
    expect(view.pulse[54]).toBeGreaterThan(0);
    expect(next).toBeNull();
    expect(await timeOfEvent(world.db.sql, beats[0]?.id as string)).toEqual(new Date(beats[0]?.at as string));
  });
  test('a busy day comes in pieces, each event once, and a quiet one is empty', async () => {
    const other = await testWorld({ company: smallCompany() });
    await other.db.sql`
      insert into ops_agent_events (agent_id, kind, title, created_at)
      select 'brain', 'trigger_fired', 'n' || n, '2026-02-27T08:00:00Z'::timestamptz + make_interval(secs => n / 3) from generate_series(1, 1203) n`;
    const busy = new Date('2026-02-27T00:00:00Z');
    const seen: string[] = [];
    for (let from: string | null = null, piece = 0; piece < 5; piece++) {
      const chunk = await dayChunk(other, busy, from);
      seen.push(...chunk.beats.map((beat) => beat.event?.title ?? ''));
      from = chunk.next;
      if (!from) break;
    }
    expect(seen).toEqual(Array.from({ length: 1203 }, (_, n) => `n${n + 1}`));
    expect(await dayView(other, busy)).toMatchObject({ total: 1203, today: false, days: ['2026-02-27'] });
    expect((await dayChunk(other, new Date('2026-02-28T00:00:00Z'), null)).beats).toEqual([]);
    await other.close();
  });
  test('what is no day is none', () => {
    for (const text of ['2026-02-30', 'today', '2026-2-3', '']) expect(parseDay(text)).toBeNull();
    expect(parseDay('2028-02-29')).toEqual(new Date('2028-02-29T00:00:00Z'));
  });
});

describe('why, as a tree', () => {
  test('leads from the person to the row and on to what came of it, with the page of each', async () => {
    const view = await whyView(world, done);
    expect(view?.causes.map((node) => node.sentence)).toEqual(['ada asked for it', 'Analyst proposes “Say hello”']);
    expect(view?.asked).toMatchObject({ kind: 'mission', href: `/missions/${done}` });
    const [step] = view?.consequences.filter((branch) => branch.kind === 'step') ?? [];
    expect(step).toMatchObject({ sentence: 'Analyst works on “Echo”', href: `/missions/${done}` });
    expect(step?.children.map((child) => child.sentence)).toContain('Analyst finishes “Echo”: echoed hello');
    const [event] = step?.children.filter((child) => child.kind === 'event') ?? [];
    expect(event?.href).toBe(`/missions/${done}?t=${event?.id}`);
    const lesson = view?.consequences.flatMap((branch) => branch.children).find((node) => node.kind === 'memory');
    expect(lesson).toMatchObject({ sentence: 'Analyst remembers: Walls answer politely', href: '/agents/brain' });
  });
  test('nothing is the reason of what does not exist', async () => {
    expect(await whyView(world, '019a0000-0000-7000-8000-000000000099')).toBeNull();
  });
});

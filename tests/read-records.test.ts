/** The read models of library, outbox, runs and costs on a real database. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadCompany } from '../company/index.ts';
import { heartbeat } from '../src/core/heartbeat.ts';
import { seed } from '../src/core/seed.ts';
import { readArtifact } from '../src/read/artifacts.ts';
import { costsView } from '../src/read/costs.ts';
import { type LibraryFilter, libraryView } from '../src/read/library.ts';
import { artifactView, fileName, markdownFile } from '../src/read/library-artifact.ts';
import { outboxView } from '../src/read/outbox.ts';
import { runsView, tickDetail } from '../src/read/runs.ts';
import { makeArtifact, makeCall, makeMission, makePost } from './record-rows.ts';
import { type TestWorld, testWorld } from './world.ts';

const NOTHING: LibraryFilter = { kind: '', agent: '', q: '', before: '' };

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld({
    company: loadCompany(),
    now: new Date('2026-03-15T09:00:00Z'),
    model: { price: (choice) => (choice.model === 'mystery' ? null : 0.01) },
  });
  await seed(world);
});
afterAll(() => world.close());

describe('the library', () => {
  test('pages without missing or repeating a text, though many share one moment', async () => {
    for (let number = 0; number < 95; number++) await makeArtifact(world, { title: `Piece ${number}` });
    const seen: string[] = [];
    let before = '';
    for (let pages = 0; pages < 5; pages++) {
      const view = await libraryView(world, { ...NOTHING, before });
      seen.push(...view.artifacts.map((artifact) => artifact.id));
      if (!view.next) break;
      before = view.next;
    }
    expect(seen).toHaveLength(95);
    expect(new Set(seen).size).toBe(95);
  });

  test('finds words in titles and texts, by kind and by agent, and counts the kinds that are left', async () => {
    await makeArtifact(world, { kind: 'review', agent: 'observer', title: 'On herons', body: '# On herons\n\nThe **heronry** grows.' });
    const found = await libraryView(world, { ...NOTHING, q: 'heron' });
    expect(found.artifacts).toMatchObject([{ title: 'On herons', kind: 'review', excerpt: 'The heronry grows.' }]);
    expect(found.kinds).toEqual([{ kind: 'review', count: 1 }]);
    expect((await libraryView(world, { ...NOTHING, q: 'heron', agent: 'brain' })).artifacts).toEqual([]);
    expect((await libraryView(world, { ...NOTHING, q: "'; drop table ops_artifacts; --" })).artifacts).toEqual([]);
    expect((await libraryView(world, { ...NOTHING, before: 'nonsense' })).artifacts).toHaveLength(40);
  });

  test('a text tells what it rests on, where it was made and what came of it', async () => {
    const { missionId, stepId } = await makeMission(world, { title: 'Write about cost', kind: 'draft_tweet' });
    const id = await makeArtifact(world, {
      kind: 'tweet_draft',
      title: 'Cost: “what it takes”',
      missionId,
      stepId,
      url: 'https://example.com/page',
      sources: [
        { url: 'https://example.com/page', title: 'Named better' },
        { url: '/sample-newsroom/invoice-agent', title: '' },
      ],
    });
    await makePost(world, { draftId: id, status: 'would_post', text: 'It takes work' });
    await makeMission(world, { title: 'Post it', kind: 'post_tweet', payload: { draft_id: id } });
    const view = await artifactView(world, id);
    expect(view?.artifact.sources).toEqual([
      { url: 'https://example.com/page', title: 'Named better', host: 'example.com' },
      { url: '/sample-newsroom/invoice-agent', title: '/sample-newsroom/invoice-agent', host: 'sample newsroom' },
    ]);
    expect(view?.made_in).toMatchObject({ mission: 'Write about cost' });
    expect(view?.led_to.map((use) => use.kind).sort()).toEqual(['post', 'step']);
    expect(await artifactView(world, 'no id')).toBeNull();
    const row = await readArtifact(world.db.sql, id);
    expect(row && markdownFile(row, 'Writer')).toContain('## Sources\n\n- Named better: https://example.com/page');
    expect(fileName('Cost: “what it takes”/../é', id)).toBe(`cost-what-it-takese-${id.slice(-6)}.md`);
    expect(fileName('日本語', id)).toBe(`text-${id.slice(-6)}.md`);
  });
});

describe('the outbox', () => {
  test('shows each state with what a person can do about it, and the day’s money', async () => {
    const before = (await outboxView(world, { status: null, before: '' })).today;
    for (const status of ['ready', 'sending', 'unconfirmed', 'posted', 'refused'] as const) await makePost(world, { status, text: status });
    const view = await outboxView(world, { status: null, before: '' });
    const can = Object.fromEntries(view.posts.map((post) => [post.status, post.can]));
    expect(can).toEqual({
      ready: [],
      // It was marked as sending this moment: a worker may still be at it.
      sending: [],
      unconfirmed: ['mark_posted', 'give_up'],
      posted: [],
      refused: ['mark_posted'],
      would_post: ['mark_posted'],
    });
    expect(view.today.sent - before.sent).toBe(3);
    expect(view.today.spent_usd - before.spent_usd).toBeCloseTo(0.06);
    expect((await outboxView(world, { status: 'posted', before: '' })).posts).toHaveLength(1);
  });
});

describe('runs', () => {
  test('a company that never had a heartbeat says so', async () => {
    const view = await runsView(world);
    expect(view).toMatchObject({ ticks: [], newest: null });
    expect(view.checks.find((check) => check.name === 'heartbeat')?.ok).toBe(false);
  });

  test('a heartbeat opens to its jobs; workers show what they hold; tables have a size', async () => {
    await heartbeat(world, { source: 'cli' });
    const { stepId } = await makeMission(world, { title: 'Under way', kind: 'crawl' });
    const now = world.clock.now();
    await world.db.sql`update ops_mission_steps set status = 'running', reserved_by = 'w1#abc', started_at = ${now} where id = ${stepId}`;
    await world.db
      .sql`insert into ops_workers (worker_id, host, pid, kinds, running, started_at, seen_at) values ('w1', 'h', 1, ${['crawl']}, 1, ${now}, ${now})`;
    const view = await runsView(world);
    expect(view.ticks).toHaveLength(1);
    expect(view.newest?.jobs.map((job) => job.name)).toContain('triggers');
    expect(view.workers).toMatchObject([{ id: 'w1', state: 'alive', kinds: ['crawl'], claims: [{ step_id: stepId }] }]);
    expect(view.queues.find((queue) => queue.kind === 'crawl')).toMatchObject({ running: 1 });
    expect(view.database.tables.find((table) => table.name === 'ops_artifacts')?.bytes).toBeGreaterThan(0);
    expect(await tickDetail(world, 'last')).toBeNull();
    world.clock.advance(3 * 60_000);
    expect((await runsView(world)).workers[0]?.state).toBe('silent');
  });
});

describe('costs', () => {
  test('sums one ledger four ways; what has no price is marked, never free', async () => {
    const { missionId, stepId } = await makeMission(world, { title: 'Think hard', kind: 'analyze' });
    await makeCall(world, { model: 'claude-haiku-5-5', usd: 0.2, agent: 'brain', missionId, stepId });
    await makeCall(world, { model: 'mystery', usd: 0.5, agent: 'brain', estimated: true });
    await makeCall(world, { model: 'claude-haiku-5-5', usd: 0.3, agent: 'opus', at: new Date('2026-03-02T10:00:00Z') });
    const view = await costsView(world);
    expect(view.today).toMatchObject({ calls: 2, estimated: 1 });
    expect(view.today.usd).toBeCloseTo(0.7);
    expect(view.month.usd).toBeCloseTo(1);
    expect(view.month.projected_usd).toBeGreaterThan(1);
    for (const rows of Object.values(view.by)) expect(rows.reduce((sum, row) => sum + row.usd, 0)).toBeCloseTo(1);
    expect(view.by.model.find((row) => row.label === 'mystery')).toMatchObject({ priced: false, estimated: true });
    expect(view.by.step.map((row) => row.key).sort()).toEqual(['', 'analyze']);
    expect(view.days).toHaveLength(30);
    expect(view.days.at(-1)).toMatchObject({ day: '2026-03-15', calls: 2 });
    expect(view.dearest[0]).toMatchObject({ model: 'mystery', agent: 'Analyst', estimated: true });
    expect(view.missions).toMatchObject([{ id: missionId, title: 'Think hard', calls: 1, estimated: false }]);
    expect(view.prices.lines.every((line) => ['holds', 'replaced', 'future'].includes(line.state))).toBe(true);
  });
});

/** Chapter 1 as a story: a local site goes in, and with only heartbeats and workers running the company reads it, thinks, drafts, meets its quota, fails once and finds out why. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadCompany } from '../company/index.ts';
import { heartbeat } from '../src/core/heartbeat.ts';
import { readPolicies, setPolicy } from '../src/core/policy/policies.ts';
import { propose } from '../src/core/proposals/propose.ts';
import { seed } from '../src/core/seed.ts';
import { whyChain } from '../src/read/why.ts';
import { liveClock } from '../src/world/clock.ts';
import { liveModel } from '../src/world/live-model.ts';
import { liveWeb } from '../src/world/web/live.ts';
import { type Site, startSite } from './servers/site.ts';
import { workAll } from './turn.ts';
import { type TestWorld, testWorld } from './world.ts';

let site: Site;
let world: TestWorld;

beforeAll(async () => {
  site = await startSite();
  world = await testWorld({
    company: loadCompany(),
    seed: 'story',
    model: liveModel({ anthropic: {}, openai: {}, seed: 'story', now: () => world.clock.now() }),
    web: liveWeb({ allowHosts: [site.host], ownOrigin: null, clock: liveClock() }),
  });
  await seed(world);
  const set = async (key: string, change: object) => {
    const before = (await readPolicies(world))[key] as object;
    await setPolicy(world, { key, value: { ...before, ...change }, by: 'ada', reason: 'the story begins' });
  };
  await set('web_policy', { feeds: [{ url: `${site.url}/feed.xml`, title: 'Local news' }] });
  const { auto_approve } = await readPolicies(world);
  await set('auto_approve', { allowed_step_kinds: [...auto_approve.allowed_step_kinds, 'post_tweet'] });
  await set('x_daily_quota', { limit: 1 });
  for (let minute = 0; minute < 8 * 60; minute += 5) {
    await heartbeat(world, { source: 'scheduler' });
    await workAll(world);
    world.clock.advance(5 * 60_000);
  }
  const ask = { agentId: 'growth', title: 'Read the broken page', source: 'person', cause: { kind: 'person', id: 'ada' } } as const;
  await propose(world, { ...ask, steps: [{ kind: 'crawl', payload: { url: `${site.url}/broken` } }] });
  for (let minute = 0; minute < 30; minute += 5) {
    await workAll(world);
    await heartbeat(world, { source: 'scheduler' });
    world.clock.advance(5 * 60_000);
  }
  await workAll(world);
}, 120_000);

afterAll(async () => {
  await world.close();
  await site.close();
});

const rows = (query: string) => world.db.sql.unsafe(query);

describe('eight hours of a company that reads a local site', () => {
  test('the Hustler scanned the feed and its articles were read, each once', async () => {
    const articles = await rows("select url, title, body from ops_artifacts where kind = 'article' order by url");
    expect(articles.map((article) => article.url)).toEqual(['approvals', 'memory', 'queues'].map((slug) => `${site.url}/${slug}`));
    expect(articles.find((article) => article.url.endsWith('/queues'))?.body).toContain('412 orders');
    expect(articles.every((article) => !article.body.includes('<p>'))).toBe(true);
    const scans = await rows("select agent_id from ops_mission_steps where kind = 'scan_signals' and status = 'succeeded'");
    expect(scans.length).toBeGreaterThan(1);
    expect(scans[0]?.agent_id).toBe('growth');
  });

  test('the Analyst found something in them, with evidence that exists', async () => {
    const findings = await rows(
      "select agent_id, title, body, data, sources, untrusted from ops_artifacts where kind = 'finding' and sources <> '[]' order by created_at",
    );
    expect(findings.length).toBeGreaterThan(0);
    expect(findings[0]).toMatchObject({ agent_id: 'brain', untrusted: true });
    const addresses = findings.flatMap((finding) => finding.sources.map((source: { url: string }) => source.url));
    expect(addresses.some((url: string) => url.startsWith(site.url))).toBe(true);
  });

  test('the Wildcard drafted tweets that fit; one took the quota as would-post, and nothing was sent', async () => {
    const drafts = await rows("select agent_id, data from ops_artifacts where kind = 'tweet_draft'");
    expect(drafts.length).toBeGreaterThan(1);
    expect(drafts.every((draft) => [...draft.data.text].length <= 280)).toBe(true);
    expect(await rows('select status, count(*)::int as n from ops_outbox group by 1')).toEqual([{ status: 'would_post', n: 1 }]);
  });

  test('the next tweet was rejected at the door with the reason, and no step was queued for it', async () => {
    const rejected = await rows(
      "select p.reason, (select count(*)::int from ops_missions m where m.proposal_id = p.id) as missions from ops_mission_proposals p where status = 'rejected' and gate = 'x_daily_quota'",
    );
    expect(rejected.length).toBeGreaterThan(0);
    expect(rejected[0]).toEqual({ reason: expect.stringContaining('1 of 1'), missions: 0 });
    const told = await rows("select summary from ops_agent_events where kind = 'proposal_rejected' and 'gate:x_daily_quota' = any(tags)");
    expect(told.length).toBe(rejected.length);
  });

  test('every failed mission was diagnosed once, the broken page among them, with its cause', async () => {
    const failed = await rows("select id, title from ops_missions where status = 'failed'");
    const diagnoses = await rows(
      "select s.agent_id, s.status, s.payload ->> 'mission_id' as about, a.body from ops_mission_steps s left join ops_artifacts a on a.step_id = s.id where s.kind = 'diagnose'",
    );
    expect(diagnoses.map((diagnosis) => diagnosis.about).sort()).toEqual(failed.map((mission) => mission.id).sort());
    const broken = failed.find((mission) => mission.title === 'Read the broken page');
    expect(diagnoses.find((diagnosis) => diagnosis.about === broken?.id)).toMatchObject({
      agent_id: 'brain',
      status: 'succeeded',
      body: expect.stringMatching(/404|not found|gone/i),
    });
  });

  test('why, asked of the last event, goes back to the person who started the chain', async () => {
    const [last] = await rows(
      "select e.id from ops_agent_events e join ops_mission_steps s on s.mission_id = e.mission_id where s.kind = 'diagnose' order by e.seq desc limit 1",
    );
    const chain = (await whyChain(world.db.sql, last?.id)) ?? [];
    const kinds = chain.map((link) => link.kind);
    expect(kinds[0]).toBe('event');
    expect(kinds.at(-1)).toBe('person');
    for (const kind of ['mission', 'proposal', 'event']) expect(kinds).toContain(kind);
    expect(chain.map((link) => link.state)).toContain('mission_failed');
    expect(JSON.stringify(chain)).toContain('Read the broken page');
  });

  test('nothing is left half done: every ended mission has only ended steps, every event its cause, every rejection its reason', async () => {
    expect(
      await rows(
        "select 1 from ops_missions m join ops_mission_steps s on s.mission_id = m.id where m.status in ('succeeded', 'failed', 'cancelled') and s.status in ('queued', 'running')",
      ),
    ).toHaveLength(0);
    expect(await rows("select 1 from ops_mission_proposals where status = 'rejected' and coalesce(reason, '') = ''")).toHaveLength(0);
    expect(await rows("select 1 from ops_mission_steps where status = 'succeeded' and (result is null or result = '{}')")).toHaveLength(0);
    const orphans = `select e.kind, e.cause_kind from ops_agent_events e where not exists (select 1 from ops_mission_proposals p where p.id::text = e.cause_id)
      and not exists (select 1 from ops_missions m where m.id::text = e.cause_id) and not exists (select 1 from ops_mission_steps s where s.id::text = e.cause_id)
      and not exists (select 1 from ops_agent_events c where c.id::text = e.cause_id) and not exists (select 1 from ops_agent_memory r where r.id::text = e.cause_id)
      and not exists (select 1 from ops_roundtable_queue t where t.id::text = e.cause_id) and e.cause_kind not in ('person', 'schedule')`;
    expect(await rows(orphans)).toHaveLength(0);
  });
});

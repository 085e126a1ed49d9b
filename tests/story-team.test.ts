/** Chapters 2 to 6 as a story: the shipped company lives a week on the offline model and a local site, with readers who like some posts more than others. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadCompany } from '../company/index.ts';
import type { Weights } from '../src/core/conversations/conversation.ts';
import { heartbeat } from '../src/core/heartbeat.ts';
import { readPolicies, setPolicy } from '../src/core/policy/policies.ts';
import { seed } from '../src/core/seed.ts';
import { listRelationships } from '../src/read/relationships.ts';
import { whyChain } from '../src/read/why.ts';
import { liveClock } from '../src/world/clock.ts';
import { liveModel } from '../src/world/live-model.ts';
import { liveWeb } from '../src/world/web/live.ts';
import { type Site, startSite } from './servers/site.ts';
import { initiateAll, talkAll, workAll } from './turn.ts';
import { type TestWorld, testWorld } from './world.ts';

const DAYS = 7;
const STEP_MS = 30 * 60_000;

let site: Site;
let world: TestWorld;
const rows = (query: string) => world.db.sql.unsafe(query);

/** Readers: most posts do as usual, one in five flies, one in five falls. */
async function readersRead(): Promise<void> {
  for (const { draft_id } of await rows(
    "select draft_id from ops_outbox where status = 'would_post' and not exists (select 1 from ops_tweet_metrics m where m.draft_id = ops_outbox.draft_id)",
  )) {
    const luck = world.random.fork(`reader/${draft_id}`).next();
    const rate = luck < 0.2 ? 0.061 : luck < 0.4 ? 0.004 : 0.02;
    await world.db.sql`
      insert into ops_tweet_metrics (id, draft_id, post_id, impressions, engagements, engagement_rate, observed_at)
      values (${world.ids.next()}, ${draft_id}, ${draft_id}, 1000, ${Math.round(rate * 1000)}, ${rate}, ${world.clock.now()})`;
  }
}

beforeAll(async () => {
  site = await startSite();
  world = await testWorld({
    company: loadCompany(),
    seed: 'week',
    now: new Date('2026-03-02T00:00:00Z'),
    model: liveModel({ anthropic: {}, openai: {}, seed: 'week', now: () => world.clock.now() }),
    web: liveWeb({ allowHosts: [site.host], ownOrigin: null, clock: liveClock() }),
  });
  await seed(world);
  const set = async (key: string, change: object) => {
    const before = (await readPolicies(world))[key] as object;
    await setPolicy(world, { key, value: { ...before, ...change }, by: 'ada', reason: 'the week begins' });
  };
  await set('web_policy', { feeds: [{ url: `${site.url}/feed.xml`, title: 'Local news' }] });
  await set('auto_approve', { allowed_step_kinds: [...(await readPolicies(world)).auto_approve.allowed_step_kinds, 'post_tweet'] });
  await set('roundtable_policy', { max_daily_conversations: 24 });
  await set('initiative_policy', { enabled: true });
  await set('x_daily_quota', { limit: 20 });
  const end = world.clock.now().getTime() + DAYS * 86_400_000;
  while (world.clock.now().getTime() < end) {
    const began = world.clock.now().getTime();
    await heartbeat(world, { source: 'scheduler' });
    await initiateAll(world);
    await workAll(world);
    await readersRead();
    await talkAll(world, { withinMs: STEP_MS / 2 });
    world.clock.set(new Date(Math.max(world.clock.now().getTime(), began + STEP_MS)));
  }
}, 240_000);

afterAll(async () => {
  await world.close();
  await site.close();
});

describe('a week of conversations', () => {
  test('holds ten to fifteen a day, a standup every day, all of them distilled', async () => {
    const days = await rows(
      "select created_at::date::text as day, count(*)::int as n, count(*) filter (where format = 'standup' and status = 'completed')::int as standups from ops_roundtable_queue where source = 'schedule' group by 1 order by 1",
    );
    expect(days).toHaveLength(DAYS);
    const mean = days.reduce((sum, day) => sum + day.n, 0) / DAYS;
    expect(mean).toBeGreaterThan(9);
    expect(mean).toBeLessThan(16);
    expect(days.every((day) => day.standups === 1)).toBe(true);
    expect(
      await rows(
        "select 1 from ops_roundtable_queue where status = 'failed' or (status = 'completed' and distillation ->> 'status' = 'failed')",
      ),
    ).toHaveLength(0);
  });

  test('costs one model call a turn and one for each distillation', async () => {
    const [spent] = await rows(
      "select (select count(*)::int from ops_llm_calls where cause_kind = 'conversation') as calls, (select count(*)::int from ops_roundtable_turns) as turns, (select count(*)::int from ops_roundtable_queue where distillation ->> 'status' = 'done') as talks",
    );
    expect(spent?.calls).toBe(spent?.turns + spent?.talks);
  });

  test('repeats no line within a day', async () => {
    const said = await rows(
      'select created_at::date::text as day, dialogue, count(*)::int as n from ops_roundtable_turns group by 1, 2 having count(*) > 1',
    );
    expect([...said]).toEqual([]);
  });

  test('lets people speak as the weights say: what each was owed by the draws is what each got, within three standard deviations', async () => {
    const turns = await rows("select speaker, weights from ops_roundtable_turns where not by_person and weights <> '{}'");
    expect(turns.length).toBeGreaterThan(300);
    for (const { id } of world.company.agents) {
      let owed = 0;
      let variance = 0;
      let got = 0;
      for (const { speaker, weights } of turns as { speaker: string; weights: Weights }[]) {
        const total = Object.values(weights).reduce((sum, { weight }) => sum + weight, 0);
        const p = (weights[id]?.weight ?? 0) / total;
        owed += p;
        variance += p * (1 - p);
        if (speaker === id) got++;
      }
      expect(Math.abs(got - owed)).toBeLessThan(3 * Math.sqrt(variance));
    }
  });
});

describe('what the week did to them', () => {
  test('fights lowered an affinity, warmth raised one, all within bounds, each with its reason and conversation', async () => {
    const pairs = await listRelationships(world.db.sql);
    expect(pairs).toHaveLength(15);
    expect(pairs.some((pair) => pair.drift_log.some(({ drift }) => drift < 0))).toBe(true);
    expect(pairs.some((pair) => pair.affinity > pair.seeded_affinity)).toBe(true);
    for (const pair of pairs) {
      expect(pair.affinity).toBeGreaterThanOrEqual(0.1);
      expect(pair.affinity).toBeLessThanOrEqual(0.95);
      expect(pair.drift_log.length).toBeLessThanOrEqual(20);
      expect(pair.drift_log.every(({ drift, reason, conversation_id }) => Math.abs(drift) <= 0.03 && reason && conversation_id)).toBe(true);
    }
  });

  test('low pairs were sent to clear the air, close pairs with unequal experience met for mentoring, with the reason', async () => {
    const paired = await rows(
      "select format, participants, influence -> 'pairing' as pairing from ops_roundtable_queue where influence ? 'pairing'",
    );
    expect(new Set(paired.map(({ format }) => format))).toEqual(new Set(['conflict_resolution', 'mentoring']));
    expect(
      paired
        .filter(({ pairing }) => pairing.affinity_influenced)
        .every(({ pairing }) => /lowest, below 0\.40|is close, and/.test(pairing.reason)),
    ).toBe(true);
  });

  test('memories chose about three in ten of the topics they could have chosen, each recorded', async () => {
    const [drawn] = await rows(
      "select count(*) filter (where influenced)::int as influenced, count(*) filter (where held_out)::int as held_out from ops_influences where kind = 'topic'",
    );
    const eligible = drawn?.influenced + drawn?.held_out;
    expect(eligible).toBeGreaterThan(40);
    expect(Math.abs(drawn?.influenced / eligible - 0.3)).toBeLessThan(3 * Math.sqrt((0.3 * 0.7) / eligible));
    expect(await rows("select 1 from ops_influences where influenced and kind = 'topic' and memory_id is null")).toHaveLength(0);
  });

  test('at most six memories a conversation and 200 an agent were kept, with where they came from', async () => {
    expect(
      await rows('select 1 from ops_agent_memory where conversation_id is not null group by conversation_id having count(*) > 6'),
    ).toHaveLength(0);
    expect(
      await rows(
        'select 1 from ops_agent_memory where superseded_by is null and retired_at is null group by agent_id having count(*) > 200',
      ),
    ).toHaveLength(0);
    expect(
      await rows(
        "select 1 from ops_agent_memory where source_trace_id is null or cause_id is null or (cause_kind = 'conversation' and (conversation_id is null or turn is null))",
      ),
    ).toHaveLength(0);
    const kinds = await rows('select distinct cause_kind from ops_agent_memory order by 1');
    expect(kinds.map(({ cause_kind }) => cause_kind)).toEqual(expect.arrayContaining(['conversation', 'metric', 'mission']));
  });

  test('posts that flew and fell became lessons, three a day at most', async () => {
    const lessons = await rows(
      "select agent_id, created_at::date::text as day, count(*)::int as n from ops_agent_memory where source_trace_id like 'tweet-lesson:%' group by 1, 2",
    );
    expect(lessons.length).toBeGreaterThan(2);
    expect(lessons.every(({ n }) => n <= 3)).toBe(true);
  });

  test('tasks came of standups, war rooms and brainstorms only, three a day at most, and why leads from their work to the conversation', async () => {
    const items = await rows(
      "select p.id, p.created_at::date::text as day, q.format, p.status from ops_mission_proposals p join ops_roundtable_queue q on q.id::text = p.cause_id where p.source = 'action_item'",
    );
    expect(items.length).toBeGreaterThan(2);
    expect(items.every(({ format }) => ['standup', 'war_room', 'brainstorm'].includes(format))).toBe(true);
    const perDay = Map.groupBy(
      items.filter(({ status }) => status !== 'rejected'),
      ({ day }) => day,
    );
    expect([...perDay.values()].every((day) => day.length <= 3)).toBe(true);
    const [done] = await rows(
      "select e.id from ops_agent_events e join ops_missions m on m.id = e.mission_id join ops_mission_proposals p on p.id = m.proposal_id where p.source = 'action_item' and e.kind = 'mission_succeeded' limit 1",
    );
    const chain = await whyChain(world.db.sql, done?.id);
    expect(chain?.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['mission', 'proposal', 'conversation']));
  });

  test('initiatives came only from those who knew enough by then, and went through the door', async () => {
    const queued = await rows('select agent_id, created_at, memory_ids, status, proposal_id from ops_initiative_queue order by created_at');
    expect(queued.length).toBeGreaterThan(2);
    for (const one of queued) {
      const known = await world.db.sql`
        select count(*)::int as n, count(*) filter (where type = 'lesson' and source_trace_id ~ '^(tweet-lesson|mission):')::int as lessons
        from ops_agent_memory where agent_id = ${one.agent_id} and created_at <= ${one.created_at} and confidence >= 0.6`;
      expect(known[0]?.n).toBeGreaterThanOrEqual(5);
      expect(known[0]?.lessons).toBeGreaterThanOrEqual(1);
    }
    const proposed = queued.filter(({ status }) => status === 'proposed');
    expect(proposed.length).toBeGreaterThan(0);
    expect(await rows("select 1 from ops_mission_proposals where source = 'initiative'")).toHaveLength(proposed.length);
  });

  test('whoever learnt more than ten lessons, some about engagement, speaks with the modifier from then on', async () => {
    const [learned] = await rows(
      "select agent_id from ops_agent_memory where type = 'lesson' and superseded_by is null group by agent_id having count(*) > 10 and bool_or('engagement' = any(tags)) limit 1",
    );
    expect(learned).toBeDefined();
    const voices = await rows(
      `select voices -> '${learned?.agent_id}' as voice from ops_roundtable_queue where voices ? '${learned?.agent_id}' order by created_at`,
    );
    const evolved = voices.map(({ voice }) => voice.some(({ rule }: { rule: string }) => rule === 'engagement_lessons'));
    expect(evolved[0]).toBe(false);
    expect(evolved.at(-1)).toBe(true);
  });
});

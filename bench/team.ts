/** Conversations and memory: model calls and prompt tokens per conversation and per company-day, the distillation's write, relevance search over 100,000 memories. */
import { loadCompany } from '../company/index.ts';
import { cleanDistillation, distilSchema } from '../src/core/conversations/distil-rules.ts';
import { fillSlots } from '../src/core/conversations/plan.ts';
import { MAX_PROMPT_TOKENS } from '../src/core/conversations/prompt-rules.ts';
import { keepMemories } from '../src/core/memory/keep.ts';
import { searchLive } from '../src/core/memory/store.ts';
import { readPolicies } from '../src/core/policy/policies.ts';
import { allPairs } from '../src/core/relationships/rules.ts';
import { applyDrifts } from '../src/core/relationships/store.ts';
import { virtualClock } from '../src/world/clock.ts';
import { liveModel } from '../src/world/live-model.ts';
import { makeIds, seededRandom } from '../src/world/random.ts';
import type { World } from '../src/world/world.ts';
import { talkAll } from '../tests/turn.ts';
import { benchWorld, type Server } from './bench-world.ts';
import { type Measure, median, percentile } from './statistics.ts';

export async function measureTeam(database: Server): Promise<Measure[]> {
  const live = await benchWorld(await database.fresh(), loadCompany());
  try {
    return [...(await aDay(live)), await distillationWrite(live), await search(live)];
  } finally {
    await live.db.close();
  }
}

/** A day of conversations on a virtual clock, with the offline model: every turn as it would be asked of a paid one. */
async function aDay(live: World): Promise<Measure[]> {
  const clock = virtualClock(new Date('2026-03-02T00:00:00Z'));
  const random = seededRandom('bench');
  const model = liveModel({ anthropic: {}, openai: {}, seed: 'bench', now: () => clock.now() });
  const world = { ...live, clock, random, ids: makeIds(clock, random), model, url: '', close: async () => undefined };
  const policies = {
    ...(await readPolicies(world)),
    roundtable_policy: { enabled: true, max_daily_conversations: 15, gap_seconds: [3, 8] as [number, number], max_chars: 120 },
  };
  await live.db.sql`update ops_policy set value = value || '{"max_daily_conversations": 15}' where key = 'roundtable_policy'`;
  for (let hour = 0; hour < 24; hour++) {
    clock.set(new Date(Date.UTC(2026, 2, 2, hour)));
    await fillSlots(world, policies);
    await talkAll(world, { withinMs: 30 * 60_000 });
  }
  const [row] = await live.db.sql<[{ talks: number; turns: number; calls: number; tokens: number; longest: number }]>`
    select (select count(*)::int from ops_roundtable_queue where status = 'completed') as talks, (select count(*)::int from ops_roundtable_turns) as turns,
      (select count(*)::int from ops_llm_calls where cause_kind = 'conversation') as calls,
      (select coalesce(sum(input_tokens), 0)::int from ops_llm_calls where cause_kind = 'conversation') as tokens,
      (select coalesce(max(prompt_tokens), 0)::int from ops_roundtable_turns) as longest`;
  const least = row.turns + row.talks;
  return [
    {
      what: `model calls of a day (${row.talks} conversations, ${row.turns} turns)`,
      ours: `${row.calls}, ${(row.calls / row.talks).toFixed(1)} a conversation`,
      reference: `turns + 1 each: ${least}`,
      ratio: row.calls / least,
      aim: '1.00×',
      met: row.calls <= least,
    },
    {
      what: 'prompt tokens',
      ours: `${Math.round(row.tokens / row.talks)} a conversation, ${row.tokens} a day; longest turn ${row.longest}`,
      reference: `bound of a turn: ${MAX_PROMPT_TOKENS}`,
      ratio: row.longest / 1500,
      aim: '≤ 1,500 a turn',
      met: row.longest <= 1500,
    },
  ];
}

/** Six memories, fifteen pairs, six drifts: what the fullest conversation leaves, in one transaction. */
async function distillationWrite(world: World): Promise<Measure> {
  const policies = await readPolicies(world);
  const people = world.company.agents.map((agent) => agent.id);
  const times: number[] = [];
  for (let n = 0; n < 60; n++) {
    const id = world.ids.next();
    const raw = distilSchema.parse({
      memories: people.map((agent_id, k) => ({
        agent_id,
        type: 'insight',
        content: `Run ${n} taught ${agent_id} thing ${k} of many.`,
        confidence: 0.7,
        tags: ['content'],
      })),
      pairwise_drift: allPairs(people)
        .slice(0, 6)
        .map(([agent_a, agent_b]) => ({ agent_a, agent_b, drift: n % 2 ? 0.01 : -0.01, reason: 'worked together' })),
    });
    const clean = cleanDistillation(raw, {
      participants: people,
      turns: 12,
      formal: false,
      tags: world.company.memoryTags,
      stepKinds: [],
      refs: new Map(),
      known: new Map(),
      memory: policies.memory_policy,
      drift: policies.relationship_drift_policy,
    });
    const started = performance.now();
    await world.db.begin(async (sql) => {
      await keepMemories(
        world,
        sql,
        policies,
        clean.memories.map((memory, k) => ({
          ...memory,
          traceId: `bench:${id}:${k}`,
          untrusted: true,
          cause: { kind: 'conversation', id } as const,
        })),
      );
      await applyDrifts(sql, { conversationId: id, drifts: clean.drifts, pairs: allPairs(people), now: world.clock.now() });
    });
    times.push(performance.now() - started);
  }
  const p50 = median(times);
  return {
    what: 'distillation write, 6 memories and 15 pairs in one transaction',
    ours: `${p50.toFixed(1)} ms (p95 ${percentile(times, 0.95).toFixed(1)} ms)`,
    reference: 'bound: 10 ms',
    ratio: p50 / 10,
    aim: '≤ 10 ms',
    met: p50 <= 10,
  };
}

async function search(world: World): Promise<Measure> {
  const { sql } = world.db;
  await sql`
    insert into ops_agent_memory (id, agent_id, type, content, confidence, tags, source_trace_id, cause_kind, created_at, superseded_by)
    select gen_random_uuid(), 'agent-' || (n % 500), 'lesson',
      'Lesson ' || n || ' about ' || (array['invoices', 'approvals', 'benchmarks', 'posts', 'memory', 'costs', 'readers', 'latency'])[1 + n % 8] || ' and ' ||
        (array['morning', 'evening', 'numbers', 'questions', 'drafts'])[1 + n % 5], 0.7, '{}', 'bench-search:' || n, 'person', now(), null
    from generate_series(1, 100000) n`;
  await sql`analyze ops_agent_memory`;
  const times: number[] = [];
  for (let n = 0; n < 200; n++) {
    const started = performance.now();
    await searchLive(sql, { agentId: `agent-${n % 500}`, words: ['approval', 'post', 'number', 'reader', 'cost', 'evening'], limit: 5 });
    times.push(performance.now() - started);
  }
  const p50 = median(times);
  return {
    what: 'relevance search, 100,000 memories of 500 agents',
    ours: `${p50.toFixed(2)} ms (p95 ${percentile(times, 0.95).toFixed(2)} ms)`,
    reference: 'bound: 20 ms',
    ratio: p50 / 20,
    aim: '≤ 20 ms',
    met: p50 <= 20,
  };
}

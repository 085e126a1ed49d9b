/** A company that has talked: slots, conversations, turns, memories, drifts and influences as rows, for tests of the pages that show them. */
import { loadCompany } from '../company/index.ts';
import { propose } from '../src/core/proposals/propose.ts';
import { seed } from '../src/core/seed.ts';
import { type TestWorld, testWorld } from './world.ts';

export const HOSTILE = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';

export type PeopleRows = {
  world: TestWorld;
  ids: Record<'live' | 'done' | 'failed' | 'lesson' | 'old' | 'wrong' | 'strategy' | 'proposal', string>;
};

const MINUTE = 60_000;
const LINES = [
  ['opus', 'Bottom line — what is done, and what is in the way?', 'neutral'],
  ['brain', 'Three findings held up; the fourth rests on one benchmark nobody could repeat.', 'agreement'],
  ['twitter-alt', 'Then say that. “We could not repeat it” is the best headline of the week.', 'critical'],
  ['observer', 'Two drafts promised numbers we do not have. I would cut both before noon.', 'supportive'],
  ['creator', 'Cut one. The other only needs its second sentence to be true.', 'neutral'],
  ['growth', 'I can test both openings by four, if somebody signs the draft.', 'neutral'],
] as const;

export async function peopleWorld(): Promise<PeopleRows> {
  const world = await testWorld({ company: loadCompany(), clock: 'live' });
  await seed(world);
  const { sql } = world.db;
  const now = world.clock.now().getTime();
  const at = (minutesAgo: number) => new Date(now - minutesAgo * MINUTE);
  const id = () => world.ids.next();
  const ids = { live: id(), done: id(), failed: id(), lesson: id(), old: id(), wrong: id(), strategy: id(), proposal: '' };

  const talk = (row: Record<string, unknown>) => sql`
    insert into ops_roundtable_queue (id, format, topic, participants, status, source, slot, planned_turns, turn_count, influence, end_reason, last_error,
      cause_kind, cause_id, created_at, started_at, finished_at)
    values (${row.id}, ${row.format}, ${row.topic}, ${row.people}, ${row.status}, ${row.source ?? 'schedule'}, ${row.slot ?? null}, ${row.planned ?? 8},
      ${row.turns ?? 0}, ${sql.json(row.influence ?? {})}, ${row.end ?? null}, ${row.error ?? null}, ${row.cause ?? 'schedule'}, ${row.by ?? null},
      ${row.at}, ${row.at}, ${row.done ?? null})`;
  const memory = (row: Record<string, unknown>) => sql`
    insert into ops_agent_memory (id, agent_id, type, content, confidence, tags, source_trace_id, conversation_id, turn, untrusted, pinned, promoted_at,
      use_count, last_used_at, cause_kind, cause_id, created_at)
    values (${row.id ?? id()}, ${row.agent}, ${row.type}, ${row.content}, ${row.confidence ?? 0.7}, ${row.tags ?? []}, ${row.trace ?? `seed:${id()}`},
      ${row.talk ?? null}, ${row.turn ?? null}, ${row.untrusted ?? false}, ${row.pinned ?? false}, ${row.promoted ?? null}, ${row.used ?? 0},
      ${row.used ? at(30) : null}, ${row.talk ? 'conversation' : 'person'}, ${row.talk ?? 'ada'}, ${row.at ?? at(200)})`;

  await talk({
    id: ids.done,
    ...{ format: 'standup', topic: 'today’s three priorities', people: LINES.map(([who]) => who), status: 'distilling' },
    ...{ turns: 6, planned: 6, slot: `${at(0).toISOString().slice(0, 10)}/06:00`, at: at(90), done: at(86) },
    influence: {
      topic: {
        memory_influenced: true,
        held_out: false,
        memory_id: ids.strategy,
        memory: 'Lead with what failed',
        base: 'what is done, what is next',
      },
    },
  });
  await talk({
    id: ids.failed,
    format: 'debate',
    topic: HOSTILE,
    people: ['brain', 'growth'],
    status: 'failed',
    error: 'no model answered',
    at: at(300),
  });
  await talk({
    ...{
      id: ids.live,
      format: 'conflict_resolution',
      topic: 'speed against care: a deal',
      people: ['opus', 'twitter-alt'],
      status: 'running',
    },
    ...{ planned: 6, source: 'schedule', slot: `${at(0).toISOString().slice(0, 10)}/15:00`, at: at(2) },
    influence: {
      topic: { memory_influenced: false, held_out: true, memory_id: null, memory: null, base: 'speed against care: a deal' },
      pairing: { kind: 'lowest', affinity_influenced: true, held_out: false, reason: 'affinity 0.28 is the lowest, below 0.40' },
    },
  });

  await memory({
    id: ids.lesson,
    agent: 'twitter-alt',
    type: 'lesson',
    content: 'Posts that admit a failure get twice the replies',
    confidence: 0.7,
    tags: ['engagement'],
    used: 4,
    pinned: true,
  });
  for (let n = 1; n <= 11; n++)
    await memory({
      agent: 'twitter-alt',
      type: 'lesson',
      content: `Lesson ${n}: a number in the first line carries a post`,
      confidence: 0.6,
      tags: ['engagement', 'content'],
      at: at(400 + n),
    });
  await memory({
    id: ids.strategy,
    agent: 'opus',
    type: 'strategy',
    content: 'Lead with what failed: readers stay for what is honest',
    confidence: 0.8,
    tags: ['readers'],
    used: 2,
    promoted: at(20),
  });
  await memory({
    id: ids.old,
    agent: 'opus',
    type: 'strategy',
    content: 'Lead with what worked',
    confidence: 0.6,
    tags: ['readers'],
    at: at(4000),
  });
  await memory({
    id: ids.wrong,
    agent: 'opus',
    type: 'insight',
    content: HOSTILE,
    confidence: 0.9,
    untrusted: true,
    talk: ids.done,
    turn: 2,
  });
  await memory({
    agent: 'brain',
    type: 'insight',
    content: 'A benchmark nobody repeats is a rumour',
    confidence: 0.85,
    tags: ['research'],
    talk: ids.done,
    turn: 1,
  });
  await sql`update ops_agent_memory set superseded_by = ${ids.strategy}, superseded_reason = 'the numbers say the opposite', superseded_at = ${at(100)} where id = ${ids.old}`;

  const say = async (talkId: string, lines: readonly (readonly [string, string, string])[], start: number) => {
    for (const [turn, [speaker, dialogue, tone]] of lines.entries()) {
      const others = [...new Set(lines.map(([who]) => who))].filter((who) => who !== lines[turn - 1]?.[0]);
      const weights = Object.fromEntries(
        others.map((who, n) => [who, { weight: 1.1 + n / 10, affinity: 0.5, recency: turn / 10, jitter: -0.05 + n / 20 }]),
      );
      await sql`
        insert into ops_roundtable_turns (id, conversation_id, turn, speaker, dialogue, tone, reply_to, weights, memory_ids, prompt_tokens, notes, created_at)
        values (${id()}, ${talkId}, ${turn}, ${speaker}, ${dialogue}, ${tone}, ${turn ? (lines[turn - 1]?.[0] ?? null) : null}, ${sql.json(turn ? weights : {})},
          ${speaker === 'twitter-alt' ? [ids.lesson] : []}::uuid[], 812, ${turn === 3 ? ['an address was taken out'] : []}, ${at(start - turn * 0.1)})`;
    }
  };
  await say(ids.done, LINES, 90);
  await say(
    ids.live,
    [
      ['opus', 'You published before I had the owner. Who is the owner?', 'critical'],
      ['twitter-alt', 'Me. It was up for an hour before anybody would have answered.', 'challenge'],
    ],
    2,
  );
  await sql`update ops_roundtable_queue set turn_count = 2 where id = ${ids.live}`;

  const cause = { kind: 'conversation', id: ids.done } as const;
  const item = await propose(world, {
    agentId: 'observer',
    title: 'Check both drafts for numbers',
    steps: [{ kind: 'crawl', payload: { url: 'https://example.com/a' } }],
    source: 'action_item',
    cause,
    untrusted: true,
  });
  ids.proposal = item.id;
  await sql`
    update ops_roundtable_queue set status = 'completed', end_reason = 'it came to its planned end', voices = ${sql.json({
      'twitter-alt': [
        {
          rule: 'engagement_lessons',
          modifier: 'Reference what works in engagement when relevant',
          because: 'more than 10 lessons',
          memory_ids: [ids.lesson],
        },
      ],
    })}, distillation = ${sql.json({
      status: 'done',
      memories: [
        { id: ids.strategy, agent_id: 'opus', type: 'strategy', content: 'Lead with what failed', confidence: 0.8, replaced: ids.old },
      ],
      drifts: [{ agent_a: 'opus', agent_b: 'twitter-alt', drift: -0.02, reason: 'argued about the headline', affinity: 0.28 }],
      action_items: [
        {
          title: 'Check both drafts for numbers',
          agent_id: 'observer',
          step_kind: 'crawl',
          proposal_id: item.id,
          status: 'accepted',
          reason: null,
        },
      ],
      notes: ['memory 7 dropped: at most 6 a conversation'],
      error: null,
    })} where id = ${ids.done}`;
  const log = [{ drift: -0.02, reason: 'argued about the headline', conversation_id: ids.done, affinity: 0.28, at: at(86).toISOString() }];
  await sql`
    update ops_agent_relationships set affinity = 0.28, total_interactions = 3, positive_interactions = 1, negative_interactions = 2, drift_log = ${sql.json(log)}
    where agent_a = 'opus' and agent_b = 'twitter-alt'`;
  await slots(world, ids);
  await influences(world, ids);
  for (const cost of [0.004, 0.006])
    await sql`
      insert into ops_llm_calls (id, purpose, provider, model, agent_id, cause_kind, cause_id, status, cost_usd, input_tokens, output_tokens, created_at)
      values (${id()}, 'turn', 'offline', 'offline', 'opus', 'conversation', ${ids.done}, 'succeeded', ${cost}, 800, 30, ${at(88)})`;
  return { world, ids };
}

/** Today as it was drawn: one slot of each fate. */
async function slots(world: TestWorld, ids: PeopleRows['ids']): Promise<void> {
  const { sql } = world.db;
  const day = world.clock.now().toISOString().slice(0, 10);
  const fates: Record<string, [status: string, reason: string | null, talk: string | null]> = {
    '06:00': ['enqueued', 'chance: 0.31 drawn, below 1.00 needed', ids.done],
    '15:00': ['enqueued', 'chance: 0.31 drawn, below 0.60 needed', ids.live],
    '01:00': ['skipped', 'chance: 0.93 drawn, below 0.40 needed', null],
    '02:00': ['missed', 'nobody was awake: no heartbeat came within the hour', null],
  };
  for (const [rank, slot] of world.company.schedule.entries()) {
    const [status, reason, talk] = fates[slot.at] ?? ['open', null, null];
    const roll = status === 'skipped' ? 0.93 : 0.31;
    await sql`
      insert into ops_roundtable_slots (day, slot, name, format, probability, roll, rank, status, reason, conversation_id, created_at)
      values (${day}::date, ${slot.at}, ${slot.name}, ${slot.format}, ${slot.probability}, ${roll}, ${rank}, ${status}, ${reason}, ${talk}, ${world.clock.now()})`;
  }
}

/** Twelve topics a memory chose, eleven held back, one pairing, and a post with numbers behind the first. */
async function influences(world: TestWorld, ids: PeopleRows['ids']): Promise<void> {
  const { sql } = world.db;
  const now = world.clock.now();
  const insert = (row: { kind: string; influenced: boolean; heldOut: boolean; proposal?: string; talk?: string }) => sql`
    insert into ops_influences (id, kind, agent_id, chooser, influenced, held_out, memory_id, base, chosen, proposal_id, conversation_id, created_at)
    values (${world.ids.next()}, ${row.kind}, 'opus', 'standup', ${row.influenced}, ${row.heldOut}, ${row.influenced ? ids.strategy : null}, 'the usual',
      'something else', ${row.proposal ?? null}, ${row.talk ?? null}, ${now})`;
  await insert({ kind: 'topic', influenced: true, heldOut: false, talk: ids.done });
  for (let n = 0; n < 11; n++) await insert({ kind: 'topic', influenced: true, heldOut: false });
  for (let n = 0; n < 11; n++) await insert({ kind: 'topic', influenced: false, heldOut: true });
  await insert({ kind: 'topic', influenced: false, heldOut: false });
  await insert({ kind: 'pairing', influenced: true, heldOut: false, talk: ids.live });
  const [mission] = await sql<{ id: string }[]>`select id from ops_missions where proposal_id = ${ids.proposal}`;
  const [draft] = await sql<{ id: string }[]>`
    insert into ops_artifacts (agent_id, kind, title, body, content_hash, mission_id) values ('opus', 'tweet_draft', 'A post', 'A post', 'post', ${mission?.id})
    returning id`;
  await sql`
    insert into ops_outbox (draft_id, agent_id, mission_id, text, text_hash, status, x_post_id)
    values (${draft?.id}, 'opus', ${mission?.id}, 'A post', 'post', 'posted', '77')`;
  for (const [hours, impressions, engagements] of [
    [5, 100, 1],
    [1, 1000, 80],
  ] as const)
    await sql`
      insert into ops_tweet_metrics (draft_id, post_id, impressions, engagements, engagement_rate, observed_at)
      values (${draft?.id}, '77', ${impressions}, ${engagements}, ${engagements / impressions}, ${new Date(now.getTime() - hours * 3_600_000)})`;
}

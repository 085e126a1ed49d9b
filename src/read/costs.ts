/** What thinking costs: today, this month and by the month's end; by agent, model, purpose and step; the dearest calls and missions. */
import { before, DAY_MS, startOfDay } from '../core/time.ts';
import type { Sql } from '../world/db.ts';
import type { ModelChoice } from '../world/model.ts';
import { PRICES, PRICES_COLLECTED } from '../world/prices.ts';
import type { World } from '../world/world.ts';
import { currentPolicies } from './policies.ts';
import { fillDays, monthStart, projectMonth } from './projection-rules.ts';
import { modelState } from './stage.ts';

export type CostsView = {
  as_of: string;
  model: { label: string; state: 'live' | 'offline' | 'unavailable' };
  today: { usd: number; calls: number; reserved_usd: number; estimated: number };
  cap_usd: number;
  month: { usd: number; calls: number; projected_usd: number; estimated: number };
  /** Posts on X are paid too. */
  x: { today_usd: number; month_usd: number; cap_usd: number };
  days: DayCost[];
  by: { agent: Share[]; model: ModelShare[]; purpose: Share[]; step: Share[] };
  dearest: CallCost[];
  missions: MissionCost[];
  prices: { collected: string; lines: PriceLine[] };
};

export type DayCost = { day: string; usd: number; calls: number };
/** Of this month. `href` leads to what the money was spent on, where there is such a page. */
export type Share = { key: string; label: string; usd: number; calls: number; tokens: number; estimated: boolean; href: string | null };
export type ModelShare = Share & { priced: boolean };
export type CallCost = {
  id: string;
  at: string;
  agent: string;
  purpose: string;
  model: string;
  usd: number;
  estimated: boolean;
  status: 'reserved' | 'succeeded' | 'failed';
  input_tokens: number | null;
  output_tokens: number | null;
  mission_id: string | null;
};
export type MissionCost = { id: string; title: string; status: string; usd: number; calls: number; estimated: boolean };
export type PriceLine = {
  model: string;
  from: string;
  max_prompt_tokens: number | null;
  input: number;
  cached_input: number;
  output: number;
  state: 'holds' | 'replaced' | 'future';
};

const DAYS = 30;

export async function costsView(world: World): Promise<CostsView> {
  const { sql } = world.db;
  const now = world.clock.now();
  const today = startOfDay(now);
  const month = monthStart(now);
  const policies = await currentPolicies(world);
  const [todays, months, x, days, by, dearest, missions] = await Promise.all([
    total(sql, today),
    total(sql, month),
    xSpend(sql, today, month),
    readDays(sql, now),
    readShares(world, month, now),
    readDearest(world, before(today, (DAYS - 1) * DAY_MS)),
    readMissions(sql, before(today, (DAYS - 1) * DAY_MS)),
  ]);
  return {
    as_of: now.toISOString(),
    model: modelState(world, policies),
    today: { usd: todays.usd, calls: todays.calls, reserved_usd: todays.reserved, estimated: todays.estimated },
    cap_usd: policies.model_policy.daily_cap_usd,
    month: {
      usd: months.usd,
      calls: months.calls,
      projected_usd: projectMonth(months.usd, months.first, now),
      estimated: months.estimated,
    },
    x: { ...x, cap_usd: policies.x_policy.daily_spend_cap_usd },
    days,
    by,
    dearest,
    missions,
    prices: { collected: PRICES_COLLECTED, lines: priceLines(now) },
  };
}

type Total = { usd: number; calls: number; reserved: number; estimated: number; first: Date | null };

async function total(sql: Sql, since: Date): Promise<Total> {
  const [row] = await sql<[Total]>`
    select coalesce(sum(cost_usd), 0)::float8 as usd, count(*)::int as calls, min(created_at) as first,
      coalesce(sum(cost_usd) filter (where status = 'reserved'), 0)::float8 as reserved, (count(*) filter (where estimated))::int as estimated
    from ops_llm_calls where created_at >= ${since}`;
  return row;
}

async function xSpend(sql: Sql, today: Date, month: Date): Promise<{ today_usd: number; month_usd: number }> {
  const [row] = await sql<[{ today_usd: number; month_usd: number }]>`
    select coalesce(sum(price_usd) filter (where created_at >= ${today}), 0)::float8 as today_usd, coalesce(sum(price_usd), 0)::float8 as month_usd
    from ops_outbox where created_at >= ${month} and status in ('sending', 'posted', 'unconfirmed')`;
  return row;
}

async function readDays(sql: Sql, now: Date): Promise<DayCost[]> {
  const rows = await sql<DayCost[]>`
    select to_char(created_at at time zone 'UTC', 'YYYY-MM-DD') as day, sum(cost_usd)::float8 as usd, count(*)::int as calls
    from ops_llm_calls where created_at >= ${before(startOfDay(now), (DAYS - 1) * DAY_MS)} group by 1`;
  return fillDays(rows, now, DAYS, (day) => ({ day, usd: 0, calls: 0 }));
}

type ShareRow = { of: string; key: string; usd: number; calls: number; tokens: number; estimated: boolean };

/** One reading of the month, summed four ways. A call that no step caused belongs to "talks and ideas". */
async function readShares(world: World, month: Date, now: Date): Promise<CostsView['by']> {
  const rows = await world.db.sql<ShareRow[]>`
    with calls as (
      select c.agent_id, c.provider || '/' || c.model as model, c.purpose, coalesce(s.kind, '') as step, c.cost_usd, c.estimated,
        coalesce(c.input_tokens, 0) + coalesce(c.output_tokens, 0) as tokens
      from ops_llm_calls c left join ops_mission_steps s on c.cause_kind = 'step'
        and s.id = case when c.cause_id ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' then c.cause_id::uuid end
      where c.created_at >= ${month}
    )
    select case when grouping(agent_id) = 0 then 'agent' when grouping(model) = 0 then 'model' when grouping(purpose) = 0 then 'purpose' else 'step' end as of,
      coalesce(agent_id, model, purpose, step) as key, sum(cost_usd)::float8 as usd, count(*)::int as calls,
      sum(tokens)::float8 as tokens, bool_or(estimated) as estimated
    from calls group by grouping sets ((agent_id), (model), (purpose), (step)) order by usd desc, calls desc, key`;
  const names = new Map(world.company.agents.map((agent) => [agent.id, agent.displayName]));
  const share = (of: string, label: (key: string) => string, href: (key: string) => string | null): Share[] =>
    rows.filter((row) => row.of === of).map(({ of: _, ...row }) => ({ ...row, label: label(row.key), href: href(row.key) }));
  return {
    agent: share(
      'agent',
      (id) => names.get(id) ?? id,
      (id) => (names.has(id) ? `/agents/${id}` : null),
    ),
    model: share(
      'model',
      (key) => (key.startsWith('offline/') ? 'offline model' : key.slice(key.indexOf('/') + 1)),
      () => null,
    ).map((row) => ({ ...row, priced: isPriced(world, row.key, now) })),
    purpose: share(
      'purpose',
      (key) => key.replaceAll('_', ' '),
      () => null,
    ),
    step: share(
      'step',
      (kind) => world.company.stepKinds.get(kind)?.label ?? (kind || 'Talks and ideas'),
      (kind) => (kind ? null : '/talks'),
    ),
  };
}

function isPriced(world: World, key: string, now: Date): boolean {
  const [provider = '', model = ''] = [key.slice(0, key.indexOf('/')), key.slice(key.indexOf('/') + 1)];
  const choice = { provider, model } as ModelChoice;
  return world.model.price(choice, { inputTokens: 1, cachedInputTokens: 0, outputTokens: 1 }, now) !== null;
}

async function readDearest(world: World, since: Date): Promise<CallCost[]> {
  const rows = await world.db.sql<(Omit<CallCost, 'at' | 'agent'> & { at: Date; agent_id: string })[]>`
    select id, created_at as at, agent_id, purpose, model, cost_usd::float8 as usd, estimated, status, input_tokens, output_tokens, mission_id
    from ops_llm_calls where created_at >= ${since} order by cost_usd desc, coalesce(input_tokens, 0) + coalesce(output_tokens, 0) desc, id desc limit 10`;
  const names = new Map(world.company.agents.map((agent) => [agent.id, agent.displayName]));
  return rows.map(({ agent_id, at, ...row }) => ({ ...row, at: at.toISOString(), agent: names.get(agent_id) ?? agent_id }));
}

function readMissions(sql: Sql, since: Date): Promise<MissionCost[]> {
  return sql<MissionCost[]>`
    select m.id, m.title, m.status, c.usd, c.calls, c.estimated from (
      select mission_id, sum(cost_usd)::float8 as usd, count(*)::int as calls, bool_or(estimated) as estimated
      from ops_llm_calls where created_at >= ${since} and mission_id is not null group by 1 order by 2 desc, 3 desc limit 15
    ) as c join ops_missions m on m.id = c.mission_id order by c.usd desc, c.calls desc, m.id desc`;
}

function priceLines(now: Date): PriceLine[] {
  const day = now.toISOString().slice(0, 10);
  return PRICES.map(({ model, from, maxPromptTokens, input, cachedInput, output }) => {
    const later = PRICES.some(
      (other) => other.model === model && other.maxPromptTokens === maxPromptTokens && other.from > from && other.from <= day,
    );
    return {
      model,
      from,
      max_prompt_tokens: Number.isFinite(maxPromptTokens) ? maxPromptTokens : null,
      input,
      cached_input: cachedInput,
      output,
      state: from > day ? 'future' : later ? 'replaced' : 'holds',
    };
  });
}

/** One model call: its worst case is reserved against the daily cap BEFORE it is made, its real price written after it. */
import type { ModelAnswer, ModelChoice, ModelRequest, ModelUsage } from '../../world/model.ts';
import type { World } from '../../world/world.ts';
import type { Cause, PolicyValues } from '../company.ts';
import { Postponed } from '../errors.ts';
import { DAY_MS, startOfDay } from '../time.ts';
import { estimateTokens } from './rules.ts';
import { insertReservation, lockBudget, settleCall, spentSince } from './store.ts';

export type Caller = { agentId: string; cause: Cause; missionId: string | null; signal: AbortSignal };

/** @throws Postponed until 00:00 UTC when the call could overrun model_policy.daily_cap_usd */
export async function call(world: World, policies: PolicyValues, request: ModelRequest, caller: Caller): Promise<ModelAnswer> {
  const worst = priceOf(world, request.model, {
    inputTokens: estimateTokens(request.system + request.prompt + (request.schema ? JSON.stringify(request.schema) : '')),
    cachedInputTokens: null,
    outputTokens: request.maxOutputTokens,
  });
  const id = await reserve(world, policies, request, caller, worst);
  const started = world.clock.now().getTime();
  const answer = await world.model.generate(request);
  const now = world.clock.now();
  const usage = answer.usage;
  // A call that failed before anything was used is free; one whose usage is unknown (a lost answer may be billed) costs what was reserved.
  const real = usage
    ? priceOf(world, request.model, usage)
    : answer.ok
      ? { ...worst, estimated: worst.usd > 0 }
      : { usd: 0, estimated: false };
  const unknown = (answer.ok || usage !== null) && (usage?.inputTokens == null || usage.outputTokens == null);
  await settleCall(world.db.sql, id, {
    status: answer.ok ? 'succeeded' : 'failed',
    costUsd: unknown ? Math.max(worst.usd, real.usd) : real.usd,
    estimated: real.estimated || (unknown && worst.usd > 0),
    inputTokens: usage?.inputTokens ?? null,
    cachedInputTokens: usage?.cachedInputTokens ?? null,
    outputTokens: usage?.outputTokens ?? null,
    latencyMs: now.getTime() - started,
    warnings: answer.ok ? answer.warnings : [],
    error: answer.ok ? null : answer.message.slice(0, 500),
    now,
  });
  return answer;
}

async function reserve(
  world: World,
  policies: PolicyValues,
  request: ModelRequest,
  caller: Caller,
  worst: { usd: number; estimated: boolean },
): Promise<string> {
  const id = world.ids.next();
  const cap = policies.model_policy.daily_cap_usd;
  await world.db.begin(async (sql) => {
    const now = world.clock.now();
    // A free call (offline, local server) can overrun nothing: no lock, no sum.
    if (worst.usd > 0) {
      await lockBudget(sql);
      const spent = await spentSince(sql, startOfDay(now));
      if (spent + worst.usd > cap) {
        const untilMidnight = startOfDay(now).getTime() + DAY_MS - now.getTime();
        throw new Postponed(
          `model_policy.daily_cap_usd: $${spent.toFixed(4)} of $${cap} is spent or reserved and this call may cost $${worst.usd.toFixed(4)}; it waits for 00:00 UTC or a higher cap`,
          Math.min(untilMidnight, 15 * 60_000),
        );
      }
    }
    const { provider, model } = request.model;
    await insertReservation(sql, {
      id,
      purpose: request.purpose,
      provider,
      model,
      ...caller,
      costUsd: worst.usd,
      estimated: worst.estimated,
      now,
    });
  });
  return id;
}

/** Dollars for a usage; an unknown price counts as the dearest known one and is marked. */
function priceOf(world: World, choice: ModelChoice, usage: ModelUsage): { usd: number; estimated: boolean } {
  const counted = {
    inputTokens: usage.inputTokens ?? 0,
    cachedInputTokens: usage.cachedInputTokens ?? 0,
    outputTokens: usage.outputTokens ?? 0,
  };
  const at = world.clock.now();
  const usd = world.model.price(choice, counted, at);
  return usd === null ? { usd: world.model.dearestPrice(counted, at), estimated: true } : { usd, estimated: false };
}

/** Runs one claimed step and settles it: the deliverable is checked, the record is written, the mission rolled up. */
import type { World } from '../../world/world.ts';
import type { JsonObject, PolicyValues, StepKind } from '../company.ts';
import { PermanentError } from '../errors.ts';
import { prepare } from '../events/emit.ts';
import type { NewEvent } from '../events/event.ts';
import { lockPatterns } from '../events/store.ts';
import { cleanJson, oneLine } from '../text.ts';
import { after } from '../time.ts';
import { type ClaimedStep, type Fence, requeueStep, settleStep } from './claims.ts';
import { countsForBreaker, isOutage, judge } from './rules.ts';
import type { StepResult } from './step-context.ts';
import { stepContext } from './step-run.ts';

/** lost: the lease was gone and nothing was written. `infrastructure`: the circuit breaker should count it. */
export type WorkOutcome = { outcome: 'succeeded' | 'retried' | 'failed' | 'lost'; infrastructure: boolean; message: string | null };

export async function work(
  world: World,
  step: ClaimedStep,
  policies: PolicyValues,
  workerId: string,
  signal: AbortSignal,
): Promise<WorkOutcome> {
  const fence: Fence = { stepId: step.id, workerId, attempt: step.attempt };
  try {
    const done = await execute(world, step, policies, signal);
    return await persist(world, () => succeed(world, step, fence, policies, done));
  } catch (error) {
    return await persist(world, () => fail(world, step, fence, policies, error));
  }
}

/** What was done is worth waiting for: a database that restarts is asked again for about ten seconds before the lease has to heal it. */
async function persist<T>(world: World, write: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await write();
    } catch (error) {
      if (attempt >= 6 || !isOutage(error)) throw error;
      await world.clock.sleep(250 * 2 ** attempt);
    }
  }
}

async function execute(world: World, step: ClaimedStep, policies: PolicyValues, signal: AbortSignal): Promise<StepResult> {
  const kind = world.company.stepKinds.get(step.kind);
  if (!kind) throw new PermanentError(`no step kind is called "${step.kind}"; it may have been removed from the company`);
  const payload = kind.payload.safeParse(step.payload);
  if (!payload.success)
    throw new PermanentError(
      `the payload is not what ${step.kind} takes: ${payload.error.issues[0]?.path.join('.')}: ${payload.error.issues[0]?.message}`,
    );
  const context = await stepContext(world, step, payload.data, policies, signal);
  const done = await kind.run(context);
  return { ...done, result: checkDeliverable(kind, done.result) };
}

/** "Succeeded" means a deliverable (X02). */
function checkDeliverable(kind: StepKind, result: JsonObject): JsonObject {
  const parsed = kind.result.safeParse(cleanJson(result));
  if (parsed.success && Object.keys(parsed.data).length > 0) return parsed.data;
  const why = parsed.success ? 'it is empty' : `${parsed.error.issues[0]?.path.join('.') || 'result'}: ${parsed.error.issues[0]?.message}`;
  throw new PermanentError(`${kind.kind} ended without a deliverable: ${why}`);
}

async function succeed(world: World, step: ClaimedStep, fence: Fence, policies: PolicyValues, done: StepResult): Promise<WorkOutcome> {
  const shared = {
    agentId: step.agent_id,
    cause: { kind: 'step', id: step.id } as const,
    depth: step.depth,
    missionId: step.mission_id,
    stepId: step.id,
    untrusted: done.untrusted ?? false,
  };
  const metadata = { kind: step.kind, attempt: step.attempt, ...pick(done.result, 'artifact_ids'), ...pick(done.result, 'outbox_id') };
  const events: NewEvent[] = [
    { ...shared, kind: 'step_succeeded', title: step.mission_title, summary: done.summary, tags: [step.kind, ...done.tags], metadata },
  ];
  if (done.tags.includes('promoted')) {
    events.push({ ...shared, kind: 'insight_promoted', title: oneLine(done.summary, 200), tags: ['insight', 'promoted'], metadata });
  }
  if (step.last) {
    events.push({
      ...shared,
      kind: 'mission_succeeded',
      title: step.mission_title,
      summary: done.summary,
      tags: ['mission_succeeded', step.kind],
      metadata,
      cause: { kind: 'mission', id: step.mission_id },
    });
  }
  const kept = await write(world, policies, events, (sql, prepared, now) =>
    settleStep(sql, fence, { status: 'succeeded', result: done.result, missionStatus: step.last ? 'succeeded' : null }, prepared, now),
  );
  return { outcome: kept ? 'succeeded' : 'lost', infrastructure: false, message: null };
}

async function fail(world: World, step: ClaimedStep, fence: Fence, policies: PolicyValues, error: unknown): Promise<WorkOutcome> {
  const luck = world.random.fork(`backoff/${step.id}/${step.attempt}`).next();
  const verdict = judge(error, step, policies.worker_policy, luck);
  const infrastructure = countsForBreaker(error);
  const event = {
    agentId: step.agent_id,
    title: step.mission_title,
    summary: verdict.message,
    metadata: { kind: step.kind, attempt: step.attempt, max_attempts: step.max_attempts },
    depth: step.depth,
    missionId: step.mission_id,
    stepId: step.id,
    cause: { kind: 'step', id: step.id } as const,
    untrusted: true,
  };
  if (verdict.retry) {
    const told: NewEvent[] = [{ ...event, kind: 'step_retried', tags: ['step_retried', step.kind] }];
    const kept = await write(world, policies, told, (sql, prepared, now) =>
      requeueStep(sql, fence, { error: verdict.message, runAfter: after(now, verdict.waitMs), free: verdict.free }, prepared, now),
    );
    return { outcome: kept ? 'retried' : 'lost', infrastructure, message: verdict.message };
  }
  const kept = await write(world, policies, failureEvents(step, event), (sql, prepared, now) =>
    settleStep(sql, fence, { status: 'failed', error: verdict.message, missionStatus: 'failed' }, prepared, now),
  );
  return { outcome: kept ? 'failed' : 'lost', infrastructure, message: verdict.message };
}

/** A failed diagnosis is marked as one, so that nobody diagnoses it again (X01). */
export function failureEvents(step: ClaimedStep, event: Omit<NewEvent, 'kind' | 'tags'>): NewEvent[] {
  const mark = step.kind === 'diagnose' ? ['diagnosis'] : [];
  return [
    { ...event, kind: 'step_failed', tags: ['step_failed', step.kind, ...mark] },
    {
      ...event,
      kind: 'mission_failed',
      tags: [...(mark.length ? ['diagnosis_failed'] : ['mission_failed']), step.kind, ...mark],
      cause: { kind: 'mission', id: step.mission_id },
    },
  ];
}

/** One statement when no reaction matched; else a short transaction that counts cooldowns under a lock. */
export async function write<T>(
  world: World,
  policies: PolicyValues,
  events: NewEvent[],
  statement: (sql: Parameters<typeof settleStep>[0], prepared: ReturnType<typeof prepare>, now: Date) => Promise<T>,
): Promise<T> {
  const prepared = prepare(world, policies, events);
  const now = world.clock.now();
  if (prepared.reactions.length === 0) return statement(world.db.sql, prepared, now);
  return world.db.begin(async (sql) => {
    await lockPatterns(sql, prepared.reactions);
    return statement(sql, prepared, now);
  });
}

function pick(result: JsonObject, key: string): JsonObject {
  const value = result[key];
  return value === undefined ? {} : { [key]: value };
}

/** Asks a model for an answer of a given shape: chosen by policy, retried when it may pass, repaired once when it does not fit. */
import { z } from 'zod';
import type { ModelAnswer, ModelRequest } from '../../world/model.ts';
import type { World } from '../../world/world.ts';
import type { JsonObject, PolicyValues } from '../company.ts';
import { PermanentError, TransientError } from '../errors.ts';
import { emit } from '../events/emit.ts';
import { selectEvents } from '../events/store.ts';
import type { Question } from '../missions/step-context.ts';
import { cleanJson } from '../text.ts';
import { before, HOUR_MS } from '../time.ts';
import { type Caller, call } from './call.ts';
import { chooseModel, faultOf, jsonIn } from './rules.ts';

/** Answers longer than this are not parsed: no schema of ours needs them, and a hostile one could exhaust memory. */
const MAX_ANSWER_CHARS = 200_000;
/** A wait the provider asks for that is longer than this is left to the queue. */
const MAX_INLINE_WAIT_MS = 10_000;

/** @throws Postponed (cap), TransientError (may pass), PermanentError (model unavailable, answer unusable after one repair) */
export async function ask<T>(world: World, policies: PolicyValues, question: Question, schema: z.ZodType<T>, caller: Caller): Promise<T> {
  const json = z.toJSONSchema(schema, { unrepresentable: 'any' }) as JsonObject;
  const request = await requestFor(world, policies, question, json, caller);
  const first = read(await answerTo(world, policies, request, caller), schema);
  if (first.ok) return first.value;
  const again = `${question.prompt}\n\nYour previous answer could not be used: ${first.fault}.\nAnswer again with one JSON object that fits the schema, and nothing else.`;
  const second = read(await answerTo(world, policies, { ...request, prompt: again }, caller), schema);
  if (second.ok) return second.value;
  throw new PermanentError(`the model's answer for ${question.purpose} could not be used, nor the repaired one: ${second.fault}`);
}

/** The same for an answer in plain text; what is usable of it is the caller's to say. */
export async function askText(world: World, policies: PolicyValues, question: Question, caller: Caller): Promise<string> {
  return answerTo(world, policies, await requestFor(world, policies, question, null, caller), caller);
}

async function requestFor(
  world: World,
  policies: PolicyValues,
  question: Question,
  schema: JsonObject | null,
  caller: Caller,
): Promise<ModelRequest> {
  const choice = chooseModel(question.purpose, policies.model_policy, world.model.available());
  if ('missing' in choice) throw await unavailable(world, policies, choice.missing, caller);
  return {
    purpose: question.purpose,
    model: choice,
    system: question.system,
    prompt: question.prompt,
    schema,
    maxOutputTokens: question.maxOutputTokens ?? 4000,
    temperature: question.temperature ?? null,
    timeoutMs: policies.model_policy.timeout_seconds * 1000,
    signal: caller.signal,
    facts: question.facts,
  };
}

function read<T>(text: string, schema: z.ZodType<T>): { ok: true; value: T } | { ok: false; fault: string } {
  if (text.length > MAX_ANSWER_CHARS)
    return { ok: false, fault: `the answer has ${text.length} characters; at most ${MAX_ANSWER_CHARS} are read` };
  const value = jsonIn(text);
  if (value === undefined) return { ok: false, fault: faultOf(text, null) };
  const parsed = schema.safeParse(cleanJson(value as JsonObject));
  return parsed.success ? { ok: true, value: parsed.data } : { ok: false, fault: faultOf(text, parsed.error) };
}

/** Each attempt is one request with its own ledger row; the queue does the long waits. */
async function answerTo(world: World, policies: PolicyValues, request: ModelRequest, caller: Caller): Promise<string> {
  for (let attempt = 0; ; attempt++) {
    const answer = await call(world, policies, request, caller);
    if (answer.ok) return answer.text;
    if (answer.kind === 'unavailable') throw await unavailable(world, policies, answer.message, caller);
    if (answer.kind === 'rejected') throw new PermanentError(`the model refused the request: ${answer.message}`);
    const waitMs = answer.retryAfterMs ?? 1000 * 2 ** attempt;
    if (attempt >= policies.model_policy.max_retries || waitMs > MAX_INLINE_WAIT_MS || caller.signal.aborted) throw passing(answer);
    await world.clock.sleep(waitMs, caller.signal);
  }
}

function passing(answer: Extract<ModelAnswer, { ok: false }>): TransientError {
  return new TransientError(`the model did not answer: ${answer.message}`, answer.retryAfterMs);
}

/** A model that cannot be used is said aloud, once an hour; no other model steps in silently (X06). */
async function unavailable(world: World, policies: PolicyValues, why: string, caller: Caller): Promise<PermanentError> {
  const error = new PermanentError(`model unavailable: ${why}`);
  const recent = await selectEvents(world.db.sql, { kinds: ['model_unavailable'], since: before(world.clock.now(), HOUR_MS), limit: 1 });
  if (recent.length === 0) {
    await world.db.begin((sql) =>
      emit(world, sql, policies, [
        {
          agentId: caller.agentId,
          kind: 'model_unavailable',
          title: 'Model unavailable',
          summary: why,
          tags: ['alert', 'model_unavailable'],
          cause: caller.cause,
          depth: 0,
          missionId: caller.missionId,
        },
      ]),
    );
  }
  return error;
}

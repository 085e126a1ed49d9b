/** Money and answers on a real database: the cap holds under load, every attempt is in the ledger, a bad answer is repaired once. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ask } from '../src/core/costs/ask.ts';
import { readPolicies, setPolicy } from '../src/core/policy/policies.ts';
import { seed } from '../src/core/seed.ts';
import type { ModelAnswer, ModelPort, ModelRequest } from '../src/world/model.ts';
import { smallCompany, smallPolicies } from './small-company.ts';
import { type TestWorld, testWorld } from './world.ts';

let world: TestWorld;
let requests: ModelRequest[];
let answers: ((request: ModelRequest) => ModelAnswer)[];

/** A paid model that answers from a script; the price is one cent for 1,000 tokens of any kind, and unknown for the model "mystery". */
const model: ModelPort = {
  generate: async (request) => {
    requests.push(request);
    const answer = answers.shift();
    if (!answer) throw new Error('unplanned model call');
    return answer(request);
  },
  available: () => ({ anthropic: true, openaiCompatible: false }),
  price: ({ model: name }, usage) => (name === 'mystery' ? null : ((usage.inputTokens + usage.outputTokens) / 1000) * 0.01),
  dearestPrice: (usage) => ((usage.inputTokens + usage.outputTokens) / 1000) * 0.05,
};

beforeEach(async () => {
  requests = [];
  answers = [];
  world = await testWorld({
    company: smallCompany({ policies: { model_policy: { ...smallPolicies.model_policy, models: { default: 'small' }, max_retries: 2 } } }),
    model,
  });
  await seed(world);
});
afterEach(() => world.close());

const usage = { inputTokens: 100, cachedInputTokens: 0, outputTokens: 100 };
const says =
  (text: string, more: Partial<Extract<ModelAnswer, { ok: true }>> = {}) =>
  (): ModelAnswer => ({ ok: true, text, usage, finishReason: 'stop', warnings: [], ...more });
const fails =
  (kind: 'transient' | 'unavailable' | 'rejected', retryAfterMs: number | null = null) =>
  (): ModelAnswer => ({ ok: false, kind, message: `${kind} it was`, retryAfterMs, usage: null });
const schema = z.strictObject({ line: z.string().max(20) });
const question = async (more: object = {}) =>
  ask(
    world,
    await readPolicies(world),
    { purpose: 'write', system: 'You write.', prompt: 'Write a line.', facts: {}, maxOutputTokens: 1000, ...more },
    schema,
    {
      agentId: 'brain',
      cause: { kind: 'step', id: 'some-step' },
      missionId: null,
      signal: new AbortController().signal,
    },
  );
const ledger = () =>
  world.db
    .sql`select status, cost_usd::float8 as usd, estimated, input_tokens, output_tokens, error, purpose, model, cause_id from ops_llm_calls order by created_at, id`;
const policy = (value: object) =>
  setPolicy(world, {
    key: 'model_policy',
    value: { ...smallPolicies.model_policy, models: { default: 'small' }, ...value },
    by: 'ada',
    reason: '',
  });

describe('asking', () => {
  test('an answer that fits is returned, with its real cost, tokens, purpose and cause in the ledger', async () => {
    answers = [says('{"line":"hello"}')];
    expect(await question()).toEqual({ line: 'hello' });
    expect(await ledger()).toMatchObject([
      {
        status: 'succeeded',
        usd: 0.002,
        estimated: false,
        input_tokens: 100,
        output_tokens: 100,
        purpose: 'write',
        model: 'small',
        cause_id: 'some-step',
      },
    ]);
  });
  test('an answer that does not fit is repaired once, told what was wrong', async () => {
    answers = [says('{"line":"far too long a line for this schema"}'), says('```json\n{"line":"short"}\n```')];
    expect(await question()).toEqual({ line: 'short' });
    expect(requests[1]?.prompt).toContain('line: Too big');
    expect(await ledger()).toHaveLength(2);
  });
  test.each([
    ['prose', 'I would rather not.'],
    ['nothing', ''],
    ['cut JSON', '{"line":"he'],
    ['an extra key', '{"line":"a","status":"accepted"}'],
    ['a wrong type', '{"line":7}'],
  ])('%s twice is a recorded failure', async (_what, text) => {
    answers = [says(text), says(text)];
    await expect(question()).rejects.toMatchObject({ name: 'PermanentError' });
    expect(await ledger()).toHaveLength(2);
  });
  test('an answer of a million characters is not parsed', async () => {
    const huge = says(`{"line":"${'x'.repeat(1_000_000)}"}`);
    answers = [huge, huge];
    await expect(question()).rejects.toThrow(/1000011 characters/);
  });
  test('what may pass is tried again, each attempt with its own row; what it asks to wait for longer is left to the queue', async () => {
    answers = [fails('transient', 1000), fails('transient'), says('{"line":"third"}')];
    expect(await question()).toEqual({ line: 'third' });
    expect((await ledger()).map((row) => row.status)).toEqual(['failed', 'failed', 'succeeded']);
    answers = [fails('transient', 60_000)];
    await expect(question()).rejects.toMatchObject({ name: 'TransientError', retryAfterMs: 60_000 });
  });
  test('a model that is not there is said aloud once, and no other model steps in', async () => {
    answers = [fails('unavailable'), fails('unavailable')];
    await expect(question()).rejects.toThrow(/model unavailable: unavailable it was/);
    await expect(question()).rejects.toMatchObject({ name: 'PermanentError' });
    expect(requests.every((request) => request.model.model === 'small')).toBe(true);
    expect(await world.db.sql`select 1 from ops_agent_events where kind = 'model_unavailable'`).toHaveLength(1);
  });
});

describe('the daily cap', () => {
  test('twenty calls at once with money for three start exactly three', async () => {
    // 1,000 output tokens and a short prompt reserve a little over one cent each.
    await policy({ daily_cap_usd: 0.035 });
    answers = Array.from({ length: 20 }, () =>
      says('{"line":"x"}', { usage: { inputTokens: 100, cachedInputTokens: 0, outputTokens: 900 } }),
    );
    const all = await Promise.allSettled(Array.from({ length: 20 }, () => question()));
    expect(requests.length).toBe(3);
    const refused = all.filter((one) => one.status === 'rejected').map((one) => one.reason);
    expect(refused).toHaveLength(17);
    expect(refused[0]).toMatchObject({ name: 'Postponed', message: expect.stringMatching(/daily_cap_usd: \$0\.03\d+ of \$0\.035/) });
    const [sum] = await world.db.sql`select sum(cost_usd)::float8 as spent from ops_llm_calls`;
    expect(sum?.spent).toBeLessThanOrEqual(0.035);
  });
  test('a cap of zero stops every paid call before it is made', async () => {
    await policy({ daily_cap_usd: 0 });
    await expect(question()).rejects.toMatchObject({ name: 'Postponed' });
    expect(requests).toEqual([]);
  });
  test('the next day has its own', async () => {
    await policy({ daily_cap_usd: 0.0112 });
    answers = [says('{"line":"a"}'), says('{"line":"b"}')];
    await question();
    await expect(question()).rejects.toMatchObject({ name: 'Postponed' });
    world.clock.advance(86_400_000);
    expect(await question()).toEqual({ line: 'b' });
  });
  test('a call that was lost keeps its reservation: it is never free', async () => {
    answers = [
      () => {
        throw new Error('the process died here');
      },
    ];
    await expect(question()).rejects.toThrow();
    const [row] = await ledger();
    expect(row).toMatchObject({ status: 'reserved' });
    expect(row?.usd).toBeGreaterThan(0.01);
  });
  test('a call whose answer was lost may be billed: it costs what was reserved', async () => {
    const lost = { inputTokens: null, cachedInputTokens: null, outputTokens: null };
    answers = Array.from({ length: 3 }, () => () => ({
      ok: false,
      kind: 'transient',
      message: 'time-out',
      retryAfterMs: null,
      usage: lost,
    }));
    await expect(question()).rejects.toMatchObject({ name: 'TransientError' });
    expect((await ledger()).every((row) => row.status === 'failed' && row.estimated && row.usd > 0.01)).toBe(true);
  });
  test('missing usage costs what was reserved, an unknown price the dearest known one, both marked', async () => {
    answers = [says('{"line":"a"}', { usage: { inputTokens: null, cachedInputTokens: null, outputTokens: null } }), says('{"line":"b"}')];
    await question();
    await policy({ models: { default: 'mystery' } });
    await question();
    const [missing, unknown] = await ledger();
    expect(missing).toMatchObject({ estimated: true, input_tokens: null });
    expect(missing?.usd).toBeGreaterThan(0.01);
    expect(unknown).toMatchObject({ estimated: true, usd: 0.01 });
  });
});

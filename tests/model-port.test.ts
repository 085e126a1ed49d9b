/** The real model clients against a server that speaks their protocols: one request per call, and every failure named. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { liveModel } from '../src/world/live-model.ts';
import type { ModelRequest } from '../src/world/model.ts';
import { dearestPrice, PRICES, priceOf } from '../src/world/prices.ts';
import { type ModelServer, startModelServer } from './servers/model-server.ts';

const KEY = 'sk-secret-canary-123456';
let server: ModelServer;
beforeEach(async () => {
  server = await startModelServer();
});
afterEach(() => server.close());

const port = () =>
  liveModel({
    anthropic: { apiKey: KEY, baseURL: server.url },
    openai: { apiKey: KEY, baseURL: `${server.url}/v1` },
    seed: 's',
    now: () => new Date('2026-11-23T00:00:00Z'),
  });
const schema = { type: 'object', properties: { line: { type: 'string' } }, required: ['line'], additionalProperties: false };
const request = (more: Partial<ModelRequest> = {}): ModelRequest => ({
  purpose: 'write',
  model: { provider: 'anthropic', model: 'claude-haiku-5-5' },
  system: 'You write.',
  prompt: 'Write.',
  schema,
  maxOutputTokens: 500,
  temperature: null,
  timeoutMs: 3000,
  signal: new AbortController().signal,
  facts: { hidden: 'facts stay here' },
  ...more,
});
const openai = { provider: 'openai-compatible', model: 'llama3.2' } as const;

describe.each([
  ['anthropic', request().model, '/v1/messages'],
  ['openai-compatible', openai, '/v1/chat/completions'],
] as const)('%s', (_name, model, path) => {
  test('an answer comes back as text with its usage, from one request that holds the schema and keeps facts and key out of the body', async () => {
    server.script({ text: '{"line":"hello"}' });
    const answer = await port().generate(request({ model }));
    expect(answer).toMatchObject({
      ok: true,
      text: '{"line":"hello"}',
      finishReason: 'stop',
      usage: { inputTokens: 1025, cachedInputTokens: 900, outputTokens: 40 },
    });
    expect(server.hits.map((hit) => hit.path)).toEqual([path]);
    const [hit] = server.hits;
    expect(JSON.stringify(hit?.body)).toContain('"line"');
    expect(JSON.stringify(hit?.body)).not.toMatch(/facts stay here|secret-canary/);
    expect(JSON.stringify(hit?.headers)).toContain(KEY);
    expect(hit?.path).not.toContain(KEY);
  });
  test('text that is no JSON is returned as it is, however long', async () => {
    const text = 'x'.repeat(60_000);
    server.script({ text }, { text: '{"line": "cut', stop: model === openai ? 'length' : 'max_tokens' });
    expect(await port().generate(request({ model }))).toMatchObject({ ok: true, text });
    expect(await port().generate(request({ model }))).toMatchObject({ ok: true, text: '{"line": "cut', finishReason: 'length' });
  });
  test.each([
    [429, 'transient'],
    [500, 'transient'],
    [503, 'transient'],
    [529, 'transient'],
    [401, 'unavailable'],
    [404, 'unavailable'],
    [400, 'rejected'],
    [413, 'rejected'],
  ] as const)('HTTP %i is %s, after one request', async (status, kind) => {
    server.script({
      status,
      headers: status === 429 ? { 'retry-after': '7' } : {},
      body: JSON.stringify({ type: 'error', error: { type: 'x', message: `no, not with ${KEY}` } }),
    });
    const answer = await port().generate(request({ model }));
    expect(answer).toMatchObject({
      ok: false,
      kind,
      retryAfterMs: status === 429 ? 7000 : null,
      message: expect.stringContaining(`HTTP ${status}`),
    });
    expect(JSON.stringify(answer)).not.toContain(KEY);
    expect(server.hits).toHaveLength(1);
  });
  test('silence and a cut line are transient, and a stopped call ends at once', async () => {
    server.script({ hang: true }, { drop: true }, { hang: true });
    expect(await port().generate(request({ model, timeoutMs: 300 }))).toMatchObject({
      ok: false,
      kind: 'transient',
      message: expect.stringContaining('0.3 s'),
    });
    expect(await port().generate(request({ model }))).toMatchObject({ ok: false, kind: 'transient' });
    const stop = new AbortController();
    const call = port().generate(request({ model, signal: stop.signal }));
    stop.abort();
    expect(await call).toMatchObject({ ok: false, kind: 'transient', message: expect.stringContaining('stopped') });
  });
  test('a reply that is no JSON at all is a failure, not a crash', async () => {
    server.script({ status: 200, body: '<html>oops' });
    expect(await port().generate(request({ model }))).toMatchObject({ ok: false });
  });
});

describe('what a model takes', () => {
  test('temperature goes only where the model takes it, and the SDK’s warning is kept', async () => {
    server.script({ text: '{}' }, { text: '{}' });
    const newer = await port().generate(request({ temperature: 0.9 }));
    const older = await port().generate(request({ temperature: 0.9, model: { provider: 'anthropic', model: 'claude-haiku-4-5' } }));
    expect(server.hits.map((hit) => 'temperature' in hit.body)).toEqual([false, true]);
    expect(newer.ok && newer.warnings.join()).toMatch(/temperature/);
    expect(older.ok && older.warnings).toEqual([]);
  });
  test('tool use is never forced', async () => {
    server.script({ text: '{}' });
    await port().generate(request());
    expect(server.hits[0]?.body).not.toHaveProperty('tool_choice');
  });
});

describe('the offline model', () => {
  test('needs no key and no network, gives the same answer to the same question, and says that it is free', async () => {
    const offline = liveModel({ anthropic: {}, openai: {}, seed: 's', now: () => new Date(0) });
    expect(offline.available()).toEqual({ anthropic: false, openaiCompatible: false });
    const facts = {
      agent: { id: 'observer', displayName: 'Observer' },
      artifact: { title: 'Draft', body: 'A draft of a few words without numbers.', kind: 'draft', sources: [] },
    };
    const ask = () =>
      offline.generate(request({ purpose: 'review', model: { provider: 'offline', model: 'deskmates' }, facts: facts as never }));
    const [first, second] = [await ask(), await ask()];
    expect(first).toMatchObject({ ok: true });
    expect(second).toEqual(first);
    expect(server.hits).toEqual([]);
    expect(
      offline.price({ provider: 'offline', model: 'deskmates' }, { inputTokens: 1e6, cachedInputTokens: 0, outputTokens: 1e6 }, new Date()),
    ).toBe(0);
  });
});

describe('prices', () => {
  const at = new Date('2026-11-23T00:00:00Z');
  const usage = { inputTokens: 100_000, cachedInputTokens: 50_000, outputTokens: 1000 };
  test('count cached input, the length of the prompt and the day they took effect', () => {
    const choice = { provider: 'anthropic', model: 'claude-haiku-5-5' } as const;
    expect(priceOf(choice, usage, at, false)).toBeCloseTo((50_000 * 0.1 + 50_000 * 0.01 + 1000 * 0.5) / 1e6, 10);
    expect(priceOf(choice, { ...usage, inputTokens: 100_001 }, at, false)).toBeGreaterThan(0.02);
    const sonnet = { provider: 'anthropic', model: 'claude-sonnet-5-5' } as const;
    expect(priceOf(sonnet, usage, new Date('2026-10-06T23:00:00Z'), false)).toBeGreaterThan(
      priceOf(sonnet, usage, new Date('2026-10-07T00:00:00Z'), false) ?? 0,
    );
  });
  test('of a dated id are those of its model; an unknown model has none and is never free', () => {
    expect(priceOf({ provider: 'anthropic', model: 'claude-haiku-4-5-20251001' }, usage, at, false)).toBe(
      priceOf({ provider: 'anthropic', model: 'claude-haiku-4-5' }, usage, at, false),
    );
    expect(priceOf({ provider: 'anthropic', model: 'claude-haiku-4-5-turbo' }, usage, at, false)).toBeNull();
    expect(priceOf({ provider: 'openai-compatible', model: 'mystery' }, usage, at, false)).toBeNull();
    expect(dearestPrice(usage)).toBeGreaterThan(0.3);
    expect(PRICES.every((price) => price.cachedInput <= price.input && price.input <= price.output)).toBe(true);
  });
  test("of a server of one's own are nothing", () => {
    const own = liveModel({ anthropic: {}, openai: { baseURL: 'http://localhost:11434' }, seed: 's', now: () => at });
    expect(own.price({ provider: 'openai-compatible', model: 'llama3.2' }, usage, at)).toBe(0);
    expect(own.available()).toEqual({ anthropic: false, openaiCompatible: true });
  });
});

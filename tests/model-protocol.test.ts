/** What exactly goes over the wire to a model, and what the less common answers mean: gateways, money, redirects, addresses. */
import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cleanText } from '../src/core/text.ts';
import { asOpenAITakesIt, liveModel } from '../src/world/live-model.ts';
import type { ModelRequest } from '../src/world/model.ts';
import { type ModelServer, startModelServer } from './servers/model-server.ts';

const KEY = 'sk-secret-canary-123456';
const NOW = new Date('2026-11-23T00:00:00Z');
let server: ModelServer;
beforeEach(async () => {
  server = await startModelServer();
});
afterEach(() => server.close());

const port = (url = server.url) =>
  liveModel({ anthropic: { apiKey: KEY, baseURL: url }, openai: { baseURL: url }, seed: 's', now: () => NOW });
const schema = {
  type: 'object',
  properties: { line: { type: 'string', minLength: 3 } },
  required: ['line'],
  additionalProperties: false,
};
const claude = { provider: 'anthropic', model: 'claude-haiku-5-5' } as const;
const llama = { provider: 'openai-compatible', model: 'llama3.2' } as const;
const request = (more: Partial<ModelRequest> = {}): ModelRequest => ({
  purpose: 'write',
  model: claude,
  system: 'You write.',
  prompt: 'Write.',
  schema,
  maxOutputTokens: 500,
  temperature: null,
  timeoutMs: 5000,
  signal: new AbortController().signal,
  facts: {},
  ...more,
});
const both = [
  ['anthropic', claude],
  ['openai-compatible', llama],
] as const;

describe('the request', () => {
  test('carries the schema as native structured output', async () => {
    server.script({ text: '{}' }, { text: '{}' });
    await port().generate(request());
    await port().generate(request({ model: llama }));
    const [anthropic, openai] = server.hits.map((hit) => hit.body);
    expect(anthropic).toMatchObject({
      max_tokens: 500,
      output_config: { format: { type: 'json_schema', schema: { required: ['line'] } } },
    });
    expect(openai).toMatchObject({
      max_tokens: 500,
      response_format: { type: 'json_schema', json_schema: { name: 'write', strict: false, schema } },
    });
  });
  test('forces no tool on a model that the SDK does not know', async () => {
    server.script({ text: '{}' });
    await port().generate(request({ model: { provider: 'anthropic', model: 'claude-of-tomorrow' } }));
    expect(server.hits[0]?.body).not.toHaveProperty('tools');
    expect(server.hits[0]?.body).toHaveProperty('output_config.format');
  });
  test('has no format where none is wanted, and no system text where there is none', async () => {
    server.script({ text: 'hello' }, { text: 'hello' });
    expect(await port().generate(request({ schema: null, system: ' ' }))).toMatchObject({ ok: true, text: 'hello' });
    expect(await port().generate(request({ schema: null, model: llama }))).toMatchObject({ ok: true, text: 'hello' });
    expect(server.hits[0]?.body).not.toHaveProperty('system');
    expect(server.hits[0]?.body).not.toHaveProperty('output_config');
    expect(server.hits[1]?.body).not.toHaveProperty('response_format');
  });
  test('to a server without a key has no authorization, and broken characters do not travel', async () => {
    server.script({ text: '{}' });
    await port().generate(request({ model: llama, prompt: 'half a face: \ud83d' }));
    expect(server.hits[0]?.path).toBe('/v1/chat/completions');
    expect(server.hits[0]?.headers).not.toHaveProperty('authorization');
    expect(JSON.stringify(server.hits[0]?.body)).toContain('half a face: \ufffd');
  });
  test('to OpenAI itself uses the names it takes, and says what was left out', () => {
    const warnings: Parameters<typeof asOpenAITakesIt>[1] = [];
    expect(asOpenAITakesIt({ model: 'gpt-5-mini', max_tokens: 9, temperature: 0.5 }, warnings)).toEqual({
      model: 'gpt-5-mini',
      max_completion_tokens: 9,
    });
    expect(warnings).toMatchObject([{ feature: 'temperature' }]);
    expect(asOpenAITakesIt({ model: 'gpt-4.1', max_tokens: 9, temperature: 0.5 }, [])).toEqual({
      model: 'gpt-4.1',
      max_completion_tokens: 9,
      temperature: 0.5,
    });
  });
});

describe('one request', () => {
  test.each(both)('%s: a redirect is not followed, and the remedy is named', async (_name, model) => {
    for (const status of [301, 307, 308]) {
      server.script({ status, headers: { location: `${server.url}/elsewhere` } });
      const answer = await port().generate(request({ model }));
      expect(answer).toMatchObject({ ok: false, kind: 'unavailable', message: expect.stringContaining('_BASE_URL') });
    }
    expect(server.hits).toHaveLength(3);
  });
  test('a misdirected one (421), which fetch repeats by itself, is not repeated', async () => {
    server.script({ status: 421 }, { text: '{}' });
    expect(await port().generate(request())).toMatchObject({ ok: false });
    expect(server.hits).toHaveLength(1);
  });
  test('none at all without a key, or when the work is stopped already', async () => {
    const bare = liveModel({ anthropic: {}, openai: {}, seed: 's', now: () => NOW });
    expect(await bare.generate(request())).toMatchObject({ kind: 'unavailable', message: expect.stringContaining('ANTHROPIC_API_KEY') });
    expect(await bare.generate(request({ model: llama }))).toMatchObject({
      kind: 'unavailable',
      message: expect.stringContaining('OPENAI_BASE_URL'),
    });
    expect(await port().generate(request({ signal: AbortSignal.abort() }))).toMatchObject({ ok: false, kind: 'transient', usage: null });
    expect(server.hits).toEqual([]);
  });
});

describe('what an answer used', () => {
  test.each(both)('%s: an answer that does not say is an answer, with nothing for its usage', async (_name, model) => {
    server.script({ text: '{"line":"hello"}', usage: null });
    expect(await port().generate(request({ model }))).toMatchObject({
      ok: true,
      text: '{"line":"hello"}',
      finishReason: 'stop',
      usage: { inputTokens: null, outputTokens: null },
    });
  });
  test('zeros for a prompt and a text are not a count', async () => {
    server.script({ text: '{"line":"hello"}', usage: { input: 0, output: 0 } });
    expect(await port().generate(request({ model: llama }))).toMatchObject({ ok: true, usage: { inputTokens: null, outputTokens: null } });
  });
  test('is unknown when the answer was lost, and nothing when no connection came about', async () => {
    const unsaid = { inputTokens: null, cachedInputTokens: null, outputTokens: null };
    server.script({ drop: true }, { stall: true });
    expect(await port().generate(request())).toMatchObject({ kind: 'transient', usage: unsaid });
    expect(await port().generate(request({ timeoutMs: 200 }))).toMatchObject({ kind: 'transient', usage: unsaid });
    const gone = port();
    await server.close();
    expect(await gone.generate(request())).toMatchObject({
      kind: 'transient',
      usage: null,
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });
  test('a refusal is an answer whose finish says so', async () => {
    server.script({ text: '', stop: 'refusal' }, { text: '', stop: 'content_filter' });
    expect(await port().generate(request())).toMatchObject({ ok: true, text: '', finishReason: 'content-filter' });
    expect(await port().generate(request({ model: llama }))).toMatchObject({ ok: true, text: '', finishReason: 'content-filter' });
  });
});

describe('failures', () => {
  test.each([
    [{ 'retry-after-ms': '1500', 'retry-after': '9' }, 1500],
    [{ 'retry-after': '2' }, 2000],
    [{ 'retry-after': 'Mon, 23 Nov 2026 00:01:00 GMT' }, 60_000],
    [{ 'retry-after': '99999999' }, 86_400_000],
    [{ 'retry-after': 'soon' }, null],
    [{ 'retry-after': '-5' }, null],
    [{ 'retry-after': '' }, null],
  ])('a wait asked for as %j is %s ms', async (headers, retryAfterMs) => {
    server.script({ status: 529, headers: headers as Record<string, string> });
    expect(await port().generate(request())).toMatchObject({ kind: 'transient', retryAfterMs });
  });
  test.each([
    [400, 'Your credit balance is too low to access the Anthropic API.'],
    [429, 'You exceeded your current quota, please check your plan and billing details.'],
    [402, 'pay first'],
  ])('HTTP %i for want of money (%s) will not pass by itself', async (status, message) => {
    server.script({ status, body: JSON.stringify({ error: { type: 'x', message } }) });
    expect(await port().generate(request({ model: llama }))).toMatchObject({
      kind: 'unavailable',
      message: expect.stringContaining('no credit'),
    });
  });
  test('a message from outside can be stored and shown', async () => {
    server.script({ status: 400, body: JSON.stringify({ error: { type: 'x', message: `\u0000${'\ud83d\ude00'.repeat(400)}\u202e` } }) });
    const answer = await port().generate(request());
    const message = answer.ok ? '' : answer.message;
    expect(message).toContain('HTTP 400');
    expect(message.isWellFormed()).toBe(true);
    expect(message).toBe(cleanText(message));
  });
  test('a server that is no HTTP server, and a purpose that nobody answers, are failures', async () => {
    const babble = createServer((socket) =>
      socket
        .on('error', () => undefined)
        .resume()
        .end('hello, who is there?\r\n'),
    );
    await new Promise<void>((resolve) => babble.listen(0, '127.0.0.1', resolve));
    const { port: number } = babble.address() as { port: number };
    expect(await port(`http://127.0.0.1:${number}`).generate(request())).toMatchObject({ ok: false, kind: 'transient' });
    await new Promise((resolve) => babble.close(resolve));
    const offline = { provider: 'offline', model: 'deskmates' } as const;
    expect(await port().generate(request({ model: offline, purpose: 'nonsense' }))).toMatchObject({ ok: false, kind: 'rejected' });
  });
});

describe("a server of one's own", () => {
  const price = (baseURL: string) =>
    liveModel({ anthropic: {}, openai: { baseURL }, seed: 's', now: () => NOW }).price(
      llama,
      { inputTokens: 1000, cachedInputTokens: 0, outputTokens: 10 },
      NOW,
    );
  test.each([
    'http://localhost:11434',
    'http://127.0.0.1:11434/v1',
    'http://[::1]:8000',
    'http://10.1.2.3/v1',
    'http://[fd00::1]/v1',
    'http://ollama:11434',
    'http://gpu.local:1234/v1',
    'http://host.docker.internal:11434',
  ])('%s costs nothing', (baseURL) => {
    expect(price(baseURL)).toBe(0);
  });
  test.each(['https://api.openai.com/v1', 'https://openrouter.ai/api/v1', 'http://8.8.8.8/v1', 'https://localhost.example.com/v1'])(
    '%s is not one',
    (baseURL) => {
      expect(price(baseURL)).toBeNull();
    },
  );
});

/** Models over the AI SDK: Anthropic, any OpenAI-compatible server, or the offline model. One call is one request; retries are the caller's. */
import { APICallError, type LanguageModelV4, type LanguageModelV4GenerateResult, type SharedV4Warning } from '@ai-sdk/provider';
import ip from 'ipaddr.js';
import type { ModelAnswer, ModelChoice, ModelPort, ModelRequest, ModelUsage } from './model.ts';
import { failureOf, nameOf, passing, unavailable } from './model-failure.ts';
import { OFFLINE_OPTIONS, offlineModel } from './offline-model.ts';
import { oneRequest } from './one-request.ts';
import { dearestPrice, priceOf } from './prices.ts';

export type ModelConfig = {
  anthropic: { apiKey?: string; baseURL?: string };
  openai: { apiKey?: string; baseURL?: string };
  /** Seeds the offline model. */
  seed: string;
  now: () => Date;
};

const ANTHROPIC = 'https://api.anthropic.com/v1';
const OPENAI = 'https://api.openai.com/v1';
/** Timers hold no more. */
const MAX_TIMER_MS = 2_147_483_647;

export function liveModel(config: ModelConfig): ModelPort {
  const { anthropic, openai } = config;
  const secrets = [anthropic.apiKey, openai.apiKey].filter((key): key is string => !!key);
  const local = openai.baseURL !== undefined && isLocal(openai.baseURL);
  const available = { anthropic: !!anthropic.apiKey, openaiCompatible: !!openai.baseURL || !!openai.apiKey };
  const make = providers(config);
  return {
    available: () => available,
    price: (choice, usage, at) => priceOf(choice, usage, at, choice.provider === 'openai-compatible' && local),
    dearestPrice,
    async generate(request) {
      if (request.signal.aborted) return passing('the call was stopped before it began', null);
      if (request.model.provider === 'anthropic' && !available.anthropic)
        return unavailable(`${nameOf(request.model)}: ANTHROPIC_API_KEY is not set`);
      if (request.model.provider === 'openai-compatible' && !available.openaiCompatible)
        return unavailable(`${nameOf(request.model)}: neither OPENAI_BASE_URL nor OPENAI_API_KEY is set`);
      return timed(request, async (signal) => {
        try {
          return answerOf(await (await make(request.model)).doGenerate(callOf(request, signal)));
        } catch (error) {
          return rescued(error) ?? failureOf(error, request.model, secrets, config.now());
        }
      });
    },
  };
}

/** Whatever the SDK throws when its signal aborts, the reason is ours. */
async function timed(request: ModelRequest, run: (signal: AbortSignal) => Promise<ModelAnswer>): Promise<ModelAnswer> {
  const clock = AbortSignal.timeout(Math.min(Math.max(request.timeoutMs, 0) || 0, MAX_TIMER_MS));
  const answer = await run(AbortSignal.any([clock, request.signal]));
  if (answer.ok) return answer;
  if (request.signal.aborted) return passing('the call was stopped', answer.usage);
  if (clock.aborted) return passing(`${nameOf(request.model)} did not answer within ${request.timeoutMs / 1000} s`, answer.usage);
  return answer;
}

/** Each SDK is loaded with the first call that needs it: a company on the offline model carries none of them. */
function providers(config: ModelConfig): (choice: ModelChoice) => Promise<LanguageModelV4> {
  const offline = offlineModel(config.seed);
  return async ({ provider, model }) => {
    if (provider === 'offline') return offline;
    return provider === 'anthropic' ? (await anthropicOf(config))(model) : (await openaiOf(config))(model);
  };
}

async function anthropicOf({ anthropic }: ModelConfig) {
  const { createAnthropic } = await import('@ai-sdk/anthropic');
  return createAnthropic({ apiKey: anthropic.apiKey ?? '', baseURL: versioned(anthropic.baseURL ?? ANTHROPIC), fetch: onlyOnce });
}

async function openaiOf({ openai }: ModelConfig) {
  const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
  const baseURL = versioned(openai.baseURL ?? OPENAI);
  return createOpenAICompatible({
    name: 'openai-compatible',
    baseURL,
    supportsStructuredOutputs: true,
    fetch: onlyOnce,
    ...(new URL(baseURL).host === new URL(OPENAI).host ? { transformRequestBody: asOpenAITakesIt } : {}),
    ...(openai.apiKey ? { apiKey: openai.apiKey } : {}),
  });
}

const onlyOnce: typeof fetch = (url, init) => oneRequest(url instanceof Request ? url.url : url, init ?? {});

/** OpenAI itself has renamed max_tokens, and its reasoning models refuse both the old name and any temperature. */
export function asOpenAITakesIt(body: Record<string, unknown>, warnings: SharedV4Warning[] = []): Record<string, unknown> {
  const { max_tokens, temperature, ...rest } = body;
  const reasons = /^(o\d|gpt-[5-9])/.test(String(body.model));
  if (reasons && temperature !== undefined)
    warnings.push({ type: 'unsupported', feature: 'temperature', details: `${body.model} takes no temperature; it was left out` });
  return { ...rest, max_completion_tokens: max_tokens, ...(reasons ? {} : { temperature }) };
}

/** The facts go to the offline model only: no provider sees more than the prompt. */
function callOf(request: ModelRequest, abortSignal: AbortSignal): Parameters<LanguageModelV4['doGenerate']>[0] {
  const offline = request.model.provider === 'offline';
  const system = request.system.trim() ? [{ role: 'system' as const, content: request.system.toWellFormed() }] : [];
  return {
    prompt: [...system, { role: 'user', content: [{ type: 'text', text: request.prompt.toWellFormed() }] }],
    maxOutputTokens: request.maxOutputTokens,
    ...(request.temperature === null ? {} : { temperature: request.temperature }),
    ...(request.schema ? { responseFormat: { type: 'json', schema: request.schema, name: request.purpose } } : {}),
    providerOptions: offline
      ? { [OFFLINE_OPTIONS]: { purpose: request.purpose, facts: request.facts } }
      : // Otherwise the SDK forces a tool on models it does not know; and OpenAI's strict mode refuses keywords that our schemas use.
        { anthropic: { structuredOutputMode: 'outputFormat' }, openaiCompatible: { strictJsonSchema: false } },
    abortSignal,
  };
}

function answerOf(result: LanguageModelV4GenerateResult): ModelAnswer {
  const text = result.structuredOutputText ?? result.content.map((part) => (part.type === 'text' ? part.text : '')).join('');
  const { inputTokens, outputTokens } = result.usage;
  // No prompt has 0 tokens, and no text has: such a count was not made.
  const usage: ModelUsage = {
    inputTokens: tokens(inputTokens.total) || null,
    cachedInputTokens: tokens(inputTokens.cacheRead),
    outputTokens: text ? tokens(outputTokens.total) || null : tokens(outputTokens.total),
  };
  return { ok: true, text, usage, finishReason: result.finishReason.unified, warnings: result.warnings.map(wordsOf) };
}

function tokens(count: number | undefined): number | null {
  return count !== undefined && Number.isSafeInteger(count) && count >= 0 ? count : null;
}

function wordsOf(warning: SharedV4Warning): string {
  if (warning.type === 'other') return warning.message;
  if (warning.type === 'deprecated') return `deprecated: ${warning.setting}: ${warning.message}`;
  return `${warning.type}: ${warning.feature}${warning.details ? `: ${warning.details}` : ''}`;
}

/** A gateway's message without the usage that the SDK insists on is an answer all the same; what it cost is not said. */
function rescued(error: unknown): ModelAnswer | null {
  if (!APICallError.isInstance(error) || error.statusCode !== 200) return null;
  try {
    const { content, stop_reason } = JSON.parse(error.responseBody ?? '') as {
      content: { type: string; text: string }[];
      stop_reason?: string;
    };
    const texts = content.filter(({ type, text }) => type === 'text' && typeof text === 'string').map(({ text }) => text);
    if (texts.length === 0) return null;
    return {
      ok: true,
      text: texts.join(''),
      usage: { inputTokens: null, cachedInputTokens: null, outputTokens: null },
      finishReason:
        { end_turn: 'stop', stop_sequence: 'stop', max_tokens: 'length', refusal: 'content-filter' }[stop_reason ?? ''] ?? 'other',
      warnings: ['the answer left out parts of the protocol, such as its usage'],
    };
  } catch {
    return null;
  }
}

/** People give the server with and without its version: http://localhost:11434 means http://localhost:11434/v1. */
function versioned(baseURL: string): string {
  const trimmed = baseURL.replace(/\/+$/, '');
  return URL.canParse(trimmed) && new URL(trimmed).pathname === '/' ? `${trimmed}/v1` : trimmed;
}

/** A server of one's own: a private address, or a name that only the local network or a container network knows. */
function isLocal(baseURL: string): boolean {
  const host = URL.canParse(baseURL) ? new URL(baseURL).hostname.replace(/^\[|\]$/g, '') : '';
  if (ip.isValid(host)) return ['loopback', 'private', 'uniqueLocal', 'linkLocal', 'carrierGradeNat'].includes(ip.process(host).range());
  return host !== '' && (!host.includes('.') || /\.(local|localhost|internal|lan|home\.arpa)$/.test(host));
}

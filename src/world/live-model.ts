/** Models over the AI SDK: Anthropic, any OpenAI-compatible server, or the offline model. One call is one request; retries are the caller's. */
import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { APICallError, type LanguageModelV4, type LanguageModelV4GenerateResult } from '@ai-sdk/provider';
import type { ModelAnswer, ModelChoice, ModelPort, ModelRequest, ModelUsage } from './model.ts';
import { OFFLINE_OPTIONS, offlineModel } from './offline-model.ts';
import { dearestPrice, priceOf } from './prices.ts';

export type ModelConfig = {
  anthropic: { apiKey?: string; baseURL?: string };
  openai: { apiKey?: string; baseURL?: string };
  /** Seeds the offline model. */
  seed: string;
  now: () => Date;
};

const OPENAI = 'https://api.openai.com/v1';

export function liveModel(config: ModelConfig): ModelPort {
  const { anthropic, openai } = config;
  const secrets = [anthropic.apiKey, openai.apiKey].filter((key): key is string => !!key);
  const local = openai.baseURL !== undefined && isLocal(openai.baseURL);
  const make = providers(config);
  return {
    available: () => ({ anthropic: !!anthropic.apiKey, openaiCompatible: !!openai.baseURL || !!openai.apiKey }),
    price: (choice, usage, at) => priceOf(choice, usage, at, choice.provider === 'openai-compatible' && local),
    dearestPrice,
    async generate(request) {
      const clock = AbortSignal.timeout(request.timeoutMs);
      try {
        const result = await make(request.model).doGenerate(callOf(request, AbortSignal.any([clock, request.signal])));
        return answerOf(result);
      } catch (error) {
        if (clock.aborted) return passing(`${nameOf(request.model)} did not answer within ${request.timeoutMs / 1000} s`);
        if (request.signal.aborted) return passing('the call was stopped');
        return failureOf(error, request.model, secrets);
      }
    },
  };
}

function providers(config: ModelConfig): (choice: ModelChoice) => LanguageModelV4 {
  const anthropic = createAnthropic({
    apiKey: config.anthropic.apiKey ?? '',
    ...(config.anthropic.baseURL ? { baseURL: versioned(config.anthropic.baseURL) } : {}),
  });
  const openai = createOpenAICompatible({
    name: 'openai-compatible',
    baseURL: versioned(config.openai.baseURL ?? OPENAI),
    supportsStructuredOutputs: true,
    ...(config.openai.apiKey ? { apiKey: config.openai.apiKey } : {}),
  });
  const offline = offlineModel(config.seed);
  return ({ provider, model }) => (provider === 'anthropic' ? anthropic(model) : provider === 'offline' ? offline : openai(model));
}

/** The facts go to the offline model only: no provider sees more than the prompt. */
function callOf(request: ModelRequest, abortSignal: AbortSignal): Parameters<LanguageModelV4['doGenerate']>[0] {
  const offline = request.model.provider === 'offline';
  return {
    prompt: [
      { role: 'system', content: request.system },
      { role: 'user', content: [{ type: 'text', text: request.prompt }] },
    ],
    maxOutputTokens: request.maxOutputTokens,
    ...(request.temperature === null ? {} : { temperature: request.temperature }),
    ...(request.schema ? { responseFormat: { type: 'json', schema: request.schema, name: request.purpose } } : {}),
    ...(offline ? { providerOptions: { [OFFLINE_OPTIONS]: { purpose: request.purpose, facts: request.facts } } } : {}),
    abortSignal,
  };
}

function answerOf(result: LanguageModelV4GenerateResult): ModelAnswer {
  const text = result.structuredOutputText ?? result.content.map((part) => (part.type === 'text' ? part.text : '')).join('');
  const tool = result.content.find((part) => part.type === 'tool-call');
  const { inputTokens, outputTokens } = result.usage;
  const usage: ModelUsage = {
    inputTokens: inputTokens.total ?? null,
    cachedInputTokens: inputTokens.cacheRead ?? null,
    outputTokens: outputTokens.total ?? null,
  };
  const warnings = result.warnings.map((warning) =>
    'feature' in warning ? `${warning.type}: ${warning.feature}` : JSON.stringify(warning),
  );
  return { ok: true, text: text || (tool ? tool.input : ''), usage, finishReason: result.finishReason.unified, warnings };
}

function failureOf(error: unknown, choice: ModelChoice, secrets: string[]): ModelAnswer {
  const status = APICallError.isInstance(error) ? error.statusCode : undefined;
  const headers = APICallError.isInstance(error) ? error.responseHeaders : undefined;
  const said = redact(error instanceof Error ? error.message : String(error), secrets).slice(0, 300);
  const message = `${nameOf(choice)}: ${status ? `HTTP ${status}, ` : ''}${said}`;
  if (status === 401 || status === 403)
    return { ok: false, kind: 'unavailable', message: `${message} (is the key valid?)`, retryAfterMs: null, usage: null };
  if (status === 404)
    return {
      ok: false,
      kind: 'unavailable',
      message: `${message} (is the model's name right? see policy model_policy.models)`,
      retryAfterMs: null,
      usage: null,
    };
  const rejected = status !== undefined && status >= 400 && status < 500 && ![408, 409, 425, 429].includes(status);
  if (rejected) return { ok: false, kind: 'rejected', message, retryAfterMs: null, usage: null };
  return { ok: false, kind: 'transient', message, retryAfterMs: retryAfter(headers), usage: null };
}

function passing(message: string): ModelAnswer {
  return { ok: false, kind: 'transient', message, retryAfterMs: null, usage: null };
}

/** Seconds, or Anthropic's and OpenAI's milliseconds; nonsense counts as nothing said. */
function retryAfter(headers: Record<string, string> | undefined): number | null {
  const exact = Number(headers?.['retry-after-ms'] ?? Number.NaN);
  const ms = Number.isFinite(exact) ? exact : Number(headers?.['retry-after'] ?? Number.NaN) * 1000;
  return Number.isFinite(ms) && ms >= 0 ? Math.min(ms, 86_400_000) : null;
}

function redact(text: string, secrets: string[]): string {
  return secrets.reduce((clean, secret) => clean.replaceAll(secret, '[secret]'), text);
}

function nameOf({ provider, model }: ModelChoice): string {
  return `${provider}/${model}`;
}

/** People give the server with and without its version: http://localhost:11434 means http://localhost:11434/v1. */
function versioned(baseURL: string): string {
  const trimmed = baseURL.replace(/\/+$/, '');
  return URL.canParse(trimmed) && new URL(trimmed).pathname === '/' ? `${trimmed}/v1` : trimmed;
}

function isLocal(baseURL: string): boolean {
  const host = URL.canParse(baseURL) ? new URL(baseURL).hostname : '';
  return (
    host === 'localhost' || /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(host) || host === '[::1]' || host.endsWith('.local')
  );
}

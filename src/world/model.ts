/** The model port: one request, one answer, with what it used. Budget, ledger and repair live in core/costs. */
import type { JsonObject } from '../core/company.ts';

export type ModelRequest = {
  purpose: string;
  /** `provider/model` as resolved by policy, for example anthropic/claude-haiku-4-5, openai-compatible/llama3.2, offline/deskmates */
  model: ModelChoice;
  system: string;
  prompt: string;
  /** JSON schema wanted for the answer; null = plain text. The answer's text is returned either way; parsing is the caller's. */
  schema: JsonObject | null;
  maxOutputTokens: number;
  temperature: number | null;
  timeoutMs: number;
  signal: AbortSignal;
  /** The truth behind the prompt as data; handed to the offline model only, never to a provider. */
  facts: JsonObject;
};

export type ModelChoice = { provider: 'anthropic' | 'openai-compatible' | 'offline'; model: string };

export type ModelUsage = {
  /** null where the provider did not say */
  inputTokens: number | null;
  cachedInputTokens: number | null;
  outputTokens: number | null;
};

export type ModelAnswer =
  | { ok: true; text: string; usage: ModelUsage; finishReason: string; warnings: string[] }
  /** `transient`: may pass by itself (429, 529, 5xx, time-out, network). `unavailable`: key invalid or model unknown. `rejected`: this request is bad. */
  | { ok: false; kind: 'transient' | 'unavailable' | 'rejected'; message: string; retryAfterMs: number | null; usage: ModelUsage | null };

export type ModelPort = {
  /** Exactly one HTTP request per call: retries are the caller's, so that every attempt has its own ledger row. Never throws. */
  generate(request: ModelRequest): Promise<ModelAnswer>;
  /** Which providers have what they need; `auto` in policy picks the first available: anthropic, openai-compatible, offline. */
  available(): { anthropic: boolean; openaiCompatible: boolean };
  /** US dollars for a call at today's price table; null when the model's price is unknown. */
  price(choice: ModelChoice, usage: { inputTokens: number; cachedInputTokens: number; outputTokens: number }, at: Date): number | null;
  /** The same usage at the dearest price the table knows: what an unpriced model is counted as, so that nothing is ever free by ignorance. */
  dearestPrice(usage: { inputTokens: number; cachedInputTokens: number; outputTokens: number }, at: Date): number;
};

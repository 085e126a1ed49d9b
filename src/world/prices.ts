/** What models cost: a table as data, with the day each price took effect. Amounts are US dollars for a million tokens. */
import type { ModelChoice } from './model.ts';

type Price = {
  /** The model id, or how it begins (dated ids carry the date at the end). */
  model: string;
  /** First day (UTC) this price holds. */
  from: string;
  /** Prompts longer than this pay the next entry of the same day with a higher limit. */
  maxPromptTokens: number;
  input: number;
  cachedInput: number;
  output: number;
};

/** Collected 2026-11-23 from agreeing secondary price lists; check your provider's page and correct a line here when it changes. */
export const PRICES: readonly Price[] = [
  { model: 'claude-haiku-5-5', from: '2026-01-01', maxPromptTokens: 100_000, input: 0.1, cachedInput: 0.01, output: 0.5 },
  { model: 'claude-haiku-5-5', from: '2026-01-01', maxPromptTokens: Number.POSITIVE_INFINITY, input: 0.5, cachedInput: 0.05, output: 2.5 },
  { model: 'claude-sonnet-5-5', from: '2026-01-01', maxPromptTokens: Number.POSITIVE_INFINITY, input: 2, cachedInput: 0.2, output: 10 },
  { model: 'claude-sonnet-5-5', from: '2026-10-07', maxPromptTokens: Number.POSITIVE_INFINITY, input: 2, cachedInput: 0.1, output: 10 },
  { model: 'claude-haiku-4-5', from: '2025-10-01', maxPromptTokens: Number.POSITIVE_INFINITY, input: 1, cachedInput: 0.1, output: 5 },
  { model: 'claude-sonnet-4-5', from: '2025-09-29', maxPromptTokens: 200_000, input: 3, cachedInput: 0.3, output: 15 },
  { model: 'claude-sonnet-4-5', from: '2025-09-29', maxPromptTokens: Number.POSITIVE_INFINITY, input: 6, cachedInput: 0.6, output: 22.5 },
  { model: 'claude-opus-4-5', from: '2025-11-24', maxPromptTokens: Number.POSITIVE_INFINITY, input: 5, cachedInput: 0.5, output: 25 },
  { model: 'gpt-5-nano', from: '2025-08-07', maxPromptTokens: Number.POSITIVE_INFINITY, input: 0.05, cachedInput: 0.005, output: 0.4 },
  { model: 'gpt-5-mini', from: '2025-08-07', maxPromptTokens: Number.POSITIVE_INFINITY, input: 0.25, cachedInput: 0.025, output: 2 },
];

export type Counted = { inputTokens: number; cachedInputTokens: number; outputTokens: number };

/** US dollars; null when the table does not know the model. `free` = a server of one's own. */
export function priceOf(choice: ModelChoice, usage: Counted, at: Date, free: boolean): number | null {
  if (choice.provider === 'offline' || free) return 0;
  const day = at.toISOString().slice(0, 10);
  const known = PRICES.filter(
    ({ model, from, maxPromptTokens }) => names(choice.model, model) && from <= day && usage.inputTokens <= maxPromptTokens,
  ).sort((a, b) => b.from.localeCompare(a.from) || a.maxPromptTokens - b.maxPromptTokens);
  return known[0] ? cost(known[0], usage) : null;
}

/** The usage at the dearest line of the table. */
export function dearestPrice(usage: Counted): number {
  return Math.max(...PRICES.map((price) => cost(price, usage)));
}

/** `claude-haiku-4-5-20251001` is `claude-haiku-4-5`; `gpt-5-mini` is not `gpt-5`. */
function names(id: string, model: string): boolean {
  return id === model || (id.startsWith(`${model}-`) && /^\d{4}/.test(id.slice(model.length + 1)));
}

function cost(price: Price, { inputTokens, cachedInputTokens, outputTokens }: Counted): number {
  const cached = Math.min(cachedInputTokens, inputTokens);
  return ((inputTokens - cached) * price.input + cached * price.cachedInput + outputTokens * price.output) / 1_000_000;
}

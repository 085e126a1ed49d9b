/** What models cost: a table as data, with the day each price took effect. Amounts are US dollars for a million tokens. */
import type { ModelChoice } from './model.ts';

export type Price = {
  /** The model id, or how it begins (dated ids carry the date at the end). */
  model: string;
  /** First day (UTC) this price holds; of a model's first line never later than the model. */
  from: string;
  /** Longer prompts (cached tokens included) pay the model's line with the next higher limit, for every token; above the last there is no price. */
  maxPromptTokens: number;
  input: number;
  cachedInput: number;
  output: number;
};

const ANY = Number.POSITIVE_INFINITY;
const line = (model: string, from: string, maxPromptTokens: number, [input, cachedInput, output]: [number, number, number]): Price => ({
  model,
  from,
  maxPromptTokens,
  input,
  cachedInput,
  output,
});

/** The day the table below was checked. */
export const PRICES_COLLECTED = '2026-11-23';
/**
 * Claude: platform.claude.com/docs/en/about-claude/pricing; Haiku 5.5, the cached input of Sonnet 5.5 and Opus 5.5,
 * and OpenAI: agreeing price lists that read the providers' pages in September and October 2026.
 * Check your provider's page, and add a line here when a price changes.
 */
export const PRICES: readonly Price[] = [
  line('claude-haiku-5-5', '2026-10-07', 100_000, [0.1, 0.01, 0.5]),
  line('claude-haiku-5-5', '2026-10-07', ANY, [0.5, 0.05, 2.5]),
  line('claude-sonnet-5-5', '2026-09-01', ANY, [2, 0.2, 10]),
  line('claude-sonnet-5-5', '2026-10-07', ANY, [2, 0.1, 10]),
  line('claude-opus-5-5', '2026-09-22', ANY, [4, 0.2, 20]),
  line('claude-fable-5-1', '2026-09-01', ANY, [10, 0.25, 50]),
  line('claude-fable-5', '2026-01-01', ANY, [10, 1, 50]),
  line('claude-opus-5', '2026-07-24', ANY, [5, 0.5, 25]),
  line('claude-sonnet-5', '2026-01-01', ANY, [2, 0.2, 10]),
  line('claude-opus-4-8', '2026-01-01', ANY, [5, 0.5, 25]),
  line('claude-opus-4-7', '2026-01-01', ANY, [5, 0.5, 25]),
  line('claude-opus-4-6', '2026-01-01', ANY, [5, 0.5, 25]),
  line('claude-opus-4-5', '2025-11-01', ANY, [5, 0.5, 25]),
  line('claude-opus-4-1', '2025-08-01', ANY, [15, 1.5, 75]),
  line('claude-sonnet-4-6', '2026-01-01', ANY, [3, 0.3, 15]),
  line('claude-sonnet-4-5', '2025-09-01', 200_000, [3, 0.3, 15]),
  line('claude-sonnet-4-5', '2025-09-01', ANY, [6, 0.6, 22.5]),
  line('claude-haiku-4-5', '2025-10-01', ANY, [1, 0.1, 5]),
  line('gpt-6.1-sol', '2026-09-29', 272_000, [2, 0.1, 10]),
  line('gpt-6.1-sol', '2026-09-29', ANY, [4, 0.2, 15]),
  line('gpt-6-sol', '2026-09-22', 272_000, [2, 0.2, 10]),
  line('gpt-6-luna', '2026-09-22', 272_000, [0.1, 0.01, 0.5]),
  line('gpt-6-astra', '2026-09-03', 272_000, [10, 1, 50]),
  line('gpt-5-mini', '2025-08-07', ANY, [0.25, 0.025, 2]),
  line('gpt-5-nano', '2025-08-07', ANY, [0.05, 0.005, 0.4]),
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

/** `claude-haiku-4-5-20251001` is `claude-haiku-4-5`; `claude-opus-5-5` is not `claude-opus-5`. */
function names(id: string, model: string): boolean {
  return id === model || (id.startsWith(`${model}-`) && /^\d{4}/.test(id.slice(model.length + 1)));
}

function cost(price: Price, { inputTokens, cachedInputTokens, outputTokens }: Counted): number {
  const cached = Math.min(cachedInputTokens, inputTokens);
  return ((inputTokens - cached) * price.input + cached * price.cachedInput + outputTokens * price.output) / 1_000_000;
}

/** Which model answers a purpose, what a call may cost at worst, and how an answer is read. Pure. */
import type { z } from 'zod';
import type { ModelChoice } from '../../world/model.ts';
import type { CorePolicies } from '../company.ts';

/** The offline model answers when policy says so, or when `auto` finds no key. The model is policy's: per purpose, else per provider, else default. */
export function chooseModel(
  purpose: string,
  policy: CorePolicies['model_policy'],
  available: { anthropic: boolean; openaiCompatible: boolean },
): ModelChoice | { missing: string } {
  const provider = policy.provider === 'auto' ? firstAvailable(available) : policy.provider;
  if (provider === 'offline') return { provider, model: 'deskmates' };
  if (provider === 'anthropic' && !available.anthropic)
    return { missing: 'model_policy.provider is anthropic and ANTHROPIC_API_KEY is not set' };
  if (provider === 'openai-compatible' && !available.openaiCompatible) {
    return { missing: 'model_policy.provider is openai-compatible and neither OPENAI_BASE_URL nor OPENAI_API_KEY is set' };
  }
  const model = policy.models[`${provider}:${purpose}`] ?? policy.models[purpose] ?? policy.models[provider] ?? policy.models.default;
  if (!model) return { missing: `model_policy.models names no model for ${purpose}, ${provider} or default` };
  return { provider, model };
}

function firstAvailable(available: { anthropic: boolean; openaiCompatible: boolean }): ModelChoice['provider'] {
  if (available.anthropic) return 'anthropic';
  return available.openaiCompatible ? 'openai-compatible' : 'offline';
}

/** Tokens of a text, counted upward: real tokenizers give one token for 3 to 5 characters of English. */
export function estimateTokens(text: string): number {
  return Math.ceil(text.length / 3);
}

/** The JSON value in a model's answer: fences and prose around it are tolerated, anything else is the schema's business. */
export function jsonIn(text: string): unknown {
  const fenced = /```(?:json)?\s*([\s\S]*?)```/.exec(text)?.[1];
  for (const candidate of [text, fenced, outermostObject(text)]) {
    if (candidate === undefined) continue;
    try {
      return JSON.parse(candidate);
    } catch {
      // the next reading may fit
    }
  }
  return undefined;
}

function outermostObject(text: string): string | undefined {
  const start = text.indexOf('{');
  const end = text.lastIndexOf('}');
  return start >= 0 && end > start ? text.slice(start, end + 1) : undefined;
}

/** What was wrong with an answer, in words the model can act on. */
export function faultOf(text: string, error: z.ZodError | null): string {
  if (!text.trim()) return 'the answer was empty';
  if (!error) return 'the answer was not JSON';
  return error.issues
    .slice(0, 8)
    .map((issue) => `${issue.path.join('.') || 'answer'}: ${issue.message}`)
    .join('; ');
}

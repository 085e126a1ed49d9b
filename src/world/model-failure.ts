/** What went wrong with a model call, in the three kinds that callers act on; never with a secret in it. */
import { APICallError } from '@ai-sdk/provider';
import { cleanText } from '../core/text.ts';
import type { ModelAnswer, ModelChoice, ModelUsage } from './model.ts';
import { NotSentError } from './one-request.ts';

type Failure = Extract<ModelAnswer, { ok: false }>;

/** The request left and no readable answer came: the provider may have counted it. */
const UNSAID: ModelUsage = { inputTokens: null, cachedInputTokens: null, outputTokens: null };
const LONGEST_WAIT_MS = 86_400_000;
const MAX_DETAIL_CHARS = 300;
/** Refusals that only money ends; providers send them as 400, 402, 403 or 429. */
const NO_CREDIT = /insufficient_quota|credit balance|exceeded your current quota|billing/i;

/** @param usage null = certainly nothing was used; default: not known */
export function passing(message: string, usage: ModelUsage | null = UNSAID): Failure {
  return { ok: false, kind: 'transient', message, retryAfterMs: null, usage };
}

export function unavailable(message: string): Failure {
  return { ok: false, kind: 'unavailable', message, retryAfterMs: null, usage: null };
}

/** @param secrets taken out of everything that is said */
export function failureOf(error: unknown, choice: ModelChoice, secrets: string[], now: Date): Failure {
  const name = nameOf(choice);
  const status = APICallError.isInstance(error) ? error.statusCode : undefined;
  if (status === undefined || status < 300) {
    const message = `${name}: ${said(error, secrets)}`;
    if (choice.provider === 'offline') return { ok: false, kind: 'rejected', message, retryAfterMs: null, usage: null };
    return passing(message, neverLeft(error) ? null : UNSAID);
  }
  const message = `${name}: HTTP ${status}, ${said(error, secrets)}`;
  const { responseHeaders: headers, responseBody: body } = error as APICallError;
  if (status < 400)
    return unavailable(
      `${message} (it redirects to ${headers?.location ?? 'nowhere'}; set ${addressName(choice)} to the address that answers itself)`,
    );
  if (status === 402 || ((status < 404 || status === 429) && NO_CREDIT.test(body ?? '')))
    return unavailable(`${message} (the account has no credit left)`);
  if (status === 401 || status === 403) return unavailable(`${message} (is the key valid?)`);
  if (status === 404) return unavailable(`${message} (is the model's name right? see policy model_policy.models)`);
  const retryAfterMs = retryAfter(headers, now);
  const kind = status >= 500 || [408, 409, 425, 429].includes(status) ? 'transient' : 'rejected';
  return { ok: false, kind, message, retryAfterMs: kind === 'transient' ? retryAfterMs : null, usage: null };
}

export function nameOf({ provider, model }: ModelChoice): string {
  return `${provider}/${model}`;
}

function addressName(choice: ModelChoice): string {
  return choice.provider === 'anthropic' ? 'ANTHROPIC_BASE_URL' : 'OPENAI_BASE_URL';
}

function said(error: unknown, secrets: string[]): string {
  const words = error instanceof Error ? error.message : String(error);
  const body = APICallError.isInstance(error) && (error.statusCode ?? 0) < 300 ? `: ${error.responseBody ?? ''}` : '';
  // Secrets go before the cut, which could leave half of one.
  const clean = secrets.reduce((text, secret) => text.replaceAll(secret, '[secret]'), `${words}${body}`);
  return cleanText(clean.slice(0, MAX_DETAIL_CHARS)).trim() || 'without a word';
}

function neverLeft(error: unknown): boolean {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if (at instanceof NotSentError) return true;
  }
  return false;
}

/** Milliseconds (OpenAI and Anthropic), seconds or a date; nonsense counts as nothing said. */
function retryAfter(headers: Record<string, string> | undefined, now: Date): number | null {
  const exact = headers?.['retry-after-ms']?.trim();
  const plain = headers?.['retry-after']?.trim();
  const candidates = [
    exact ? Number(exact) : Number.NaN,
    plain ? Number(plain) * 1000 : Number.NaN,
    plain ? Date.parse(plain) - now.getTime() : Number.NaN,
  ];
  const ms = candidates.find((candidate) => Number.isFinite(candidate) && candidate >= 0);
  return ms === undefined ? null : Math.min(ms, LONGEST_WAIT_MS);
}

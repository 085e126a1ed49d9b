/** What becomes of a step that did not succeed, how long it waits, and whether a person may send it back to work. Pure. */
import type { StepKind } from '../company.ts';
import { BadInputError, PermanentError, Postponed, TransientError } from '../errors.ts';

export type Verdict = { retry: true; message: string; waitMs: number; free: boolean } | { retry: false; message: string };

export type RetryRules = { backoff_seconds: number; backoff_max_seconds: number };

/** Doubles with every attempt up to the cap, then up to a quarter more by chance, so that retries spread out. @param luck 0 ≤ x < 1 */
export function backoffMs(attempt: number, rules: RetryRules, luck: number): number {
  const seconds = Math.min(rules.backoff_seconds * 2 ** Math.max(0, attempt - 1), rules.backoff_max_seconds);
  return Math.round(seconds * 1000 * (1 + luck / 4));
}

/** Only what can pass by itself is tried again, and only up to its maximum. */
export function judge(error: unknown, step: { attempt: number; max_attempts: number }, rules: RetryRules, luck: number): Verdict {
  const message = describe(error);
  if (error instanceof Postponed) return { retry: true, message, waitMs: error.waitMs, free: true };
  // The database's restart is not the step's fault: the attempt does not count.
  if (isOutage(error)) return { retry: true, message, waitMs: backoffMs(1, rules, luck), free: true };
  if (error instanceof PermanentError || error instanceof BadInputError) return { retry: false, message };
  if (step.attempt >= step.max_attempts) return { retry: false, message: `${message} (attempt ${step.attempt} of ${step.max_attempts})` };
  const asked = error instanceof TransientError ? (error.retryAfterMs ?? 0) : 0;
  return { retry: true, message, waitMs: Math.max(asked, backoffMs(step.attempt, rules, luck)), free: false };
}

/** The database went away: SQLSTATE 08 (connection) or 57P (shutdown, crash), or the operating system's word for a lost connection. */
export function isOutage(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^(08|57P|ECONN|EPIPE|ENOTCONN)/.test(code);
}

/** Whether a failure says something about the worker or its surroundings rather than about this one input (F132). */
export function countsForBreaker(error: unknown): boolean {
  return !(error instanceof BadInputError) && !(error instanceof Postponed) && !isOutage(error);
}

export function describe(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text || 'failed without saying why').slice(0, 1000);
}

/** Caps count a step on the day it was made. One that another day counted cannot take a place of today's; its work has to be proposed anew. */
export function whyNotRetried(
  steps: readonly { kind: string; created_at: Date }[],
  kinds: ReadonlyMap<string, Pick<StepKind, 'gate'>>,
  today: Date,
): string | null {
  const capped = steps.find((step) => step.created_at < today && kinds.get(step.kind)?.gate);
  if (!capped) return null;
  return `${kinds.get(capped.kind)?.gate?.name}: the day this mission was accepted on is over, and its place in that day's limit with it; propose ${capped.kind} anew`;
}

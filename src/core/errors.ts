/** How work can fail. A refusal at the door is a value, not an error; these are for work already under way. */

/** It may pass by itself: the step returns to the queue and is tried again later. */
export class TransientError extends Error {
  override readonly name = 'TransientError';
  /** Wait at least this long before the next try. */
  readonly retryAfterMs: number | null;
  constructor(message: string, retryAfterMs: number | null = null) {
    super(message);
    this.retryAfterMs = retryAfterMs;
  }
}

/** Not now, through no fault of the step: it waits and this attempt does not count (a spend cap, a pause, a reading to come). */
export class Postponed extends Error {
  override readonly name = 'Postponed';
  readonly waitMs: number;
  constructor(message: string, waitMs: number) {
    super(message);
    this.waitMs = waitMs;
  }
}

/** Trying again would give the same: the step fails now. */
export class PermanentError extends Error {
  override readonly name = 'PermanentError';
}

/** The input itself is bad (a page, a payload): the step fails, and the worker's circuit breaker does not count it. */
export class BadInputError extends Error {
  override readonly name = 'BadInputError';
}

/** A person's or a caller's input was not of the right form; `field` names the place. */
export class InvalidInput extends Error {
  override readonly name = 'InvalidInput';
  readonly field: string;
  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}

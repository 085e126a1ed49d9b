/** The one exception of the web port: a reading that ended without a page, carrying what the caller is told. */
import type { WebFailure } from '../web.ts';

export class Failed extends Error {
  override readonly name = 'Failed';
  readonly failure: WebFailure;
  constructor(kind: WebFailure['kind'], detail: string, retryAfterMs: number | null = null) {
    super(detail);
    this.failure = { kind, detail, retryAfterMs };
  }
}

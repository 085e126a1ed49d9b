/** The World: everything outside the rules — time, chance, ids, storage, models, the web, X. It is passed in, never reached for. */
import type { Company } from '../core/company.ts';
import type { Db } from './db.ts';
import type { ModelPort } from './model.ts';
import type { WebPort } from './web.ts';
import type { WebhookPort } from './webhook.ts';
import type { XPort } from './x.ts';

export type Clock = {
  now(): Date;
  /** Resolves after `ms`, or at once when the signal aborts. Never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** A signal that aborts once the clock has moved `ms` on; `clear` when the work is done. Unlike sleep, it never moves a virtual clock. */
  deadline(ms: number): { signal: AbortSignal; clear(): void };
};

export type Random = {
  /** A stream of its own for one decision: the same (seed, name) always gives the same luck. */
  fork(name: string): Random;
  /** 0 ≤ x < 1 */
  next(): number;
  /** min ≤ x ≤ max, whole */
  int(min: number, max: number): number;
  chance(probability: number): boolean;
  /** Throws on an empty list. */
  pick<T>(list: readonly T[]): T;
};

export type Ids = {
  /** UUID v7: ordered by the world's time, random bits from the world's chance. */
  next(): string;
};

export type Log = {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
};

export type World = {
  clock: Clock;
  random: Random;
  ids: Ids;
  log: Log;
  db: Db;
  model: ModelPort;
  web: WebPort;
  x: XPort;
  webhook: WebhookPort;
  company: Company;
};

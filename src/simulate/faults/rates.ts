/** How much goes wrong at which level. Shares are of calls, statements or works; `jumps` of instants. */
export type FaultLevel = 'none' | 'low' | 'high';

export type Rates = {
  model: number;
  x: number;
  web: number;
  /** A statement that never reaches the server, or whose answer is lost after it was carried out. */
  statement: number;
  /** Every connection cut at once, as by a restart of the server. */
  restart: number;
  /** A process that dies in the middle of a step, a turn or an initiative. */
  death: number;
  /** The clock jumps ahead by up to five hours, or back by up to ninety seconds. */
  jump: number;
  /** A heartbeat delivered twice, or killed after it began. */
  beat: number;
};

export const RATES: Record<FaultLevel, Rates> = {
  none: { model: 0, x: 0, web: 0, statement: 0, restart: 0, death: 0, jump: 0, beat: 0 },
  low: { model: 0.02, x: 0.05, web: 0.05, statement: 0.0002, restart: 0.0005, death: 0.01, jump: 0.0005, beat: 0.02 },
  high: { model: 0.1, x: 0.3, web: 0.15, statement: 0.002, restart: 0.002, death: 0.06, jump: 0.002, beat: 0.1 },
};

/** What many seeds say together: figures by name, their spread, paired differences, and how they stand beside the tutorial's promises. Pure. */
import type { SimulatedRun } from './simulate.ts';

export type Spread = { mean: number; low: number; high: number; min: number; max: number };
export type Forecast = Record<string, Spread>;
/** `better` counts nothing: it only says in how many seeds the figure rose, fell or stayed. */
export type Difference = {
  before: number;
  after: number;
  mean: number;
  low: number;
  high: number;
  rose: number;
  fell: number;
  seeds: number;
};
/** A promise of the tutorial, and what came of it. */
export type Kept = { promise: string; kept: boolean; figure: string };

const DAYS_A_MONTH = 30;

/** Every figure of a run as one number; rates are by simulated day unless the name says otherwise. */
export function figuresOf({ totals, days, spend, affinity }: SimulatedRun): Record<string, number> {
  const perDay = (n: number) => n / days;
  const figures: Record<string, number> = {
    'conversations a day': perDay(totals.conversations),
    'turns a day': perDay(totals.turns),
    'missions done a day': perDay(totals.missions.succeeded),
    'missions failed a day': perDay(totals.missions.failed),
    'posts a day': perDay(totals.posts),
    'initiatives a day': perDay(totals.initiatives),
    'action items a day': perDay(totals.action_items),
    'reactions a day': perDay(totals.reactions),
    'changes of affinity a day': perDay(totals.drifts),
    'voice modifiers': totals.voice_modifiers.length,
    'model calls a day': perDay(totals.calls),
    'input tokens a day': perDay(totals.input_tokens),
    'output tokens a day': perDay(totals.output_tokens),
    'dollars for models a month': perDay(totals.usd) * DAYS_A_MONTH,
    'dollars for posts a month': perDay(totals.x_usd) * DAYS_A_MONTH,
  };
  for (const [gate, n] of Object.entries(totals.rejections)) figures[`rejected a day: ${gate}`] = perDay(n);
  for (const [type, n] of Object.entries(totals.memories)) figures[`memories a day: ${type}`] = perDay(n);
  for (const [agent, usd] of sumBy(spend, ({ agent_id }) => agent_id)) figures[`dollars a month: ${agent}`] = perDay(usd) * DAYS_A_MONTH;
  for (const [purpose, usd] of sumBy(spend, (line) => line.purpose)) figures[`dollars a month to ${purpose}`] = perDay(usd) * DAYS_A_MONTH;
  for (const [model, usd] of sumBy(spend, (line) => line.model)) figures[`dollars a month at ${model}`] = perDay(usd) * DAYS_A_MONTH;
  for (const [pair, last] of new Map(affinity.map((point) => [point.pair, point.affinity]))) figures[`affinity at the end: ${pair}`] = last;
  return figures;
}

function sumBy<T extends { usd: number }>(lines: readonly T[], key: (line: T) => string): [string, number][] {
  const sums = new Map<string, number>();
  for (const line of lines) sums.set(key(line), (sums.get(key(line)) ?? 0) + line.usd);
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** A figure that a run does not have counts as 0 there. */
export function forecastOf(runs: readonly SimulatedRun[]): Forecast {
  const all = runs.map(figuresOf);
  return Object.fromEntries(namesIn(all).map((name) => [name, spreadOf(all.map((figures) => figures[name] ?? 0))]));
}

/** low and high hold the middle 80 of 100. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  return {
    mean: sorted.reduce((sum, value) => sum + value, 0) / Math.max(1, sorted.length),
    low: quantile(sorted, 0.1),
    high: quantile(sorted, 0.9),
    min: sorted[0] ?? 0,
    max: sorted.at(-1) ?? 0,
  };
}

function quantile(sorted: readonly number[], q: number): number {
  const at = (sorted.length - 1) * q;
  const [below, above] = [sorted[Math.floor(at)] ?? 0, sorted[Math.ceil(at)] ?? 0];
  return below + (above - below) * (at - Math.floor(at));
}

/** The same seeds under two settings: each seed is its own comparison, so that luck common to both falls out. */
export function compareRuns(before: readonly SimulatedRun[], after: readonly SimulatedRun[]): Record<string, Difference> {
  const pairs = before.map((run, i) => [figuresOf(run), figuresOf(after[i] as SimulatedRun)] as const);
  return Object.fromEntries(
    namesIn(pairs.flat()).map((name) => {
      const [a, b] = [pairs.map(([x]) => x[name] ?? 0), pairs.map(([, y]) => y[name] ?? 0)];
      const differences = b.map((value, i) => value - (a[i] ?? 0));
      const { mean, low, high } = spreadOf(differences);
      const count = (is: (d: number) => boolean) => differences.filter(is).length;
      return [
        name,
        {
          before: spreadOf(a).mean,
          after: spreadOf(b).mean,
          mean,
          low,
          high,
          rose: count((d) => d > 1e-9),
          fell: count((d) => d < -1e-9),
          seeds: pairs.length,
        },
      ];
    }),
  );
}

function namesIn(all: readonly Record<string, number>[]): string[] {
  return [...new Set(all.flatMap((figures) => Object.keys(figures)))];
}

/** The tutorial's own figures: 10 to 15 conversations a day in a full company; at most $20 a month for six agents, $5 for three. */
export function promises(forecast: Forecast, agents: number, full: boolean): Kept[] {
  const talks = forecast['conversations a day']?.mean ?? 0;
  const usd = forecast['dollars for models a month']?.mean ?? 0;
  const cap = agents <= 3 ? 5 : 20;
  const money: Kept = {
    promise: `${agents <= 3 ? 'three' : 'six'} agents think for at most $${cap} a month`,
    kept: usd <= cap,
    figure: `$${usd.toFixed(2)} a month`,
  };
  if (!full) return [money];
  return [{ promise: '10 to 15 conversations a day', kept: talks >= 10 && talks <= 15, figure: `${talks.toFixed(1)} a day` }, money];
}

/** A simulation in words: the bar while it runs, the tables afterwards, and the one JSON object. */
import { compareRuns, type Difference, type Forecast, forecastOf, promises, type Spread } from '../simulate/forecast.ts';
import type { SimulatedRun } from '../simulate/simulate.ts';
import type { Call } from './command.ts';
import { table } from './table.ts';

export type Told = { before: readonly SimulatedRun[] | null; runs: readonly SimulatedRun[]; agents: number; full: boolean; faults: string };

const BAR = 30;

/** Drawn on stderr when a person is looking. */
export function progressBar(total: number, silent: boolean): { step(): void; end(): void } {
  let done = 0;
  let shown = !silent && process.stderr.isTTY === true;
  return {
    step() {
      done++;
      if (!shown) return;
      const filled = Math.round((done / total) * BAR);
      process.stderr.write(`\r${'█'.repeat(filled)}${'░'.repeat(BAR - filled)} ${done} of ${total} days`);
    },
    end() {
      if (shown) process.stderr.write('\r\u001b[K');
      shown = false;
    },
  };
}

export function printSimulation(call: Call, told: Told): void {
  const forecast = forecastOf(told.runs);
  const compared = told.before ? compareRuns(told.before, told.runs) : null;
  const first = told.runs[0] as SimulatedRun;
  if (call.json) {
    const { days, seed, hash, invariants, totals, spend, perDay } = first;
    const runs = told.runs.map((run) => ({ seed: run.seed, hash: run.hash, ok: run.invariants.every(({ ok }) => ok), totals: run.totals }));
    const promised = promises(forecast, told.agents, told.full);
    call.out.json({
      days,
      seed,
      hash,
      faults: told.faults,
      invariants: worstOf(told.runs),
      totals,
      spend,
      per_day: perDay,
      forecast,
      promises: promised,
      runs,
      compared,
    });
    if (invariants.length === 0) throw new Error('no invariant was checked');
    return;
  }
  call.out.print(compared ? comparedTable(call, compared) : forecastTable(call, forecast, told.runs.length));
  call.out.print('');
  for (const { promise, kept, figure } of promises(forecast, told.agents, told.full))
    call.out.print(`${kept ? 'kept    ' : 'NOT KEPT'}  ${promise}: ${figure}`);
  const broken = worstOf(told.runs).filter(({ ok }) => !ok);
  const count = first.invariants.length;
  call.out.print(
    broken.length === 0 ? `kept      all ${count} invariants${told.runs.length > 1 ? ` in all ${told.runs.length} seeds` : ''}` : '',
  );
  for (const { name, detail } of broken) call.out.print(`BROKEN    ${name}: ${detail}`);
  for (const { seed, hash } of told.runs.slice(0, 5)) call.out.print(call.out.dim(`seed ${seed}  hash ${hash}`));
}

/** Each invariant once; broken when it is in any seed, with the words of the first. */
function worstOf(runs: readonly SimulatedRun[]): { name: string; ok: boolean; detail: string }[] {
  return (runs[0] as SimulatedRun).invariants.map((invariant, i) => {
    const bad = runs.find((run) => run.invariants[i]?.ok === false);
    return bad ? { ...invariant, ok: false, detail: `seed ${bad.seed}: ${bad.invariants[i]?.detail}` } : invariant;
  });
}

function forecastTable(call: Call, forecast: Forecast, seeds: number): string {
  const rows = Object.entries(forecast).filter(([name]) => !name.startsWith('affinity at the end'));
  type Row = [string, Spread];
  return table<Row>(
    [
      { title: 'FIGURE', value: ([name]) => name, grows: true },
      { title: seeds > 1 ? 'MEAN' : '', value: ([, { mean }]) => shown(mean), right: true },
      { title: 'MIDDLE 80 %', value: ([, { low, high }]) => (seeds > 1 ? `${shown(low)} – ${shown(high)}` : ''), right: true },
    ],
    rows,
    call.out.width,
    call.out.dim,
  );
}

function comparedTable(call: Call, compared: Record<string, Difference>): string {
  type Row = [string, Difference];
  return table<Row>(
    [
      { title: 'FIGURE', value: ([name]) => name, grows: true },
      { title: 'WITHOUT', value: ([, { before }]) => shown(before), right: true },
      { title: 'WITH', value: ([, { after }]) => shown(after), right: true },
      { title: 'DIFFERENCE', value: ([, { mean }]) => `${mean > 0 ? '+' : ''}${shown(mean)}`, right: true },
      { title: 'ROSE / FELL', value: ([, { rose, fell, seeds }]) => `${rose} / ${fell} of ${seeds}`, right: true },
    ],
    Object.entries(compared).filter(([, { rose, fell }]) => rose + fell > 0),
    call.out.width,
    call.out.dim,
  );
}

function shown(value: number): string {
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en');
  return value.toFixed(Math.abs(value) < 1 && value !== 0 ? 3 : 2);
}

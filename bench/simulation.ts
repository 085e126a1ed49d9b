/** A simulated company: days a second, whether a day costs more the more days there were, what an idle heartbeat asks, and memory. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { loadCompany } from '../company/index.ts';
import { FIRST_DAY, FULL } from '../src/simulate/settings.ts';
import { simulate } from '../src/simulate/simulate.ts';
import { throwawayDatabases } from '../src/world/throwaway.ts';
import type { Server } from './bench-world.ts';
import { type Measure, median } from './statistics.ts';

/** In a process of its own, with the memory that the command gives itself (bin/deskmates.mjs). @param days at least ten, so that there is a beginning and an end to compare */
export async function measureSimulation({ url }: Server, days: number): Promise<Measure[]> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--max-semi-space-size=4', import.meta.filename, String(days)], {
    env: { ...process.env, BENCH_SERVER: url },
  });
  return JSON.parse(stdout) as Measure[];
}

async function measure(serverUrl: string, days: number): Promise<Measure[]> {
  const databases = await throwawayDatabases(serverUrl, join(import.meta.dirname, '..', 'migrations'), `bench${process.pid}`);
  const options = {
    company: loadCompany(),
    days,
    seed: '42',
    start: FIRST_DAY,
    settings: FULL,
    faults: 'none',
    person: 'present',
  } as const;
  const marks: number[] = [performance.now()];
  let most = 0;
  try {
    const run = await simulate(databases, options, {
      onDay: () => {
        marks.push(performance.now());
        most = Math.max(most, process.memoryUsage().rss);
      },
    });
    const cost = marks.slice(1).map((mark, i) => mark - (marks[i] as number));
    const total = (marks.at(-1) as number) - (marks[0] as number);
    const [early, late] = [median(cost.slice(1, 6)), median(cost.slice(-5))];
    const broken = run.invariants.filter(({ ok }) => !ok).length;
    return [
      {
        what: `a simulated day, full company, mean of ${days} (${Math.round(run.totals.events / days)} events, ${Math.round(run.totals.calls / days)} model calls a day)`,
        ours: `${(total / days / 1000).toFixed(2)} s`,
        reference: '1 s',
        ratio: total / days / 1000,
        aim: '≤ 1×',
        met: total / days <= 1000,
      },
      {
        what: `a day at the end (days ${days - 4} to ${days}) beside one at the beginning (days 2 to 6), medians`,
        ours: `${(late / 1000).toFixed(2)} s`,
        reference: `${(early / 1000).toFixed(2)} s`,
        ratio: late / early,
        aim: '≤ 1.5×',
        met: late / early <= 1.5,
      },
      {
        what: 'memory of the simulating process, RSS',
        ours: `${Math.round(most / 1e6)} MB`,
        reference: '300 MB',
        ratio: most / 300e6,
        aim: '≤ 1×',
        met: most <= 300e6,
      },
      {
        what: 'invariants broken',
        ours: String(broken),
        reference: `of ${run.invariants.length}`,
        ratio: broken,
        aim: '0',
        met: broken === 0,
      },
    ];
  } finally {
    await databases.close();
  }
}

if (process.argv[1] === import.meta.filename) {
  process.stdout.write(JSON.stringify(await measure(process.env.BENCH_SERVER ?? '', Number(process.argv[2]))));
}

/** "What would this change do over the next days?": the company's own policies, with and without the change, on the same seeds. */
import type { Json } from '../core/company.ts';
import { DAY_MS, startOfDay } from '../core/time.ts';
import { currentPolicies } from '../read/policies.ts';
import { throwawayDatabases } from '../world/throwaway.ts';
import type { World } from '../world/world.ts';
import { compareRuns, type Difference } from './forecast.ts';
import { inLanes } from './lanes.ts';
import type { Setting, SimulationOptions } from './settings.ts';
import { simulate } from './simulate.ts';

export type WhatIfProgress = { done: number; total: number };
export type WhatIfOptions = {
  change: { key: string; value: Json };
  days: number;
  seeds: number;
  serverUrl: string;
  migrations: string;
  signal: AbortSignal;
  onProgress(progress: WhatIfProgress): void;
};

/** Figures that moved in any seed, largest share of change first. @throws InvalidInput when the change is refused; the signal's reason when stopped */
export async function whatIf(world: World, options: WhatIfOptions): Promise<Record<string, Difference>> {
  const { change, days, signal } = options;
  const standing = await standingSettings(world);
  const start = new Date(startOfDay(world.clock.now()).getTime() + DAY_MS);
  const shared: Omit<SimulationOptions, 'seed' | 'settings'> = { company: world.company, days, start, faults: 'none', person: 'present' };
  const seeds = Array.from({ length: options.seeds }, (_, i) => `what if ${i + 1}`);
  const arms = [standing, [...standing, { ...change, path: [] }]];
  const jobs = arms.flatMap((settings) => seeds.map((seed) => ({ ...shared, seed, settings })));
  const databases = await throwawayDatabases(options.serverUrl, options.migrations, `w${world.ids.next().slice(-8)}`);
  let done = 0;
  const onDay = () => options.onProgress({ done: ++done, total: jobs.length * days });
  try {
    const runs = await inLanes(jobs, (job) => simulate(databases, job, { signal, onDay }));
    return moved(compareRuns(runs.slice(0, seeds.length), runs.slice(seeds.length)));
  } finally {
    await databases.close();
  }
}

/** What stands now, except that nobody has paused it. */
async function standingSettings(world: World): Promise<Setting[]> {
  const values = await currentPolicies(world);
  return [...world.company.policies.keys()].map((key) => {
    const value = values[key] as Json;
    return { key, path: [], value: key === 'company' ? { ...values.company, paused: false } : value };
  });
}

function moved(compared: Record<string, Difference>): Record<string, Difference> {
  const share = ({ before, mean }: Difference) => Math.abs(mean) / Math.max(Math.abs(before), 0.01);
  return Object.fromEntries(
    Object.entries(compared)
      .filter(([, { rose, fell }]) => rose + fell > 0)
      .sort(([, a], [, b]) => share(b) - share(a)),
  );
}

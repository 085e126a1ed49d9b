/** Simulations for tests: on the test run's own server, each in a database that is thrown away. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { inject } from 'vitest';
import { loadCompany } from '../company/index.ts';
import { FIRST_DAY, FULL, type SimulationOptions } from '../src/simulate/settings.ts';
import { type SimulatedRun, simulate, type Watching } from '../src/simulate/simulate.ts';
import { type Throwaway, throwawayDatabases } from '../src/world/throwaway.ts';

export function openThrowaway(): Promise<Throwaway> {
  return throwawayDatabases(inject('adminUrl'), join(import.meta.dirname, '..', 'migrations'), `t${randomBytes(4).toString('hex')}`);
}

/** Everything on, unless said otherwise. */
export function simulateDays(
  databases: Throwaway,
  days: number,
  seed: string,
  more: Partial<SimulationOptions> = {},
  watching: Watching = {},
): Promise<SimulatedRun> {
  const usual = { company: loadCompany(), days, seed, start: FIRST_DAY, settings: FULL, faults: 'none', person: 'present' } as const;
  return simulate(databases, { ...usual, ...more }, watching);
}

export const broken = (run: SimulatedRun) => run.invariants.filter(({ ok }) => !ok).map(({ name, detail }) => `${name}: ${detail}`);

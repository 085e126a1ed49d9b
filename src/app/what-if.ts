/** The one what-if of this process: it runs in the background, can be looked at and stopped, and leaves its answer until the next. */
import { join } from 'node:path';
import type { Json } from '../core/company.ts';
import { describe } from '../core/missions/rules.ts';
import type { Difference } from '../simulate/forecast.ts';
import { appEnv, appWorld, stopping } from './world.ts';

export const WHAT_IF_DAYS = 7;
export const WHAT_IF_SEEDS = 3;

export type WhatIfState = {
  key: string;
  value: Json;
  state: 'running' | 'done' | 'stopped' | 'failed';
  done: number;
  total: number;
  error: string | null;
  compared: Record<string, Difference> | null;
};

// Next bundles each route by itself; the global is what they share.
const shared = globalThis as typeof globalThis & { deskmatesWhatIf?: { state: WhatIfState; stop: AbortController } };

export function whatIfState(): WhatIfState | null {
  return shared.deskmatesWhatIf?.state ?? null;
}

/** @returns the running one when there is one already */
export async function startWhatIf(key: string, value: Json): Promise<WhatIfState> {
  if (shared.deskmatesWhatIf?.state.state === 'running') return shared.deskmatesWhatIf.state;
  const stop = new AbortController();
  const state: WhatIfState = {
    key,
    value,
    state: 'running',
    done: 0,
    total: WHAT_IF_DAYS * WHAT_IF_SEEDS * 2,
    error: null,
    compared: null,
  };
  shared.deskmatesWhatIf = { state, stop };
  void run(state, AbortSignal.any([stop.signal, stopping()]));
  return state;
}

export function stopWhatIf(): WhatIfState | null {
  shared.deskmatesWhatIf?.stop.abort();
  return whatIfState();
}

async function run(state: WhatIfState, signal: AbortSignal): Promise<void> {
  try {
    const serverUrl = appEnv().DATABASE_URL;
    if (!serverUrl) throw new Error('the dashboard does not know the database’s address; start it with npm start');
    const { whatIf } = await import('../simulate/what-if.ts');
    state.compared = await whatIf(await appWorld(), {
      change: { key: state.key, value: state.value },
      days: WHAT_IF_DAYS,
      seeds: WHAT_IF_SEEDS,
      serverUrl,
      migrations: join(process.cwd(), 'migrations'),
      signal,
      onProgress: ({ done }) => {
        state.done = done;
      },
    });
    state.state = 'done';
  } catch (error) {
    state.state = signal.aborted ? 'stopped' : 'failed';
    state.error = signal.aborted ? null : describe(error);
  }
}

/** The process's one World, made when the first request needs it. The app never migrates or seeds: starting the company does. */
import { loadCompany } from '../../company/index.ts';
import { liveWorld } from '../world/live.ts';
import { processEnv } from '../world/process-env.ts';
import type { World } from '../world/world.ts';

// Next bundles each route by itself; the global is what they share.
const shared = globalThis as typeof globalThis & { deskmatesWorld?: Promise<World>; deskmatesStopping?: AbortController };

export function appEnv(): Record<string, string | undefined> {
  return processEnv();
}

export async function appWorld(): Promise<World> {
  const world = shared.deskmatesWorld ?? liveWorld({ company: loadCompany(), env: appEnv() });
  if (!shared.deskmatesWorld) {
    shared.deskmatesWorld = world;
    // A database that is not there yet must not be remembered as gone.
    world.catch(() => delete shared.deskmatesWorld);
  }
  return world;
}

/** Aborts when the process is told to stop: open streams would otherwise hold the server up for ever. */
export function stopping(): AbortSignal {
  if (!shared.deskmatesStopping) {
    const controller = new AbortController();
    shared.deskmatesStopping = controller;
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => controller.abort());
  }
  return shared.deskmatesStopping.signal;
}

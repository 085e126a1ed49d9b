/** What every page does first: ask access, then hand over the World. */
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import type { World } from '../../world/world.ts';
import { checkAccess } from '../access.ts';
import { appClock } from '../clock.ts';
import { appEnv, appWorld } from '../world.ts';

export async function openPage(): Promise<World> {
  const verdict = checkAccess({ method: 'GET', headers: await headers() }, 'read', appEnv(), appClock.now());
  if (!verdict.ok) redirect('/login');
  return appWorld();
}

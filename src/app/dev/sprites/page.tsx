/** For those who draw: every person in every pose, and the room at three times of the day. Linked from nowhere. */
import type { Metadata } from 'next';
import { openPage } from '../../shell/open-page.ts';
import { Sprites } from './Sprites.tsx';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Sprites · Deskmates' };

export default async function Page() {
  const world = await openPage();
  return <Sprites agents={world.company.agents.map(({ id, displayName }) => ({ id, name: displayName }))} />;
}

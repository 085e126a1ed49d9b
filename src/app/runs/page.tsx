/** Runs: whether the company is alive, and what its heart did. */
import type { Metadata } from 'next';
import { runsView } from '../../read/runs.ts';
import { openPage } from '../shell/open-page.ts';
import { Runs } from './Runs.tsx';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Runs · Deskmates' };

export default async function RunsPage() {
  const world = await openPage();
  return <Runs first={await runsView(world)} />;
}

/** Costs: what thinking costs. */
import type { Metadata } from 'next';
import { costsView } from '../../read/costs.ts';
import { openPage } from '../shell/open-page.ts';
import { Costs } from './Costs.tsx';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Costs · Deskmates' };

export default async function CostsPage() {
  const world = await openPage();
  return <Costs first={await costsView(world)} />;
}

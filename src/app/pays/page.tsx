/** Does it pay? What memory and affinity changed, beside what chance held back, and what conversations cost. */
import type { Metadata } from 'next';
import { daysOf, paysView } from '../../read/pays.ts';
import { openPage } from '../shell/open-page.ts';
import { Pays } from './Pays.tsx';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Does it pay? · Deskmates' };

type Asked = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function PaysPage({ searchParams }: Asked) {
  const world = await openPage();
  const { days } = await searchParams;
  const view = await paysView(world, daysOf(typeof days === 'string' ? days : null));
  return <Pays key={view.days} first={view} />;
}

/** Conversations: the day's schedule, the one that runs, and all that were held. */
import type { Metadata } from 'next';
import { talksView } from '../../../read/talks.ts';
import { openPage } from '../../shell/open-page.ts';
import { Talks } from '../Talks.tsx';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Conversations · Deskmates' };

type Asked = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function TalksPage({ searchParams }: Asked) {
  const world = await openPage();
  const { day } = await searchParams;
  const view = await talksView(world, typeof day === 'string' ? day : null);
  // Another day is another page: nothing typed or opened on one belongs to the other.
  return <Talks key={view.day} first={view} />;
}

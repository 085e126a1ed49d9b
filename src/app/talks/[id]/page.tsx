/** One conversation: what was said, why by whom, and what it left behind. */
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { talkPage } from '../../../read/talk.ts';
import { openPage } from '../../shell/open-page.ts';
import { TalkPage } from './TalkPage.tsx';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Conversation · Deskmates' };

export default async function OneTalkPage({ params }: { params: Promise<{ id: string }> }) {
  const world = await openPage();
  const view = await talkPage(world, (await params).id);
  if (!view) notFound();
  return <TalkPage key={view.talk.id} first={view} />;
}

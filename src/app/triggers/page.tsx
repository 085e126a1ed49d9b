/** Triggers and reactions: when work starts by itself. */
import type { Metadata } from 'next';
import { triggersView } from '../../read/triggers.ts';
import { openPage } from '../shell/open-page.ts';
import { Triggers } from './Triggers.tsx';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Triggers & reactions · Deskmates' };

export default async function TriggersPage() {
  return <Triggers first={await triggersView(await openPage())} />;
}

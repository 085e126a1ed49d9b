/** One text to read. */
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { artifactView } from '../../../read/library-artifact.ts';
import { openPage } from '../../shell/open-page.ts';
import { Reading } from './Reading.tsx';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Library · Deskmates' };

export default async function ReadingPage({ params }: { params: Promise<{ id: string }> }) {
  const world = await openPage();
  const view = await artifactView(world, (await params).id);
  return view ? <Reading first={view} /> : notFound();
}

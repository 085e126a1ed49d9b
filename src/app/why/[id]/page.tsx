/** Why something happened, and what came of it. The beginning or the end of an id is enough to ask. */
import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { isUuid } from '../../../core/text.ts';
import { findRows } from '../../../read/find.ts';
import { whyView } from '../../../read/why-tree.ts';
import { openPage } from '../../shell/open-page.ts';
import { WhichOne } from '../WhichOne.tsx';
import { WhyPage } from '../WhyPage.tsx';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Why · Deskmates' };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const world = await openPage();
  const { id } = await params;
  if (!isUuid(id)) {
    const found = await findRows(world.db.sql, id);
    const [only, other] = found;
    if (!only) notFound();
    if (!other) redirect(`/why/${only.id}`);
    return <WhichOne asked={id} found={found} />;
  }
  const view = await whyView(world, id);
  if (!view) notFound();
  return <WhyPage key={id} first={view} id={id} />;
}

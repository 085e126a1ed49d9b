/** One policy: what it is for, its value, who changed it when and why. */
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { policyView } from '../../../read/policy-view.ts';
import { openPage } from '../../shell/open-page.ts';
import { PolicyPage } from './PolicyPage.tsx';

export const dynamic = 'force-dynamic';

type Asked = { params: Promise<{ key: string }> };

export async function generateMetadata({ params }: Asked): Promise<Metadata> {
  return { title: `${decodeURIComponent((await params).key).slice(0, 60)} · Policies · Deskmates` };
}

export default async function Page({ params }: Asked) {
  const view = await policyView(await openPage(), decodeURIComponent((await params).key));
  if (!view) notFound();
  return <PolicyPage first={view} />;
}

/** Policies: every number and switch that can be changed while the company runs. */
import type { Metadata } from 'next';
import { policiesView } from '../../../read/policy-view.ts';
import { openPage } from '../../shell/open-page.ts';
import { Policies } from '../Policies.tsx';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Policies · Deskmates' };

export default async function PoliciesPage() {
  return <Policies first={await policiesView(await openPage())} />;
}

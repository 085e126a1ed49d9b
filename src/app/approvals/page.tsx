/** Approvals: what only a person may decide. */
import type { Metadata } from 'next';
import { approvalsView } from '../../read/approvals.ts';
import { openPage } from '../shell/open-page.ts';
import { Approvals } from './Approvals.tsx';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Approvals · Deskmates' };

export default async function ApprovalsPage() {
  return <Approvals first={await approvalsView(await openPage())} />;
}

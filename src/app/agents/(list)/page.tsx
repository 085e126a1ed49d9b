/** The team: what each one does and did today, and who gets along with whom. */
import type { Metadata } from 'next';
import { agentsView } from '../../../read/agents.ts';
import { openPage } from '../../shell/open-page.ts';
import { Agents } from '../Agents.tsx';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Agents · Deskmates' };

type Asked = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function AgentsPage({ searchParams }: Asked) {
  const world = await openPage();
  const { pair } = await searchParams;
  return <Agents first={await agentsView(world)} pair={typeof pair === 'string' ? pair : null} />;
}

/** One agent: memory, relationships, voice, work, cost. */
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { agentView } from '../../../read/agent.ts';
import { openPage } from '../../shell/open-page.ts';
import { AgentPage } from './AgentPage.tsx';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Agent · Deskmates' };

type Asked = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function OneAgentPage({ params, searchParams }: Asked) {
  const world = await openPage();
  const view = await agentView(world, (await params).id);
  if (!view) notFound();
  const { tab } = await searchParams;
  return <AgentPage key={view.agent.id} first={view} tab={typeof tab === 'string' ? tab : null} />;
}

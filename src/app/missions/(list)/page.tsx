/** Missions: all of them, by status, agent, origin or words. */
import type { Metadata } from 'next';
import { missionList } from '../../../read/mission-list.ts';
import { openPage } from '../../shell/open-page.ts';
import { missionFilter } from '../filter.ts';
import { Missions } from '../Missions.tsx';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Missions · Deskmates' };

type Asked = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function MissionsPage({ searchParams }: Asked) {
  const world = await openPage();
  const filter = missionFilter(await searchParams);
  return <Missions first={await missionList(world, filter)} filter={filter} />;
}

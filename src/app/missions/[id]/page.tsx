/** A mission, played back: everything that happened to it, from the proposal to its end. */
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { missionFilm } from '../../../read/mission-film.ts';
import { openPage } from '../../shell/open-page.ts';
import { MissionPlayback } from '../playback/MissionPlayback.tsx';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Mission · Deskmates' };

type Asked = { params: Promise<{ id: string }>; searchParams: Promise<{ t?: string | string[] }> };

export default async function MissionPage({ params, searchParams }: Asked) {
  const world = await openPage();
  const film = await missionFilm(world, (await params).id);
  if (!film) notFound();
  const { t } = await searchParams;
  return <MissionPlayback key={film.mission.id} first={film} startAt={typeof t === 'string' ? t : null} />;
}
